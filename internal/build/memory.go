package build

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"dossier/internal/briefing"
	"dossier/internal/cache"
	"dossier/internal/content"
	"dossier/internal/diag"
	"dossier/internal/source"
)

// memory is what the last build of the same kind kept in the cache, held against what is
// there now. Nothing of it is taken over unless all is equal of which it was made.
//
// A file is known by its stamp, and by its bytes where the stamp is another. What was
// resolved holds where, besides, the key is the same: program, configuration, register.
// Where it is not, the text does, and is not parsed again.
type memory struct {
	cache  *cache.Cache // nil: nothing is known, texts stay in memory, nothing is kept
	scan   *content.Scan
	stats  *Stats
	all    bool  // to be read, whatever the stamps say
	linked bool  // some of the files are symbolic links
	keeps  bool  // what is learnt is kept for the next build
	past   *past // what an earlier edition left; nil when there is none
	same   bool  // its key is that of this build
	key    briefing.Sum
	tags   briefing.Sum // of the tag vocabulary
	began  time.Time    // when the files were looked at

	inputs  briefing.Sum      // of all that the build is made from; zero when a file is too young to be sure
	files   map[string]*known // every file that may be of the edition, by path
	special map[string]bool   // those of which there is anything to say, or which are due

	entries  []cache.Entry // of the past
	found    diag.List     // in the register as a whole
	register []cache.RegisterFile
	pictures []cache.Picture

	lastPictures map[string]cache.Picture

	mu    sync.Mutex
	fault error // the first one of the cache
}

// known is a text: as the last build left it, and as it is now.
type known struct {
	was   *cache.Entry // nil when nothing is known of it
	stays bool         // what was resolved then is taken over
	link  bool         // a symbolic link: what is said of it is said of the folder
	stamp cache.Stamp
	until time.Time
	diags diag.List
	now   *briefing.Briefing // nil while it is not resolved, or when it is not of the edition
}

// settled is how old a stamp must be to be trusted: in less time a file may have
// changed again without its stamp, as some file systems count in seconds.
const settled = 2 * time.Second

// recall opens what the last build kept.
func (l *Looked) recall() (*memory, error) {
	o := l.o
	m := l.memory()
	if m.cache == nil {
		o.Stats.anew("there is no cache")
		return m, nil
	}
	m.keeps = true
	if l.newest.Before(l.began.Add(-settled)) {
		m.inputs = l.inputs
	}
	index, err := m.cache.Index()
	if err != nil {
		return nil, fmt.Errorf("reading the cache: %w", err)
	}
	if index == nil {
		o.Stats.anew(cmp.Or(m.cache.Why(), "no earlier build left a cache"))
		return m, nil
	}
	m.look(pastOf(index))
	return m, nil
}

// memory gives one that knows which files there are and nothing of what is in them.
func (l *Looked) memory() *memory {
	o := l.o
	o.Stats.Enter(Recall, 0)
	m := &memory{cache: o.Cache, scan: l.scan, stats: o.Stats, all: o.Rehash, files: map[string]*known{}, lastPictures: map[string]cache.Picture{}, began: l.began}
	for _, f := range l.scan.Files() {
		m.files[f.Path] = &known{stamp: stampOf(f), link: f.Link}
		m.linked = m.linked || f.Link
	}
	return m
}

// look looks back at a past.
func (m *memory) look(p *past) {
	m.past = p
	for _, picture := range p.pictures {
		m.lastPictures[picture.Path] = picture
	}
}

// stampOf gives the stamp of a file, none for one that could not be looked at.
func stampOf(f content.Seen) cache.Stamp {
	if f.Info == nil {
		return cache.Stamp{}
	}
	return cache.StampOf(f.Info)
}

// recognise finds out which entries of the past still hold, once the register is known.
func (m *memory) recognise(register *source.Register, o Options) error {
	if m.past == nil {
		return nil
	}
	m.same = m.past.key == m.key
	if !m.same {
		o.Stats.anew(m.otherKey())
	}
	if m.past.textKey != o.textKey() {
		return nil
	}
	record := register.Record
	if !m.same { // only the texts are wanted
		none := &briefing.Record{}
		record = func(int) *briefing.Record { return none }
	}
	var err error
	if m.entries, err = m.past.entries(record); err != nil {
		return fmt.Errorf("reading the cache: %w", err)
	}
	for i := range m.entries {
		if k := m.files[m.entries[i].Briefing.Path]; k != nil {
			k.was = &m.entries[i]
		}
	}
	return nil
}

// otherKey says what of the key is another one than that of the last build.
func (m *memory) otherKey() string {
	if !slices.EqualFunc(m.register, m.past.register, func(a, b cache.RegisterFile) bool { return a.Path == b.Path && a.Sum == b.Sum }) {
		return "the source register changed"
	}
	return "the configuration changed"
}

