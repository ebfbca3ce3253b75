package diag

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

var update = flag.Bool("update", false, "write the golden files")

// sample has every severity, every kind of place, and hostile values.
func sample() List {
	var l List
	l.Add(Pos{Path: "content/a.md", Line: 3, Col: 16}, Error, "note-undefined", "footnote [^nty] has no definition")
	l.Hint("did you mean [^nyt]?")
	l.Add(Pos{Path: "content/a.md", Line: 3, Col: 25}, Warning, "source-scheme-added", "assumed https:// for %q", "time.com/<5450141>")
	l.Add(Pos{Path: "content/a.md", Line: 4, Col: 4}, Info, "source-merged", "2 spellings fold together")
	l.Add(Pos{Path: "content/a.md", Line: 5}, Error, "encoding", "byte 0xE9 is not UTF-8")
	l.Add(Pos{Path: "content/a.md", Line: 99, Col: 1}, Warning, "note-unused", "100%% past the end")
	l.Add(Pos{Path: "content/\x1b[2J, 100%:\n\u202edm.exe"}, Error, "field-value", "the name \"\x1b]0;x\a\" is hostile\n::error::forged")
	l.Add(Pos{}, Warning, "site", "no base_url; feeds need one")
	return l
}

const sampleFile = "\ufeff---\ntitle: x\nTurnout «fell».[^nty] 会议[^b]\n\t会ábc\r\n caf\xe9 \x1b[31m\n"

func sampleExcerpt(path string) []byte {
	if path != "content/a.md" {
		return nil
	}
	return []byte(sampleFile)
}

