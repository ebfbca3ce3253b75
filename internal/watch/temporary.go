package watch

import (
	"path"
	"strings"
)

// isTemporary reports whether a file is one that an editor or a tool keeps only while
// it saves or edits another: it will be gone, or get the name that counts. Folders
// are never called so.
func isTemporary(base string) bool {
	switch {
	case base == "4913", // vim, to see whether a folder can be written to
		strings.HasPrefix(base, ".#"),                                     // Emacs: lock
		strings.HasPrefix(base, "#") && strings.HasSuffix(base, "#"),      // Emacs: unsaved text
		strings.HasPrefix(base, ".goutputstream-"),                        // GLib
		strings.HasPrefix(base, ".~lock."), strings.HasPrefix(base, "~$"), // office programs
		strings.HasPrefix(base, ".fuse_hidden"), strings.HasPrefix(base, ".nfs0"), // removed, still open
		strings.Contains(base, "___jb_"), strings.HasPrefix(path.Ext(base), ".sb-"), // JetBrains, macOS
		strings.HasSuffix(base, "~"):
		return true
	}
	switch strings.ToLower(path.Ext(base)) {
	case ".swp", ".swo", ".swn", ".swm", ".swx", ".swpx", ".kate-swp", ".bck", ".bak", ".tmp", ".orig":
		return true
	}
	return false
}
