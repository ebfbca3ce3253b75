package preview

import "bytes"

// unsplice gives a page as it is without what the preview put into it: the bytes of
// Page.Body.
func unsplice(served []byte) []byte {
	end := bytes.LastIndex(served, []byte(afterTag))
	if end < 0 {
		return served
	}
	from := bytes.LastIndex(served[:end], []byte(hostTag))
	if from < 0 {
		return served
	}
	out := bytes.Clone(served[:from])
	return append(out, served[end+len(afterTag):]...)
}
