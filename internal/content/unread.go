package content

import (
	"bytes"
	"regexp"
	"strings"

	"dossier/internal/briefing"
)

// Front matter that cannot be read may still say that nobody is to know of it. A
// label is then taken in any form in which somebody would see one: what is wrong
// with the file is told in the edition that may know of it.

// An entry of the key tlp and the word behind it, over the end of a line, through
// quotation marks, a list's bracket, a tag, an anchor or the sign of a block. In
// YAML and TOML an indented one belongs to a source; the second form is for JSON
// and for text that no fence encloses.
const labelEntry = `(?:\?\s*)?["']?tlp["']?\s*[:=]\s*(?:[|>][-+0-9]*\s*)?(?:[!&]\S*\s+)*[\["'\s]*((?:tlp:)?[a-z+]*)`

var (
	labelAtStart  = regexp.MustCompile(`(?im)^` + labelEntry)
	labelAnywhere = regexp.MustCompile(`(?im)(?:^|[{,])[ \t{]*` + labelEntry)
)

// aboveUnread is above for front matter that cannot be read.
func aboveUnread(b block, o Options) bool {
	text, entry := plainLines(b.text), labelAtStart
	if b.read == nil {
		text, entry = unfenced(plainLines(b.body)), labelAnywhere
	}
	if b.fence == "{" || bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) {
		entry = labelAnywhere
	}
	found := entry.FindAllSubmatch(text[:min(len(text), maxFront)], -1)
	m := briefing.Unmarked
	if len(found) == 0 {
		m = o.Default
	}
	for _, label := range found {
		one, _, _ := briefing.ParseMarking(string(label[1]))
		m = max(m, one)
	}
	return m > o.Edition
}

// plainLines gives a text whose lines end as they do here and whose letters are
// bytes, be it from an old Mac or, as far as labels go, in UTF-16.
func plainLines(text []byte) []byte {
	if len(checkEncoding("", text)) > 0 {
		text = bytes.TrimLeft(bytes.ReplaceAll(text, []byte{0}, nil), "\xff\xfe")
	}
	if bytes.IndexByte(text, '\r') < 0 {
		return text
	}
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
}

// unfenced gives what stands where front matter would: from something like a fence
// up to the next, or without one the first lines up to a blank one.
func unfenced(text []byte) []byte {
	text = bytes.TrimLeft(text, " \t\n")
	l := lines{data: text}
	first, _ := l.next()
	ends := func(line string) bool { return line == "" }
	if likeFence(string(first)) {
		ends = likeFence
	}
	for start := l.offset; ; start = l.offset {
		line, ok := l.next()
		if !ok {
			return text
		}
		if ends(strings.TrimSpace(string(line))) {
			return text[:start]
		}
	}
}

// likeFence reports whether a line may have been meant as a fence.
func likeFence(line string) bool {
	line = strings.TrimSpace(line)
	for _, fence := range []string{"---", "+++", ";;;", "–", "—"} {
		if strings.HasPrefix(line, fence) {
			return true
		}
	}
	return false
}
