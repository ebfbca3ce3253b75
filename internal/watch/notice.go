package watch

import "fmt"

// saysUnwatched says why a folder cannot be watched.
func (w *Watch) saysUnwatched(name string, err error) {
	if isStarved(err) {
		w.saysStarved(name, err)
		return
	}
	w.say(Notice{Path: name, Text: fmt.Sprintf("%q cannot be watched and is polled every %s: %v", name, w.interval(), err)})
}

// saysStarved says that no watches are left: once, for it would go on and on.
func (w *Watch) saysStarved(name string, err error) {
	if w.starved {
		return
	}
	w.starved = true
	text := fmt.Sprintf("the system has no more watches: what gets none is polled every %s (%v)", w.interval(), err)
	if name != "" {
		text = fmt.Sprintf("the system has no more watches: %q, and what else gets none, is polled every %s (%v)", name, w.interval(), err)
	}
	w.say(Notice{Path: name, Text: text, Hint: raise(err)})
}

// noSource says that there are no events at all.
func (w *Watch) noSource(err error) {
	n := Notice{Text: fmt.Sprintf("the system gives no events: all is polled every %s (%v)", w.interval(), err)}
	if isStarved(err) {
		n.Hint = raiseInstances(err)
	}
	w.say(n)
}

func (w *Watch) saysRemote(name, kind string) {
	w.say(Notice{
		Path: name,
		Text: fmt.Sprintf("%q is on %s, where changes made elsewhere make no events: it is polled every %s", name, kind, w.interval()),
	})
}

// saysWhere says of a root that its folder went, or is there again.
func (w *Watch) saysWhere(r *root, was state) {
	switch there := isFolder(r.info); {
	case !there && !r.lost && isFolder(was.info):
		r.lost = true
		w.say(Notice{Path: r.name, Text: fmt.Sprintf("%q is gone", r.name), Hint: "it is followed again once it is back"})
		w.soon()
	case there && r.lost:
		r.lost = false
		w.say(Notice{Path: r.name, Text: fmt.Sprintf("%q is back", r.name)})
	}
}

func (w *Watch) say(n Notice) { w.options.Notice(n) }
