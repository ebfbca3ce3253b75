package importer

import (
	"errors"
	"strings"
	"unicode/utf8"

	"dossier/internal/source"
)

// place is a URL in a text: where it stands, its brackets included, what it is
// there, without the punctuation behind it, and what it is once cleaned up.
type place struct {
	from, to int
	url      string
	clean    string
	trimmed  bool // punctuation behind it is dropped with it

	schemeless bool // "https://" is put before it
	link       bool // "[text](target)": a link of Markdown, which stays one
	inert      bool // defanged: text that names no source
}

// urls finds the URLs of an endnote, and what looks like one but cannot be a
// source.
func (r *report) urls(s string) (found []place, refused []*source.Refusal) {
	for from := 0; from < len(s); {
		if p, ok := r.linkAt(s, from); ok {
			found = append(found, p)
			from = p.to
			continue
		}
		if c, size := utf8.DecodeRuneInString(s[from:]); endsURL(c) {
			from += size
			continue
		}
		end := r.wordEnd(s, from)
		n := len(found)
		found = r.urlsOfWord(found, s, from, end)
		for _, p := range found[n:] {
			refused = appendRefusal(refused, s[from:max(from, p.from)])
			from = p.to
		}
		refused = appendRefusal(refused, s[min(from, end):end])
		from = max(from, end)
	}
	if n := len(found); n > 0 {
		found[n-1].absorb(s)
	}
	return found, refused
}

// linkAt reads a link of Markdown as its target.
func (r *report) linkAt(s string, i int) (place, bool) {
	if !r.markup || s[i] != '[' {
		return place{}, false
	}
	_, target, end := webLinkAt(s, i)
	if end == 0 {
		return place{}, false
	}
	c, err := source.CleanTarget(target)
	return place{from: i, to: end, url: target, clean: c.URL, link: true}, err == nil
}

// wordEnd gives where a word ends: at what ends a URL, or before a link of
// Markdown.
func (r *report) wordEnd(s string, from int) int {
	for i, c := range s[from:] {
		if endsURL(c) {
			return from + i
		}
		if i > 0 && c == '[' {
			if _, ok := r.linkAt(s, from+i); ok {
				return from + i
			}
		}
	}
	return len(s)
}

// endsURL reports whether a character cannot belong to a URL in running text:
// blanks, quotation marks, angle brackets, punctuation of CJK.
func endsURL(c rune) bool {
	return c == ' ' || strings.ContainsRune("<>\"`“”„‟«»‹›「」『』《》〈〉【】，。；：！？、…（）\ufffd", c)
}

// appendRefusal adds why a word with a scheme or "www." is no URL of a source.
func appendRefusal(all []*source.Refusal, word string) []*source.Refusal {
	var r *source.Refusal
	if !strings.Contains(word, "://") {
		i := addressAt(word)
		if i < 0 || !isWWW(word[i:]) {
			return all
		}
		word = word[i:]
	}
	_, err := source.Clean(word)
	if errors.As(err, &r) {
		all = append(all, r)
	}
	return all
}

// absorb takes what is left of the text behind its last URL into the place of
// the URL, when that is punctuation alone.
func (p *place) absorb(s string) {
	if rest := s[p.to:]; rest != "" && strings.Trim(rest, " .,;:") == "" {
		p.to, p.trimmed = len(s), true
	}
}

// urlsOfWord adds the URLs that stand in a word, which may be several in the
// remains of a Markdown link.
func (r *report) urlsOfWord(found []place, s string, from, to int) []place {
	for from < to {
		i := startOfURL(s[from:to])
		if i < 0 {
			break
		}
		p, ok := r.urlAt(s, from+i, to)
		switch {
		case ok:
			found = append(found, p)
		case schemeAt(p.url) != 0:
			p.to = from + i + strings.IndexByte(s[from+i:], '.') // no host, or none that is known
		}
		from = max(p.to, from+i) + 1
	}
	return found
}

// startOfURL gives where the first URL may begin in a word, or -1. Behind a scheme
// of another kind there is none without its own.
func startOfURL(s string) int {
	web, plain, other := schemeAt(s), addressAt(s), strings.Index(s, "://")
	if plain >= 0 && (other < 0 || plain < other) && (web < 0 || plain < web) {
		return plain
	}
	return web
}

