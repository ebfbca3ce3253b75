package picture

import (
	"math"
	"strconv"
	"strings"
)

// svgRoot is what the outermost element says of its size.
type svgRoot struct{ width, height, viewBox string }

func (r *svgRoot) read(name, value string) {
	switch name {
	case "width":
		r.width = value
	case "height":
		r.height = value
	case "viewBox":
		r.viewBox = value
	}
}

// size gives the size as a browser shows the picture in its own size (CSS Images
// Level 3, 5.1): as width and height say, where one is missing by the shape of
// viewBox, and 300 by 150 where nothing is said.
func (r *svgRoot) size() (int, int) {
	w, h := cssLength(r.width), cssLength(r.height)
	bw, bh := box4(r.viewBox)
	switch {
	case w > 0 && h > 0:
	case bw > 0 && w > 0:
		h = w * bh / bw
	case bw > 0 && h > 0:
		w = h * bw / bh
	case bw > 0:
		w, h = bw, bh
	case w > 0:
		h = 150
	case h > 0:
		w = 300
	default:
		w, h = 300, 150
	}
	return whole(w), whole(h)
}

// whole rounds a length to pixels, at least one. What is beyond any bound stays so.
func whole(v float64) int {
	return int(math.Round(min(max(v, 1), math.MaxInt32)))
}

// cssLength reads a length in pixels of CSS; 0 for one that depends on the page
// or is none.
func cssLength(s string) float64 {
	s = strings.TrimSpace(s)
	end := strings.LastIndexAny(s, "0123456789.") + 1
	v, err := strconv.ParseFloat(s[:end], 64)
	if err != nil || math.IsNaN(v) || v < 0 {
		return 0
	}
	perUnit := map[string]float64{
		"": 1, "px": 1, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6, "pt": 96.0 / 72, "pc": 16, "em": 16, "ex": 8,
	}
	return v * perUnit[strings.ToLower(s[end:])]
}

// box4 gives width and height of a viewBox, zeros when it is none.
func box4(s string) (w, h float64) {
	f := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(", \t\r\n", r) })
	if len(f) != 4 {
		return 0, 0
	}
	w, err1 := strconv.ParseFloat(f[2], 64)
	h, err2 := strconv.ParseFloat(f[3], 64)
	if err1 != nil || err2 != nil || !(w > 0) || !(h > 0) {
		return 0, 0
	}
	return w, h
}
