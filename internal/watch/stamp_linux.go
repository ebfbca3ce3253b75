package watch

import (
	"io/fs"
	"syscall"
)

func systemStamp(info fs.FileInfo) (changed int64, inode uint64) {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, 0
	}
	return s.Ctim.Nano(), s.Ino
}

func idOf(info fs.FileInfo) folderID {
	if info == nil {
		return folderID{}
	}
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return folderID{}
	}
	return folderID{uint64(s.Dev), s.Ino}
}
