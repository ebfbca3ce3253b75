package cache

import "dossier/internal/briefing"

// layouts are lists of where the keys of a front matter stand. Most files of a desk have
// theirs on the same lines and share one list: it is written, and kept in memory, once.
type layouts struct {
	read    [][]briefing.KeyLine
	written map[layout]uint64 // their numbers, from 1
	last    uint64            // number that was written
}

// layout is a list, known by where it lies.
type layout struct {
	first *briefing.KeyLine
	n     int
}

func (l *layouts) forget() {
	clear(l.read)
	clear(l.written)
	l.read, l.last = l.read[:0], 0
}

// layout codes a list by its number; 0 stands before one that is new.
func (c *coder) layout(lines *[]briefing.KeyLine) {
	l := &c.layouts
	if !c.reading {
		l.write(c, lines)
		return
	}
	switch n := c.number(0); {
	case n == 0:
		list(c, lines, (*coder).keyLine)
		l.read = append(l.read, *lines)
	case n > uint64(len(l.read)):
		c.fail("there is no list of keys %d", n)
	default:
		*lines = l.read[n-1]
	}
}

func (l *layouts) write(c *coder, lines *[]briefing.KeyLine) {
	var is layout
	if len(*lines) > 0 {
		is = layout{&(*lines)[0], len(*lines)}
	}
	n := l.written[is]
	if c.number(n); n > 0 {
		return
	}
	list(c, lines, (*coder).keyLine)
	if l.last++; is.n > 0 {
		if l.written == nil {
			l.written = map[layout]uint64{}
		}
		l.written[is] = l.last
	}
}
