package output

import (
	"errors"
	"syscall"
)

// isNotFolder knows the error that Windows gives for a path below a file.
func isNotFolder(err error) bool {
	return errors.Is(err, syscall.ENOTDIR) || errors.Is(err, syscall.ERROR_PATH_NOT_FOUND)
}
