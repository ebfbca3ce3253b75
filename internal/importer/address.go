package importer

import (
	"strings"
	"unicode/utf8"

	"dossier/internal/source"
)

// Where URLs begin and end in a word. The rules are those by which a build finds
// URLs in notes, so that the table shows what will be cited.

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

// isKnownHost reports whether a text begins with a host below a public suffix.
func isKnownHost(s string) bool {
	host, _, _ := strings.Cut(s[:min(len(s), longestHost)], "/")
	host, _, _ = strings.Cut(host, ":")
	_, err := source.Clean(host + "/")
	return err == nil
}

func isWWW(s string) bool { return len(s) > 4 && strings.EqualFold(s[:4], "www.") }

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

// endsURL reports whether a character cannot belong to a URL in running text:
// blanks, quotation marks, angle brackets, punctuation of CJK.
func endsURL(c rune) bool {
	return c == ' ' || strings.ContainsRune("<>\"`“”„‟«»‹›「」『』《》〈〉【】，。；：！？、…（）\ufffd", c)
}
