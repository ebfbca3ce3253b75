package importer

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// What the shape of a line says of it. All take the line as it stands.

// atxLevel gives the number of "#" that make a line a heading and where its text
// begins, or 0.
func atxLevel(s string) (level, from int) {
	for from < len(s) && s[from] == ' ' {
		from++
	}
	start := from
	for from < len(s) && s[from] == '#' {
		from++
	}
	level = from - start
	if level == 0 || level > 6 || from == len(s) || s[from] != ' ' || !hasLetter(s[from:]) {
		return 0, 0
	}
	for from < len(s) && s[from] == ' ' {
		from++
	}
	return level, from
}

// isUnderline reports whether a line underlines the one above it.
func isUnderline(s string) bool {
	s = strings.TrimSpace(s)
	return len(s) >= 3 && (strings.Trim(s, "-") == "" || strings.Trim(s, "=") == "")
}

// boldLine reports whether a line is bold from end to end, a colon behind it
// aside.
func boldLine(s string) bool {
	t := strings.TrimRight(strings.TrimLeft(s, " "), ": ")
	for i := 0; i < len(t); {
		stars, end := emphasisAt(t, i)
		if stars != 2 {
			return false
		}
		i = skipBlanks(t, end)
	}
	return hasLetter(t)
}

// unbold takes the stars off a bold line.
func unbold(s string) string {
	if boldLine(s) {
		return strings.ReplaceAll(s, "**", "")
	}
	return s
}

// isCapitals reports whether a line is a heading in capitals: at least five
// letters, at most twelve words, no digits, no end of a sentence.
func isCapitals(s string) bool {
	letters, words := 0, len(strings.Fields(s))
	for _, c := range s {
		switch {
		case unicode.IsUpper(c):
			letters++
		case unicode.IsLetter(c) || unicode.IsDigit(c) || strings.ContainsRune(".!?;[]|\\/_=<>`", c):
			return false
		}
	}
	return letters >= 5 && words <= 12
}

// bullets begin the items of a list.
const bullets = "*-+•▪‣◦●■"

// isBullet reports whether a line is an item of a list.
func isBullet(s string) bool { return bulletLength(s) > 0 }

// bulletLength gives how many bytes stand before the text of an item, or 0.
func bulletLength(s string) int {
	t := strings.TrimLeft(s, " ")
	c, size := utf8.DecodeRuneInString(t)
	if size == 0 || !strings.ContainsRune(bullets, c) || len(t) <= size+1 || t[size] != ' ' {
		return 0
	}
	text := strings.TrimLeft(t[size:], " ")
	if text == "" || isDelimiter(t) {
		return 0
	}
	return len(s) - len(text)
}

// itemNumber reads the number of an item of an ordered list, "1." or "1)", and
// gives how many bytes stand before its text.
func itemNumber(s string) (number, length int) {
	t := strings.TrimLeft(s, " ")
	n := 0
	for n < len(t) && n < 3 && isDigit(t[n]) {
		number = number*10 + int(t[n]-'0')
		n++
	}
	if n == 0 || n+2 >= len(t) || t[n] != '.' && t[n] != ')' || t[n+1] != ' ' {
		return 0, 0
	}
	return number, len(s) - len(strings.TrimLeft(t[n+1:], " "))
}

// isDelimiter reports whether a line is made of the marks with which Markdown
// underlines headings, rules pages and draws tables.
func isDelimiter(s string) bool {
	return strings.Trim(s, "-=:| ") == "" && strings.ContainsAny(s, "-=")
}

func hasLetter(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isAlnum(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }

// isOpen reports whether emphasis may begin behind the character, or end before
// it: anything but the inside of a word.
func isOpen(c rune) bool {
	return unicode.IsSpace(c) || unicode.IsPunct(c) || unicode.IsSymbol(c)
}
