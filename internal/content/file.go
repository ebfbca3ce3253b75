package content

import (
	"bytes"
	"path"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"dossier/internal/briefing"
	"dossier/internal/diag"
	"dossier/internal/fields"
)

// parse is Scan.Parse with settled options; until is when the cut will say otherwise.
func parse(file string, data []byte, o Options) (_ *briefing.File, _ Withheld, _ diag.List, until time.Time) {
	diags := checkEncoding(file, data)
	diags = append(diags, checkNoBOM(file, data)...)
	b, fences := scan(file, bytes.TrimPrefix(data, bom))
	diags = append(diags, fences...)

	var found []briefing.Field
	legible := b.read == nil
	if !legible && len(fences) == 0 && len(checkEncoding(file, b.text)) == 0 {
		var faults diag.List
		found, faults = decode(file, b)
		diags = append(diags, faults...)
		legible = onlyDuplicates(faults)
	}
	switch unread := !legible || b.read == nil; {
	case unread && aboveUnread(b, o), !unread && above(found, o):
		return nil, Withheld{Above: 1}, nil, until
	case !legible || b.read == nil && len(diags) > 0:
		return nil, Withheld{}, diags.Sort(), until
	}
	f, w, more := finish(file, b, found, o)
	if f != nil {
		f.Sum, until = briefing.SumOf(data), changes(&f.Front, o)
	}
	switch {
	case w.Total() > 0:
		return nil, w, nil, until
	case len(diags) > 0:
		f = nil
	}
	return f, w, append(diags, more...).Sort(), until
}

// onlyDuplicates reports whether faults leave the fields fit to be read.
func onlyDuplicates(faults diag.List) bool {
	for _, d := range faults {
		if d.Code != "field-duplicate" || d.Severity != diag.Error {
			return false
		}
	}
	return true
}

// finish reads the fields of a file that is not above the edition. One that is held
// back comes with its count, and nothing about it is reported.
func finish(file string, b block, found []briefing.Field, o Options) (*briefing.File, Withheld, diag.List) {
	f := &briefing.File{Path: file, Kind: kindOf(file, o), Body: b.body, BodyLine: b.bodyLine}
	r := front{FieldReader: briefing.FieldReader{Path: file}, file: f, out: &f.Front, o: o}
	if b.read == nil && r.absent(b) {
		return nil, Withheld{}, r.Diags
	}
	if b.fence != "{" { // no text of JSON goes over the end of a line
		r.Diags = fields.Swallowed(file, b.text, b.line, found, keepsBack...)
		r.unclear = len(r.Diags) > 0
	}
	r.read(found)
	if r.unclear {
		return nil, Withheld{}, r.Diags
	}
	r.complete(b)
	if w := held(&f.Front, o); w.Total() > 0 {
		return f, w, nil
	}
	r.checkBody(b)
	r.checkPath()
	return f, Withheld{}, r.Diags
}

func kindOf(file string, o Options) briefing.FileKind {
	if !o.Bare && strings.HasPrefix(file, path.Join(o.Folder, "pages")+"/") {
		return briefing.PlainFile
	}
	return briefing.BriefingFile
}

// absent reports what is wrong with having no front matter, if anything is.
func (r *front) absent(b block) bool {
	start := diag.Pos{Path: r.Path, Line: 1, Col: 1}
	switch r.checkBody(b); {
	case len(r.Diags) > 0:
		return true
	case len(bytes.TrimSpace(b.body)) == 0:
		r.Diags.Add(start, diag.Error, "file-empty", "the file is empty")
		if r.o.Bare {
			return true
		}
	case r.o.Bare:
		return false
	default:
		r.Diags.Add(start, diag.Error, "front-matter-missing", "the file has no front matter")
	}
	r.Diags.Hint("begin it with the lines ---, title: …, date: 2018-11-12, tlp: CLEAR and ---")
	return true
}

// complete takes what the front matter does not say from the file's name, and
// reports what is missing then.
func (r *front) complete(b block) {
	start := diag.Pos{Path: r.Path, Line: 1, Col: 1}
	date, rest := cutDate(nameOf(r.Path, r.o))
	r.date(date, start)
	r.address(rest, start)
	r.title(b, start)
	switch {
	case r.out.Marking != briefing.Unmarked:
	case r.o.Default != briefing.Unmarked:
		r.out.Marking = r.o.Default
	default:
		r.Diags.Add(start, diag.Error, "tlp-missing", "the file has no TLP label, and the site no default marking")
		r.Diags.Hint("write tlp: CLEAR, or set the default marking in dossier.toml")
	}
	if u, d := r.out.Updated, r.out.Date; u.Day > 0 && d.Day > 0 && u.Compare(briefing.Date{Year: d.Year, Month: d.Month, Day: d.Day}) < 0 {
		r.Diags.Add(r.file.KeyAt("updated"), diag.Warning, "updated-before-date", "updated %s lies before the date %s", u, d)
	}
}

// date takes the date from the name where none is given.
func (r *front) date(name string, start diag.Pos) {
	if !r.out.Date.IsZero() || r.faulty["date"] {
		return
	}
	var err error
	if name != "" {
		r.out.Date, err = briefing.ParseDate(name)
	}
	switch {
	case err != nil && !r.o.Bare:
		r.Diags.Add(start, diag.Error, "date-invalid", "the file's name: %s", err)
		r.Diags.Hint("write date: 2018-11-12")
	case r.out.Date.IsZero() && r.file.Kind == briefing.BriefingFile && !r.o.Bare:
		r.Diags.Add(start, diag.Error, "date-missing", "the briefing has no date, neither in its front matter nor in its file's name")
		r.Diags.Hint("write date: 2018-11-12, or name the file 2018-11-12-%s.md", stem(path.Base(r.Path)))
	}
}

// address makes the slug from the name where none is given. In a folder of any
// Markdown the same names recur in many folders, so there the path is the slug.
func (r *front) address(name string, start diag.Pos) {
	if r.out.Slug != "" {
		return
	}
	if r.o.Bare {
		name = strings.TrimSuffix(r.Path, path.Ext(r.Path))
	}
	slug, err := briefing.Slug(name)
	if err != nil && !r.faulty["slug"] {
		r.Diags.Add(start, diag.Error, "slug-invalid", "the file's name %q: %s", path.Base(r.Path), err)
		r.Diags.Hint("write slug: some-words")
	}
	if err != nil { // so that the file is not in the way of another's address
		slug, _ = briefing.Slug(r.Path)
	}
	r.out.Slug = slug
}

func (r *front) title(b block, start diag.Pos) {
	switch {
	case r.out.Title != "" || r.faulty["title"]:
	case !r.o.Bare:
		r.Diags.Add(start, diag.Error, "title-missing", "the file has no title")
		r.Diags.Hint("write title: … in the front matter")
	default:
		if r.out.Title = heading(b.body); r.out.Title == "" {
			r.out.Title = nameOf(r.Path, r.o)
		}
	}
}

// checkPath reports a path that cannot stand in a message or a manifest.
func (r *front) checkPath() {
	bad := func(c rune) bool { return unicode.IsControl(c) || c == '\\' }
	if !utf8.ValidString(r.Path) || strings.IndexFunc(r.Path, bad) >= 0 {
		r.Diags.Add(diag.Pos{Path: r.Path}, diag.Error, "path-invalid", "the file's name %q holds a character that cannot be one", path.Base(r.Path))
		r.Diags.Hint("rename the file")
	}
}