// keyOf sums up what a resolved briefing is made of besides its own file. Whether it is
// held back is found out anew each time.
func (o Options) keyOf(register []cache.RegisterFile) briefing.Sum {
	type file struct {
		Path string
		Sum  briefing.Sum
	}
	var files []file
	for i := range register {
		files = append(files, file{register[i].Path, register[i].Sum})
	}
	return sumOf(o.Config, o.Edition, o.Folder, files)
}

// textKey sums up what a parsed text is made of besides its own file.
func (o Options) textKey() briefing.Sum { return sumOf(o.Config.TrustHTML) }

func sumOf(what ...any) briefing.Sum {
	text, err := json.Marshal(what)
	if err != nil {
		panic(err) // texts, numbers and lists of them always encode
	}
	return briefing.SumOf(text)
}

// stays gives a file as the last build left it, if it is known by its stamp that it is the
// same, or by its bytes if there are any. The cut may say otherwise now: then the file must
// be read, as what is said of it depends on that.
func (m *memory) stays(k *known, data []byte) (content.Loaded, bool) {
	if !m.same || k.was == nil {
		return content.Loaded{}, false
	}
	b := k.was.Briefing
	if data == nil && !m.untouched(k.was.Stamp, k.stamp) || data != nil && b.Sum != briefing.SumOf(data) {
		return content.Loaded{}, false
	}
	withheld, until := m.scan.Cut(&b.File)
	if withheld.Total() > 0 {
		return content.Loaded{}, false
	}
	b.Bundle = nil // shared out anew
	k.now, k.stays, k.until, k.diags = b, true, until, k.was.Diags
	if data == nil {
		m.stats.Texts.Stamped.Add(1)
	} else {
		m.stats.Texts.Same.Add(1)
	}
	return content.Loaded{File: &b.File, Diags: k.diags, Until: until}, true
}

// untouched reports whether a file need not be read, by its stamp then and now.
func (m *memory) untouched(was, now cache.Stamp) bool {
	return !m.all && was == now && now != (cache.Stamp{})
}

// textOf gives the text of a file that the last build parsed, and where its sentences lie;
// nil when it is not known.
func (m *memory) textOf(f *briefing.File) (*briefing.Document, briefing.Ref, []uint32) {
	k := m.files[f.Path]
	if m.cache == nil || k.was == nil || k.was.Briefing.Sum != f.Sum {
		return nil, briefing.Ref{}, nil
	}
	doc, places, err := m.cache.DocumentAgain(k.was.Briefing.Text)
	if err != nil {
		m.fail(err)
		return nil, briefing.Ref{}, nil
	}
	return doc, k.was.Briefing.Text, places
}

// putAway puts the text of a briefing away, if there is a cache for it.
func (m *memory) putAway(b *briefing.Briefing) {
	if m.cache == nil {
		return
	}
	ref, places, err := m.cache.Put(b.Doc)
	if err != nil {
		m.fail(err)
		return
	}
	b.PutAway(ref, places)
}

// fail notes the first fault of the cache: others follow from it.
func (m *memory) fail(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fault == nil {
		m.fault = err
	}
}

// registerFile gives a file of the register as it is parsed for an edition.
func (m *memory) registerFile(file content.Seen, edition briefing.Marking) cache.RegisterFile {
	stamp := stampOf(file)
	was := m.lastRegisterFile(file.Path)
	if was != nil && m.untouched(was.Stamp, stamp) {
		return *was
	}
	data, diags := m.scan.ReadRaw(file.Path)
	now := cache.RegisterFile{Path: file.Path, Stamp: stamp, Sum: briefing.SumOf(data), Diags: diags}
	switch {
	case data == nil:
	case was != nil && was.Sum == now.Sum:
		now.Records, now.Outlets, now.Diags = was.Records, was.Outlets, was.Diags
	default:
		now.Records, now.Outlets, now.Diags = parseRegister(file.Path, data, edition)
	}
	return now
}

func (m *memory) lastRegisterFile(path string) *cache.RegisterFile {
	if m.past == nil {
		return nil
	}
	i := slices.IndexFunc(m.past.register, func(f cache.RegisterFile) bool { return f.Path == path })
	if i < 0 {
		return nil
	}
	return &m.past.register[i]
}

// saidOfTexts gives what there is to say of the texts, but for symbolic links.
func (m *memory) saidOfTexts() (said diag.List) {
	for _, path := range slices.Sorted(maps.Keys(m.special)) {
		if k := m.files[path]; !k.link {
			said = append(said, k.diags...)
		}
	}
	return said
}

// until gives the moment at which the first text comes to something else.
func (m *memory) until() (next time.Time) {
	for path := range m.special {
		if u := m.files[path].until; next.IsZero() || !u.IsZero() && u.Before(next) {
			next = u
		}
	}
	return next
}

// singleOut finds the texts of which there is anything to say, or which are due: they
// are few, and asked for after every save.
func (m *memory) singleOut() {
	m.special = map[string]bool{}
	for path, k := range m.files {
		m.mark(path, k)
	}
}

func (m *memory) mark(path string, k *known) {
	if delete(m.special, path); len(k.diags) > 0 || !k.until.IsZero() {
		m.special[path] = true
	}
}
