package watch

import (
	"errors"
	"syscall"
)

// raise names the setting that limits watches: inotify has its own for them, apart
// from that of open files.
func raise(err error) string {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return "raise fs.inotify.max_user_watches, for instance: sysctl fs.inotify.max_user_watches=1048576"
	case errors.Is(err, syscall.EMFILE):
		return raiseInstances(err)
	}
	return ""
}

// raiseInstances names the setting that limits programs which watch.
func raiseInstances(err error) string {
	if errors.Is(err, syscall.EMFILE) {
		return "raise fs.inotify.max_user_instances, for instance: sysctl fs.inotify.max_user_instances=1024 (or the limit of open files: ulimit -n)"
	}
	return ""
}
