package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// command makes a process of the real command: TestMain makes this program one when
// it goes by that name.
func command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return &exec.Cmd{Path: self, Args: append([]string{"dossier"}, args...), Env: append(os.Environ(), "NO_COLOR=1")}
}

// ends runs a command and gives its exit code and all that it said.
func ends(t *testing.T, c *exec.Cmd) (int, string) {
	t.Helper()
	said, err := c.CombinedOutput()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		t.Fatal(err)
	}
	return c.ProcessState.ExitCode(), string(said)
}

func mustBuild(t *testing.T, site, out string) {
	t.Helper()
	if code, said := ends(t, command(t, "-C", site, "build", "--out", out)); code != 0 {
		t.Fatalf("build ended with %d: %s", code, said)
	}
}

// state is a site and what a build of it into an empty folder writes.
type state struct {
	site  string
	clean map[string]string
}

// states makes two sites of n briefings. Every page of one differs from that of
// the other, each has a briefing of its own, and a file of one is a folder of the
// other.
func states(t *testing.T, n int) [2]state {
	t.Helper()
	var both [2]state
	for i, name := range []string{"First", "Second"} {
		v := state{site: filepath.Join(t.TempDir(), name)}
		put(t, v.site, "dossier.toml", fmt.Sprintf("title = %q\nmarking = \"TLP:CLEAR\"\n", name+" desk"))
		put(t, v.site, "static/turn"+[]string{"", "/deep/file"}[i], name)
		for k := range n {
			put(t, v.site, fmt.Sprintf("content/2026-01-%02d-%d.md", k%28+1, k), page(k, ""))
		}
		put(t, v.site, "content/2026-02-01-own-"+name+".md", page(n+i, name))
		out := filepath.Join(t.TempDir(), "public")
		mustBuild(t, v.site, out)
		v.clean = tree(t, out)
		both[i] = v
	}
	return both
}

func page(k int, name string) string {
	return fmt.Sprintf("---\ntitle: \"Briefing %d %s\"\ntlp: CLEAR\ntags: [tag-%d]\n---\n\nA claim.[^1] %s\n\n[^1]: [Report %d](https://www.example.org/%d), Example.\n",
		k, name, k%7, strings.Repeat("More of it. ", 50), k, k)
}

func put(t *testing.T, dir, path, text string) {
	t.Helper()
	name := filepath.Join(dir, filepath.FromSlash(path))
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(text), 0o666)); err != nil {
		t.Fatal(err)
	}
}

// tree reads all files of an output but the lock.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	fsys := os.DirFS(dir)
	err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || p == ".dossier/lock" {
			return err
		}
		data, err := fs.ReadFile(fsys, p)
		files[p] = string(data)
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return files
}

// equal compares an output with what it should be.
func equal(t *testing.T, got, want map[string]string) {
	t.Helper()
	for _, p := range slices.Sorted(maps.Keys(want)) {
		if g, ok := got[p]; !ok || g != want[p] {
			t.Errorf("%s is missing or not as it should be (there: %v)", p, ok)
		}
	}
	for p := range got {
		if _, ok := want[p]; !ok {
			t.Errorf("%s is left over", p)
		}
	}
}

// whole checks that each file is that of one of the versions, byte for byte.
func whole(t *testing.T, files map[string]string, of ...state) {
	t.Helper()
	for p, data := range files {
		if strings.HasPrefix(p, ".dossier/") {
			continue
		}
		if !slices.ContainsFunc(of, func(v state) bool { clean, ok := v.clean[p]; return ok && clean == data }) {
			t.Errorf("%s is neither the old file nor the new one (%d bytes)", p, len(data))
		}
	}
}

// copyProgram makes a copy of this program, for another user or to be changed.
func copyProgram(t *testing.T, name string) {
	t.Helper()
	from, err := os.Open(command(t).Path)
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	to, err := os.OpenFile(name, os.O_CREATE|os.O_WRONLY, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(to, from); errors.Join(err, to.Close()) != nil {
		t.Fatal(err)
	}
}
