package importer

import (
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

// urlScan finds the URLs of an endnote, and what looks like one but cannot be a
// source.
type urlScan struct {
	s       string
	markup  bool // the report holds remains of Markdown
	found   []place
	refused []*source.Refusal
}

// urls gives the URLs of an endnote and why others are none.
func (r *report) urls(s string) (found []place, refused []*source.Refusal) {
	u := urlScan{s: s, markup: r.markup}
	for from := 0; from < len(s); {
		from = u.next(from)
	}
	if n := len(u.found); n > 0 {
		u.found[n-1].absorb(s)
	}
	return u.found, u.refused
}

// next reads a link, a word or what parts them, and gives where it ends.
func (u *urlScan) next(from int) int {
	if end := u.link(from); end > 0 {
		return end
	}
	if c, size := utf8.DecodeRuneInString(u.s[from:]); endsURL(c) {
		return from + size
	}
	end := u.wordEnd(from)
	if end-from > longestURL {
		return end
	}
	n := len(u.found)
	u.word(from, end)
	for _, p := range u.found[n:] {
		u.refuse(u.s[from:max(from, p.from)])
		from = p.to
	}
	u.refuse(u.s[min(from, end):end])
	return max(from, end)
}

// link reads a link of Markdown as its target and gives where it ends, or 0.
func (u *urlScan) link(i int) int {
	target, end := u.linkAt(i)
	if end == 0 {
		return 0
	}
	c, err := source.CleanTarget(target)
	if err == nil {
		u.found = append(u.found, place{from: i, to: end, url: target, clean: c.URL, link: true})
	}
	u.record(err)
	return end
}

func (u *urlScan) linkAt(i int) (target string, end int) {
	if u.markup && u.s[i] == '[' {
		_, target, end = webLinkAt(u.s, i)
	}
	return target, end
}

// wordEnd gives where a word ends: at what ends a URL, or before a link of
// Markdown.
func (u *urlScan) wordEnd(from int) int {
	for i, c := range u.s[from:] {
		if endsURL(c) {
			return from + i
		}
		if _, end := u.linkAt(from + i); i > 0 && end > 0 {
			return from + i
		}
	}
	return len(u.s)
}

// refuse records why a word with a scheme, "www." or a known host is no URL of a
// source.
func (u *urlScan) refuse(word string) {
	if !strings.Contains(word, "://") {
		i := addressAt(word)
		if i < 0 || !isWWW(word[i:]) && !isKnownHost(word[i:]) {
			return
		}
		word = word[i:]
	}
	_, err := source.Clean(word)
	u.record(err)
}

func (u *urlScan) record(err error) {
	if r, ok := err.(*source.Refusal); ok {
		u.refused = append(u.refused, r)
	}
}

// word adds the URLs that stand in a word, which may be several in the remains of
// a Markdown link. What comes to nothing as far as the word goes may be a URL up to
// the next one.
func (u *urlScan) word(from, to int) {
	tried := -1
	for from < to {
		i := startOfURL(u.s[from:to])
		if i < 0 {
			return
		}
		p, ok := u.urlAt(from+i, to)
		if ok && tried >= 0 {
			u.word(tried, p.from)
		}
		switch {
		case ok:
			u.found, tried = append(u.found, p), -1
		case tried < 0:
			tried = from + i
		}
		if !ok && schemeAt(p.url) != 0 {
			p.to = from + i + strings.IndexByte(u.s[from+i:], '.') + 1 // no host that is known
		}
		from = max(p.to, from+i+1)
	}
}

// urlAt reads the URL that begins at from and ends before to.
func (u *urlScan) urlAt(from, to int) (place, bool) {
	end := from + endOfURL(u.s[from:to])
	p := place{from: from, to: end, url: u.s[from:end]}
	if from > 0 && u.s[from-1] == '<' && end < len(u.s) && u.s[end] == '>' {
		p.from, p.to = from-1, end+1
	} else {
		p.url = trimURL(p.url)
		p.to = from + len(p.url)
	}
	if u.markup {
		p.url = strings.ReplaceAll(p.url, `\_`, "_")
	}
	c, err := source.Clean(p.url)
	p.clean, p.schemeless = c.URL, c.SchemeAdded
	p.inert = isDefanged(p.url)
	return p, err == nil
}

// absorb takes what is left of the text behind its last URL into the place of
// the URL, when that is punctuation alone.
func (p *place) absorb(s string) {
	if rest := s[p.to:]; rest != "" && strings.Trim(rest, " .,;:") == "" {
		p.to, p.trimmed = len(s), true
	}
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
