package content

import (
	"bytes"

	"dossier/internal/diag"
)

// firstText gives the first line of a text that is not blank.
func firstText(text []byte) string {
	text = bytes.TrimLeft(text, " \t\r\n")
	line, _, _ := bytes.Cut(text, []byte("\n"))
	return string(line)
}

// behindFence gives a body without the fence that it begins with, if it does: a
// second front matter is one that nobody reads.
func behindFence(body []byte) []byte {
	switch first := firstText(body); {
	case isFence([]byte(first), "---"), isFence([]byte(first), "+++"):
		return bytes.TrimLeft(body, " \t\r\n")[len(first):]
	}
	return body
}

// checkBody reports a body that begins as front matter would.
func (r *front) checkBody(b block) {
	key := metadataKey(firstText(behindFence(b.body)), b.read == nil)
	if key == "" {
		return
	}
	blank := len(b.body) - len(bytes.TrimLeft(behindFence(b.body), " \t\r\n"))
	line := b.bodyLine + bytes.Count(b.body[:blank], []byte("\n"))
	r.Diags.Add(diag.Pos{Path: r.Path, Line: line, Col: 1}, diag.Error, "front-matter-fence",
		"the text begins with %q, which looks like front matter", key)
	if b.read == nil {
		r.Diags.Hint("put it between two lines that hold only ---")
	} else {
		r.Diags.Hint("move the line above the closing %s, or begin the text with other words", b.close())
	}
}
