package importer

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// picture writes "![alt](target)" as a comment.
func (w *inline) picture(i, to int) (int, func()) {
	if i+1 >= to || w.s[i+1] != '[' {
		return 0, nil
	}
	alt, target, end := linkAt(w.s[:to], i+1)
	if end == 0 || w.cuts(i, end) || strings.Contains(w.s[i:end], "-->") || strings.Contains(w.s[i:end], "<!--") {
		return 0, nil
	}
	return end, func() {
		w.pictures++
		fmt.Fprintf(&w.b, "<!-- picture: %s -->", strings.TrimSpace(alt+" "+target))
		if before, _ := utf8.DecodeLastRuneInString(w.s[:i]); isAlnum(before) {
			w.b.WriteByte(' ') // two words that it parted
		}
	}
}

// link writes "[text](target)", for targets of http and https.
func (w *inline) link(i, to int) (int, func()) {
	text, target, end := webLinkAt(w.s[:to], i)
	if end == 0 || w.cuts(i, end) {
		return 0, nil
	}
	return end, func() {
		w.b.WriteByte('[')
		escape(&w.b, w.s, i+1, i+1+len(text), true)
		w.b.WriteString("](" + target + ")")
	}
}

// webLinkAt reads "[text](target)" where the text says something, and not what a
// note or a source's key would, and the target is a plain URL of http or https.
func webLinkAt(s string, i int) (text, target string, end int) {
	text, target, end = linkAt(s, i)
	if end == 0 || strings.TrimSpace(text) == "" || strings.ContainsAny(text[:1], "^@-") || schemeAt(target) != 0 || strings.ContainsAny(target, "()\\") {
		return "", "", 0
	}
	return text, target, end
}

// linkAt reads "[text](target)"; there are no brackets in either and no blanks in
// the target.
func linkAt(s string, i int) (text, target string, end int) {
	n := strings.IndexAny(s[i+1:], "[]")
	if n < 0 || !strings.HasPrefix(s[i+1+n:], "](") {
		return "", "", 0
	}
	text = s[i+1 : i+1+n]
	if strings.ContainsAny(strings.ReplaceAll(text, `\_`, ""), "`\\") {
		return "", "", 0
	}
	rest := s[i+1+n+len("]("):]
	n = strings.IndexAny(rest, " <>[])")
	if n < 1 || rest[n] != ')' {
		return "", "", 0
	}
	target = rest[:n]
	return text, target, len(s) - len(rest) + n + 1
}

// emphasis writes bold and italic text that stands whole in the line.
func (w *inline) emphasis(i, to int) (int, func()) {
	n, end := emphasisAt(w.s[:to], i)
	if end == 0 || w.straddles(i, n, end) {
		return 0, nil
	}
	return end, func() {
		w.b.WriteString(w.s[i : i+n])
		w.write(i+n, end-n)
		w.b.WriteString(w.s[i : i+n])
	}
}

// emphasisAt reads text between stars, one or two, that neither begins nor ends
// within a word and holds no star.
func emphasisAt(s string, i int) (stars, end int) {
	if s[i] != '*' || i > 0 && s[i-1] == '*' {
		return 0, 0
	}
	n := 1
	if i+1 < len(s) && s[i+1] == '*' {
		n = 2
	}
	length := strings.IndexByte(s[min(i+n, len(s)):], '*')
	if length < 1 {
		return 0, 0
	}
	inner := s[i+n : i+n+length]
	end = i + n + length + n
	if end > len(s) || s[end-n:end] != s[i:i+n] || end < len(s) && s[end] == '*' ||
		inner[0] == ' ' || inner[len(inner)-1] == ' ' || inner[len(inner)-1] == '\\' || !strings.ContainsFunc(inner, isAlnum) {
		return 0, 0
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[end:])
	if i > 0 && !isOpen(before) || end < len(s) && !isOpen(after) {
		return 0, 0
	}
	return n, end
}

// cuts reports whether markers stand in [from, to).
func (w *inline) cuts(from, to int) bool {
	for _, c := range w.clusters {
		if c.from >= to {
			break
		}
		if c.to > from {
			return true
		}
	}
	return false
}

// straddles reports whether markers stand across the stars at either end of
// [from, to).
func (w *inline) straddles(from, stars, to int) bool {
	for _, c := range w.clusters {
		if c.from >= to {
			break
		}
		outside := c.to <= from
		inside := c.from >= from+stars && c.to <= to-stars
		if !outside && !inside {
			return true
		}
	}
	return false
}
