package source

import (
	"net/url"
	"strings"

	"dossier/internal/briefing"
)

// maxWraps bounds how many redirects and archives may be nested.
const maxWraps = 5

// unwrap replaces links to copies and through redirects by the URL that they
// hold. What holds no URL stays as it is. Nothing is asked of the network.
func (c *Cleaned) unwrap(a address) (address, error) {
	for range maxWraps {
		inner, saved, isCopy := a.archived()
		if inner == "" {
			inner = a.redirected()
		}
		if inner == "" {
			return a, nil
		}
		b, err := c.readInner(inner)
		if r, _ := err.(*Refusal); r != nil && r.Code == "source-credentials" {
			return a, err
		}
		if err != nil {
			return a, nil
		}
		if !isCopy {
			c.Wrapper = a.host
		} else if c.Saved.URL == "" {
			c.Saved = saved
		}
		a = b
	}
	return a, nil
}

// readInner reads a URL that was found inside another. A scheme that it lacks is
// not worth a word, as its author did not write it.
func (c *Cleaned) readInner(s string) (address, error) {
	for _, p := range []string{"http:/", "https:/"} {
		if rest, ok := strings.CutPrefix(s, p); ok && !strings.HasPrefix(rest, "/") {
			s = p + "/" + rest // servers fold "//" in paths
		}
	}
	added := c.SchemeAdded
	a, err := c.read(s)
	c.SchemeAdded = added
	return a, err
}

// archives of the web whose links hold the time and the URL of the original.
var archives = map[string]bool{
	"web.archive.org": true, "wayback.archive-it.org": true, "arquivo.pt": true, "webarchive.org.uk": true,
	"webarchive.nationalarchives.gov.uk": true, "webarchive.loc.gov": true,
	"archive.today": true, "archive.ph": true, "archive.is": true, "archive.li": true, "archive.vn": true, "archive.fo": true, "archive.md": true,
}

// archived gives the original of a link to a copy of it, and the copy. isCopy is
// false for pages that only list copies: they have nothing to save.
func (a address) archived() (original string, saved briefing.Saved, isCopy bool) {
	if !archives[withoutWWW(a.host)] {
		return "", briefing.Saved{}, false
	}
	head, original := splitOriginal(a.path)
	if original == "" {
		return "", briefing.Saved{}, false
	}
	date, listing := copyDate(head)
	if !listing {
		saved = briefing.Saved{URL: a.String(), Date: date}
	}
	return original + a.query + a.fragment, saved, !listing
}

// splitOriginal cuts an archive's path before the URL in it: behind the segment
// with the time, or before "http:".
func splitOriginal(path string) (head, original string) {
	for _, scheme := range []string{"/http:/", "/https:/"} {
		if i := strings.Index(path, scheme); i >= 0 {
			return path[:i], path[i+1:]
		}
	}
	rest := path
	for rest != "" {
		i := strings.IndexByte(rest[1:], '/') + 1
		if i == 0 {
			return "", ""
		}
		segment := rest[1:i]
		rest = rest[i:]
		if isStamp(segment) && strings.Contains(rest, ".") {
			return path[:len(path)-len(rest)], rest[1:]
		}
	}
	return "", ""
}

// isStamp reports whether a path segment says when a copy was made:
// "20181108123456", "2018", "20181108123456id_", "2018.11.08-123456", "*".
func isStamp(s string) bool {
	if s == "*" || s == "newest" || s == "oldest" || s == "timegate" {
		return true
	}
	d := strings.TrimRight(s, "abcdefghijklmnopqrstuvwxyz_*")
	d = strings.NewReplacer(".", "", "-", "").Replace(d)
	return isNumber(d) && len(d) >= 4 && len(d) <= 14
}

// copyDate gives the day of the copy from the segments before the original.
// Where the stamp is no single moment the link leads to a list of copies.
func copyDate(head string) (d briefing.Date, listing bool) {
	segments := strings.Split(head, "/")
	stamp := segments[len(segments)-1]
	switch {
	case strings.HasSuffix(stamp, "*"), stamp == "newest", stamp == "oldest", stamp == "timegate", stamp == "save":
		return d, true
	case !isStamp(stamp):
		return d, false // "/o/AbCdE/": a copy whose day is not known
	}
	stamp = strings.NewReplacer(".", "", "-", "").Replace(stamp)
	if len(stamp) >= 8 {
		d, _ = briefing.ParseDate(stamp[:4] + "-" + stamp[4:6] + "-" + stamp[6:8])
	}
	return d, false
}

// isShortArchive reports a link such as archive.ph/AbCdE or perma.cc/AB12-CD34.
func (a address) isShortArchive() bool {
	host := withoutWWW(a.host)
	return (archives[host] && strings.HasPrefix(host, "archive.") || host == "perma.cc") &&
		len(a.path) > 1 && !strings.Contains(a.path[1:], "/")
}

// redirects are hosts that send readers on, and the parameter that says where.
// A host that begins with a dot stands for all below it.
var redirects = []struct{ host, path, parameter string }{
	{"l.facebook.com", "/l.php", "u"},
	{"lm.facebook.com", "/l.php", "u"},
	{"l.instagram.com", "/", "u"},
	{".safelinks.protection.outlook.com", "/", "url"},
	{"youtube.com", "/redirect", "q"},
	{"out.reddit.com", "/", "url"},
	{"t.umblr.com", "/redirect", "z"},
	{"slack-redir.net", "/link", "url"},
	{"steamcommunity.com", "/linkfilter/", "u"},
	{"duckduckgo.com", "/l/", "uddg"},
	{"vk.com", "/away.php", "to"},
	{"linkedin.com", "/redir/redirect", "url"},
}

// redirected gives where a redirect leads, "" for any other URL.
func (a address) redirected() string {
	host := withoutWWW(a.host)
	if strings.HasPrefix(host, "google.") || strings.HasPrefix(host, "news.google.") {
		return a.throughGoogle()
	}
	if strings.HasSuffix(host, ".cdn.ampproject.org") {
		return a.throughAMP(a.path)
	}
	for _, r := range redirects {
		below := r.host[0] == '.' && strings.HasSuffix(host, r.host)
		if (below || host == r.host) && strings.HasPrefix(a.path, r.path) {
			return a.parameter(r.parameter)
		}
	}
	return ""
}

func (a address) throughGoogle() string {
	if a.path == "/url" {
		if q := a.parameter("q"); q != "" {
			return q
		}
		return a.parameter("url")
	}
	if rest, ok := strings.CutPrefix(a.path, "/amp/"); ok {
		return a.throughAMP("/c/" + rest)
	}
	return ""
}

// throughAMP gives the page behind an AMP cache's path: a letter for the kind of
// content, "s" when the page is served by https, host and path.
func (a address) throughAMP(path string) string {
	if len(path) < 4 || path[2] != '/' || strings.IndexByte("cvwr", path[1]) < 0 {
		return ""
	}
	if rest, ok := strings.CutPrefix(path[3:], "s/"); ok {
		return "https://" + rest + a.query
	}
	return "http://" + path[3:] + a.query
}

// parameter gives the value of a query parameter, unescaped.
func (a address) parameter(name string) string {
	if a.query == "" {
		return ""
	}
	for p := range strings.SplitSeq(a.query[1:], "&") {
		if k, v, ok := strings.Cut(p, "="); ok && k == name {
			if v, err := url.QueryUnescape(v); err == nil {
				return v
			}
		}
	}
	return ""
}
