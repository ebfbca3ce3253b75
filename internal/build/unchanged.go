package build

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"io/fs"
	"slices"
	"time"

	"dossier/internal/briefing"
	"dossier/internal/content"
	"dossier/internal/diag"
	"dossier/internal/output"
)

// ended is what is kept of a build that came to its end, so that one of which nothing
// changed can end at once and say the same.
type ended struct {
	Inputs      briefing.Sum // of all that it was made from
	From, Until time.Time    // when it would have come to the same; a zero Until is for ever
	Out         string       // where it went
	Output      output.Sum   // of its manifest
	Withheld    content.Withheld
	Diags       diag.List // those that a build tells
	Count       Count
}

// Count says how large an edition is.
type Count struct{ Briefings, Sources int }

// Looked is a site of which is known which files it has, and how old they are. It is good
// for one edition.
type Looked struct {
	o      Options
	scan   *content.Scan
	began  time.Time    // before any file was looked at
	inputs briefing.Sum // of all that a build is made from: configuration, the edition, stamps of files
	newest time.Time    // of the files' times
}

// LookAt looks at the files of a site without reading one. The error is one of a folder
// that cannot be read.
func LookAt(o Options) (*Looked, error) {
	o.Stats = cmp.Or(o.Stats, &Stats{})
	o.Stats.again()
	o.Stats.Enter(Look, 0)
	l := &Looked{o: o, began: time.Now()}
	var err error
	if l.scan, err = content.Look(o.Root, loadOptions(o)); err != nil {
		return nil, err
	}
	o.Stats.Texts.Looked = len(l.scan.Files())
	if o.Cache != nil {
		l.sumUp()
	}
	return l, nil
}

// Texts gives the number of files that may be texts of the edition.
func (l *Looked) Texts() int { return l.scan.Texts() }

// Unchanged gives the outcome of the last build into the folder out, without what it was
// made of, if one of today would come to the same: no file of the site has another
// stamp, nothing else changed, and no briefing is due meanwhile. Whether the output is
// still there, and the very one, is to be asked of the output.
func (l *Looked) Unchanged(out string) (*Result, bool) {
	var last ended
	if l.o.Cache == nil || json.Unmarshal(l.o.Cache.State(), &last) != nil {
		return nil, false
	}
	early, late := l.o.Now.Before(last.From), !last.Until.IsZero() && !l.o.Now.Before(last.Until)
	if last.Inputs != l.inputs || last.Out != out || early || late {
		return nil, false
	}
	return &Result{Withheld: last.Withheld, Diags: last.Diags, Count: last.Count, Output: last.Output}, true
}

// End keeps the outcome of a build whose output, of that manifest, stands in the folder
// out, for Unchanged. Where a file changed only just now nothing is kept, as it might
// change again without a sign of it.
func (r *Result) End(o Options, out string, manifest output.Sum) error {
	if r.inputs == (briefing.Sum{}) || o.Cache == nil {
		return nil
	}
	state, err := json.Marshal(ended{r.inputs, o.Now, r.until, out, manifest, r.Withheld, r.Diags.AtLeast(diag.Warning), r.Count})
	if err != nil {
		panic(err) // texts, numbers and times always encode
	}
	return o.Cache.SaveState(state)
}

// sumUp sums up the inputs.
func (l *Looked) sumUp() {
	o := l.o
	key, cut := o.keyOf(nil), sumOf(o.Drafts, o.Scheduled)
	const perFile = 112 // about, and a text that grows is copied again and again
	all := slices.Grow(slices.Concat(key[:], cut[:], []byte(o.Program)), perFile*len(l.scan.Files()))
	newest := int64(0)
	for _, seen := range [][]content.Seen{l.scan.Files(), below(o.Root, "templates"), below(o.Root, "static")} {
		for _, f := range seen {
			s := stampOf(f)
			newest = max(newest, s.Modified, s.Changed)
			all = append(append(all, f.Path...), 0)
			for _, n := range []uint64{uint64(s.Size), uint64(s.Modified), uint64(s.Changed), s.Inode} {
				all = binary.LittleEndian.AppendUint64(all, n)
			}
		}
	}
	l.inputs, l.newest = briefing.SumOf(all), time.Unix(0, newest)
}

// below lists the files of a folder of the site.
func below(root fs.FS, folder string) (seen []content.Seen) {
	// The function returns no error, so WalkDir has none to return.
	_ = fs.WalkDir(root, folder, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			info, _ := fs.Stat(root, name)
			seen = append(seen, content.Seen{Path: name, Info: info})
		}
		return nil
	})
	return seen
}
