package biblio

import (
	"bytes"
	"strings"

	"dossier/internal/briefing"
)

// WriteRIS appends the records, in their order, in the format that reference
// managers share: a tag, two spaces, a hyphen and a space before each value, and
// CR LF behind it.
func WriteRIS(w *bytes.Buffer, records []briefing.Record) {
	out := risWriter{w}
	for i, key := range keysOf(records) {
		out.reference(key, &records[i])
	}
}

type risWriter struct{ *bytes.Buffer }

func (w risWriter) reference(key string, rec *briefing.Record) {
	w.tag("TY", risOf(typeOf(rec)))
	w.tag("ID", key)
	w.tag("TI", rec.Title)
	for _, name := range rec.Authors {
		w.tag("AU", name)
	}
	w.tag("T2", rec.Outlet)
	if d := rec.Date; !d.IsZero() {
		w.tag("PY", briefing.Date{Year: d.Year}.String())
		w.tag("DA", risDate(d))
	}
	w.tag("UR", rec.URL)
	w.tag("L2", rec.Saved.URL)
	w.tag("Y2", risDate(rec.Accessed))
	w.tag("LA", rec.Lang)
	w.tag("N1", rec.Note)
	w.WriteString("ER  - \r\n\r\n")
}

func (w risWriter) tag(tag, value string) {
	if value = briefing.FoldSpace(value); value != "" {
		w.WriteString(tag)
		w.WriteString("  - ")
		w.WriteString(value)
		w.WriteString("\r\n")
	}
}

// risDate writes "2018/11/07/"; parts that are not known stay empty.
func risDate(d briefing.Date) string {
	if d.IsZero() {
		return ""
	}
	d.Time = ""
	return strings.ReplaceAll(d.String(), "-", "/") + [...]string{"///", "//", "/"}[known(d)]
}

// known tells how many parts of a date are known besides the year.
func known(d briefing.Date) int {
	switch {
	case d.Month == 0:
		return 0
	case d.Day == 0:
		return 1
	}
	return 2
}