// schemeAt gives where "http://" or "https://" stands in a word, or -1.
func schemeAt(s string) int {
	for at := 0; ; {
		i := strings.Index(s[at:], "://")
		if i < 0 {
			return -1
		}
		for _, scheme := range []string{"https", "http"} {
			if n := at + i - len(scheme); n >= 0 && strings.EqualFold(s[n:at+i], scheme) {
				return n
			}
		}
		at += i + 3
	}
}

// addressAt gives where a URL without its scheme may begin in a word, or -1: a
// host that begins with "www." or is followed by a path, and does not go on
// another word, path or e-mail address.
func addressAt(s string) int {
	for dot := strings.IndexByte(s, '.'); dot >= 0; {
		start := dot
		for start > 0 {
			c, size := utf8.DecodeLastRuneInString(s[:start])
			if c != '-' && !isAlnum(c) {
				break
			}
			start -= size
		}
		before, _ := utf8.DecodeLastRuneInString(s[:start])
		if start < dot && (start == 0 || !strings.ContainsRune(`@/.-]}\=&#?%+_$`, before)) && isHost(s[start:]) {
			return start
		}
		next := strings.IndexByte(s[dot+1:], '.')
		if next < 0 {
			return -1
		}
		dot += 1 + next
	}
	return -1
}

// isHost reports whether a text begins with a host: "www." and more, or a name
// followed by a path. Names such as "keys.zip" are those of files.
func isHost(s string) bool {
	host, _, path := strings.Cut(s[:min(len(s), longestHost)], "/")
	host, _, _ = strings.Cut(host, ":")
	name := strings.TrimFunc(host, func(c rune) bool { return c == '.' || c == '-' || isAlnum(c) })
	return isWWW(s) || path && name == "" && !strings.HasSuffix(host, ".zip") && !strings.HasSuffix(host, ".mov")
}

const (
	longestHost = 260 // bytes, with its port
	longestURL  = 8192
)

func isWWW(s string) bool { return len(s) > 4 && strings.EqualFold(s[:4], "www.") }

// urlAt reads the URL that begins at from and ends before to.
func (r *report) urlAt(s string, from, to int) (place, bool) {
	end := from + endOfURL(s[from:to])
	p := place{from: from, to: end, url: s[from:end]}
	if from > 0 && s[from-1] == '<' && end < len(s) && s[end] == '>' {
		p.from, p.to = from-1, end+1
	} else {
		p.url = trimURL(p.url)
		p.to = from + len(p.url)
	}
	if r.markup {
		p.url = strings.ReplaceAll(p.url, `\_`, "_")
	}
	if len(p.url) > longestURL {
		return p, false
	}
	c, err := source.Clean(p.url)
	p.clean, p.schemeless = c.URL, c.SchemeAdded
	p.inert = isDefanged(p.url)
	return p, err == nil
}

// isDefanged reports whether a URL was altered anywhere so that nobody follows it
// by mistake: "[.]", "(dot)", "[:]". A build reads such as text.
func isDefanged(s string) bool {
	if !strings.ContainsAny(s, "[({") {
		return false
	}
	s = strings.ToLower(s)
	for _, open := range [...]string{"[", "(", "{"} {
		for _, mark := range [...]string{".]", ".)", ".}", ":]", ":)", "://", "dot]", "dot)", "at]", "@]"} {
			if strings.Contains(s, open+mark) {
				return true
			}
		}
	}
	return false
}

// endOfURL gives the length of a URL: up to a bracket that closes none of it.
func endOfURL(s string) int {
	open := 0
	for i, c := range s {
		switch c {
		case '[':
			open++
		case ']':
			if open--; open < 0 {
				return i
			}
		}
	}
	return len(s)
}

// trimURL takes off the end the punctuation of the sentence. A bracket stays when
// the URL opens it.
func trimURL(s string) string {
	closed := strings.Count(s, ")") - strings.Count(s, "(")
	for s != "" {
		c, size := utf8.DecodeLastRuneInString(s)
		if c == ')' {
			if closed <= 0 {
				return s
			}
			closed--
		} else if !strings.ContainsRune("?!.,:;*_~'’‘|\\", c) {
			return s
		}
		s = s[:len(s)-size]
	}
	return s
}

// asMarkdown gives the URL as it is written in a note: as it stands but for the
// scheme that it may lack, in angle brackets. What was defanged stays as it is: an
// escape would make it a URL.
func (p place) asMarkdown() string {
	switch {
	case p.inert:
		return p.url
	case p.schemeless:
		return "<https://" + strings.TrimPrefix(p.url, "//") + ">"
	}
	return "<" + p.url + ">"
}
