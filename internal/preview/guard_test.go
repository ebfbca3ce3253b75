package preview

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestOnlyHostsThatAreNobodyElsesAreAnswered(t *testing.T) {
	own := start(t, sample(), Options{})
	for host, want := range map[string]int{
		"localhost": 200, "LOCALHOST:80": 200, "localhost:8080": 200, "127.0.0.1": 200, "127.0.0.2:1": 200, "[::1]": 200, "[::1]:8080": 200,
		"example.org": 421, "localhost.example.org": 421, "127.0.0.1.example.org:80": 421, "localhost.": 421, "192.168.1.5": 421, "[2001:db8::1]:80": 421,
		"0.0.0.0": 421, "127.0.0.1:80:80": 421, "[::ffff:10.0.0.1]": 421, "user@localhost": 421,
	} {
		if got := own.get(t, "/", "Host: "+host); got.status != want {
			t.Errorf("host %q gave %d, not %d", host, got.status, want)
		}
	}
	everywhere := start(t, sample(), Options{Addr: "0.0.0.0:0"})
	if !strings.HasPrefix(everywhere.url, "http://localhost:") {
		t.Errorf("a preview on all addresses is at %s", everywhere.url)
	}
	for host, want := range map[string]int{"localhost": 200, "192.168.1.5:8080": 200, "[2001:db8::1]": 200, "example.org": 421, "desk.local": 421} {
		if got := everywhere.get(t, "/", "Host: "+host); got.status != want {
			t.Errorf("listening everywhere, host %q gave %d, not %d", host, got.status, want)
		}
	}
}

func TestTheHostListenedOnIsAnswered(t *testing.T) {
	h := hostsOf("Desk.Local", &net.TCPAddr{IP: net.IPv4(10, 0, 0, 1)})
	for host, want := range map[string]bool{"desk.local": true, "DESK.local:80": true, "other.local": false, "10.0.0.1": false, "": false} {
		if h.has(host) != want {
			t.Errorf("host %q: %v", host, !want)
		}
	}
	if hostsOf("", &net.TCPAddr{}).has("") {
		t.Error("no host is answered")
	}
}

func TestRequestsOfOtherSitesAreRefused(t *testing.T) {
	s := start(t, sample(), Options{})
	site := func(v string) string { return "Sec-Fetch-Site: " + v }
	const follow, frame = "Sec-Fetch-Dest: document", "Sec-Fetch-Dest: iframe"
	const navigates = "Sec-Fetch-Mode: navigate"
	for _, c := range []struct {
		path    string
		headers []string
		want    int
	}{
		{"/", nil, 200},
		{"/", []string{site("none")}, 200},
		{"/", []string{site("same-origin")}, 200},
		{"/", []string{site("cross-site")}, 403},
		{"/", []string{site("same-site")}, 403},
		{"/", []string{site("novel")}, 403},
		{"/", []string{site("cross-site"), navigates, follow}, 200},
		{"/__desk", []string{site("same-site"), navigates, follow}, 200},
		{"/", []string{site("cross-site"), navigates, frame}, 403},
		{"/", []string{site("cross-site"), "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: script"}, 403},
		{"/__live?path=/", []string{site("cross-site"), navigates, follow}, 403},
		{"/__preview/preview.js", []string{site("cross-site"), navigates, follow}, 403},
		{"/__preview/preview.js", []string{site("same-origin")}, 200},
		{"/", []string{"Origin: https://example.org"}, 403},
		{"/", []string{"Origin: null"}, 403},
		{"/", []string{"Origin: http://localhost:1"}, 403},
		{"/", []string{"Origin: " + s.url}, 200},
		{"/__live?path=/", []string{"Origin: https://example.org"}, 403},
	} {
		if got := s.get(t, c.path, c.headers...); got.status != c.want {
			t.Errorf("%s with %q gave %d, not %d", c.path, c.headers, got.status, c.want)
		}
	}
}

