package markdown

import (
	"fmt"
	"html"
	"strings"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// shown writes a document down for people: each slot in braces, the notes in
// their order below the body, each with the sentences that cite it, and the
// diagnostics last.
func shown(d *briefing.Document) string {
	var b strings.Builder
	b.WriteString(filled(d, &d.Body))
	for i, n := range d.Notes {
		fmt.Fprintf(&b, "%d. %s at %d:%d\n", i+1, briefing.NoteID(n.Label), n.Line, n.Col)
		b.WriteString(filled(d, &n.Body))
		for _, m := range n.Marks {
			m := d.Marks[m]
			fmt.Fprintf(&b, "   %s at %d:%d: %s\n", m.ID, m.Line, m.Col, m.Sentence)
		}
		for _, item := range d.Items[n.Items.From:n.Items.To] {
			b.WriteString("   " + shownItem(item) + "\n")
		}
	}
	for _, h := range d.Headings {
		fmt.Fprintf(&b, "heading %d #%s: %s\n", h.Level, h.ID, h.Text)
	}
	for _, l := range d.Links {
		fmt.Fprintf(&b, "link at %d:%d: %q to %s\n", l.Line, l.Col, l.Text, l.Target)
	}
	for _, l := range d.Labels {
		fmt.Fprintf(&b, "label at %d:%d: %s\n", l.Line, l.Col, l.Marking)
	}
	b.WriteString(said(d.Diags))
	return b.String()
}

func shownItem(i briefing.Item) string {
	s := fmt.Sprintf("source at %d:%d: ", i.Line, i.Col)
	switch i.Kind {
	case briefing.KeyItem:
		s += "@" + i.Key
		if i.Locator != "" {
			s += " [" + i.Locator + "]"
		}
	case briefing.TitledURL:
		s += "“" + i.Title + "” " + i.URL
	default:
		s += i.URL
	}
	if i.After != "" {
		s += " | " + i.After
	}
	return s
}

func said(l diag.List) string {
	var b strings.Builder
	for _, d := range l {
		fmt.Fprintf(&b, "%d:%d: %s: %s [%s]\n", d.Line, d.Col, d.Severity, d.Text, d.Code)
	}
	return b.String()
}

// filled gives a body with its slots in braces, which its text must not hold.
func filled(d *briefing.Document, body *briefing.Body) string {
	return fill(body, func(s briefing.Slot) string {
		switch s.Kind {
		case briefing.SlotMark:
			return fmt.Sprintf("{%s %d}", d.Marks[s.Index].ID, d.Marks[s.Index].Note+1)
		case briefing.SlotLink:
			return html.EscapeString(d.Links[s.Index].Target)
		case briefing.SlotPicture:
			return ` src="` + html.EscapeString(d.Links[s.Index].Target) + `"`
		case briefing.SlotItem:
			return "{" + html.EscapeString(named(d.Items[s.Index])) + "}"
		case briefing.SlotItemURL:
			return ` href="` + html.EscapeString(d.Items[s.Index].URL) + `"`
		}
		return ""
	})
}

// named gives the address or key of an item, and its locator.
func named(i briefing.Item) string {
	if i.Kind != briefing.KeyItem {
		return i.URL
	}
	return strings.TrimSuffix("@"+i.Key+", "+i.Locator, ", ")
}

// fill puts into each slot what a function says.
func fill(body *briefing.Body, with func(briefing.Slot) string) string {
	var b strings.Builder
	at := 0
	for _, s := range body.Slots {
		b.WriteString(body.HTML[at:s.At])
		b.WriteString(with(s))
		at = s.At
	}
	return b.String() + body.HTML[at:]
}
