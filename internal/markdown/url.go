package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	"golang.org/x/net/publicsuffix"
)

// bareURLs parses URLs that stand in a note as they are: with a scheme, with
// "www.", or as a host below a public suffix with a path. It comes before
// emphasis, which would eat their "*" and "_". It is called at the ":" or the
// first "." and takes back what was read of the URL before that.
type bareURLs struct{}

// Trigger gives the bytes at which a URL shows itself.
func (bareURLs) Trigger() []byte { return []byte{':', '.'} }

// Parse reads one URL or nothing.
func (bareURLs) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	r := state(pc)
	if len(line) < 2 || segment.Padding != 0 || r.within(parent) == nil {
		return nil
	}
	before, ok := parent.LastChild().(*ast.Text)
	if !ok || before.Segment.Stop != segment.Start || before.SoftLineBreak() {
		return nil
	}
	head := before.Segment.Value(r.body)
	n, m := addressLength(head, line)
	if m == 0 || !mayBegin(r.body[:segment.Start-n]) { // what might be emphasis parts the text, not the word
		return nil
	}
	u := &bareURL{from: segment.Start - n, upto: segment.Start + m}
	if rest := line[m:]; len(head) > n && head[len(head)-n-1] == '<' && len(rest) > 0 && rest[0] == '>' {
		u.angled = true
		n, m = n+1, m+1
	}
	before.Segment = before.Segment.WithStop(segment.Start - n)
	if before.Segment.IsEmpty() {
		parent.RemoveChild(parent, before)
	}
	block.Advance(m)
	u.SetPos(u.from)
	return u
}

// addressLength gives how many bytes of a URL stand at the end of head and at the
// start of line, which begins with ":" or "."; 0, 0 when there is none.
func addressLength(head, line []byte) (n, m int) {
	if line[0] == ':' {
		if !bytes.HasPrefix(line, []byte("://")) {
			return 0, 0
		}
		n = schemeLength(head)
	} else {
		n = hostLength(head)
	}
	if n == 0 || !mayBegin(head[:len(head)-n]) {
		return 0, 0
	}
	if line[0] == '.' && !strings.EqualFold(string(head[len(head)-n:]), "www") && !hostWithPath(head[len(head)-n:], line) {
		return 0, 0
	}
	m = urlLength(line)
	least := len("://")
	if line[0] == '.' {
		least = len(".")
	}
	if m <= least || defanged(line[:min(len(line), m+3)]) {
		return 0, 0
	}
	return n, m
}

// schemeLength gives the length of the scheme at the end of a text. Schemes that
// were made harmless, such as hxxp, are none.
func schemeLength(head []byte) int {
	n := 0
	for n < len(head) && n < 16 && util.IsAlphaNumeric(head[len(head)-1-n]) {
		n++
	}
	scheme := head[len(head)-n:]
	if n < 2 || util.IsNumeric(scheme[0]) || harmlessScheme(scheme) {
		return 0
	}
	return n
}

// harmlessScheme reports whether a scheme was altered so that nobody follows it
// by mistake: hxxp, hXXps, meow, fxp and the like.
func harmlessScheme(scheme []byte) bool {
	switch strings.ToLower(string(scheme)) {
	case "hxxp", "hxxps", "hxtp", "htxp", "hxtps", "htxps", "xxxp", "xxxps", "meow", "fxp", "fxps":
		return true
	}
	return false
}

// hostLength gives the length of the first label of a host at the end of a text.
func hostLength(head []byte) int {
	n := 0
	for n < len(head) && n < 64 {
		r, size := utf8.DecodeLastRune(head[:len(head)-n])
		if r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		n += size
	}
	return n
}

// mayBegin reports whether a URL may begin behind the text: not within a word, an
// e-mail address, a path or a defanged name.
func mayBegin(before []byte) bool {
	r, size := utf8.DecodeLastRune(before)
	if size == 0 {
		return true
	}
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("@/.-]}\\=&#?%+_$", r) || r == '_' && mayBegin(before[:len(before)-1])
}

