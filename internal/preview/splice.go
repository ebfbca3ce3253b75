package preview

import "bytes"

// The elements that hold what is put into a page. Nothing else of the page is touched.
const (
	hostTag  = "<dossier-preview"
	afterTag = `</dossier-preview><script src="` + assetsPath + `preview.js"></script>`
)

// splice puts what is ours before the last </body> of a page, or at its end.
func splice(page, ours []byte) []byte {
	at := bodyEnd(page)
	out := make([]byte, 0, len(page)+len(ours))
	out = append(append(out, page[:at]...), ours...)
	return append(out, page[at:]...)
}

// bodyEnd finds the last </body> of a page, or else its end.
func bodyEnd(page []byte) int {
	for at := len(page); at > 0; {
		at = bytes.LastIndex(page[:at], []byte("</"))
		if at < 0 {
			break
		}
		const name = "</body"
		if len(page)-at > len(name) && bytes.EqualFold(page[at:at+len(name)], []byte(name)) && ends(page[at+len(name)]) {
			return at
		}
	}
	return len(page)
}

// ends reports whether a byte ends the name of a tag.
func ends(c byte) bool {
	return c == '>' || c == '/' || c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'
}
