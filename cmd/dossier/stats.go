package main

import (
	"fmt"
	"io"
	"runtime"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// buildStats is what --stats says. Times are in milliseconds.
type buildStats struct {
	Unchanged bool        `json:"unchanged"` // since the last build: all ended after a look
	Stages    []stageTime `json:"stages"`    // one after the other
	Total     float64     `json:"total_ms"`
	Work      workTimes   `json:"work_ms"`
	Cores     int         `json:"cores"`
	Peak      int64       `json:"peak_bytes"` // of memory; 0 where the system does not tell
	Files     fileCounts  `json:"files"`
	Anew      string      `json:"anew"` // why nothing that was resolved before was taken over
	Pages     pageCounts  `json:"pages"`
}

type stageTime struct {
	Name string  `json:"name"`
	Took float64 `json:"ms"`
}

// workTimes are those of all cores together.
type workTimes struct {
	Parse   float64 `json:"parse"`
	Resolve float64 `json:"resolve"`
	Render  float64 `json:"render"`
	Stage   float64 `json:"stage"`
}

// fileCounts says what became of what lies in content/.
type fileCounts struct {
	Looked  int   `json:"looked_at"`
	Read    int64 `json:"texts_read"`
	Stamped int64 `json:"same_by_stamp"`
	Same    int64 `json:"same_by_bytes"`
	Known   int64 `json:"resolved_anew"` // of a text that was parsed before
	Parsed  int64 `json:"parsed_anew"`
}

// pageCounts says what became of the pages, and why some were rendered.
type pageCounts struct {
	Planned  int          `json:"planned"`
	Kept     int          `json:"kept"`
	Rendered int          `json:"rendered"`
	Why      renderedWhys `json:"why"`
	Same     int          `json:"rendered_same"` // came to the bytes that are there
	Written  int          `json:"written"`
	Removed  int          `json:"removed"`
}

type renderedWhys struct {
	Other   int  `json:"made_of_something_else"`
	New     int  `json:"new"`
	Touched int  `json:"gone_or_touched"`
	Always  int  `json:"made_each_time"`
	First   bool `json:"first_build"`
	Killed  bool `json:"last_build_killed"`
	Rehash  bool `json:"rehash"`
}

func (b *building) statsOf(o outcome) buildStats {
	s := buildStats{Unchanged: o.same, Stages: []stageTime{}, Cores: runtime.GOMAXPROCS(0), Peak: peakMemory(), Anew: b.Stats.Anew}
	for _, t := range b.Stats.Times() {
		s.Stages = append(s.Stages, stageTime{string(t.Stage), milliseconds(t.Took)})
		s.Total += milliseconds(t.Took)
	}
	work, texts := &b.Stats.Work, &b.Stats.Texts
	in := func(nanoseconds int64) float64 { return milliseconds(time.Duration(nanoseconds)) }
	s.Work = workTimes{in(work.Parse.Load()), in(work.Resolve.Load()), in(work.Render.Load()), in(work.Stage.Load())}
	s.Files = fileCounts{texts.Looked, texts.Read.Load(), texts.Stamped.Load(), texts.Same.Load(), texts.Known.Load(), texts.Parsed.Load()}
	s.Pages = pageCounts{
		Planned: len(o.Written) + o.Report.Same, Kept: o.Kept, Rendered: len(o.Written) + o.Report.Same - o.Kept,
		Same: o.Report.Same - o.Kept, Written: len(o.Written), Removed: len(o.Removed),
		Why: renderedWhys{o.Why.Other, o.Why.New, o.Why.Touched, o.Why.Unknown, o.First, o.Killed, b.options.Rehash},
	}
	return s
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// statsLine is a line of the table: a name, a number, and what there is to say of it.
type statsLine struct{ name, number, remark string }

// print prints the table.
func (s buildStats) print(w io.Writer) {
	lines := append(s.timeLines(), s.fileLines()...)
	lines = append(lines, s.pageLines()...)
	var name, number int
	for _, l := range lines {
		name, number = max(name, len(l.name)), max(number, utf8.RuneCountInString(l.number))
	}
	for _, l := range lines {
		fmt.Fprintln(w, strings.TrimRight(fmt.Sprintf("%-*s  %*s  %s", name, l.name, number, l.number, l.remark), " "))
	}
}

func (s buildStats) timeLines() []statsLine {
	lines := []statsLine{{name: "time", number: "ms"}}
	ms := func(t float64) string { return strconv.FormatFloat(t, 'f', 1, 64) }
	for _, t := range s.Stages {
		lines = append(lines, statsLine{"  " + t.Name, ms(t.Took), ""})
		switch l := &lines[len(lines)-1]; t.Name {
		case "read":
			l.remark = fmt.Sprintf("parsing %s, resolving %s on %s", ms(s.Work.Parse), ms(s.Work.Resolve), plural(s.Cores, "core"))
		case "render":
			l.remark = fmt.Sprintf("rendering %s, staging %s on %s", ms(s.Work.Render), ms(s.Work.Stage), plural(s.Cores, "core"))
		}
	}
	total := statsLine{"  total", ms(s.Total), ""}
	if s.Peak > 0 {
		total.remark = fmt.Sprintf("with at most %d MB of memory", s.Peak>>20)
	}
	return append(lines, total)
}

func (s buildStats) fileLines() []statsLine {
	lines := []statsLine{{name: "files"}, lineOf("  looked at", s.Files.Looked)}
	if s.Unchanged {
		lines[1].remark = "nothing changed since the last build"
		return lines
	}
	lines = append(lines, lineOf("  same by stamp", s.Files.Stamped), lineOf("  read", s.Files.Read), lineOf("    same by bytes", s.Files.Same),
		lineOf("    resolved anew", s.Files.Known), lineOf("    parsed anew", s.Files.Parsed))
	if s.Anew != "" {
		lines[0].remark = "all anew: " + s.Anew
	}
	if s.Files.Known > 0 {
		lines[5].remark = "their texts taken from the cache"
	}
	return lines
}

func (s buildStats) pageLines() []statsLine {
	p := s.Pages
	lines := []statsLine{{name: "pages"}, lineOf("  planned", p.Planned), lineOf("  kept", p.Kept)}
	if s.Unchanged {
		return lines
	}
	rendered := lineOf("  rendered", p.Rendered)
	rendered.remark = p.Why.String()
	return append(lines, rendered, lineOf("    same bytes", p.Same), lineOf("    written", p.Written), lineOf("  removed", p.Removed))
}

func lineOf[N int | int64](name string, n N) statsLine { return statsLine{name, fmt.Sprint(n), ""} }

// String lists the reasons why pages were rendered, the most telling first.
func (y renderedWhys) String() string {
	fresh, touched := "new", "gone or touched"
	if y.First {
		fresh = "of a first build"
	}
	switch {
	case y.Rehash:
		touched = "to be compared, for --rehash"
	case y.Killed:
		touched = "in doubt, as the last build was killed"
	}
	var out []string
	say := func(n int, why string) {
		if n > 0 {
			out = append(out, fmt.Sprintf("%d %s", n, why))
		}
	}
	say(y.Other, "made of something else")
	say(y.New, fresh)
	say(y.Touched, touched)
	say(y.Always, "made each time")
	return strings.Join(out, ", ")
}
