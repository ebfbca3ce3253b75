package render

import "sync"

// bodies keeps texts by the number of their briefing, as long as there are few.
type bodies struct {
	mu   sync.Mutex
	made map[int]string
	size int
}

// fewBodies is how many bytes of them are kept.
const fewBodies = 2 << 20

func (b *bodies) get(i int) (string, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	text, ok := b.made[i]
	return text, ok
}

func (b *bodies) put(i int, text string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.size += len(text); b.made == nil || b.size > fewBodies {
		b.made, b.size = map[int]string{}, len(text)
	}
	b.made[i] = text
}
