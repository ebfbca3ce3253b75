package picture

import "errors"

// avifProperty reports the properties of items that colour, turn or crop pixels.
func avifProperty(kind string) bool {
	switch kind {
	case "av1C", "ispe", "pixi", "colr", "irot", "imir", "clap", "pasp", "auxC", "a1op", "a1lx", "lsel",
		"clli", "mdcv", "cclv", "amve", "reve", "ndwt", "iscl", "free":
		return true
	}
	return false
}

// iprp copies the properties of items and which item has which.
func (c *avifCleaner) iprp(b box) error {
	c.copy(b.start, b.from)
	inner, err := c.boxes(b.from, b.to)
	if err != nil {
		return err
	}
	for _, in := range inner {
		switch in.kind {
		case "ipco":
			err = c.ipco(in)
		case "ipma":
			err = c.ipma(in)
		default:
			c.free(in)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *avifCleaner) ipco(b box) error {
	c.copy(b.start, b.from)
	props, err := c.boxes(b.from, b.to)
	if err != nil {
		return err
	}
	if c.props != nil {
		return errors.New("two lists of properties")
	}
	c.props = props
	for _, p := range props {
		if avifProperty(p.kind) && p.kind != "free" {
			c.copy(p.start, p.to)
		} else {
			c.free(p)
		}
	}
	return nil
}

// ipma reads which properties an item has (ISO/IEC 23008-12, 9.3.1).
func (c *avifCleaner) ipma(b box) error {
	c.copy(b.start, b.to)
	if err := c.full(&b); err != nil {
		return err
	}
	r := reader{b: c.in[b.from:b.to]}
	wide := 1 + int(b.flags&1)
	n, err := r.count(4)
	if err != nil {
		return err
	}
	for ; n > 0; n-- {
		id, _ := r.uint(idSize(b.version >= 1))
		count, err := r.uint(1)
		if err != nil {
			return err
		}
		it, err := c.item(uint32(id))
		if err != nil {
			return err
		}
		for ; count > 0; count-- {
			index, err := r.uint(wide)
			if err != nil {
				return err
			}
			index &^= 1 << (8*wide - 1) // whether it must be understood
			it.props = append(it.props, int(index)-1)
		}
	}
	return nil
}

// size gives an item's width and height once cropped and turned; 0 when the file
// does not tell them.
func (c *avifCleaner) size(it *avifItem) (width, height int) {
	quarter := false
	for _, i := range it.props {
		if i < 0 || i >= len(c.props) {
			continue
		}
		d := c.in[c.props[i].from:c.props[i].to]
		switch kind := c.props[i].kind; {
		case kind == "ispe" && len(d) >= 12:
			width, height = side(d[4:]), side(d[8:])
		case kind == "irot" && len(d) >= 1:
			quarter = d[0]&1 == 1
		}
	}
	for _, i := range it.props {
		if i >= 0 && i < len(c.props) && c.props[i].kind == "clap" {
			width, height = cropped(c.in[c.props[i].from:c.props[i].to], width, height)
		}
	}
	if quarter {
		return height, width
	}
	return width, height
}

// cropped gives the size of a clean aperture: two fractions.
func cropped(d []byte, width, height int) (int, int) {
	if len(d) < 16 {
		return width, height
	}
	w, wd, h, hd := side(d), side(d[4:]), side(d[8:]), side(d[12:])
	if wd == 0 || hd == 0 || w/wd > width || h/hd > height {
		return width, height
	}
	return w / wd, h / hd
}
