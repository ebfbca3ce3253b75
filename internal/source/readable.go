package source

import (
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// maxReadable is the greatest length of a readable form, in code points.
const maxReadable = 70

// Readable gives what to show for a source without title: the words of its URL,
// as in "china s grand internet vision is starting to ring hollow", where the
// path has some, and else host and path, "example.org/detail/30358059". It has
// no scheme, is at most 70 characters (shortened in the middle), and is empty
// only for an empty text.
func Readable(url string) string {
	a, err := parse(url)
	if err != nil {
		return shorten(visible(url), maxReadable)
	}
	if words := a.words(); words != "" {
		return shorten(words, maxReadable)
	}
	host := withoutWWW(a.host)
	if name, err := idna.Display.ToUnicode(host); err == nil {
		host = name
	}
	return shorten(visible(host+strings.TrimRight(unescape(a.path), "/")+unescape(a.query)), maxReadable)
}

// words gives the words of the last path segment that is made of several.
func (a address) words() string {
	segments := strings.Split(a.path, "/")
	for i := len(segments) - 1; i >= 0; i-- {
		s := segments[i]
		if i == len(segments)-1 {
			s = withoutExtension(s)
		}
		if w := slugWords(visible(unescape(s))); w != "" {
			return w
		}
	}
	return ""
}

func withoutExtension(s string) string {
	if ext := path.Ext(s); len(ext) > 1 && len(ext) <= 6 && len(ext) < len(s) {
		return s[:len(s)-len(ext)]
	}
	return s
}

// slugWords gives the words of a slug, or "" when it has fewer than three with a
// letter in them. A run of letters of a script without spaces between words is
// enough by itself.
func slugWords(s string) string {
	words := strings.FieldsFunc(s, func(r rune) bool { return r == '-' || r == '_' || r == '+' || unicode.IsSpace(r) })
	n, dense := 0, 0
	for _, w := range words {
		if strings.ContainsFunc(w, unicode.IsLetter) {
			n++
		}
		for _, r := range w {
			if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) {
				dense++
			}
		}
	}
	if n < 3 && dense < 4 {
		return ""
	}
	return strings.Join(words, " ")
}

// visible takes out of a text what cannot be seen or turns the direction of what
// follows.
func visible(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, s)
}

// shorten cuts the middle out of a text that is longer than n code points.
func shorten(s string, n int) string {
	if len(s) <= n || utf8.RuneCountInString(s) <= n {
		return s
	}
	r := []rune(s)
	tail := n / 3
	return strings.TrimRight(string(r[:n-1-tail]), " ") + "…" + strings.TrimLeft(string(r[len(r)-tail:]), " ")
}
