package source

import (
	"strconv"
	"strings"

	"dossier/internal/briefing"
)

// dateAt reads a date from the first piece of a list, or from the first two, as
// "November 7, 2018" is split at its comma. n is the number of pieces read.
func dateAt(pieces []string) (d briefing.Date, n int) {
	if len(pieces) > 1 && len(pieces[1]) == 4 && isNumber(pieces[1]) {
		if d, ok := readDate(pieces[0] + " " + pieces[1]); ok {
			return d, 2
		}
	}
	if d, ok := readDate(pieces[0]); ok {
		return d, 1
	}
	return briefing.Date{}, 0
}

// readDate reads 2018-11-07 and its shorter forms, "7 November 2018", "November 7
// 2018", "7th Nov. 2018" and "Nov 2018".
func readDate(s string) (briefing.Date, bool) {
	s = strings.TrimSpace(s)
	if len(s) < 4 || len(s) > 40 || !strings.ContainsAny(s, "0123456789") {
		return briefing.Date{}, false
	}
	if isNumber(s[:4]) {
		d, err := briefing.ParseDate(s)
		return d, err == nil && plausible(d)
	}
	var day, month, year string
	switch words := strings.Fields(s); len(words) {
	case 2:
		month, year = words[0], words[1]
	case 3:
		day, month, year = words[0], words[1], words[2]
		if monthOf(day) > 0 {
			day, month = month, day
		}
	default:
		return briefing.Date{}, false
	}
	m := monthOf(month)
	if m == 0 || len(year) != 4 || !isNumber(year) {
		return briefing.Date{}, false
	}
	iso := year + "-" + twoDigits(m)
	if day != "" {
		n, err := strconv.Atoi(withoutOrdinal(day))
		if err != nil || n < 1 || n > 31 {
			return briefing.Date{}, false
		}
		iso += "-" + twoDigits(n)
	}
	d, err := briefing.ParseDate(iso)
	return d, err == nil && plausible(d)
}

// plausible keeps numbers of four digits that are no years from becoming dates.
func plausible(d briefing.Date) bool { return d.Year >= 1400 && d.Year < 2200 }

var months = [...]string{"january", "february", "march", "april", "may", "june",
	"july", "august", "september", "october", "november", "december"}

// monthOf gives the number of a month's English name, whole or cut to three or
// four letters; 0 for any other word.
func monthOf(word string) int {
	word = strings.ToLower(strings.TrimRight(word, "."))
	if len(word) < 3 {
		return 0
	}
	for i, m := range months {
		if word == m || len(word) <= 4 && strings.HasPrefix(m, word) {
			return i + 1
		}
	}
	return 0
}

func withoutOrdinal(day string) string {
	day = strings.ToLower(strings.TrimRight(day, "."))
	for _, suffix := range []string{"st", "nd", "rd", "th"} {
		if n, ok := strings.CutSuffix(day, suffix); ok {
			return n
		}
	}
	return day
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}
