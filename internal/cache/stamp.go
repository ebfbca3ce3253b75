package cache

import "io/fs"

// Stamp is what a file's name is held against, to know without reading it that the
// file is as it was. Times are in nanoseconds since 1970. Changed and Inode are 0
// where the system or the file system knows none.
type Stamp struct {
	Size     int64
	Modified int64  // mtime
	Changed  int64  // ctime, which no program sets back
	Inode    uint64 // another one: the file was replaced
}

// StampOf takes the stamp of a file that was looked at.
func StampOf(info fs.FileInfo) Stamp {
	s := Stamp{Size: info.Size(), Modified: info.ModTime().UnixNano()}
	s.Changed, s.Inode = systemStamp(info)
	return s
}
