//go:build unix

package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// previewed is a site and a dossier serve that runs.
type previewed struct {
	t    *testing.T
	site string
	cmd  *exec.Cmd
	url  string
	mu   sync.Mutex
	said strings.Builder // on standard error
}

// Write takes in what is said.
func (s *previewed) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.said.Write(b)
}

func (s *previewed) says() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.said.String()
}

// serveSite starts a preview of a site with two briefings, one of them a draft.
func serveSite(t *testing.T, flags ...string) *previewed {
	t.Helper()
	s := &previewed{t: t, site: t.TempDir()}
	put(t, s.site, "dossier.toml", "title = \"Desk\"\n")
	put(t, s.site, "content/2026-01-01-a.md", "---\ntitle: First\ntlp: CLEAR\n---\n\nWords of old.\n")
	put(t, s.site, "content/2026-01-02-b.md", "---\ntitle: Second\ntlp: AMBER\ndraft: true\n---\n\nWords for few.\n")
	s.cmd = command(t, append([]string{"-C", s.site, "serve", "--addr", "127.0.0.1:0"}, flags...)...)
	s.cmd.Stderr = s
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.cmd.Process.Kill() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("no URL was printed: %v, %s", err, s.says())
	}
	s.url = strings.TrimSuffix(line, "/\n")
	return s
}

func (s *previewed) get(path string) (int, string) {
	s.t.Helper()
	r, err := http.Get(s.url + path)
	if err != nil {
		s.t.Fatal(err, s.says())
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return r.StatusCode, string(body)
}

// until waits until something holds.
func (s *previewed) until(what string, holds func() bool) {
	s.t.Helper()
	for end := time.Now().Add(20 * time.Second); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			s.t.Fatalf("in 20 seconds not: %s\n%s", what, s.says())
		}
	}
}

// comes waits until a page holds some words.
func (s *previewed) comes(path, words string) {
	s.t.Helper()
	s.until(path+" says "+words, func() bool { _, body := s.get(path); return strings.Contains(body, words) })
}

// stop interrupts the preview, which is to end well.
func (s *previewed) stop() {
	s.t.Helper()
	s.cmd.Process.Signal(os.Interrupt)
	if err := s.cmd.Wait(); err != nil {
		s.t.Errorf("ended with %v: %s", err, s.says())
	}
}

const firstPage = "/briefings/2026/a/"

// Each way in which editors save, by which files of the folder change.
func TestWhatEditorsSaveIsShown(t *testing.T) {
	t.Parallel()
	for name, flags := range map[string][]string{"told": nil, "polled": {"--poll", "20ms"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := serveSite(t, flags...)
			s.comes(firstPage, "Words of old.")
			file := filepath.Join(s.site, "content", "2026-01-01-a.md")
			for i, save := range []func(text string) error{
				func(text string) error { return os.WriteFile(file, []byte(text), 0o666) },
				func(text string) error { // in two steps
					return errors.Join(os.Truncate(file, 0), os.WriteFile(file, []byte(text), 0o666))
				},
				func(text string) error { // another file takes its name
					return errors.Join(os.WriteFile(file+".tmp", []byte(text), 0o666), os.Rename(file+".tmp", file))
				},
				func(text string) error { // the old one becomes a backup
					return errors.Join(os.Rename(file, file+"~"), os.WriteFile(file, []byte(text), 0o666), os.Remove(file+"~"))
				},
				func(text string) error {
					return errors.Join(os.Remove(file), os.WriteFile(file, []byte(text), 0o666))
				},
				func(text string) error { // the folder is another one
					folder := filepath.Dir(file)
					return errors.Join(os.CopyFS(folder+".new", os.DirFS(folder)), os.WriteFile(filepath.Join(folder+".new", filepath.Base(file)), []byte(text), 0o666),
						os.Rename(folder, folder+".old"), os.Rename(folder+".new", folder), os.RemoveAll(folder+".old"))
				},
			} {
				words := fmt.Sprintf("Words of save %d.", i)
				if err := save("---\ntitle: First\ntlp: CLEAR\n---\n\n" + words + "\n"); err != nil {
					t.Fatal(err)
				}
				s.comes(firstPage, words)
			}
			put(t, s.site, "content/deep/down/2026-01-03-c.md", "---\ntitle: Third\ntlp: CLEAR\n---\n\nWords.\n")
			s.comes("/briefings/", "Third")
			put(t, s.site, "templates/footer.html", "{{define \"footer\"}}<footer>Our own foot.</footer>{{end}}\n")
			s.comes("/briefings/", "Our own foot.")
			put(t, s.site, "static/more.txt", "More.")
			s.comes("/more.txt", "More.")
			s.stop()
			if _, err := os.Stat(filepath.Join(s.site, "public")); err == nil {
				t.Error("an output was written")
			}
		})
	}
}

