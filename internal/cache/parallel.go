package cache

import "dossier/internal/cores"

// parallel calls do for 0 to n-1 on all cores, each with a coder, and gives the error
// of the first that has one.
func (c *Cache) parallel(n int, do func(coder *coder, i int) error) error {
	errs := make([]error, n)
	cores.Each(n, func(i int) {
		coder := c.coder()
		defer c.release(coder)
		errs[i] = do(coder, i)
	})
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
