package biblio

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"dossier/internal/briefing"
)

// plainTeX turns a value into plain text: accents and letters of TeX become
// characters, braces go, commands that only change the type leave their text.
// unknown is the first command that it does not know; its text is kept.
func plainTeX(s string) (text, unknown string) {
	if !strings.ContainsAny(s, "\\{}~-`'$") {
		return oneLine(norm.NFC.String(s)), ""
	}
	t := tex{in: s}
	for t.at < len(t.in) {
		t.step()
	}
	return oneLine(norm.NFC.String(t.out.String())), t.unknown
}

// oneLine folds white space and drops characters that are no text.
func oneLine(s string) string {
	return briefing.FoldSpace(strings.Map(func(c rune) rune {
		if unicode.IsControl(c) && !unicode.IsSpace(c) {
			return -1
		}
		return c
	}, s))
}

type tex struct {
	in      string
	at      int
	out     strings.Builder
	unknown string
}

// ligatures of TeX's fonts, the longer before the shorter.
var ligatures = []struct{ from, to string }{{"---", "—"}, {"--", "–"}, {"``", "“"}, {"''", "”"}}

func (t *tex) step() {
	for _, l := range ligatures {
		if strings.HasPrefix(t.in[t.at:], l.from) {
			t.out.WriteString(l.to)
			t.at += len(l.from)
			return
		}
	}
	switch c := t.in[t.at]; c {
	case '{', '}':
		t.at++
	case '~':
		t.out.WriteByte(' ')
		t.at++
	case '\\':
		t.at++
		t.command()
	default:
		_, size := utf8.DecodeRuneInString(t.in[t.at:])
		t.out.WriteString(t.in[t.at : t.at+size])
		t.at += size
	}
}

// accents by their command: the combining character that stands for each.
var accents = map[string]rune{
	"`": 0x300, "'": 0x301, "^": 0x302, "~": 0x303, "=": 0x304, "u": 0x306, ".": 0x307, `"`: 0x308,
	"r": 0x30A, "H": 0x30B, "v": 0x30C, "d": 0x323, "c": 0x327, "k": 0x328, "b": 0x331,
}

// letters and signs by their command.
var letters = map[string]string{
	"i": "ı", "j": "ȷ", "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł",
	"aa": "å", "AA": "Å", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ",
	"&": "&", "%": "%", "$": "$", "#": "#", "_": "_", "{": "{", "}": "}", " ": " ", "\n": " ", ",": " ", ";": " ", "!": "", "/": "", "-": "", "\\": " ", "@": "",
	"textasciitilde": "~", "textasciicircum": "^", "textbackslash": "\\", "textquoteright": "’", "textquoteleft": "‘", "textquotesingle": "'", "textasciigrave": "`",
	"textquotedblleft": "“", "textquotedblright": "”", "guillemotleft": "«", "guillemotright": "»", "textendash": "–", "textemdash": "—",
	"textunderscore": "_", "textbar": "|", "textless": "<", "textgreater": ">", "textdegree": "°", "dots": "…", "ldots": "…", "textellipsis": "…",
	"S": "§", "P": "¶", "copyright": "©", "textregistered": "®", "texttrademark": "™", "pounds": "£", "euro": "€", "texteuro": "€",
	"LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "newline": " ", "quad": " ", "space": " ",
}

// silent commands change how their text looks and nothing else.
var silent = map[string]bool{
	"emph": true, "textit": true, "textbf": true, "textsc": true, "textsf": true, "texttt": true, "textrm": true, "textup": true, "textnormal": true,
	"it": true, "bf": true, "em": true, "sc": true, "tt": true, "rm": true, "sf": true, "mbox": true, "enquote": true, "mkbibemph": true,
	"url": true, "path": true, "nolinkurl": true, "uppercase": true, "lowercase": true, "MakeUppercase": true, "noopsort": true, "protect": true, "relax": true, "textsuperscript": true, "textsubscript": true,
}

// command reads what stands behind a backslash.
func (t *tex) command() {
	name := t.name()
	if mark, ok := accents[name]; ok {
		t.accent(name, mark)
		return
	}
	if len(name) > 1 || name != "" && isLetter(name[0]) {
		t.blanks() // the space that ends a command's name
	}
	text, known := letters[name]
	switch {
	case known:
		t.out.WriteString(text)
	case name == "" || silent[name]:
	case t.unknown == "":
		t.unknown = `\` + name
	}
}

// name passes the name of a command: letters, or one other character.
func (t *tex) name() string {
	from := t.at
	for t.at < len(t.in) && isLetter(t.in[t.at]) {
		t.at++
	}
	if t.at == from && t.at < len(t.in) {
		_, size := utf8.DecodeRuneInString(t.in[t.at:])
		t.at += size
	}
	return t.in[from:t.at]
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func (t *tex) blanks() {
	for t.at < len(t.in) && (t.in[t.at] == ' ' || t.in[t.at] == '\t' || t.in[t.at] == '\n' || t.in[t.at] == '\r') {
		t.at++
	}
}

// accent puts a mark on the letter that follows, which may stand in braces or be
// a dotless i or j.
func (t *tex) accent(name string, mark rune) {
	if isLetter(name[0]) && t.at < len(t.in) && t.in[t.at] != '{' && t.in[t.at] != ' ' && t.in[t.at] != '\\' {
		return
	}
	t.blanks()
	for t.at < len(t.in) && t.in[t.at] == '{' {
		t.at++
	}
	if rest := t.in[t.at:]; strings.HasPrefix(rest, `\i`) || strings.HasPrefix(rest, `\j`) {
		if len(rest) == 2 || !isLetter(rest[2]) {
			t.out.WriteByte(rest[1])
			t.out.WriteRune(mark)
			t.at += 2
			t.blanks()
			return
		}
	}
	r, size := utf8.DecodeRuneInString(t.in[t.at:])
	if !unicode.IsLetter(r) {
		return
	}
	t.out.WriteRune(r)
	t.out.WriteRune(mark)
	t.at += size
}

var urlTeX = strings.NewReplacer(`\textasciitilde`, "~", `\~{}`, "~", `\~`, "~", `\_`, "_", `\%`, "%", `\&`, "&", `\#`, "#", `\$`, "$", "{", "", "}", "", `\`, "", "\n", "", " ", "")

// plainURL takes braces and TeX's escapes out of a URL and leaves all else.
func plainURL(s string) string {
	s = strings.TrimSpace(s)
	if i := strings.Index(s, `\url{`); i >= 0 {
		s = s[i+len(`\url{`):]
		if j := strings.IndexByte(s, '}'); j >= 0 {
			s = s[:j]
		}
	}
	return urlTeX.Replace(s)
}
