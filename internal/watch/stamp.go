package watch

import "io/fs"

// folderID tells a folder from all others that there are at the time. It is zero where
// the system has none.
type folderID struct{ device, inode uint64 }

// stamp tells one state of a file from the next. Times are in nanoseconds since 1970;
// changed (ctime) and inode are 0 where the system has none. A folder's is the same
// whatever is in it, and that of nothing is zero.
type stamp struct {
	mode     fs.FileMode
	size     int64
	modified int64
	changed  int64
	inode    uint64
}

func stampOf(info fs.FileInfo) stamp {
	switch {
	case info == nil:
		return stamp{}
	case info.IsDir():
		return stamp{mode: info.Mode()}
	}
	s := stamp{mode: info.Mode(), size: info.Size(), modified: info.ModTime().UnixNano()}
	s.changed, s.inode = systemStamp(info)
	return s
}
