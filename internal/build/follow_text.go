package build

import (
	"context"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"
	"time"

	"dossier/internal/briefing"
	"dossier/internal/cache"
	"dossier/internal/content"
	"dossier/internal/cores"
)

// reread is a text that was read anew.
type reread struct {
	*known
	path string
	sure bool // its place in the edition is what it was; else the whole folder must be looked at
	same bool // so is all of it
	was  *briefing.Briefing
}

// task is what changed paths ask for.
type task struct {
	texts             []string
	templates, static bool
}

// with gives the edition with what changed at some paths, itself when nothing did. It does
// not know where more than texts and the theme changed: then the whole folder must be
// looked at.
func (e *parts) with(ctx context.Context, paths map[string]bool, now time.Time) (next *parts, known bool, err error) {
	t, known := e.task(paths)
	if !known {
		return nil, false, nil
	}
	texts, known := e.readAgain(ctx, t.texts, now)
	if err := ctx.Err(); err != nil || !known {
		return nil, false, err
	}
	if len(texts) == 0 && !t.templates && !t.static {
		return e, true, nil
	}
	next = e.copy()
	if err := next.replan(t, texts); err != nil {
		return nil, false, err
	}
	if err := ctx.Err(); err != nil {
		return nil, false, err
	}
	next.settle(texts)
	next.end()
	return next, true, next.memory.fault
}

// copy gives an edition to be changed: the last one is still looked at.
func (e *parts) copy() *parts {
	next, result := *e, *e.Result
	next.Result = &result
	return &next
}

// replan makes anew what texts and theme come to.
func (e *parts) replan(t task, texts []reread) error {
	if len(texts) > 0 {
		e.recollect(texts)
	}
	words := e.theme.words
	if t.templates {
		e.readTemplates()
	}
	if t.static {
		e.readStatic()
	}
	if len(texts) == 0 && !t.static && e.Site != nil && e.theme.whole() && reflect.DeepEqual(words, e.theme.words) {
		e.renderWith(e.theme.templates)
		return nil
	}
	return e.plan()
}

// recollect puts texts in the place of what they were.
func (e *parts) recollect(texts []reread) {
	var changed []*briefing.Briefing
	pictures := false
	for i := range texts {
		changed = append(changed, texts[i].now)
		pictures = pictures || !slices.Equal(ledFrom(texts[i].was), ledFrom(texts[i].now))
	}
	e.Archive, e.said.archive = e.Archive.With(changed, nil)
	if pictures {
		e.readPictures()
	}
}

// ledFrom lists what a briefing may show or link to beside it.
func ledFrom(b *briefing.Briefing) []string {
	out := []string{b.Front.Image.Value}
	for _, l := range b.Outline.Links {
		out = append(out, l.Target)
	}
	return out
}

// settle makes what was read anew what is known.
func (e *parts) settle(texts []reread) {
	for _, t := range texts {
		e.memory.files[t.path] = t.known
		e.memory.mark(t.path, t.known)
	}
	e.until = e.memory.until()
}

// task sorts paths out; known is false where more changed than can be told by them.
func (e *parts) task(paths map[string]bool) (t task, known bool) {
	for p := range paths {
		top, below, _ := strings.Cut(p, "/")
		switch {
		case e.isText(p):
			t.texts = append(t.texts, p)
		case top == "templates":
			t.templates = true
		case top == "static":
			t.static = true
		case top == ".dossier" || top == ".git":
		case top == folderOf(e.o) && content.PassedOver(below):
		case top == folderOf(e.o), e.memory.linked, e.o.Bare, below == "" && path.Ext(top) == ".toml":
			return t, false
		default: // a symbolic link of the theme may lead there
			t.templates, t.static = true, true
		}
	}
	slices.Sort(t.texts)
	return t, true
}

// isText reports whether a path is that of a text of the edition, of which nothing else
// is told by other files: none of the folder is a symbolic link, which might lead to it.
func (e *parts) isText(p string) bool {
	k := e.memory.files[p]
	return k != nil && k.now != nil && !e.memory.linked && !e.o.Bare
}

// touched reports whether the stamp of a text is not what it was, or too young to say.
func (e *parts) touched(p string) bool {
	k := e.memory.files[p]
	if k == nil {
		return false
	}
	info, err := fs.Lstat(e.o.Root, p)
	return err != nil || e.memory.trusted(k.stamp) != cache.StampOf(info)
}

// readAgain reads texts, those that changed are left.
func (e *parts) readAgain(ctx context.Context, paths []string, now time.Time) (texts []reread, known bool) {
	v := e.resolver(ctx)
	texts = make([]reread, len(paths))
	cores.Each(len(paths), func(i int) {
		if ctx.Err() == nil {
			texts[i] = v.reread(e.o.Root, paths[i], now)
		}
	})
	v.register.Settle()
	if slices.ContainsFunc(texts, func(t reread) bool { return !t.sure }) {
		return nil, false
	}
	return slices.DeleteFunc(texts, func(t reread) bool { return t.same }), true
}

// reread reads a text that is of the edition once more.
func (v *resolver) reread(root fs.FS, path string, now time.Time) reread {
	k := v.files[path]
	t := reread{path: path, was: k.now}
	info, err := fs.Lstat(root, path)
	if err != nil || !info.Mode().IsRegular() {
		return t
	}
	stamp := cache.StampOf(info)
	data, diags := v.scan.ReadText(path)
	if len(diags) > 0 {
		return t
	}
	if briefing.SumOf(data) == k.now.Sum {
		k.stamp = stamp
		t.sure, t.same = true, true
		return t
	}
	l := v.scan.Parse(path, data)
	if l.File == nil || !l.Until.IsZero() && !l.Until.After(now) {
		return t
	}
	t.known = &known{stamp: stamp, until: l.Until, diags: l.Diags}
	v.resolve(t.known, l.File)
	t.now.Bundle, t.sure = k.now.Bundle, true
	return t
}
