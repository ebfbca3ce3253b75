package biblio

import (
	"bytes"
	"encoding/json"

	"dossier/internal/briefing"
)

type cslOut struct {
	ID        string     `json:"id"`
	Type      string     `json:"type"`
	Title     string     `json:"title,omitempty"`
	Author    []cslName  `json:"author,omitempty"`
	Container string     `json:"container-title,omitempty"`
	Publisher string     `json:"publisher,omitempty"`
	Issued    *cslDate   `json:"issued,omitempty"`
	URL       string     `json:"URL,omitempty"`
	Accessed  *cslDate   `json:"accessed,omitempty"`
	Archive   string     `json:"archive_location,omitempty"`
	Language  string     `json:"language,omitempty"`
	Note      string     `json:"note,omitempty"`
	Custom    *cslCustom `json:"custom,omitempty"`
}

type cslName struct {
	Literal string `json:"literal"`
}

type cslDate struct {
	Parts [1][]int32 `json:"date-parts"`
}

type cslCustom struct {
	TLP         string `json:"tlp,omitempty"`
	ArchiveDate string `json:"archivedate,omitempty"`
}

// WriteCSL appends the records, in their order, as a list of CSL-JSON items, one a
// line, that holds to the schema of CSL 1.0.2.
func WriteCSL(w *bytes.Buffer, records []briefing.Record) {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	w.WriteByte('[')
	for i, key := range keysOf(records) {
		if i > 0 {
			w.WriteByte(',')
		}
		w.WriteByte('\n')
		item := cslItemOf(key, &records[i])
		if err := e.Encode(&item); err != nil {
			panic(err) // strings and numbers always encode
		}
		w.Truncate(w.Len() - 1) // the line's end, which a comma may have to precede
	}
	w.WriteString("\n]\n")
}

func cslItemOf(key string, rec *briefing.Record) cslOut {
	out := cslOut{
		ID: key, Type: typeOf(rec), Title: rec.Title, URL: rec.URL,
		Issued: cslDateOf(rec.Date), Accessed: cslDateOf(rec.Accessed),
		Archive: rec.Saved.URL, Language: rec.Lang, Note: rec.Note,
	}
	if partOfWhole(out.Type) {
		out.Container = rec.Outlet
	} else {
		out.Publisher = rec.Outlet
	}
	for _, name := range rec.Authors {
		out.Author = append(out.Author, cslName{name})
	}
	if custom := (cslCustom{rec.Marking.String(), rec.Saved.Date.String()}); custom != (cslCustom{}) {
		out.Custom = &custom
	}
	return out
}

func cslDateOf(d briefing.Date) *cslDate {
	if d.IsZero() {
		return nil
	}
	parts := []int32{d.Year}
	if d.Month > 0 {
		parts = append(parts, int32(d.Month))
	}
	if d.Day > 0 {
		parts = append(parts, int32(d.Day))
	}
	return &cslDate{[1][]int32{parts}}
}
