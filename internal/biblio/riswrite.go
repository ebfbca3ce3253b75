package biblio

import (
	"bytes"
	"fmt"

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
		w.tag("PY", fmt.Sprintf("%04d", d.Year))
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
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d///", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d/%02d//", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d/%02d/%02d/", d.Year, d.Month, d.Day)
}
