//go:build !linux && !windows

package watch

// raise names the setting that limits watches: each takes an open file here.
func raise(error) string {
	return "raise kern.maxfiles and kern.maxfilesperproc, and the limit of open files (ulimit -n)"
}

func raiseInstances(err error) string { return raise(err) }
