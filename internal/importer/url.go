package importer

import (
	"strings"
	"unicode/utf8"
)

// place is a URL in a text: where it stands, its brackets included, what it is
// there, without the punctuation behind it, and what it is once cleaned up.
type place struct {
	from, to int
	url      string
	clean    string
	trimmed  bool // punctuation behind it is dropped with it
}

// urls finds the URLs of an endnote.
func (r *report) urls(s string) []place {
	var found []place
	for from := 0; from < len(s); {
		end := strings.IndexByte(s[from:], ' ')
		if end < 0 {
			end = len(s) - from
		}
		found = r.urlsOfWord(found, s, from, from+end)
		from += end + 1
	}
	if n := len(found); n > 0 {
		found[n-1].absorb(s)
	}
	return found
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
	for at := from; at < to; {
		i := schemeAt(s[at:to])
		if i < 0 {
			break
		}
		p, ok := r.urlAt(s, at+i, to)
		if ok {
			found = append(found, p)
			from = to
		}
		at = max(p.to, at+i+1)
	}
	start := from + len(s[from:to]) - len(strings.TrimLeft(s[from:to], "<([{\"'“‘«"))
	if start < to && schemeAt(s[start:to]) < 0 && mayBeAddress(s[start:to]) {
		if p, ok := r.urlAt(s, start, to); ok {
			found = append(found, p)
		}
	}
	return found
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

// mayBeAddress reports whether a word may be a URL without its scheme: a host
// with a path, or one that begins with "www.".
func mayBeAddress(s string) bool {
	host, _, path := strings.Cut(s, "/")
	if strings.ContainsAny(s, "<>[]^\\`*") || strings.ContainsAny(host, "@:(") || !strings.Contains(host, ".") {
		return false
	}
	return path || len(host) > 4 && strings.EqualFold(host[:4], "www.")
}

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
	clean, ok := r.clean(p.url)
	p.clean = clean
	return p, ok && clean != ""
}

// endOfURL gives the length of a URL: up to a bracket or a quotation mark that
// cannot belong to it.
func endOfURL(s string) int {
	open := 0
	for i, c := range s {
		switch c {
		case '<', '>', '"', '“', '”', '«', '»', '`':
			return i
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
		} else if !strings.ContainsRune("?!.,:;*_~'’‘|\\…", c) {
			return s
		}
		s = s[:len(s)-size]
	}
	return s
}

// url reads a word as one URL.
func (r *report) url(word string) (string, bool) {
	if found := r.urls(word); len(found) == 1 {
		return found[0].clean, true
	}
	return "", false
}

// asMarkdown gives the URL as it is written in a note: as it stands, in angle
// brackets where it has a scheme.
func (p place) asMarkdown() string {
	if schemeAt(p.url) == 0 {
		return "<" + p.url + ">"
	}
	return p.url
}
