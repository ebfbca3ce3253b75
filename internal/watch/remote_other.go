//go:build !linux

package watch

// remoteKind names the file system of a folder if others change files on it unseen.
// Here nothing is known of that.
func remoteKind(string) string { return "" }
