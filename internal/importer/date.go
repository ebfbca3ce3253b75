package importer

import (
	"strconv"
	"strings"

	"dossier/internal/briefing"
)

// dateWords may stand before the date in a line that holds nothing else.
var dateWords = []string{"published", "posted", "date", "dated", "released", "issued", "created", "publication", "release", "report", "on", "of"}

var weekdays = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}

var months = []string{"january", "february", "march", "april", "may", "june",
	"july", "august", "september", "october", "november", "december"}

// readDate reads a line that holds a date and nothing else: "May 16, 2019",
// "16 May 2019", "2019-05-16", "May 2019", with a weekday or a word such as
// "Published on" before it. Numbers alone ("05/06/2019") may be either of two
// days and are not read.
func readDate(s string) (briefing.Date, bool) {
	if len(s) > 60 {
		return briefing.Date{}, false
	}
	words := strings.FieldsFunc(strings.ToLower(s), func(c rune) bool { return c == ' ' || c == ',' || c == '*' || c == '_' })
	for len(words) > 0 && isDateWord(strings.TrimRight(words[0], ":.")) {
		words = words[1:]
	}
	if len(words) == 1 {
		return isoDate(words[0])
	}
	var d briefing.Date
	for _, w := range words {
		if !setPart(&d, w) {
			return briefing.Date{}, false
		}
	}
	if d.Year == 0 || d.Month == 0 {
		return briefing.Date{}, false
	}
	_, err := briefing.ParseDate(d.String())
	return d, err == nil
}

func isDateWord(w string) bool {
	for _, list := range [...][]string{dateWords, weekdays} {
		for _, known := range list {
			if w == known || len(w) == 3 && known[:min(3, len(known))] == w && len(list) == len(weekdays) {
				return true
			}
		}
	}
	return false
}

func isoDate(w string) (briefing.Date, bool) {
	w = strings.ReplaceAll(w, "/", "-")
	if len(w) != len("2006-01-02") {
		return briefing.Date{}, false
	}
	d, err := briefing.ParseDate(w)
	return d, err == nil
}

// setPart takes one word as the day, the month or the year, each once.
func setPart(d *briefing.Date, w string) bool {
	if m := monthOf(strings.TrimSuffix(w, ".")); m > 0 {
		ok := d.Month == 0
		d.Month = int16(m)
		return ok
	}
	for _, ending := range []string{"st", "nd", "rd", "th"} {
		w = strings.TrimSuffix(w, ending)
	}
	n, err := strconv.Atoi(w)
	switch {
	case err != nil || n < 1 || w[0] == '+':
		return false
	case len(w) == 4 && d.Year == 0:
		d.Year = int32(n)
		return true
	case len(w) <= 2 && n <= 31 && d.Day == 0:
		d.Day = int16(n)
		return true
	}
	return false
}

// monthOf gives the number of a month by its name or the first three or four
// letters of it, or 0.
func monthOf(w string) int {
	for i, m := range months {
		if w == m || (len(w) == 3 || w == "sept") && strings.HasPrefix(m, w) {
			return i + 1
		}
	}
	return 0
}