func TestErrorsLeaveTheLastGoodEditionAndAreToldOnce(t *testing.T) {
	t.Parallel()
	s := serveSite(t)
	s.comes(firstPage, "Words of old.")
	const fault = "---\ntitle: First\ntlp: CLEAR\n---\n\nNobody knows.[^nowhere]\n"
	put(t, s.site, "content/2026-01-01-a.md", fault)
	s.until("the fault is told", func() bool { return strings.Contains(s.says(), "2026-01-01-a.md:6:14: error: ") })
	if _, body := s.get(firstPage); !strings.Contains(body, "Words of old.") || !strings.Contains(body, "note-undefined") {
		t.Error("the last good page is gone, or does not say what is wrong")
	}
	put(t, s.site, "content/2026-01-01-a.md", strings.Replace(fault, "\nNobody", "\nMore.\n\nNobody", 1))
	put(t, s.site, "dossier.toml", "titel = \"x\"\n")
	s.until("the faulty configuration is told", func() bool { return strings.Contains(s.says(), "dossier.toml:1:1: error: ") })
	s.comes(firstPage, "Words of old.")
	put(t, s.site, "dossier.toml", "title = \"Another desk\"\n")
	put(t, s.site, "content/2026-01-01-a.md", "---\ntitle: First\ntlp: CLEAR\n---\n\nMended.\n")
	s.comes(firstPage, "Mended.")
	s.comes("/", "Another desk")
	if n := strings.Count(s.says(), "note-undefined"); n < 1 || n > 2 { // told again, perhaps, after the configuration's
		t.Errorf("the fault was told %d times:\n%s", n, s.says())
	}
	s.stop()
}

func TestNothingAboveTheEditionIsShown(t *testing.T) {
	t.Parallel()
	s := serveSite(t, "--edition", "GREEN")
	s.comes(firstPage, "Words of old.")
	put(t, s.site, "content/2026-01-03-c.md", "---\ntitle: Secret thing\ntlp: RED\n---\n\nWords.\n")
	put(t, s.site, "content/2026-01-04-d.md", "---\ntitle: Fourth\ntlp: GREEN\n---\n\nWords.\n")
	s.comes("/briefings/", "Fourth")
	for _, path := range []string{"/", "/briefings/", "/briefings/2026/b/", "/briefings/2026/c/", "/__desk", "/sitemap.xml"} {
		if _, body := s.get(path); strings.Contains(body, "Second") || strings.Contains(body, "Secret") || strings.Contains(body, "AMBER") {
			t.Errorf("%s tells of what is above the edition", path)
		}
	}
	s.stop()
	if said := s.says(); !strings.Contains(said, "2 files above TLP:GREEN not read") && !strings.Contains(said, "1 file above TLP:GREEN not read") {
		t.Errorf("said %q", said)
	}
}

func TestThePreviewStartsAtTheHighestMarkingAndGoesUpWithIt(t *testing.T) {
	t.Parallel()
	s := serveSite(t)
	s.comes("/briefings/2026/b/", "Words for few.")
	s.until("the edition is told", func() bool { return strings.Contains(s.says(), "TLP:AMBER is shown: 2 briefings") })
	put(t, s.site, "content/2026-01-03-c.md", "---\ntitle: Third\ntlp: RED\n---\n\nWords for fewer.\n")
	s.comes("/briefings/2026/c/", "Words for fewer.")
	s.stop()
	again := command(t, "-C", s.site, "serve", "--addr", strings.TrimPrefix(s.url, "http://"), "--no-drafts")
	s.cmd, again.Stderr = again, s
	if err := again.Start(); err != nil {
		t.Fatal(err)
	}
	s.until("it listens again", func() bool {
		r, err := http.Get(s.url + firstPage)
		if err == nil {
			r.Body.Close()
		}
		return err == nil && r.StatusCode == http.StatusOK
	})
	if status, _ := s.get("/briefings/2026/b/"); status != http.StatusNotFound {
		t.Errorf("a draft is shown where none is to be: %d", status)
	}
	s.stop()
}

func TestAFreePortIsTakenWhereOneIsTaken(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	s := serveSite(t, "--addr", l.Addr().String())
	if s.url == "http://"+l.Addr().String() || !strings.HasPrefix(s.url, "http://127.0.0.1:") {
		t.Errorf("listens at %s, which is taken", s.url)
	}
	s.comes(firstPage, "Words of old.")
	if !strings.Contains(s.says(), "is taken") {
		t.Errorf("said %q", s.says())
	}
	s.stop()
}
