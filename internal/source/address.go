package source

import (
	"net/netip"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// Own splitting and not net/url: a URL in a note is what somebody pasted, so
// stray percent signs, raw spaces and letters of any script have to be put right
// as browsers do, where net/url refuses or keeps them. And it is done once for
// each spelling in the archive, so it should cost little.

// address is an http or https URL in parts, each in its normal form (RFC 3986
// section 6.2.2): lower-case scheme and host, the host in ASCII (IDNA), no
// default port, upper-case percent escapes and none of unreserved characters, no
// dot segments, a path of at least "/".
type address struct {
	scheme, host, port, path string
	query, fragment          string // with their "?" and "#", "" when empty
}

// parse splits and normalises an absolute http(s) URL. What is wrong with any
// other text is a *Refusal.
func parse(s string) (address, error) {
	a, path, err := parseAuthority(s)
	if err != nil {
		return address{}, err
	}
	a.setPath(path)
	return a, nil
}

// hostOf gives the host that parse finds.
func hostOf(s string) (string, error) {
	a, _, err := parseAuthority(s)
	return a.host, err
}

// parseAuthority splits a URL before its path, of which nothing can be wrong.
func parseAuthority(s string) (a address, path string, err error) {
	scheme, rest, ok := strings.Cut(s, "://")
	a.scheme = strings.ToLower(scheme)
	if !ok || a.scheme != "http" && a.scheme != "https" {
		return address{}, "", refuseInvalid(s)
	}
	end := strings.IndexAny(rest, "/?#\\")
	if end < 0 {
		end = len(rest)
	}
	if err := a.setAuthority(rest[:end]); err != nil {
		return address{}, "", err
	}
	return a, rest[end:], nil
}

// setAuthority takes what stands between "//" and the path.
func (a *address) setAuthority(s string) error {
	if strings.Contains(s, "@") {
		return refuseCredentials()
	}
	host, port := s, ""
	if i := strings.LastIndexByte(s, ':'); i >= 0 && !strings.HasSuffix(s, "]") {
		host, port = s[:i], strings.TrimLeft(s[i+1:], "0")
	}
	if !validPort(port) {
		return refuse("source-url-invalid", "%q is not a port", port)
	}
	if port != defaultPort(a.scheme) {
		a.port = port
	}
	name, ok := normalHost(host)
	if !ok {
		return refuse("source-url-invalid", "%q is not the name of a host", host)
	}
	if name == "http" || name == "https" {
		return refuse("source-url-invalid", "a scheme stands twice before the host").hint("take one of them away")
	}
	a.host = name
	return nil
}

func defaultPort(scheme string) string {
	if scheme == "https" {
		return "443"
	}
	return "80"
}

func validPort(s string) bool {
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' || n > 65535 {
			return false
		}
		n = n*10 + int(c-'0')
	}
	return n <= 65535
}

