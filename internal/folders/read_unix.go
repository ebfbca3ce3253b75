//go:build unix

package folders

import "golang.org/x/sys/unix"

// readIn reads a file that stands in an open folder, by four system calls where
// os.Root.ReadFile makes eleven: it finds out anew for each file that it is none that can
// be waited for. It reports false for all else, a symbolic link too, which might lead out
// of the folder, and for what cannot be read.
func readIn(folder int, name string) ([]byte, bool) {
	fd, err := Retried(func() (int, error) {
		return unix.Openat(folder, name, unix.O_RDONLY|unix.O_NOFOLLOW|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	})
	if err != nil {
		return nil, false
	}
	defer unix.Close(fd)
	var st unix.Stat_t
	if err := unix.Fstat(fd, &st); err != nil || st.Mode&unix.S_IFMT != unix.S_IFREG {
		return nil, false
	}
	return readAll(fd, int(st.Size))
}

// readAll reads a file of about that size: it may grow or shrink meanwhile. There is room
// for a byte more, so that a read which does not fill it has met the end.
func readAll(fd, size int) ([]byte, bool) {
	data, n := make([]byte, size+1), 0
	for {
		m, err := Retried(func() (int, error) { return unix.Read(fd, data[n:]) })
		if err != nil {
			return nil, false
		}
		if n += m; m == 0 || n == size {
			return data[:n], true
		}
		if n == len(data) {
			data = append(data, make([]byte, len(data))...)
		}
	}
}

// Retried makes a system call again that a signal interrupted.
func Retried(call func() (int, error)) (n int, err error) {
	for {
		if n, err = call(); err != unix.EINTR {
			return n, err
		}
	}
}