// hostWithPath reports whether first label and the rest are a host below a known
// public suffix, followed by a path.
func hostWithPath(first, rest []byte) bool {
	n := 0
	for n < len(rest) && (rest[n] == '.' || rest[n] == '-' || util.IsAlphaNumeric(rest[n]) || rest[n] >= utf8.RuneSelf) {
		n++
	}
	if n < 3 || n > 253 || rest[n-1] == '.' {
		return false
	}
	path := n
	if path < len(rest) && rest[path] == ':' {
		for path++; path < len(rest) && util.IsNumeric(rest[path]); path++ {
		}
	}
	if path >= len(rest) || rest[path] != '/' {
		return false
	}
	host := strings.ToLower(string(first) + string(rest[:n]))
	if strings.Contains(host, "..") || first[0] == '-' {
		return false
	}
	return publicHost(host)
}

// publicHost reports whether a host has a name below a suffix that the public
// suffix list knows. Two suffixes that are file name endings first are left out.
func publicHost(host string) bool {
	suffix, managed := publicsuffix.PublicSuffix(host)
	known := managed || strings.IndexByte(suffix, '.') >= 0
	return known && suffix != host && suffix != "zip" && suffix != "mov"
}

// urlLength gives the length of the rest of a URL: up to white space, an angle
// bracket, a quotation mark, a bracket that closes nothing, or a note marker,
// without the punctuation that belongs to the sentence (GFM, extended autolinks).
func urlLength(s []byte) int {
	end, square := 0, 0
	for end < len(s) {
		r, size := utf8.DecodeRune(s[end:])
		if endsURL(r) {
			break
		}
		if r == '[' {
			if end+1 < len(s) && (s[end+1] == '^' || s[end+1] == '@') {
				break
			}
			square++
		}
		if r == '^' && end+1 < len(s) && s[end+1] == '[' {
			break
		}
		if r == ']' {
			if square == 0 {
				break
			}
			square--
		}
		end += size
	}
	return trimURL(s[:end])
}

func endsURL(r rune) bool {
	if r < utf8.RuneSelf {
		return r <= ' ' || r == '<' || r == '>' || r == '"' || r == '`' || r == 0x7f
	}
	return r <= ' ' || unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune("<>\"`“”„‟«»‹›「」『』《》〈〉【】，。；：！？、…（）\ufffd", r)
}

// trimURL gives the length without trailing punctuation.
func trimURL(s []byte) int {
	n := len(s)
	for n > 0 {
		r, size := utf8.DecodeLastRune(s[:n])
		switch {
		case r == ';':
			n = trimEntity(s[:n])
		case r == ')':
			if bytes.Count(s[:n], []byte{')'}) <= bytes.Count(s[:n], []byte{'('}) {
				return n
			}
			n--
		case strings.ContainsRune("?!.,:*_~'’‘|\\", r):
			n -= size
		default:
			return n
		}
	}
	return n
}

// trimEntity drops a semicolon, and the whole of an entity that it ends.
func trimEntity(s []byte) int {
	i := len(s) - 2
	for i >= 0 && util.IsAlphaNumeric(s[i]) {
		i--
	}
	if i >= 0 && i < len(s)-2 && s[i] == '&' {
		return i
	}
	return len(s) - 1
}

// defanged reports whether an address was altered so that nobody follows it by
// mistake: "[.]", "(.)", "{.}", "[dot]", "[:]", "[at]". It stays text.
func defanged(s []byte) bool {
	for i := 0; i+2 < len(s); i++ {
		if s[i] != '[' && s[i] != '(' && s[i] != '{' {
			continue
		}
		for _, mark := range [...]string{".]", ".)", ".}", ":]", ":)", "://", "dot]", "dot)", "at]", "@]"} {
			if len(s) > i+len(mark) && strings.EqualFold(string(s[i+1:i+1+len(mark)]), mark) {
				return true
			}
		}
	}
	return false
}
