package source

import (
	"html"
	"net/netip"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/publicsuffix"

	"dossier/internal/briefing"
)

// Cleaned is what became of the text of a URL.
type Cleaned struct {
	URL         string         // normalised, http or https: what readers are sent to
	Saved       briefing.Saved // the copy that was cited, when it was a copy
	Stripped    string         // punctuation that was taken off the end
	SchemeAdded bool           // "https://" was put before it
	Wrapper     string         // host of the redirect that was taken off, "" when none was
	Landing     bool           // a front page, not a document
	Private     bool           // a host that only its own network can reach
	Opaque      bool           // an archive's short link, which hides what it is a copy of
}

// Clean makes a URL of text as it stands in a note: white space, quotes, angle
// brackets and punctuation at the ends are taken off, "https://" is added where
// a host with "www." or a known public suffix begins the text, links to archives and
// through redirects are replaced by what they lead to, and the result is
// normalised. An error is a *Refusal.
func Clean(raw string) (Cleaned, error) {
	text := trim(raw)
	if inner, ok := between(text, '<', '>'); ok {
		return CleanTarget(strings.TrimPrefix(inner, "URL:"))
	}
	text = strings.TrimLeft(text, "<\"'“”‘’«»„‚(*_")
	text, stripped := stripPunctuation(text)
	if strings.Contains(text, "&") {
		text = html.UnescapeString(text)
	}
	if strings.ContainsFunc(text, unicode.IsSpace) {
		return Cleaned{}, refuse("source-url-invalid", "%q holds white space", quotable(text))
	}
	c, err := CleanTarget(text)
	c.Stripped = stripped
	return c, err
}

// CleanTarget is Clean for a URL that something else delimits, as the target of
// a link or a value of the register: nothing is taken off its end but white
// space.
func CleanTarget(raw string) (Cleaned, error) {
	var c Cleaned
	a, err := c.read(trim(raw))
	if err != nil {
		return Cleaned{}, err
	}
	if a, err = c.unwrap(a); err != nil {
		return Cleaned{}, err
	}
	c.URL = a.String()
	c.Landing = a.isLanding()
	c.Private = isPrivate(a.host)
	c.Opaque = c.Saved.URL == "" && a.isShortArchive()
	return c, nil
}

// read gives the parts of a URL that may lack its scheme.
func (c *Cleaned) read(s string) (address, error) {
	if isDefanged(s) {
		return address{}, refuseDefanged(s)
	}
	if hasScheme(s) {
		return parse(s)
	}
	a, err := parse("https://" + strings.TrimPrefix(s, "//"))
	switch r, _ := err.(*Refusal); {
	case r != nil && r.Code == "source-credentials":
		return address{}, refuseInvalid(s) // an e-mail address
	case err != nil || !knownSuffix(a.host) && withoutWWW(a.host) == a.host:
		return address{}, refuseInvalid(s)
	}
	c.SchemeAdded = true
	return a, nil
}

// trim takes white space and invisible characters off both ends. NBSP is white
// space here, as it is in Unicode.
func trim(s string) string {
	return strings.TrimFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.IsControl(r)
	})
}

// between gives the text between an opening and a closing character.
func between(s string, open, shut byte) (string, bool) {
	if len(s) < 2 || s[0] != open || s[len(s)-1] != shut {
		return s, false
	}
	return s[1 : len(s)-1], true
}

// hasScheme reports whether s begins with a scheme, known or not. A name with a
// dot before ":" and a digit is a host with its port.
func hasScheme(s string) bool {
	i := strings.IndexAny(s, ":/?#")
	if i <= 0 || s[i] != ':' {
		return false
	}
	if strings.Contains(s[:i], ".") {
		return !(i+1 < len(s) && '0' <= s[i+1] && s[i+1] <= '9')
	}
	return true
}

// knownSuffix reports whether the public suffix list knows how the host ends.
func knownSuffix(host string) bool {
	if !strings.Contains(host, ".") {
		return false
	}
	suffix, icann := publicsuffix.PublicSuffix(host)
	return icann || strings.Contains(suffix, ".")
}

// defangs are ways of writing a host that nobody can click by mistake.
var defangs = []string{"[.", ".]", "(.", ".)", "{.", ".}", "[dot", "(dot", "{dot", "[:", "[at", "(at)"}

