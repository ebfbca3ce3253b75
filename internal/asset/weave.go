package asset

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"dossier/internal/diag"
)

// state says how far a file is; only style sheets are ever under way.
type state uint8

const (
	untouched state = iota
	underWay
	finished
)

// weaver gives each file its published form. A style sheet's name depends on its
// bytes, and these on the names of the files that it refers to, so files are
// finished depth-first.
type weaver struct {
	found map[string]*source
	diags *diag.List
}

func (w *weaver) finish(name string) {
	f := w.found[name]
	if f.state != untouched {
		return
	}
	f.state = underWay
	if strings.EqualFold(path.Ext(name), ".css") {
		w.rewrite(name, f)
	}
	f.path = published(name, f.data)
	f.state = finished
}

// published gives the path under which a file is published.
func published(name string, data []byte) string {
	if !strings.HasPrefix(name, "assets/") {
		return name
	}
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	return strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:4]) + ext
}

// rewrite puts the published names into a style sheet.
func (w *weaver) rewrite(name string, f *source) {
	refs, faults := references(f.data)
	for _, x := range faults {
		w.diags.Add(f.place(x.at), diag.Error, "asset-css", "%s", x.text)
	}
	var out []byte
	last := 0
	for _, r := range refs {
		text, ok := w.resolve(name, f, r)
		if !ok {
			continue
		}
		out = append(append(out, f.data[last:r.from]...), text...)
		last = r.to
	}
	if last > 0 {
		f.data = append(out, f.data[last:]...)
	}
}

// resolve gives the text that replaces a reference, false when it stays as it is
// because it is right, or because it is wrong and was reported.
func (w *weaver) resolve(name string, f *source, r reference) (string, bool) {
	target := strings.Trim(r.target, " \t\r\n\f")
	if strings.HasPrefix(target, "#") {
		return "", false
	}
	if leavesSite(target) {
		w.external(f, r, target)
		return "", false
	}
	written, suffix := splitSuffix(target)
	to, ok := locate(name, written)
	if _, there := w.found[to]; !ok || !there {
		w.missing(f, r, to, ok)
		return "", false
	}
	if w.found[to].state == underWay {
		w.diags.Add(f.place(r.from), diag.Error, "asset-cycle", "%q leads back to this style sheet", r.target)
		return "", false
	}
	w.finish(to)
	now := relative(name, w.found[to].path)
	if now == written {
		return "", false
	}
	return quoteTarget(now, suffix, r.url), true
}

// leavesSite reports whether an address has a scheme or names a host. Browsers
// read a backslash as a slash and skip tabs and line ends within an address, so
// no such thing passes as a path (URL Standard, 4.4).
func leavesSite(target string) bool {
	if strings.ContainsFunc(target, func(r rune) bool { return r < ' ' || r == '\\' || r == 0x7f }) {
		return true
	}
	if strings.HasPrefix(target, "//") {
		return true
	}
	colon := strings.IndexByte(target, ':')
	return colon >= 0 && !strings.ContainsAny(target[:colon], "/?#")
}

// splitSuffix parts the path of an address from its query and fragment.
func splitSuffix(target string) (path, suffix string) {
	if i := strings.IndexAny(target, "?#"); i >= 0 {
		return target[:i], target[i:]
	}
	return target, ""
}

// locate gives the name of the file that a style sheet means by a path, false
// when the path names none that could be one of the site.
func locate(sheet, written string) (string, bool) {
	plain, err := url.PathUnescape(written)
	if err != nil || plain == "" || !utf8.ValidString(plain) {
		return written, false
	}
	if !strings.HasPrefix(plain, "/") {
		plain = path.Join(path.Dir(sheet), plain)
	}
	to := strings.TrimPrefix(path.Clean(plain), "/")
	return to, to != ".." && !strings.HasPrefix(to, "../")
}

// relative gives the path from a style sheet's folder to a file.
func relative(sheet, to string) string {
	from := strings.Split(sheet, "/")
	parts := strings.Split(to, "/")
	same := 0
	for same < len(from)-1 && same < len(parts)-1 && from[same] == parts[same] {
		same++
	}
	up := slices.Repeat([]string{".."}, len(from)-1-same)
	return strings.Join(append(up, parts[same:]...), "/")
}

func (w *weaver) external(f *source, r reference, target string) {
	w.diags.Add(f.place(r.from), diag.Error, "asset-external", "%q is not a file of the site", r.target)
	if strings.HasPrefix(strings.ToLower(target), "data:") {
		w.diags.Hint("the published security policy allows no data: addresses; put it into a file below static/assets/")
		return
	}
	w.diags.Hint("nothing is loaded from another host; put a copy below static/assets/ and name that")
}

func (w *weaver) missing(f *source, r reference, to string, inside bool) {
	w.diags.Add(f.place(r.from), diag.Error, "asset-missing", "%q names no file of the theme or the site", r.target)
	if !inside {
		w.diags.Hint("a path is taken from the folder of the style sheet and stays below static/")
		return
	}
	if near := w.sameButCase(to); near != "" {
		w.diags.Hint("did you mean static/%s? Upper and lower case differ", near)
		return
	}
	w.diags.Hint("there is no static/%s", to)
}

// sameButCase gives the first name that differs from to in case alone.
func (w *weaver) sameButCase(to string) string {
	best := ""
	for name := range w.found {
		if strings.EqualFold(name, to) && (best == "" || name < best) {
			best = name
		}
	}
	return best
}

// place gives the position of a byte offset of the file as read.
func (f *source) place(at int) diag.Pos {
	line, start := 1, 0
	for i := 0; i < at; i++ {
		if f.data[i] == '\n' {
			line, start = line+1, i+1
		}
	}
	return diag.Pos{Path: f.at, Line: line, Col: utf8.RuneCount(f.data[start:at]) + 1}
}