func TestNoOtherSiteChoosesTheEdition(t *testing.T) {
	s := start(t, sample(), Options{})
	for want, headers := range map[int][][]string{
		303: {{"Sec-Fetch-Site: same-origin"}, {"Sec-Fetch-Site: same-origin", "Origin: null"}, {"Origin: " + s.url}},
		403: {nil, {"Sec-Fetch-Site: cross-site"}, {"Sec-Fetch-Site: none"}, {"Origin: null"}, {"Origin: https://example.org"},
			{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"}},
	} {
		for _, h := range headers {
			form := append(h, "Content-Type: application/x-www-form-urlencoded")
			if got := s.do(t, http.MethodPost, "/__view", "edition=CLEAR", form...); got.status != want {
				t.Errorf("%q gave %d, not %d", h, got.status, want)
			}
		}
	}
}

func TestOtherMethodsAreRefused(t *testing.T) {
	s := start(t, sample(), Options{})
	for _, c := range []struct{ method, path string }{
		{"POST", "/"}, {"PUT", "/"}, {"DELETE", "/"}, {"OPTIONS", "/"}, {"TRACE", "/"}, {"PATCH", "/__desk"}, {"POST", "/__live"}, {"GET", "/__view"}, {"BREW", "/"},
	} {
		if got := s.do(t, c.method, c.path, "", "Origin: "+s.url); got.status != http.StatusMethodNotAllowed {
			t.Errorf("%s %s gave %d", c.method, c.path, got.status)
		}
	}
}

func TestAnswersAreShownToNobodyElse(t *testing.T) {
	s := start(t, sample(), Options{})
	for _, path := range []string{"/", "/nowhere/", "/__desk", "/assets/site.1.css", "/__preview/preview.js"} {
		h := s.get(t, path).header
		for name, want := range map[string]string{
			"X-Frame-Options": "DENY", "Content-Security-Policy": "frame-ancestors 'none'", "X-Content-Type-Options": "nosniff",
			"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin", "Cache-Control": "no-store", "Access-Control-Allow-Origin": "",
		} {
			if h.Get(name) != want {
				t.Errorf("%s: %s is %q, not %q", path, name, h.Get(name), want)
			}
		}
	}
}

// raw sends the lines of a request as they are and gives the status, 0 for none.
func (r *running) raw(t *testing.T, target string) int {
	t.Helper()
	c, err := net.Dial("tcp", r.net.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	fmt.Fprintf(c, "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", target)
	answer, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		return 0
	}
	defer answer.Body.Close()
	io.Copy(io.Discard, answer.Body)
	return answer.StatusCode
}

func TestNoPathLeavesTheSite(t *testing.T) {
	w := sample()
	s := start(t, w, Options{})
	for _, target := range []string{
		"/../etc/passwd", "/..", "/a/../b", "/./", "/%2e%2e/x", "/%2E%2E%2Fx", "/a/%2e./b", "/..%2fx", "/%2fexample.org", "//example.org/", "///", "/a//b",
		`/..\x`, "/%5c%5cexample.org", "/a%5c..%5cb", "/%00", "/a%00.html", "/%0d%0aSet-Cookie:x", "/%ff", "/%c0%ae%c0%ae/", "/%7f", "/" + strings.Repeat("a", 3000),
		"/__live?path=//example.org/", "/__live?path=/%252e%252e/", "/__live?path=x", "/__live", "/__live?path=/..",
	} {
		if got := s.raw(t, target); got != http.StatusBadRequest {
			t.Errorf("%q gave %d", target, got)
		}
	}
	for _, target := range []string{"/__preview/../preview.go", "/__preview/", "/__preview/frame.html", "/__preview/x.js"} {
		if got := s.raw(t, target); got != http.StatusNotFound && got != http.StatusBadRequest {
			t.Errorf("%q gave %d", target, got)
		}
	}
	if got := s.raw(t, "http://example.org/"); got != http.StatusMisdirectedRequest {
		t.Errorf("an address of another host gave %d", got)
	}
	if len(w.asked) > 0 {
		t.Errorf("the work was asked for %q", w.asked)
	}
	if got := s.raw(t, "/"+strings.Repeat("a", maxHead+8000)); got == http.StatusOK || got == http.StatusNotFound {
		t.Errorf("a head without end gave %d", got)
	}
}

func FuzzAPathThatIsLetThroughIsPlain(f *testing.F) {
	for _, seed := range []string{"/", "/a/b/", "/%2e%2e/", "/a%2fb", "//x", "/\\x", "/é/", "/%C3%A9"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, target string) {
		u, err := url.ParseRequestURI(target)
		if err != nil || !isPath(u) {
			return
		}
		again, err := url.Parse("http://localhost" + address("", u.Path))
		if err != nil || again.Path != u.Path || again.Host != "localhost" {
			t.Errorf("%q is led to %v (%v)", target, again, err)
		}
		for _, bad := range []string{"..", "//", "\\", "\x00", "\n"} {
			if bad == ".." && !strings.Contains("/"+u.Path+"/", "/../") {
				continue
			}
			if strings.Contains(u.Path, bad) {
				t.Errorf("%q was let through as %q", target, u.Path)
			}
		}
	})
}