// isDefanged reports whether scheme or host are written so that they are no
// link: hxxp://, example[.]com, https[:]//.
func isDefanged(s string) bool {
	head := withoutIPv6(strings.ToLower(head(s)))
	if strings.HasPrefix(head, "hxxp") || strings.HasPrefix(head, "h**p") || strings.HasPrefix(head, "fxp:") {
		return true
	}
	if !strings.ContainsAny(head, "[({") {
		return false
	}
	if strings.HasSuffix(head, "[") { // example.com[/]path
		return true
	}
	for _, d := range defangs {
		if strings.Contains(head, d) {
			return true
		}
	}
	return false
}

// head gives scheme and host: what stands before the first "/" that is neither
// of "://" nor in brackets.
func head(s string) string {
	from := 0
	if i := strings.Index(s, "//"); i >= 0 && i < 12 {
		from = i + 2
	}
	if i := strings.IndexAny(s[from:], "/?#"); i >= 0 {
		return s[:from+i]
	}
	return s
}

// marks of the end of a sentence or a list entry, which belong to no URL. Those
// of ASCII are the rule of GFM's extended autolinks, and ";" and "]".
const endMarks = "?!.,:;*_~'\"”’»›…。，、；：！？）】」』》〉"

// stripPunctuation takes off the end what belongs to the text around a URL; a
// closing bracket stays when it was opened in the URL.
func stripPunctuation(s string) (text, stripped string) {
	balance := map[byte]int{
		')': strings.Count(s, ")") - strings.Count(s, "("),
		']': strings.Count(s, "]") - strings.Count(s, "["),
		'>': strings.Count(s, ">") - strings.Count(s, "<"),
	}
	end := len(s)
	for end > 0 {
		if n := entityAtEnd(s[:end]); n > 0 {
			end -= n
			continue
		}
		r, size := utf8.DecodeLastRuneInString(s[:end])
		if extra, bracket := balance[s[end-1]]; bracket && extra > 0 {
			balance[s[end-1]]--
		} else if !strings.ContainsRune(endMarks, r) {
			break
		}
		end -= size
	}
	return s[:end], s[end:]
}

// entityAtEnd gives the length of an HTML entity such as "&quot;" at the end.
func entityAtEnd(s string) int {
	if !strings.HasSuffix(s, ";") {
		return 0
	}
	for i := len(s) - 2; i >= 0 && i >= len(s)-10; i-- {
		c := s[i] | 0x20
		switch {
		case s[i] == '&' && i < len(s)-2:
			return len(s) - i
		case (c < 'a' || c > 'z') && (c < '0' || c > '9') && s[i] != '#':
			return 0
		}
	}
	return 0
}

// frontPages are paths, folded, behind which no single document stands.
var frontPages = []string{"", "/index.html", "/index.htm", "/index.php", "/default.aspx", "/home", "/home.html"}

func (a address) isLanding() bool {
	a = a.folded()
	if a.query != "" || a.fragment != "" {
		return false
	}
	for _, p := range frontPages {
		if a.path == p {
			return true
		}
	}
	return false
}

// privateSuffixes end names that the public name system does not serve (RFC
// 6761, RFC 6762, RFC 8375 and ICANN's reservation of .internal).
var privateSuffixes = []string{".local", ".localhost", ".internal", ".home.arpa", ".lan", ".corp", ".intranet"}

func isPrivate(host string) bool {
	if isIP(host) {
		ip, _ := netip.ParseAddr(strings.Trim(host, "[]"))
		return ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast() || ip.IsUnspecified()
	}
	if !strings.Contains(host, ".") {
		return true
	}
	for _, s := range privateSuffixes {
		if strings.HasSuffix(host, s) {
			return true
		}
	}
	return false
}

// withoutIPv6 takes the address out of "https://[2001:db8::1]/", whose brackets
// defang nothing (RFC 3986, 3.2.2).
func withoutIPv6(head string) string {
	scheme, host, found := strings.Cut(head, "://[")
	if !found {
		return head
	}
	address, rest, closed := strings.Cut(host, "]")
	if !closed || strings.Trim(address, "0123456789abcdef:.") != "" || !strings.Contains(address, ":") || len(address) < 2 {
		return head
	}
	return scheme + "://" + rest
}
