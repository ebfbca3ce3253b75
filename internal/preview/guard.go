package preview

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// hosts are those under which the preview may be asked for.
type hosts struct {
	name string // the one listened on, lower-case
	any  bool   // it is all addresses of the machine
}

func hostsOf(host string, at net.Addr) hosts {
	tcp, _ := at.(*net.TCPAddr)
	return hosts{strings.ToLower(host), tcp != nil && tcp.IP.IsUnspecified()}
}

// has reports whether a Host header names the preview. An address cannot be made to
// point elsewhere, so where all are listened on any is as good as another; a name can.
func (h hosts) has(header string) bool {
	host, _, err := net.SplitHostPort(header)
	if err != nil {
		host = strings.TrimSuffix(strings.TrimPrefix(header, "["), "]")
	}
	host = strings.ToLower(host)
	if host == "localhost" || host != "" && host == h.name {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && (ip.IsLoopback() || h.any)
}

// refusal is why a request is not answered; status 0 when it is.
type refusal struct {
	status int
	why    string
}

// refuse looks at what a request may not be, before anything is done for it.
func (s *Server) refuse(r *http.Request) refusal {
	posts := r.URL.Path == viewPath
	switch {
	case !s.hosts.has(r.Host):
		return refusal{http.StatusMisdirectedRequest, "this host is not the preview's; open it by the address that dossier serve printed"}
	case posts != (r.Method == http.MethodPost) || !posts && r.Method != http.MethodGet && r.Method != http.MethodHead:
		return refusal{http.StatusMethodNotAllowed, "this method is not allowed here"}
	case posts && !fromHere(r), !posts && fromElsewhere(r) && !followsLink(r):
		return refusal{http.StatusForbidden, "pages of other sites may not read or change the preview"}
	case !isPath(r.URL):
		return refusal{http.StatusBadRequest, "this path is none of a site"}
	}
	return refusal{}
}

// fromElsewhere reports whether a page of another origin made the request; what sends
// neither header is no browser of this decade, or a person at the address bar.
func fromElsewhere(r *http.Request) bool {
	switch site := r.Header.Get("Sec-Fetch-Site"); site {
	case "same-origin", "none":
		return false
	case "":
		origin := r.Header.Get("Origin")
		return origin != "" && !isOwn(origin, r.Host)
	}
	return true
}

// fromHere reports whether a page of the preview's own surely made the request.
func fromHere(r *http.Request) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" {
		return site == "same-origin"
	}
	return isOwn(r.Header.Get("Origin"), r.Host)
}

func isOwn(origin, host string) bool { return origin == "http://"+host || origin == "https://"+host }

// followsLink reports whether a person follows a link to a page, which opens it in a
// tab of its own. What is for scripts is opened by nobody.
func followsLink(r *http.Request) bool {
	h := r.Header
	return h.Get("Sec-Fetch-Mode") == "navigate" && h.Get("Sec-Fetch-Dest") == "document" &&
		r.Method == http.MethodGet && r.URL.Path != livePath && !strings.HasPrefix(r.URL.Path, assetsPath)
}

// maxPath is the length of a path in bytes above which there is no such page.
const maxPath = 2000

// isPath reports whether the path of a URL can be one of a site: whole, plain and
// with nothing in it that leads up, out or to another host.
func isPath(u *url.URL) bool {
	raw, p := strings.ToLower(u.EscapedPath()), u.Path
	if len(raw) > maxPath || !utf8.ValidString(p) || strings.Contains(raw, "%2f") {
		return false
	}
	return isSitePath(p)
}

// isSitePath is isPath of a path that is not escaped.
func isSitePath(p string) bool {
	if !strings.HasPrefix(p, "/") || strings.Contains(p, "//") || strings.ContainsFunc(p, odd) {
		return false
	}
	for part := range strings.SplitSeq(p, "/") {
		if part == "." || part == ".." {
			return false
		}
	}
	return true
}

func odd(r rune) bool { return r == '\\' || unicode.IsControl(r) }

// protect sets the headers that keep an answer to who asked for it.
func protect(h http.Header) {
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Content-Security-Policy", "frame-ancestors 'none'")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
}
