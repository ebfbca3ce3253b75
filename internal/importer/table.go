package importer

import (
	"strings"
)

// isRow reports whether a line begins like a row of a table.
func isRow(s string) bool { return strings.HasPrefix(strings.TrimLeft(s, " "), "|") }

// isLine reports whether a line is a row from its first bar to its last.
func isLine(s string) bool {
	s = strings.Trim(s, " ")
	return len(s) > 2 && s[0] == '|' && s[len(s)-1] == '|'
}

// bars counts the bars of a line. With a backslash before one of them it is not
// known which part cells, and there are none.
func bars(s string) int {
	if strings.Contains(s, `\|`) {
		return 0
	}
	return strings.Count(s, "|")
}

// rows is a table: its rows, each of one line or, where a row was broken, more.
type rows struct {
	lines [][2]int // from, to
	end   int
}

const longestRow = 8 // lines

// tableAt reads the table whose first row is line n: at least two rows with as
// many cells. It ends at the first line that is no such row.
func (r *report) tableAt(n int) (rows, bool) {
	t := rows{end: n}
	if !r.isBody(n) || !isLine(r.lines[n].text) {
		return t, false
	}
	want := bars(r.lines[n].text)
	for r.isBody(t.end) && isRow(r.lines[t.end].text) {
		end := r.rowEnd(t.end, want)
		if end == 0 {
			break
		}
		t.lines = append(t.lines, [2]int{t.end, end})
		t.end = end
	}
	return t, want > 2 && len(t.lines) > 1
}

// rowEnd gives the line behind the row that begins at line n and has as many
// bars as wanted, or 0.
func (r *report) rowEnd(n, want int) int {
	have := 0
	for i := n; i < n+longestRow && r.isBody(i); i++ {
		s := r.lines[i].text
		if i > n && isRow(s) && have > 1 && !strings.HasSuffix(s, "|") {
			return 0
		}
		have += bars(s)
		if have == want && strings.HasSuffix(s, "|") {
			return i + 1
		}
		if have >= want {
			return 0
		}
	}
	return 0
}

// isRule reports whether a row is the one that parts head and body.
func isRule(s string) bool { return isDelimiter(s) && strings.Contains(s, "-") }

// rule gives the row that parts head and body of a table of as many bars.
func rule(bars int) string { return "|" + strings.Repeat(" --- |", bars-1) }

// table writes a table whose rows are even.
func (w *writer) table(t rows) {
	for i, row := range t.lines {
		if i == 1 && !isRule(w.r.lines[row[0]].text) {
			w.more(rule(bars(w.out[len(w.out)-1])))
		}
		var parts []string
		for n := row[0]; n < row[1]; n++ {
			if s := w.r.lines[n].text; i == 1 && isRule(s) {
				parts = append(parts, strings.Trim(s, " "))
			} else {
				parts = append(parts, strings.Trim(w.inline(n, 0, len(s)), " "))
			}
		}
		if s := strings.Join(parts, " "); i == 0 {
			w.block(s, single)
		} else {
			w.more(s)
		}
	}
}

// brokenRow writes a line that begins with a bar but belongs to no table.
func (w *writer) brokenRow(n int) {
	if w.broken[1] > 0 && n-w.broken[1] > longestRow {
		w.reportTable()
	}
	if w.broken[1] == 0 {
		w.broken[0] = n
	}
	w.broken[1] = n + 1
	w.text(n)
}

// reportTable says where a table lost its shape.
func (w *writer) reportTable() {
	if from, to := w.broken[0], w.broken[1]; to > 0 {
		w.r.warn(from, 0, "import-table", "lines %d to %d look like a table that lost its shape; they are running text now", from+1, to)
		w.r.diags.Hint("draw the table again in the briefing")
	}
	w.broken = [2]int{}
}
