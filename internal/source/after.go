package source

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dossier/internal/briefing"
)

// after is what the words behind a source say of it: ", Bloomberg, 2018-11-07,
// p. 3. Graded B2."
type after struct {
	outlet      string
	date        briefing.Date
	locator     string
	reliability string // "A" to "F"
	credibility int    // 1 to 6
}

// readAfter reads the words behind a source. Words that have none of the known
// forms are commentary and are left alone. Outlet and date are read only where
// facts is true.
func readAfter(text string, facts bool) (a after) {
	text = briefing.FoldSpace(text)
	if text == "" || text == "." {
		return a
	}
	text = a.takeGrade(text)
	opened := strings.TrimLeft(text, " .;:–—-")
	listed := strings.HasPrefix(text, ",") || strings.HasPrefix(opened, "(")
	pieces := piecesOf(opened)
	for i := 0; i < len(pieces); i++ {
		if locator := locatorOf(pieces[i]); locator != "" && a.locator == "" {
			a.locator = locator
			continue
		}
		if !facts || isAccess(pieces[i]) {
			break
		}
		if d, n := dateAt(pieces[i:]); n > 0 {
			if a.date.IsZero() {
				a.date = d
			}
			i += n - 1
			continue
		}
		outlet, d := outletOf(pieces[i])
		if outlet == "" || a.outlet != "" || !a.date.IsZero() {
			break
		}
		a.outlet, a.date = outlet, d
	}
	if !listed && a.date.IsZero() {
		a.outlet = "" // the beginning of a sentence, not of a list of facts
	}
	return a
}

// piecesOf splits the first sentence of a text at its commas, or what stands in
// brackets at its beginning.
func piecesOf(s string) []string {
	if inner, ok := strings.CutPrefix(s, "("); ok {
		if i := strings.IndexByte(inner, ')'); i >= 0 {
			s = inner[:i] + "," + inner[i+1:]
		}
	}
	s = strings.TrimLeft(s[:sentenceEnd(s)], ", ")
	pieces := strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ';' })
	kept := pieces[:0]
	for _, p := range pieces {
		if p = strings.Trim(p, " .()[]"); p != "" {
			kept = append(kept, p)
		}
	}
	return kept
}

// sentenceEnd gives where the first sentence ends: at a full stop behind a word
// that is no abbreviation, which is to say longer than three letters or a number.
func sentenceEnd(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] != '.' && s[i] != '!' && s[i] != '?' || i+1 < len(s) && s[i+1] != ' ' {
			continue
		}
		word := s[strings.LastIndexAny(s[:i], " ,(")+1 : i]
		if utf8.RuneCountInString(word) > 3 || isNumber(word) || s[i] != '.' {
			return i
		}
	}
	return len(s)
}

// isAccess reports a piece about when somebody looked: that date says nothing of
// the source's.
func isAccess(piece string) bool {
	first, _, _ := strings.Cut(strings.ToLower(piece), " ")
	switch first {
	case "accessed", "retrieved", "viewed", "visited", "checked", "last", "archived", "saved", "access":
		return true
	}
	return false
}

// locatorOf takes "p. 3", "pp. 3-5", "para. 12", "ch. 4", "sec. 2", "§ 7".
func locatorOf(piece string) string {
	i := strings.IndexFunc(piece, unicode.IsDigit)
	if i <= 0 {
		return ""
	}
	switch strings.ToLower(strings.Trim(piece[:i], " .")) {
	case "p", "pp", "page", "pages", "para", "paras", "paragraph", "ch", "chap", "chapter",
		"sec", "section", "§", "§§", "fig", "figure", "table", "vol", "slide", "col", "no", "min", "at":
		return strings.TrimSpace(piece)
	}
	return ""
}

// outletOf takes the name of an outlet, and the date that may follow it without
// a comma.
func outletOf(piece string) (string, briefing.Date) {
	words := strings.Fields(piece)
	for n := min(3, len(words)-1); n > 0; n-- {
		tail := strings.Trim(strings.Join(words[len(words)-n:], " "), "()")
		if d, ok := readDate(tail); ok && d.Month > 0 {
			if name := strings.Join(words[:len(words)-n], " "); isName(name) {
				return name, d
			}
		}
	}
	if isName(piece) {
		return piece, briefing.Date{}
	}
	return "", briefing.Date{}
}

// isName reports whether a piece can be an outlet's name: a few words that begin
// with a capital, but for small words between them, or one that looks like a
// host.
func isName(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 8 || len(s) > 80 {
		return false
	}
	if len(words) == 1 && strings.Contains(s, ".") && knownSuffix(strings.ToLower(s)) {
		return true
	}
	letters := false
	for i, w := range words {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, `"'“‘(`))
		switch {
		case unicode.IsLower(r) && (i == 0 || !isSmallWord(w)) && !mixedCase(w):
			return false
		case unicode.IsLetter(r):
			letters = true
		}
	}
	return letters
}

// mixedCase reports names such as iNews and eLife.
func mixedCase(w string) bool { return strings.ContainsFunc(w, unicode.IsUpper) }

func isSmallWord(w string) bool {
	switch w {
	case "of", "the", "and", "for", "in", "on", "at", "to", "a", "an", "de", "del", "della", "di", "da", "do", "la", "le", "les", "el",
		"los", "du", "des", "der", "die", "das", "den", "und", "et", "e", "y", "van", "von", "für", "al":
		return true
	}
	return false
}

// takeGrade reads "Graded B2", "[B2]" and "(B2)" and gives the text without it.
func (a *after) takeGrade(s string) string {
	for i := 0; i+1 < len(s); i++ {
		if s[i] < 'A' || s[i] > 'F' || s[i+1] < '1' || s[i+1] > '6' {
			continue
		}
		from, to := i, i+2
		before, behind := s[:from], s[to:]
		word := strings.TrimRight(before, " :")
		switch {
		case strings.HasSuffix(before, "[") && strings.HasPrefix(behind, "]"),
			strings.HasSuffix(before, "(") && strings.HasPrefix(behind, ")"):
			from, to = from-1, to+1
		case word != before && hasLastWord(word, "graded"):
			from = len(word) - len("graded")
		case word != before && hasLastWord(word, "grade"):
			from = len(word) - len("grade")
		default:
			continue
		}
		if to < len(s) && to == i+2 && isAlnum(s[to]) {
			continue
		}
		a.reliability, a.credibility = s[i:i+1], int(s[i+1]-'0')
		return strings.TrimSpace(strings.TrimRight(s[:from], " ") + s[to:])
	}
	return s
}

func isAlnum(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' }

// hasLastWord reports whether a text ends in a word, in any case.
func hasLastWord(s, word string) bool {
	from := len(s) - len(word)
	return from >= 0 && strings.EqualFold(s[from:], word) && (from == 0 || !isAlnum(s[from-1]))
}
