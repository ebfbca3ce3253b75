package source

import "sync"

// once makes each thing once for many goroutines and gives it ever after. It is parted
// by a hash of what the things are known by, so that few wait for each other.
type once[K comparable, V any] struct{ parts [64]part[K, V] }

type part[K comparable, V any] struct {
	mu   sync.RWMutex
	made map[K]V
}

// get gives the thing known by a key. One that is not there yet is made, with the key by
// which it is to be known from then on.
func (o *once[K, V]) get(hash uint64, key K, make func() (K, V)) V {
	p := &o.parts[hash%uint64(len(o.parts))]
	p.mu.RLock()
	v, ok := p.made[key]
	p.mu.RUnlock()
	if ok {
		return v
	}
	key, v = make()
	return p.put(key, v)
}

// put keeps a thing, unless another goroutine was first.
func (p *part[K, V]) put(key K, v V) V {
	p.mu.Lock()
	defer p.mu.Unlock()
	if first, ok := p.made[key]; ok {
		return first
	}
	if p.made == nil {
		p.made = map[K]V{}
	}
	p.made[key] = v
	return v
}

// forget lets go of all.
func (o *once[K, V]) forget() {
	for i := range o.parts {
		o.parts[i].made = nil
	}
}
