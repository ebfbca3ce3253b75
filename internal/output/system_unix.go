//go:build !windows

package output

import (
	"errors"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

func isNotFolder(err error) bool { return errors.Is(err, syscall.ENOTDIR) }

func isFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// eye looks at paths from a folder with one system call each. Through os.Root a path
// of four steps takes eight of them, and 45,000 files took ten times as long.
type eye struct {
	top *os.File
	fd  int
}

func newEye(root *os.Root) (eye, error) {
	top, err := root.Open(".")
	if err != nil {
		return eye{}, err
	}
	return eye{top, int(top.Fd())}, nil
}

func (e eye) close() error { return e.top.Close() }

// glance follows no link in the last step; walk sees to it that there is none before.
func (e eye) glance(path string) (glance, bool) {
	var st unix.Stat_t
	if err := unix.Fstatat(e.fd, path, &st, unix.AT_SYMLINK_NOFOLLOW); err != nil {
		return glance{}, false
	}
	what := st.Mode & unix.S_IFMT
	return glance{file: what == unix.S_IFREG, folder: what == unix.S_IFDIR, size: st.Size, time: st.Mtim.Nano()}, true
}
