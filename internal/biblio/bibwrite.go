package biblio

import (
	"bytes"
	"strconv"
	"strings"

	"dossier/internal/briefing"
)

// WriteBibTeX appends the records, in their order, as entries that BibTeX and
// biblatex both read. Text is UTF-8.
func WriteBibTeX(w *bytes.Buffer, records []briefing.Record) {
	out := bibWriter{w}
	for i, key := range keysOf(records) {
		if i > 0 {
			out.WriteByte('\n')
		}
		out.entry(key, &records[i])
	}
}

type bibWriter struct{ *bytes.Buffer }

func (w bibWriter) entry(key string, rec *briefing.Record) {
	kind, subtype := bibOf(typeOf(rec))
	if subtype == "" && kind == "misc" && rec.URL != "" {
		subtype = "document" // and not a page of the web, which @misc with a URL mostly is
	}
	w.print("@", kind, "{", key, ",\n")
	w.field("entrysubtype", subtype)
	w.field("title", protected(rec.Title))
	w.field("author", bibAuthors(rec.Authors))
	w.field(outletField(kind), texText(rec.Outlet))
	w.date("date", rec.Date)
	if rec.Date.Year > 0 {
		w.field("year", strconv.Itoa(int(rec.Date.Year)))
	}
	if rec.Date.Month > 0 {
		w.WriteString("  month = " + bibMonth(int(rec.Date.Month)) + ",\n")
	}
	w.field("url", texURL(rec.URL))
	w.date("urldate", rec.Accessed)
	w.field("archiveurl", texURL(rec.Saved.URL))
	w.date("archivedate", rec.Saved.Date)
	w.field("language", texText(rec.Lang))
	w.field("annotation", texText(rec.Note))
	w.field("tlp", rec.Marking.String())
	w.WriteString("}\n")
}

func (w bibWriter) field(name, value string) {
	if value != "" {
		w.print("  ", name, " = {", value, "},\n")
	}
}

func (w bibWriter) print(parts ...string) {
	for _, p := range parts {
		w.WriteString(p)
	}
}

// date writes a day without its time, which BibTeX has no use for.
func (w bibWriter) date(name string, d briefing.Date) {
	d.Time = ""
	w.field(name, d.String())
}

func bibMonth(n int) string { return "janfebmaraprmayjunjulaugsepoctnovdec"[3*n-3 : 3*n] }

func outletField(kind string) string {
	switch kind {
	case "article":
		return "journal"
	case "incollection", "inproceedings":
		return "booktitle"
	case "online", "misc":
		return "organization"
	case "report", "thesis":
		return "institution"
	}
	return "publisher"
}

// bibAuthors puts each name in braces, so that no program takes it apart.
func bibAuthors(names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = protected(n)
	}
	return strings.Join(out, " and ")
}

// protected keeps styles from changing the case of a text.
func protected(s string) string {
	if s == "" {
		return ""
	}
	return "{" + texText(s) + "}"
}

// escapes are what TeX takes as more than itself, and how it is written.
var escapes = []string{
	`\`, `\textbackslash{}`, "{", `\{`, "}", `\}`, "&", `\&`, "%", `\%`, "$", `\$`, "#", `\#`, "_", `\_`,
	"~", `\textasciitilde{}`, "^", `\textasciicircum{}`, "`", `\textasciigrave{}`, "\n", " ", "\r", " ", "\t", " ",
}

var (
	texEscapes   = strings.NewReplacer(escapes...)
	quoteEscapes = strings.NewReplacer(append([]string{"'", `\textquotesingle{}`}, escapes...)...)
)

// texText escapes a text for TeX. A single apostrophe is one in TeX too.
func texText(s string) string {
	if !strings.ContainsAny(s, "\\{}&%$#_~^`'-\n\r\t") {
		return s
	}
	if strings.Contains(s, "''") {
		s = quoteEscapes.Replace(s)
	} else {
		s = texEscapes.Replace(s)
	}
	for strings.Contains(s, "--") {
		s = strings.ReplaceAll(s, "--", "-{}-")
	}
	return s
}

var urlEscapes = strings.NewReplacer("{", "%7B", "}", "%7D", `\`, "%5C", " ", "%20")

// texURL keeps a URL from closing the braces it stands in or opening others.
func texURL(s string) string {
	return urlEscapes.Replace(s)
}
