package briefing

import "strings"

// Packer makes strings pieces of one. Many that live as long as each other take less
// room so, and what they were pieces of before can go.
type Packer struct {
	strings []*string
	size    int
}

// Add takes strings to be packed; they must stay where they are until Pack.
func (p *Packer) Add(all ...*string) {
	p.strings = append(p.strings, all...)
	for _, s := range all {
		p.size += len(*s)
	}
}

// Pack packs them. Equal neighbours, as a URL and its identity may be, become the very same.
func (p *Packer) Pack() {
	var b strings.Builder
	b.Grow(p.size)
	for i, s := range p.strings {
		if i > 0 && *s == *p.strings[i-1] {
			*s = *p.strings[i-1]
			continue
		}
		from := b.Len()
		b.WriteString(*s)
		*s = b.String()[from:]
	}
}

// Pack makes the texts of a file's front matter pieces of one, but for the keys, which
// most files share.
func (f *Front) Pack() {
	var p Packer
	p.Add(&f.ID, &f.Title, &f.Summary, &f.Desk, &f.Prepared, &f.Reviewed, &f.Approved, &f.Slug, &f.Series, &f.Lang, &f.Image.Value)
	for i := range f.Tags {
		p.Add(&f.Tags[i].Value)
	}
	for i := range f.Authors {
		p.Add(&f.Authors[i])
	}
	for i := range f.Aliases {
		p.Add(&f.Aliases[i].Value)
	}
	for i := range f.Params {
		p.Add(&f.Params[i].Key, &f.Params[i].Value)
	}
	p.Pack()
}
