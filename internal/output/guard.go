package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// ErrRefused says that the folder must not be written to: it holds another kind
// of output or files of others, or lies where no output may.
var ErrRefused = errors.New("refused")

// ErrForeign is an ErrRefused: something that is not ours stands in the way.
var ErrForeign = fmt.Errorf("%w: no build wrote what stands in the way", ErrRefused)

// ErrDamaged is an ErrRefused: what the output keeps of its last build cannot be
// read, so that nobody knows which of its files are ours.
var ErrDamaged = fmt.Errorf("%w: the record of its last build is damaged", ErrRefused)

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

// guardPlace refuses what is no folder, a folder that holds the site's root, and
// one that lies in one of its sources or holds one. Folders are compared as the
// system knows them, so that links and the case of letters do not matter.
func guardPlace(dir string, o Options) error {
	if err := guardFolder(dir); err != nil || o.Root == "" {
		return err
	}
	out, err := placeOf(dir)
	if err != nil {
		return fmt.Errorf("finding the output folder: %w", err)
	}
	root, err := placeOf(o.Root)
	if err != nil {
		return fmt.Errorf("finding the site's root: %w", err)
	}
	if root.in(out) {
		return fmt.Errorf("%w: the output %q holds the site itself", ErrRefused, dir)
	}
	for _, name := range o.Sources {
		source, err := placeOf(filepath.Join(o.Root, filepath.FromSlash(name)))
		switch {
		case err != nil:
			return fmt.Errorf("finding the folder %q: %w", name, err)
		case out.in(source):
			return fmt.Errorf("%w: the output %q lies in %q, where none may", ErrRefused, dir, name)
		case source.in(out):
			return fmt.Errorf("%w: the output %q holds %q, which is not for output", ErrRefused, dir, name)
		}
	}
	return nil
}

func guardFolder(dir string) error {
	if dir == "" {
		return fmt.Errorf("%w: the output folder has no name", ErrRefused)
	}
	info, err := os.Stat(dir)
	switch {
	case err == nil && !info.IsDir():
		return fmt.Errorf("%w: %q is not a folder", ErrRefused, dir)
	case isNotFolder(err):
		return fmt.Errorf("%w: %q lies below something that is not a folder", ErrRefused, dir)
	case errors.Is(err, fs.ErrNotExist):
		if _, err := os.Lstat(dir); err == nil {
			return fmt.Errorf("%w: %q is a link that leads nowhere", ErrRefused, dir)
		}
	}
	return nil
}

// place is where a folder is, or would be, with links resolved.
type place struct {
	there []fs.FileInfo // the nearest folder that is there, and those above it
	rest  string        // the path on from it
}

func placeOf(dir string) (p place, err error) {
	at, err := filepath.Abs(dir)
	if err != nil {
		return p, err
	}
	for {
		real, err := filepath.EvalSymlinks(at)
		if err == nil {
			at = real
			break
		}
		up := filepath.Dir(at)
		if up == at || !errors.Is(err, fs.ErrNotExist) {
			return p, err
		}
		p.rest, at = filepath.Join(filepath.Base(at), p.rest), up
	}
	for {
		info, err := os.Stat(at)
		if err != nil {
			return p, err
		}
		p.there = append(p.there, info)
		up := filepath.Dir(at)
		if up == at {
			return p, nil
		}
		at = up
	}
}

// in reports whether a place is the other one or below it.
func (p place) in(other place) bool {
	if other.rest == "" {
		return slices.ContainsFunc(p.there, func(info fs.FileInfo) bool { return os.SameFile(info, other.there[0]) })
	}
	const sep = string(filepath.Separator)
	path, above := strings.ToLower(p.rest+sep), strings.ToLower(other.rest+sep)
	return os.SameFile(p.there[0], other.there[0]) && strings.HasPrefix(path, above)
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
