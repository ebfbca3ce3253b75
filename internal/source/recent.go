package source

import "sync"

// recent remembers what was made last, for many goroutines: what was not asked for in a
// long time is forgotten, and made once more when it is. It is parted by a hash of what
// the things are known by, so that few wait for each other.
type recent[K comparable, V any] struct{ parts [64]recentPart[K, V] }

// recentPart forgets a generation at a time: the younger one becomes the older when it is
// full, and what of the older was asked for meanwhile is in the younger.
type recentPart[K comparable, V any] struct {
	mu           sync.Mutex
	young, older map[K]V
}

// generation is how many things a part has in one. All parts hold some 30,000 at most.
const generation = 256

// get gives the thing known by a key. One that is not remembered is made, with the key by
// which it is to be known from then on.
func (r *recent[K, V]) get(hash uint64, key K, make func() (K, V)) V {
	p := &r.parts[hash%uint64(len(r.parts))]
	p.mu.Lock()
	defer p.mu.Unlock()
	v, ok := p.young[key]
	if ok {
		return v
	}
	if v, ok = p.older[key]; !ok {
		key, v = make()
	}
	p.put(key, v)
	return v
}

func (p *recentPart[K, V]) put(key K, v V) {
	if len(p.young) == generation {
		clear(p.older)
		p.young, p.older = p.older, p.young
	}
	if p.young == nil {
		p.young = map[K]V{}
	}
	p.young[key] = v
}

// forget lets go of all.
func (r *recent[K, V]) forget() {
	for i := range r.parts {
		r.parts[i].young, r.parts[i].older = nil, nil
	}
}
