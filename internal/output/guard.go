package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// ErrRefused says that the folder must not be written to: it holds another kind
// of output, or lies where no output may.
var ErrRefused = errors.New("refused")

// guardKind refuses a folder whose last build, or a killed one since, was of
// another kind.
func guardKind(dir, kind string, found ...string) error {
	for _, k := range found {
		if k != "" && k != kind {
			return fmt.Errorf("%w: %q holds %q and cannot take %q", ErrRefused, dir, k, kind)
		}
	}
	return nil
}

// guardPlace refuses a folder that holds the site's root or lies in one of its
// sources. Folders are compared as the system knows them, so that links and the
// case of letters do not matter.
func guardPlace(dir string, o Options) error {
	if dir == "" {
		return fmt.Errorf("%w: the output folder has no name", ErrRefused)
	}
	if o.Root == "" {
		return nil
	}
	above, err := ancestors(o.Root)
	if err != nil {
		return fmt.Errorf("finding the site's root: %w", err)
	}
	if info, err := os.Stat(dir); err == nil && among(info, above) {
		return fmt.Errorf("%w: the output %q holds the site itself", ErrRefused, dir)
	}
	if above, err = ancestors(dir); err != nil {
		return fmt.Errorf("finding the output folder: %w", err)
	}
	for _, source := range o.Sources {
		info, err := os.Stat(filepath.Join(o.Root, filepath.FromSlash(source)))
		if err == nil && among(info, above) {
			return fmt.Errorf("%w: the output %q lies in %q, which the build reads", ErrRefused, dir, source)
		}
	}
	return nil
}

func among(info fs.FileInfo, list []fs.FileInfo) bool {
	for _, other := range list {
		if os.SameFile(info, other) {
			return true
		}
	}
	return false
}

// ancestors lists the folder, if it is there, and the folders above it, with
// links resolved.
func ancestors(dir string) ([]fs.FileInfo, error) {
	at, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	for {
		real, err := filepath.EvalSymlinks(at)
		if err == nil {
			at = real
			break
		}
		if up := filepath.Dir(at); up == at || !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		} else {
			at = up
		}
	}
	var list []fs.FileInfo
	for {
		info, err := os.Stat(at)
		if err != nil {
			return nil, err
		}
		list = append(list, info)
		up := filepath.Dir(at)
		if up == at {
			return list, nil
		}
		at = up
	}
}

// checkPath refuses paths that are not plain, slash-separated and relative, or
// that lie in the own folder.
func checkPath(p string) error {
	top, _, _ := strings.Cut(p, "/")
	switch {
	case !fs.ValidPath(p) || p == ".":
		return fmt.Errorf("%q is not a path of the output", p)
	case strings.ContainsAny(p, "\\\x00") || !filepath.IsLocal(filepath.FromSlash(p)):
		return fmt.Errorf("%q is not a path on every system", p)
	case strings.EqualFold(top, ownFolder):
		return fmt.Errorf("%q lies in %q, which the build keeps to itself", p, ownFolder)
	}
	return nil
}
