package content

import (
	"path"
	"slices"
	"strings"

	"dossier/internal/briefing"
)

// isMarkdown reports whether a file is read as Markdown, by its name.
func isMarkdown(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".md" || ext == ".markdown"
}

// isIndex reports whether a file is the text of a page bundle, by its path:
// index.md in a folder of its own below a folder of content.
func isIndex(file string, o Options) bool {
	dir, name := path.Split(file)
	if stem(name) != "index" || !isMarkdown(name) {
		return false
	}
	dir = path.Clean(dir)
	return dir != path.Clean(o.Folder) && dir != path.Join(o.Folder, "pages")
}

func stem(name string) string { return strings.TrimSuffix(name, path.Ext(name)) }

// nameOf gives the part of a path that names the text: the folder's name for a
// bundle, the file's without its extension for all others.
func nameOf(file string, o Options) string {
	if isIndex(file, o) {
		return path.Base(path.Dir(file))
	}
	return stem(path.Base(file))
}

// cutDate splits "2018-11-12-slug" and "2018-11-slug" into date and rest. A name
// that is nothing but a date is its own rest; one without a date is all rest,
// and so is one that goes on with digits where a day would stand.
func cutDate(name string) (date, rest string) {
	form := "dddd-dd-dd"
	if !hasForm(name, form) {
		form = "dddd-dd"
	}
	if !hasForm(name, form) {
		return "", name
	}
	date, behind := name[:len(form)], name[len(form):]
	rest = strings.TrimLeft(behind, "-_. ")
	switch {
	case rest == "":
		return date, name
	case rest == behind: // 2018-11-12wuzhen
		return "", name
	}
	return date, rest
}

// hasForm reports whether a text begins with the form, in which d is a digit.
func hasForm(s, form string) bool {
	if len(s) < len(form) {
		return false
	}
	for i := range len(form) {
		digit := s[i] >= '0' && s[i] <= '9'
		if form[i] == 'd' && !digit || form[i] != 'd' && s[i] != form[i] {
			return false
		}
	}
	return true
}

// PassedOver reports whether a path below the content folder is not looked at, by its
// name or that of a folder that it is in.
func PassedOver(below string) bool {
	return below != "" && slices.ContainsFunc(strings.Split(below, "/"), skipped)
}

// skipped reports whether a file or folder is not looked at, by its name.
func skipped(name string) bool {
	if name == "." {
		return false
	}
	switch name[0] {
	case '.', '_', '#':
		return true
	}
	switch name {
	case "node_modules", "Thumbs.db", "desktop.ini", "4913":
		return true
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".swp", ".swo", ".swx", ".bak", ".bck", ".tmp", ".orig":
		return true
	}
	return strings.HasSuffix(name, "~") || strings.HasSuffix(name, "#")
}

// heading gives the text of the first ATX heading of level 1 among the first
// lines of a body, "" when there is none.
func heading(body []byte) string {
	l := lines{data: body}
	for range 100 {
		line, ok := l.next()
		if !ok {
			break
		}
		if text, found := strings.CutPrefix(string(line), "# "); found {
			return briefing.FoldSpace(strings.TrimRight(text, "# \t\r"))
		}
	}
	return ""
}
