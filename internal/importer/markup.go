package importer

import "strings"

// hasMarkup reports whether the report holds remains of Markdown: a heading with
// "##" or underlined, a picture, a link, or bold text.
func (r *report) hasMarkup() bool {
	for n, l := range r.lines {
		if l.use == blank {
			continue
		}
		if level, _ := atxLevel(l.text); level > 1 || r.isUnderlined(n) || hasSpan(l.text) {
			return true
		}
	}
	return false
}

// isUnderlined reports whether the line below a line underlines it.
func (r *report) isUnderlined(n int) bool {
	if n+1 >= len(r.lines) || !isUnderline(r.lines[n+1].text) {
		return false
	}
	s := strings.TrimSpace(r.lines[n].text)
	return hasLetter(s) && len(s) <= 2*longestTitle && !isRow(s) && !isBullet(s)
}

// hasSpan reports whether a line holds a link, a picture or bold text, whole.
func hasSpan(s string) bool {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '[':
			if _, target, end := linkAt(s, i); end > 0 && (schemeAt(target) == 0 || i > 0 && s[i-1] == '!') {
				return true
			}
		case '*':
			if n, _ := emphasisAt(s, i); n == 2 {
				return true
			}
		}
	}
	return false
}

// warnMarkdown says where a report holds footnotes of Markdown, which are read as
// text.
func (r *report) warnMarkdown() {
	for n, l := range r.lines {
		if i := strings.Index(l.text, "[^"); i >= 0 && strings.Contains(l.text[i:], "]") && !strings.HasPrefix(l.text[i:], "[^]") {
			r.warn(n, i, "import-markdown", "a footnote of Markdown stands here; it is kept as text")
			r.diags.Hint("if the report is Markdown already, put front matter above it instead of importing it")
			return
		}
	}
}
