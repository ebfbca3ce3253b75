package cache

import (
	"encoding/binary"

	"github.com/zeebo/xxh3"

	"dossier/internal/briefing"
)

// State gives what SaveState kept: nil when there is none, when the index is another
// one by now, and when another process keeps the cache, which may be about to change
// what the state tells of.
func (c *Cache) State() []byte {
	if !c.Kept() || c.index == nil {
		return nil
	}
	f, size, err := c.folder.open(stateFile)
	if err != nil {
		return nil
	}
	defer f.Close()
	data := make([]byte, size)
	if _, err = f.ReadAt(data, 0); err != nil || len(data) < len(briefing.Sum{}) {
		return nil
	}
	sum, state := briefing.Sum(data), data[len(briefing.Sum{}):]
	if sum != c.stateSum(state) {
		return nil
	}
	return state
}

// stateSum seals a state to the index and the program that it belongs to.
func (c *Cache) stateSum(state []byte) briefing.Sum {
	head := binary.LittleEndian.AppendUint64([]byte(indexHeader(c.version)), c.index.ID)
	return xxh3.Hash128(append(head, state...)).Bytes()
}

// SaveState keeps a few bytes by which the next build knows at once that nothing
// changed; nil removes them. They are to be saved when the output is in place, and
// removed before any of it changes, unless Save, which does that too, came before. It
// does nothing when the cache is not Kept or there is no index.
func (c *Cache) SaveState(state []byte) error {
	if !c.Kept() || c.index == nil {
		return nil
	}
	err := c.saveState(state)
	c.failed(err)
	if err != nil {
		return c.complaint()
	}
	return nil
}

func (c *Cache) saveState(state []byte) error {
	if err := c.folder.remove(stateFile); err != nil || state == nil {
		return err
	}
	f, err := c.folder.replace(stateFile)
	if err != nil {
		return err
	}
	sum := c.stateSum(state)
	_, err = f.WriteAt(append(sum[:], state...), 0)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	return c.folder.rename(stateFile)
}
