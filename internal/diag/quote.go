package diag

import (
	"fmt"
	"strings"
)

// Quote gives for each diagnostic the line of its file and, below it, a caret at its
// column; nothing where read gives nothing. Whatever could steer a terminal is made
// visible. What is known already is not read again.
func (l List) Quote(read func(path string) []byte, known map[Diagnostic][]string) [][]string {
	out := make([][]string, len(l))
	lines := lines{read: read}
	for i, d := range l {
		if q, ok := known[d]; ok {
			out[i] = q
			continue
		}
		text, ok := lines.line(d.Pos)
		if !ok {
			continue
		}
		shown, before := lines.window(text, d.Col)
		number := fmt.Sprint(d.Line)
		out[i] = []string{number + " | " + shown}
		if d.Col > 0 {
			out[i] = append(out[i], strings.Repeat(" ", len(number))+" | "+strings.Repeat(" ", before)+"^")
		}
	}
	return out
}
