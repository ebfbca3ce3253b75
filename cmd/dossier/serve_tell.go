package main

import (
	"fmt"
	"os"

	"dossier/internal/build"
	"dossier/internal/diag"
)

// tellMoment says what is new of what there is to say of the highest edition, and the
// first time what is shown.
func (v *serving) tellMoment(fresh diag.List, m *build.Moment) {
	if root, err := os.OpenRoot(v.dir); err == nil {
		v.tell(fresh, root.FS(), m.Quotable)
		root.Close()
	}
	r := m.Shown
	if r == nil || v.told == r.Edition {
		return
	}
	v.told = r.Edition
	if r.Unkept != nil {
		fmt.Fprintf(v.err, "dossier: %v\n", r.Unkept)
	}
	fmt.Fprintf(v.err, "%s is shown: %s, %s\n", r.Edition, plural(r.Count.Briefings, "briefing"), plural(r.Count.Sources, "source"))
	v.tellWithheld(r, build.Options{Edition: r.Edition})
}
