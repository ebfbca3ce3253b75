package site

import (
	"encoding/binary"

	"github.com/zeebo/xxh3"

	"dossier/internal/archive"
	"dossier/internal/briefing"
)

// digest is what something is made of, one part behind the other. Each text comes
// with its length, so that no two makings have the same bytes.
type digest []byte

// sum is an XXH3 of 64 bits, never 0.
func (d digest) sum() uint64 { return max(1, xxh3.Hash(d)) }

func (d *digest) text(parts ...string) {
	for _, p := range parts {
		*d = append(binary.AppendUvarint(*d, uint64(len(p))), p...)
	}
}

func (d *digest) texts(list []string) {
	d.number(len(list))
	d.text(list...)
}

func (d *digest) number(parts ...int) {
	for _, p := range parts {
		*d = binary.AppendVarint(*d, int64(p))
	}
}

// made takes in the sum of something that is made of parts of its own.
func (d *digest) made(sum uint64) { *d = binary.LittleEndian.AppendUint64(*d, sum) }

func (d *digest) flag(parts ...bool) {
	for _, p := range parts {
		if p {
			*d = append(*d, 1)
		} else {
			*d = append(*d, 0)
		}
	}
}

func (d *digest) date(x briefing.Date) {
	d.number(int(x.Year), int(x.Month), int(x.Day))
	d.text(x.Time)
}

func (d *digest) facts(f *briefing.Facts) {
	d.text(f.URL, f.Title, f.Outlet)
	d.texts(f.Authors)
	d.date(f.Date)
	d.text(f.Saved.URL)
	d.date(f.Saved.Date)
}

// record takes in what the register says, but for the place where it says it.
func (d *digest) record(r *briefing.Record) {
	d.facts(&r.Facts)
	d.text(r.Key, r.Type, r.Lang, string(r.Status), r.Reason, r.MovedTo, r.SameAs, r.Note)
	d.date(r.Accessed)
	d.date(r.StatusDate)
	d.flag(r.Unlinked)
	d.texts(r.Aliases)
	d.number(int(r.Marking))
}

func (d *digest) outletRecord(r *briefing.OutletRecord) {
	d.text(r.Domain, r.Name, r.Reliability, r.Country, r.Note)
	d.number(int(r.Marking))
}

// source takes in a source with its outlet as readers see it, without who cites it.
func (d *digest) source(s *Site, src *archive.Source) {
	d.text(src.ID, src.Shelf())
	d.facts(src.Facts)
	d.flag(src.Unlinked, src.Record != nil, src.Outlet >= 0)
	if src.Record != nil {
		d.record(src.Record)
	}
	if src.Outlet >= 0 {
		d.outlet(s, int(src.Outlet))
	}
}

func (d *digest) outlet(s *Site, i int) {
	o := &s.arch.Outlets[i]
	d.text(o.Domain, o.Name, s.outletNames[i])
	d.flag(o.Record != nil)
	if o.Record != nil {
		d.outletRecord(o.Record)
	}
}

// target takes in where a link leads.
func (d *digest) target(s *Site, t target, ok bool) {
	d.flag(ok, t.external, t.file >= 0)
	d.text(t.path, t.fragment)
	if t.file >= 0 {
		d.number(s.in.Pictures[t.file].Width, s.in.Pictures[t.file].Height)
	}
}
