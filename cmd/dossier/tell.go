package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"

	"golang.org/x/term"

	"dossier/internal/build"
	"dossier/internal/diag"
)

// checkFormat refuses what standard output cannot be.
func (a *app) checkFormat() error {
	if _, err := diag.ParseFormat(a.format); err != nil {
		return usage("", "--format: %w", err)
	}
	if a.json && a.printsDiagnostics() {
		return usage("--json prints the result, --format "+a.format+" the diagnostics", "--json and --format %s both want standard output", a.format)
	}
	return nil
}

// tell prints diagnostics in the format asked for: text is for the person at the
// terminal, all else is a result. Lines are quoted from files that are fit to be,
// from all when quotable is nil.
func (a *app) tell(diags diag.List, root fs.FS, quotable func(path string) bool) {
	to := a.err
	if a.printsDiagnostics() {
		to = a.out
	}
	diags.Write(to, diag.Format(a.format), a.colour(), func(path string) []byte {
		if quotable != nil && !quotable(path) {
			return nil
		}
		text, _ := fs.ReadFile(root, path)
		return text
	})
}

// printsDiagnostics reports whether diagnostics take standard output for
// themselves, so that a program can read them.
func (a *app) printsDiagnostics() bool {
	return a.format != "" && a.format != string(diag.FormatText)
}

// tellWithheld says how much was left out, and nothing of what it was.
func (a *app) tellWithheld(r *build.Result, o build.Options) {
	say := func(n int, what string) {
		if n > 0 {
			fmt.Fprintf(a.err, "%s %s\n", files(n), what)
		}
	}
	say(r.Withheld.Above, "above "+o.Edition.String()+" not read")
	say(r.Withheld.Drafts, "left out as drafts (--drafts shows them)")
	say(r.Withheld.Scheduled, "left out as dated in the future (--scheduled shows them)")
	say(r.Withheld.Embargoed, "left out as embargoed (--scheduled shows them)")
	say(r.Withheld.Expired, "left out as expired")
}

func files(n int) string {
	if n == 1 {
		return "1 file"
	}
	return fmt.Sprintf("%d files", n)
}

// printJSON prints one document with the version of its form.
func (a *app) printJSON(name string, value any) error {
	enc := json.NewEncoder(a.out)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(map[string]any{"schema_version": 1, name: value})
}

// colour reports whether standard error is a terminal that wants colour.
func (a *app) colour() bool { return a.variable("NO_COLOR") == "" && a.terminal() }

// terminal reports whether standard error is a terminal on which a line can be changed.
func (a *app) terminal() bool {
	to := a.err
	if p, drawn := to.(*progress); drawn {
		to = p.to
	}
	f, ok := to.(*os.File)
	return ok && a.variable("TERM") != "dumb" && term.IsTerminal(int(f.Fd()))
}
