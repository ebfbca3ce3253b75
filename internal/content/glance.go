package content

import (
	"bytes"
	"io"
	"sync/atomic"

	"dossier/internal/briefing"
	"dossier/internal/cores"
)

// glanced is how much of a text is glanced at.
const glanced = 2 << 10

// Highest guesses the highest marking of the texts by a glance at how each begins.
func (s *Scan) Highest() briefing.Marking {
	var highest atomic.Int32
	cores.Each(len(s.w.markdown), func(i int) {
		m := int32(s.glance(s.w.markdown[i]))
		for was := highest.Load(); m > was && !highest.CompareAndSwap(was, m); was = highest.Load() {
		}
	})
	return briefing.Marking(highest.Load())
}

func (s *Scan) glance(file string) briefing.Marking {
	f, err := s.fsys.Open(file)
	if err != nil {
		return briefing.Unmarked
	}
	defer f.Close()
	var start [glanced]byte
	n, err := io.ReadFull(f, start[:])
	if n == 0 && err != nil {
		return briefing.Unmarked
	}
	text := start[:n]
	if end := bytes.Index(text, []byte("\n---\n")); end > 0 {
		text = text[:end]
	}
	m := s.o.Default
	for _, label := range labelAnywhere.FindAllSubmatch(text, -1) {
		one, _, _ := briefing.ParseMarking(string(label[1]))
		m = max(m, one)
	}
	return m
}
