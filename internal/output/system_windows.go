package output

import (
	"errors"
	"os"
	"syscall"

	"golang.org/x/sys/windows"
)

// isNotFolder knows the error that Windows gives for a path below a file.
func isNotFolder(err error) bool {
	return errors.Is(err, syscall.ENOTDIR) || errors.Is(err, windows.ERROR_PATH_NOT_FOUND)
}

func isFull(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL)
}

// eye looks at paths from a folder.
type eye struct{ root *os.Root }

func newEye(root *os.Root) (eye, error) { return eye{root}, nil }

func (e eye) close() error { return nil }

func (e eye) glance(path string) (glance, bool) {
	info, err := e.root.Lstat(path)
	if err != nil {
		return glance{}, false
	}
	return glance{file: info.Mode().IsRegular(), folder: info.IsDir(), size: info.Size(), time: info.ModTime().UnixNano()}, true
}

// writeNew writes a file that must not be there yet.
func writeNew(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}
