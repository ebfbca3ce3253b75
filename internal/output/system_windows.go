package output

import (
	"errors"
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
