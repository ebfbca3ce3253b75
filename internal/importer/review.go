package importer

import (
	"fmt"
	"io"
	"strconv"
	"text/tabwriter"
)

// WriteReview prints what the author has to review: the decisions by line, and
// for each marker its place, the sentence before it, and the endnote and URL that
// it cites now.
func WriteReview(w io.Writer, r *Result) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "lines\tdecision\t")
	for _, d := range r.Decisions {
		fmt.Fprintf(t, "%s\t%s\t%s\n", d.lines(), d.Kind, d.Text)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	if len(r.Table) == 0 {
		_, err := fmt.Fprintln(w, "\nno markers")
		return err
	}
	if _, err := fmt.Fprintln(w); err != nil {
		return err
	}
	return writeTable(w, r.Table)
}

// lines gives the lines of a decision for people.
func (d Decision) lines() string {
	switch {
	case d.From == 0:
		return "-"
	case d.To > d.From:
		return strconv.Itoa(d.From) + "-" + strconv.Itoa(d.To)
	}
	return strconv.Itoa(d.From)
}

// writeTable prints rows in aligned columns.
func writeTable(w io.Writer, rows []Row) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "marker\tnote\tplace\tsentence\tendnote\tURL")
	for _, r := range rows {
		note, endnote := "-", "-"
		if r.Label != "" {
			note, endnote = "[^"+r.Label+"]", strconv.Itoa(r.Endnote)
		}
		fmt.Fprintf(t, "%s\t%s\t%d:%d\t%s\t%s\t%s\n", r.Marker, note, r.Line, r.Col, r.Sentence, endnote, r.URL)
	}
	return t.Flush()
}
