//go:build !linux && !darwin

package watch

import "io/fs"

func systemStamp(fs.FileInfo) (changed int64, inode uint64) { return 0, 0 }

func idOf(fs.FileInfo) folderID { return folderID{} }
