package cache

import (
	"runtime"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
)

// parallel calls do for 0 to n-1 on all cores, each with a coder of its own, and gives
// an error of one of them.
func (c *Cache) parallel(n int, do func(coder *coder, i int) error) error {
	var next atomic.Int64
	var group errgroup.Group
	for range min(runtime.GOMAXPROCS(0), n) {
		group.Go(func() error {
			coder := c.coder()
			defer c.release(coder)
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				if err := do(coder, i); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return group.Wait()
}