// setPath takes path, query and fragment.
func (a *address) setPath(s string) {
	if i := strings.IndexByte(s, '#'); i >= 0 {
		if i+1 < len(s) {
			a.fragment = "#" + escape(s[i+1:])
		}
		s = s[:i]
	}
	if i := strings.IndexByte(s, '?'); i >= 0 {
		if i+1 < len(s) {
			a.query = "?" + escape(s[i+1:])
		}
		s = s[:i]
	}
	if s == "" || s[0] != '/' {
		s = "/" + strings.TrimPrefix(s, `\`)
	}
	a.path = withoutDots(escape(s))
}

// String puts the parts together.
func (a address) String() string {
	port := a.port
	if port != "" {
		port = ":" + port
	}
	return a.scheme + "://" + a.host + port + a.path + a.query + a.fragment
}

// hostProfile maps and checks names as browsers do (UTS #46, non-transitional).
var hostProfile = idna.New(idna.MapForLookup(), idna.Transitional(false), idna.StrictDomainName(false))

// normalHost gives the ASCII form of a host name or address, without the final
// dot. It reports false for what cannot be a host.
func normalHost(s string) (string, bool) {
	if strings.HasPrefix(s, "[") {
		return normalIPv6(s)
	}
	s = strings.ToLower(strings.TrimSuffix(unescape(s), "."))
	if !plainHost(s) || strings.Contains(s, "xn--") {
		name, err := hostProfile.ToASCII(s)
		if err != nil {
			return "", false
		}
		s = strings.TrimSuffix(name, ".")
	}
	if !plainHost(s) || len(s) > 253 {
		return "", false
	}
	if isNumber(s[strings.LastIndexByte(s, '.')+1:]) {
		ip, err := netip.ParseAddr(s)
		return ip.String(), err == nil
	}
	return s, true
}

func normalIPv6(s string) (string, bool) {
	ip, err := netip.ParseAddr(strings.TrimSuffix(s[1:], "]"))
	if err != nil || !ip.Is6() || ip.Zone() != "" || !strings.HasSuffix(s, "]") {
		return "", false
	}
	return "[" + ip.String() + "]", true
}

// plainHost reports whether s is labels of lower-case ASCII letters, digits,
// hyphens and underscores, none of them empty or longer than 63.
func plainHost(s string) bool {
	label := 0
	for i := range len(s) {
		switch c := s[i]; {
		case c == '.':
			if label == 0 {
				return false
			}
			label = 0
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9', c == '-', c == '_':
			if label++; label > 63 {
				return false
			}
		default:
			return false
		}
	}
	return label > 0
}

func isNumber(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// Classes of bytes in a path, query or fragment.
const (
	foreign    = iota // to be escaped
	reserved          // sub-delims, ":", "@", "/", "?": stands as written, escaped or not
	unreserved        // never escaped
)

var class = func() (t [256]uint8) {
	for _, c := range []byte("!$&'()*+,;=:@/?") {
		t[c] = reserved
	}
	for _, c := range []byte("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~") {
		t[c] = unreserved
	}
	return t
}()

const upperHex = "0123456789ABCDEF"

// escape puts percent escapes into their normal form: those of unreserved
// characters are undone, the others have upper-case digits, and all bytes that a
// URL cannot hold, stray percent signs among them, are escaped.
func escape(s string) string {
	i := 0
	for i < len(s) && class[s[i]] != foreign {
		i++
	}
	if i == len(s) {
		return s
	}
	b := make([]byte, i, len(s)+16)
	copy(b, s)
	for ; i < len(s); i++ {
		c := s[i]
		if class[c] != foreign {
			b = append(b, c)
			continue
		}
		if c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			c = unhex(s[i+1])<<4 | unhex(s[i+2])
			i += 2
			if class[c] == unreserved {
				b = append(b, c)
				continue
			}
		}
		b = append(b, '%', upperHex[c>>4], upperHex[c&15])
	}
	return string(b)
}

// unescape undoes all percent escapes.
func unescape(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			b = append(b, unhex(s[i+1])<<4|unhex(s[i+2]))
			i += 2
			continue
		}
		b = append(b, s[i])
	}
	if !utf8.Valid(b) {
		return s
	}
	return string(b)
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func unhex(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c >= 'a':
		return c - 'a' + 10
	}
	return c - 'A' + 10
}

// withoutDots removes "." and ".." segments (RFC 3986 section 5.2.4) from a path
// that begins with "/".
func withoutDots(path string) string {
	if !strings.Contains(path, "/.") {
		return path
	}
	segments := strings.Split(path[1:], "/")
	kept := make([]string, 0, len(segments))
	for i, s := range segments {
		last := i == len(segments)-1
		switch {
		case s == "." || s == "..":
			if s == ".." && len(kept) > 0 {
				kept = kept[:len(kept)-1]
			}
			if last {
				kept = append(kept, "")
			}
		default:
			kept = append(kept, s)
		}
	}
	return "/" + strings.Join(kept, "/")
}
