package render

import (
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"dossier/internal/diag"
	"dossier/internal/site"
)

// ParseWords reads the theme's words for a language: words/LANG.toml, for the
// first part of the tag and for the tag itself ("pt", then "pt-BR"), of the theme
// and then of the site. Each file is laid over those before, so a site gives only
// the words that it changes; for a language that the theme does not speak it gives
// every one. Faults of the site's files are diagnostics.
func ParseWords(theme, own fs.FS, lang string) (site.Words, diag.List, error) {
	var w site.Words
	var diags diag.List
	last, found := "", false
	base, _, _ := strings.Cut(lang, "-")
	for _, tag := range slices.Compact([]string{base, lang}) {
		for _, from := range []fs.FS{theme, own} {
			text, err := readWords(from, tag)
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err != nil {
				return w, nil, fmt.Errorf("reading the words of %q: %w", lang, err)
			}
			found, last = true, "templates/words/"+tag+".toml"
			diags = append(diags, layWords(&w, last, text)...)
		}
	}
	if !found {
		diags.Add(diag.Pos{Path: "dossier.toml"}, diag.Error, "language-unknown", "the theme has no words for the language %q", lang)
		diags.Hint("write templates/words/%s.toml; that of English is a pattern to follow", lang)
		return w, diags, nil
	}
	return w, append(diags, missingWords(&w, last)...).Sort(), nil
}

func readWords(from fs.FS, tag string) (string, error) {
	if from == nil {
		return "", fs.ErrNotExist
	}
	text, err := fs.ReadFile(from, "words/"+tag+".toml")
	return string(text), err
}

// layWords takes over the words of a file.
func layWords(w *site.Words, path, text string) diag.List {
	diags := checkLengths(path, text)
	if err := toml.NewDecoder(strings.NewReader(text)).DisallowUnknownFields().Decode(w); err != nil {
		return append(diags, wordsFaults(path, err)...)
	}
	for _, f := range wordFields() {
		line := lineOf(text, f.key)
		if word, ok := f.of(w).Interface().(site.HTML); ok && line > 0 {
			if fault := wordFault(f.key, string(word)); fault != "" {
				diags.Add(diag.Pos{Path: path, Line: line}, diag.Error, "word-invalid", "%q %s", f.key, fault)
			}
		}
	}
	return diags
}

// wordField is a field of site.Words and its key in a words file.
type wordField struct {
	key   string
	index int
}

func (f wordField) of(w *site.Words) reflect.Value { return reflect.ValueOf(w).Elem().Field(f.index) }

func wordFields() []wordField {
	t := reflect.TypeFor[site.Words]()
	out := make([]wordField, t.NumField())
	for i := range out {
		out[i] = wordField{t.Field(i).Tag.Get("toml"), i}
	}
	return out
}

// withValue lists the words that are given a value: without a {} it would be lost.
var withValue = []string{"tagged", "part", "minutes", "back", "scheduled", "embargoed", "shelf", "dead_since", "moved_on", "retracted_on"}

// dateParts gives what each date pattern must hold at least and may hold at most.
var dateParts = map[string][2]string{
	"date_day":   {"{day} {year}", "{day} {month} {name} {year}"},
	"date_month": {"{year}", "{month} {name} {year}"},
	"date_year":  {"{year}", "{year}"},
}

var bracePart = regexp.MustCompile(`\{[^{}]*\}`)

// wordFault says what is wrong with a word, "" when nothing is.
func wordFault(key, word string) string {
	parts := bracePart.FindAllString(word, -1)
	if limits, ok := dateParts[key]; ok {
		return dateFault(parts, strings.Fields(limits[0]), strings.Fields(limits[1]))
	}
	switch {
	case key == "dir" && word != "ltr" && word != "rtl":
		return `is neither "ltr" nor "rtl"`
	case slices.Contains(withValue, key) && !slices.Equal(parts, []string{"{}"}):
		return "must hold {} once, where its value is put in"
	case !slices.Contains(withValue, key) && len(parts) > 0:
		return "is given no value, and may not hold " + parts[0]
	}
	return ""
}

func dateFault(parts, must, may []string) string {
	for _, p := range must {
		if !slices.Contains(parts, p) {
			return "lacks " + p
		}
	}
	for _, p := range parts {
		if !slices.Contains(may, p) {
			return "may not hold " + p
		}
	}
	return ""
}

// checkLengths holds the lists of a file to their lengths, which decoding into
// arrays does not.
func checkLengths(path, text string) diag.List {
	var lists struct{ Months, Grades []string }
	var diags diag.List
	if toml.Unmarshal([]byte(text), &lists) != nil {
		return nil // the strict reading says more of it
	}
	for _, l := range []struct {
		key   string
		have  []string
		want  int
		order string
	}{{"months", lists.Months, len(site.Months{}), "January first"}, {"grades", lists.Grades, len(site.Grades{}), "A first"}} {
		if l.have != nil && len(l.have) != l.want {
			diags.Add(diag.Pos{Path: path, Line: lineOf(text, l.key)}, diag.Error, "word-invalid", "%q has %d entries, not %d (%s)", l.key, len(l.have), l.want, l.order)
		}
	}
	return diags
}

// missingWords reports the words that no file gave.
func missingWords(w *site.Words, path string) diag.List {
	var diags diag.List
	for _, f := range wordFields() {
		if f.of(w).IsZero() {
			diags.Add(diag.Pos{Path: path}, diag.Error, "word-missing", "the word %q is not given", f.key)
		}
	}
	return diags
}

// lineOf gives the line on which a key of a flat file is given, 0 for none.
func lineOf(text, key string) int {
	for i, line := range strings.Split(text, "\n") {
		rest, ok := strings.CutPrefix(strings.TrimSpace(line), key)
		if ok && strings.HasPrefix(strings.TrimSpace(rest), "=") {
			return i + 1
		}
	}
	return 0
}

func wordsFaults(path string, err error) diag.List {
	var diags diag.List
	var strict *toml.StrictMissingError
	var decode *toml.DecodeError
	switch {
	case errors.As(err, &strict):
		for _, e := range strict.Errors {
			line, col := e.Position()
			diags.Add(diag.Pos{Path: path, Line: line, Col: col}, diag.Error, "word-unknown", "the theme has no word %q", strings.Join(e.Key(), "."))
		}
	case errors.As(err, &decode):
		line, col := decode.Position()
		diags.Add(diag.Pos{Path: path, Line: line, Col: col}, diag.Error, "words-invalid", "%v", decode)
	default:
		diags.Add(diag.Pos{Path: path}, diag.Error, "words-invalid", "%v", err)
	}
	return diags
}
