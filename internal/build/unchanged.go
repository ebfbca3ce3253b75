package build

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"io/fs"
	"path"
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
	Diags       diag.List
	Count       Count
}

// Count says how large an edition is.
type Count struct{ Briefings, Sources int }

// Unchanged gives the outcome of the last build into the folder out, without what it was
// made of, if one of today would come to the same: no file of the site has another
// stamp, nothing else changed, and no briefing is due meanwhile. Whether the output is
// still there, and the very one, is to be asked of the output. The error is Edition's.
func Unchanged(o Options, out string) (*Result, bool, error) {
	o.Stats = cmp.Or(o.Stats, &Stats{})
	scan, err := o.look()
	if err != nil {
		return nil, false, err
	}
	var last ended
	if json.Unmarshal(o.Cache.State(), &last) != nil {
		return nil, false, nil
	}
	inputs, _ := o.inputs(scan)
	early, late := o.Now.Before(last.From), !last.Until.IsZero() && !o.Now.Before(last.Until)
	if last.Inputs != inputs || last.Out != out || early || late {
		return nil, false, nil
	}
	return &Result{Withheld: last.Withheld, Diags: last.Diags, Count: last.Count, Output: last.Output}, true, nil
}

// End keeps the outcome of a build whose output, of that manifest, stands in the folder
// out, for Unchanged.
// Where a file changed only just now nothing is kept, as it might change again
// without a sign of it.
func (r *Result) End(o Options, out string, manifest output.Sum) error {
	if r.inputs == (briefing.Sum{}) || o.Cache == nil {
		return nil
	}
	state, err := json.Marshal(ended{r.inputs, o.Now, r.until, out, manifest, r.Withheld, r.Diags, r.Count})
	if err != nil {
		panic(err) // texts, numbers and times always encode
	}
	return o.Cache.SaveState(state)
}

// inputs sums up all that a build is made from: configuration, the moment's edition, and
// the stamps of every file of the site. It also gives the newest of their times.
func (o Options) inputs(scan *content.Scan) (briefing.Sum, time.Time) {
	key := o.keyOf(nil)
	all := append(key[:], o.Program...)
	newest := int64(0)
	for _, seen := range [][]content.Seen{scan.Files(), below(o.Root, "templates"), below(o.Root, "static")} {
		for _, f := range seen {
			s := stampOf(f)
			newest = max(newest, s.Modified, s.Changed)
			all = append(append(all, f.Path...), 0)
			for _, n := range []uint64{uint64(s.Size), uint64(s.Modified), uint64(s.Changed), s.Inode} {
				all = binary.LittleEndian.AppendUint64(all, n)
			}
		}
	}
	return briefing.SumOf(all), time.Unix(0, newest)
}

// below lists the files of a folder of the site.
func below(root fs.FS, folder string) (seen []content.Seen) {
	// The function returns no error, so WalkDir has none to return.
	_ = fs.WalkDir(root, folder, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			info, _ := fs.Stat(root, path.Clean(name))
			seen = append(seen, content.Seen{Path: name, Info: info})
		}
		return nil
	})
	return seen
}