func TestThePrintedForms(t *testing.T) {
	forms := map[string]func(w *bytes.Buffer) error{
		"list.txt":       func(w *bytes.Buffer) error { return sample().WriteText(w, false, nil) },
		"excerpts.txt":   func(w *bytes.Buffer) error { return sample().WriteText(w, false, sampleExcerpt) },
		"colour.txt":     func(w *bytes.Buffer) error { return sample().Write(w, FormatText, true, sampleExcerpt) },
		"list.json":      func(w *bytes.Buffer) error { return sample().Write(w, FormatJSON, false, nil) },
		"list.sarif":     func(w *bytes.Buffer) error { return sample().Write(w, FormatSARIF, false, nil) },
		"list.github":    func(w *bytes.Buffer) error { return sample().Write(w, FormatGitHub, false, nil) },
		"nothing.txt":    func(w *bytes.Buffer) error { return List{}.WriteText(w, true, sampleExcerpt) },
		"nothing.json":   func(w *bytes.Buffer) error { return List{}.WriteJSON(w) },
		"nothing.sarif":  func(w *bytes.Buffer) error { return List{}.WriteSARIF(w) },
		"nothing.github": func(w *bytes.Buffer) error { return List{}.WriteGitHub(w) },
	}
	for name, print := range forms {
		t.Run(name, func(t *testing.T) {
			var got bytes.Buffer
			if err := print(&got); err != nil {
				t.Fatal(err)
			}
			golden(t, name, got.Bytes())
		})
	}
	entries, err := os.ReadDir("testdata/print")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if forms[e.Name()] == nil {
			t.Errorf("%s belongs to no test", e.Name())
		}
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", "print", name)
	if *update {
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o777), os.WriteFile(file, got, 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestAListIsReadBackAsItWas(t *testing.T) {
	text, err := json.Marshal(sample())
	var got List
	if err := errors.Join(err, json.Unmarshal(text, &got)); err != nil || !slices.Equal(got, sample()) {
		t.Errorf("%v: read back as %+v", err, got)
	}
	for _, wrong := range []string{`{"severity": "grave"}`, `{}`, `{"severity": "info", "line": "x"}`} {
		if err := json.Unmarshal([]byte(wrong), new(Diagnostic)); err == nil {
			t.Errorf("%s is taken for a diagnostic", wrong)
		}
	}
}

func TestFormatsAreReadByName(t *testing.T) {
	for _, f := range Formats() {
		if got, err := ParseFormat(string(f)); got != f || err != nil {
			t.Errorf("%q is read as %q, %v", f, got, err)
		}
	}
	if got, err := ParseFormat(""); got != FormatText || err != nil {
		t.Errorf("the empty name is read as %q, %v", got, err)
	}
	if _, err := ParseFormat("xml"); err == nil || err.Error() != `"xml" is not a format (text, json, sarif, github)` {
		t.Errorf("xml gave %v", err)
	}
}

func TestALongLineIsShownAroundTheColumn(t *testing.T) {
	line := strings.Repeat("ab会", 100)
	var l List
	for _, col := range []int{1, 61, 62, 150, 300, 400} {
		l.Add(Pos{Path: "a", Line: 1, Col: col}, Error, "x", "here")
	}
	var out bytes.Buffer
	if err := l.WriteText(&out, false, func(string) []byte { return []byte(line) }); err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	for i, d := range l {
		text, caret := rows[3*i+1], rows[3*i+2]
		if n := utf8.RuneCountInString(text); n > 9+windowBefore+windowAfter+3 {
			t.Errorf("column %d: %d characters are shown", d.Col, n)
		}
		under := []rune(line)
		if d.Col > len(under) {
			continue
		}
		if got := runeInCell(text, len([]rune(caret))-1); got != under[d.Col-1] {
			t.Errorf("column %d: the caret stands under %q, not %q\n%s\n%s", d.Col, got, under[d.Col-1], text, caret)
		}
	}
}

// runeInCell gives the character that covers a cell, wide ones being the Chinese.
func runeInCell(s string, cell int) rune {
	for _, r := range s {
		n := 1
		if r == '会' {
			n = 2
		}
		if cell < n {
			return r
		}
		cell -= n
	}
	return 0
}

func FuzzPrint(f *testing.F) {
	f.Add("content/a.md", "text \x1b[2J", "hint", sampleFile, 3, 14)
	f.Add("a\nb", "\u202e\xff\ufffd", "", "", 1, 1)
	f.Add("", "%0A::set-env::", "\r\n", "\n\n\n", -1, 1<<30)
	f.Fuzz(func(t *testing.T, path, text, hint, file string, line, col int) {
		l := List{{Pos: Pos{Path: path, Line: line, Col: col}, Severity: Warning, Code: "c", Text: text, Hint: hint}}
		for _, format := range Formats() {
			var out bytes.Buffer
			if err := l.Write(&out, format, false, func(string) []byte { return []byte(file) }); err != nil {
				t.Fatal(err)
			}
			checkPrinted(t, format, out.String())
		}
	})
}

// checkPrinted holds what is true of any list of one.
func checkPrinted(t *testing.T, format Format, s string) {
	switch format {
	case FormatText:
		if strings.ContainsAny(s, "\x00\x1b\x07\r\u202e\u2028") || !utf8.ValidString(s) {
			t.Errorf("something could steer a terminal: %q", s)
		}
		if n := strings.Count(s, "\n"); n < 1 || n > 4 {
			t.Errorf("%d lines: %q", n, s)
		}
	case FormatGitHub:
		if strings.Count(s, "\n") != 1 || !strings.HasPrefix(s, "::warning ") {
			t.Errorf("not one command: %q", s)
		}
	default:
		if !json.Valid([]byte(s)) {
			t.Errorf("%s is not JSON: %q", format, s)
		}
	}
}

// The time per diagnostic stays the same where a line with very many is walked once.
func BenchmarkWriteTextOfOneLine(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			line := []byte(strings.Repeat("[^x] ", n))
			var l List
			for i := range n {
				l.Add(Pos{Path: "a", Line: 1, Col: 5*i + 1}, Error, "x", "here")
			}
			for b.Loop() {
				if err := l.WriteText(io.Discard, false, func(string) []byte { return line }); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/diagnostic")
		})
	}
}

func BenchmarkWriteText(b *testing.B) {
	l := sample()
	for b.Loop() {
		var out bytes.Buffer
		l.WriteText(&out, false, sampleExcerpt)
	}
}
