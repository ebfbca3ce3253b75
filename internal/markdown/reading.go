package markdown

import (
	"dossier/internal/diag"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
)

// readingKey finds the reading in goldmark's context. It is made once: contexts
// made before a key are too short for it.
var readingKey = parser.NewContextKey()

// reading is the state of reading one body: what the parsers of notes, comments
// and sources learn beside the tree that goldmark builds.
type reading struct {
	body    []byte
	tree    ast.Node
	trusted bool
	notes   map[string]*note // by folded label, the implied ones included
	defined []*definition    // in the order of the body
	inline  map[int]int      // offset of the "[" of an inline note to that of its "]"
	paired  ast.Node         // the block whose brackets were matched last
	hidden  []int            // offsets of comments to hide before reading again
	faults  []fault

	block ast.Node // the block that within stands for
	home  *definition
}

// fault is a diagnostic whose place is still an offset into the body.
type fault struct {
	at       int
	severity diag.Severity
	code     string
	text     string
	hint     string
}

func (r *reading) report(at int, s diag.Severity, code, text, hint string) {
	r.faults = append(r.faults, fault{at, s, code, text, hint})
}

func state(pc parser.Context) *reading { return pc.Get(readingKey).(*reading) }

// within gives the definition in which a block stands, or nil for the body.
func (r *reading) within(block ast.Node) *definition {
	if r.block == block && block != nil {
		return r.home
	}
	r.block, r.home = block, nil
	for n := block; n != nil; n = n.Parent() {
		if d, ok := n.(*definition); ok {
			r.home = d
			break
		}
	}
	return r.home
}

// deepest is how many blocks may stand within each other. What is nested deeper
// stays text: each level costs a look at the whole line.
const deepest = 100

// bounded is a parser of containers that opens none below the deepest level.
type bounded struct{ parser.BlockParser }

func tooDeep(pc parser.Context) bool { return len(pc.OpenedBlocks()) > deepest }
