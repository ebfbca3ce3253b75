package gate

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

const module = "dossier/"

// table says what each package may import of the module, tests apart: names below
// internal/, or paths from the root. "*" is everything.
var table = map[string][]string{
	"cmd/dossier": {"*"},
	"static":      {},
	"templates":   {},

	"internal/diag":     {},
	"internal/cores":    {},
	"internal/folders":  {},
	"internal/output":   {"cores", "folders"},
	"internal/gate":     {},
	"internal/made":     {},
	"internal/scale":    {"made"},
	"internal/briefing": {"diag", "slab"},
	"internal/asset":    {"diag"},
	"internal/picture":  {},
	"internal/preview":  {"diag"},
	"internal/slab":     {},
	"internal/watch":    {},
	"internal/chrome":   {},
	"internal/delivery": {"diag"},
	"internal/config":   {"diag", "briefing", "fields"},
	"internal/schema":   {"briefing", "config"},
	"internal/fields":   {"diag", "briefing"},
	"internal/markdown": {"diag", "briefing"},
	"internal/cache":    {"diag", "briefing", "cores"},
	"internal/content":  {"diag", "briefing", "cores", "fields"},
	"internal/source":   {"diag", "briefing", "fields", "slab"},
	"internal/biblio":   {"diag", "briefing", "fields"},
	"internal/importer": {"diag", "briefing", "source"},
	"internal/archive":  {"diag", "briefing", "cores", "source"},
	"internal/site":     {"diag", "briefing", "archive", "config", "cores", "source", "asset"},
	"internal/render":   {"diag", "briefing", "site", "biblio", "config"},
	"internal/publish":  {"diag", "output"},
	"internal/email":    {"diag", "briefing", "archive", "markdown", "render"},
	"internal/build": {
		"archive", "asset", "biblio", "briefing", "cache", "config", "content", "cores", "diag", "markdown",
		"output", "picture", "render", "site", "source",
	},
	"internal/live": {"briefing", "build", "cache", "diag", "preview", "site"},
}

// owners says which packages alone may import a library. The harness measures
// against goldmark as it comes, which must share nothing with the program.
var owners = map[string][]string{
	"github.com/yuin/goldmark":     {"internal/markdown", "internal/scale"},
	"github.com/adrg/frontmatter":  {"internal/content"},
	"github.com/fsnotify/fsnotify": {"internal/watch"},
}

// importFaults finds imports that the table does not allow.
func importFaults(all []file) []string {
	var out []string
	byPackage := packages(all)
	for _, pkg := range slices.Sorted(maps.Keys(byPackage)) {
		allowed, ok := table[pkg]
		if !ok {
			out = append(out, fmt.Sprintf("%s is not in the import table", pkg))
			continue
		}
		for _, f := range byPackage[pkg] {
			for _, i := range imports(f) {
				out = append(out, importFault(f, pkg, i, allowed)...)
			}
		}
	}
	return out
}

func importFault(f file, pkg, i string, allowed []string) []string {
	for library, may := range owners {
		if (i == library || strings.HasPrefix(i, library+"/")) && !slices.Contains(may, pkg) {
			return []string{fmt.Sprintf("%s imports %s, which only %s may", f.path, i, strings.Join(may, " and "))}
		}
	}
	own, ok := strings.CutPrefix(i, module)
	if !ok || slices.Contains(allowed, "*") || slices.Contains(allowed, strings.TrimPrefix(own, "internal/")) {
		return nil
	}
	return []string{fmt.Sprintf("%s imports %s, which the table does not allow", f.path, own)}
}
