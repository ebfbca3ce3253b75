package build

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"testing"
	"time"

	"dossier/internal/site"
)

// serve serves an edition as a static host does that reads _headers.
func serve(t *testing.T, files rendered) *httptest.Server {
	t.Helper()
	rules := parseHeaders(t, string(files["_headers"]))
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, status := site.Page{Path: r.URL.Path}.Output(), http.StatusOK
		if _, ok := files[name]; !ok {
			name, status = "404.html", http.StatusNotFound
		}
		for _, rule := range rules {
			rule.apply(r.URL.Path, w.Header())
		}
		if status == http.StatusNotFound {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.WriteHeader(status)
			w.Write(files[name])
			return
		}
		http.ServeContent(w, r, path.Base(name), time.Time{}, bytes.NewReader(files[name]))
	}))
	t.Cleanup(s.Close)
	return s
}

// headerRule is a block of _headers: what is taken away and set for the paths
// that start so.
type headerRule struct {
	prefix string
	drop   []string
	set    http.Header
}

func (h headerRule) apply(path string, to http.Header) {
	if !strings.HasPrefix(path, h.prefix) {
		return
	}
	for _, name := range h.drop {
		to.Del(name)
	}
	for name, values := range h.set {
		to[name] = values
	}
}

func parseHeaders(t *testing.T, text string) []headerRule {
	t.Helper()
	var rules []headerRule
	for _, line := range strings.Split(text, "\n") {
		name, value, isHeader := strings.Cut(strings.TrimSpace(line), ": ")
		switch {
		case strings.TrimSpace(line) == "":
		case strings.HasPrefix(line, "/"):
			prefix, all := strings.CutSuffix(line, "*")
			if !all {
				t.Fatalf("_headers: %q is no prefix", line)
			}
			rules = append(rules, headerRule{prefix: prefix, set: http.Header{}})
		case strings.HasPrefix(name, "! "):
			last := &rules[len(rules)-1]
			last.drop = append(last.drop, name[2:])
		case isHeader:
			rules[len(rules)-1].set.Set(name, value)
		default:
			t.Fatalf("_headers: %q is no header", line)
		}
	}
	return rules
}

func TestHeadersKeepAssetsForEverAndPagesBriefly(t *testing.T) {
	files := renderAll(t, edition(t, real(t, nil)))
	s := serve(t, files)
	for name := range files {
		if !strings.HasPrefix(name, "assets/") && name != "index.html" {
			continue
		}
		resp, err := http.Get(s.URL + "/" + strings.TrimSuffix(name, "index.html"))
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		immutable := strings.Contains(resp.Header.Get("Cache-Control"), "immutable")
		if immutable != strings.HasPrefix(name, "assets/") {
			t.Errorf("%s: Cache-Control is %q", name, resp.Header.Get("Cache-Control"))
		}
		for header, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
			"Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
		} {
			if got := resp.Header.Get(header); got != want {
				t.Errorf("%s: %s is %q, want %q", name, header, got, want)
			}
		}
	}
}
