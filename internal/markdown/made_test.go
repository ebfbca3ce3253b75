package markdown

import (
	"math/rand/v2"
	"strconv"
	"strings"
)

// pieces are what awkward bodies are made of. W is a word of text, T a word in
// the target or title of a link, H one that a comment hides, L a label; all words
// are different.
var pieces = []string{
	"W", "W W.", "*W*", "**W W**", "_W_", "~~W~~", "`W`", "``W ` W``", "W\\*W", "W&amp;W", "&W;", "\\", "`", "*", "_", "[", "]", "^", "!", "(W)", "[W]", "|", "<", ">",
	"[^L]", "[^L]: ", "[^L]: W", "[^L]:", "[^W W]: W", "[^L][^L]", "![^L]", "^[W]", "^[W [^L] W]", "^[W ^[W] *W*]", "^[", "[^", "[^L]: [^L]: W", "[^[W](T)]",
	"[@W]", "[@W, p. 3]", "[-@W]", "[see @W; @W, p. 4]", "[@W](T)", "[@", "@W", "@W, p. 3",
	"[W](T)", "[W](T \"T\")", "[W[^L]](T)", "[W [^L] *W*](https://example.org/T)", "![W](T)", "![W[^L]](T)", "[![W](T)](T)", "[W][^L]", "[W]: T", "[W](<T T>)", "[W ^[W](T)]",
	"https://example.org/W", "www.example.org/W", "example.org/W", "<https://example.org/W>", "hxxp://W.example/W", "W[.]example/W", "<W@example.org>", "W@example.org",
	"<b>", "</b>", "<div W>", "<script>W</script>", "<W", "<?W ?>", "<!W>", "<![CDATA[W]]>",
	"<!-- H -->", "<!--H-->", "<!-- H\nH -->", "<!-- H [^L] H -->", "<!-- H\n\nH -->", "<!-->", "-->", "<!--- H --->",
	"# W", "## W [^L]", "W\n===", "W\n---", "---", "> W", "> ", "- W", "- ", "1. W", "10) W", "- [ ] W", "    W", "\tW", "    ", "  ", "```\nW\n```", "~~~W\nW\n~~~",
	"| W | W |\n|---|--:|\n| W[^L] | W |", "| W | W |\n|-|-|\n| `W\\|W` |\n", "| W |\n|---|\n| W", "TLP:RED", "W\\", "W  ", "日本語", "é", "\u202e", "\u200b", "\x00", "\x07", "\r",
}

var joints = []string{"", "", " ", " ", "\n", "\n", "\n\n", "\n\n", "\n\n", "\n> ", "\n\n    ", "\n    ", "\n- ", "\n  ", "\n\t", "\r\n"}

var labels = []string{"a", "B", "straße", "x-1"}

// made is a body made of pieces, and its words by their kind.
type made struct {
	body   string
	text   []string
	hidden [][]string // by piece
}

// makeBody makes a body. It begins with a paragraph that cites every label, so that
// no definition goes unused.
func makeBody(r *rand.Rand) made {
	m := made{body: "W0 [^a] [^b] [^STRASSE] [^x-1].\n\n"}
	n := 0
	word := func(kind string) string {
		n++
		return kind + strconv.Itoa(n) + "z"
	}
	var b strings.Builder
	b.WriteString(m.body)
	for range 1 + r.IntN(14) {
		var hidden []string
		for _, c := range pieces[r.IntN(len(pieces))] {
			switch c {
			case 'W':
				m.text = append(m.text, word("w"))
				b.WriteString(m.text[len(m.text)-1])
			case 'T':
				b.WriteString(word("t"))
			case 'H':
				hidden = append(hidden, word("h"))
				b.WriteString(hidden[len(hidden)-1])
			case 'L':
				b.WriteString(labels[r.IntN(len(labels))])
			default:
				b.WriteRune(c)
			}
		}
		if hidden != nil {
			m.hidden = append(m.hidden, hidden)
		}
		b.WriteString(joints[r.IntN(len(joints))])
	}
	m.body = b.String()
	return m
}
