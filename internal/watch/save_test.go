package watch

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// saves are the ways in which editors and tools write a file that is there.
var saves = map[string]func(t *testing.T, path string){
	"in place": func(t *testing.T, path string) { write(t, path, "new") },
	"truncated, then written": func(t *testing.T, path string) {
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_TRUNC, 0)
		must(t, err)
		_, err = f.WriteString("in two")
		must(t, err)
		_, err = f.WriteString(" steps")
		must(t, err)
		must(t, f.Close())
	},
	"renamed over": func(t *testing.T, path string) {
		beside := filepath.Join(filepath.Dir(path), ".a.tmp")
		write(t, beside, "new")
		must(t, os.Rename(beside, path))
	},
	"vim, backup and write": func(t *testing.T, path string) {
		probe := filepath.Join(filepath.Dir(path), "4913")
		write(t, probe, "")
		must(t, os.Remove(probe))
		must(t, os.Rename(path, path+"~"))
		write(t, path, "new")
		must(t, os.Remove(path+"~"))
	},
	"Helix, backup kept aside": func(t *testing.T, path string) {
		backup := path + ".bck"
		must(t, os.Rename(path, backup))
		write(t, path, "new")
		must(t, os.Remove(backup))
	},
	"GLib, output stream": func(t *testing.T, path string) {
		beside := filepath.Join(filepath.Dir(path), ".goutputstream-X1Y2Z3")
		write(t, beside, "new")
		must(t, os.Rename(beside, path))
	},
	"Emacs, lock and backup": func(t *testing.T, path string) {
		lock := filepath.Join(filepath.Dir(path), ".#"+filepath.Base(path))
		must(t, os.Symlink("someone@somewhere.1234", lock))
		write(t, filepath.Join(filepath.Dir(path), "#"+filepath.Base(path)+"#"), "new")
		must(t, os.Rename(path, path+"~"))
		write(t, path, "new")
		must(t, os.Remove(lock))
	},
	"deleted and created": func(t *testing.T, path string) {
		must(t, os.Remove(path))
		write(t, path, "new")
	},
	"copied over": func(t *testing.T, path string) {
		other := filepath.Join(t.TempDir(), "other.md")
		write(t, other, "copied")
		from, err := os.Open(other)
		must(t, err)
		to, err := os.OpenFile(path, os.O_WRONLY|os.O_TRUNC, 0)
		must(t, err)
		_, err = io.Copy(to, from)
		must(t, errors.Join(err, from.Close(), to.Close()))
	},
	"moved in from elsewhere": func(t *testing.T, path string) {
		other := filepath.Join(filepath.Dir(filepath.Dir(path)), "elsewhere.md")
		write(t, other, "moved")
		must(t, os.Rename(other, path))
	},
	"touched": func(t *testing.T, path string) {
		when := time.Now().Add(-time.Hour)
		must(t, os.Chtimes(path, when, when))
	},
	"mode changed": func(t *testing.T, path string) { must(t, os.Chmod(path, 0o600)) },
}

// TestEverySaveIsSeen holds that a file is followed however it is saved, twice: a
// watch that was lost with the first file misses the second.
func TestEverySaveIsSeen(t *testing.T) {
	t.Parallel()
	for name, save := range saves {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			modes(t, func(t *testing.T, poll time.Duration) {
				dir := folderOf(t, "a.md", "deep/er/b.md")
				p := follow(t, Options{Roots: []string{dir}, Poll: poll}, actual())
				for _, file := range []string{"a.md", "a.md", "deep/er/b.md", "deep/er/b.md"} {
					path := filepath.Join(dir, file)
					if name == "mode changed" {
						must(t, os.Chmod(path, 0o644))
						p.quiet(dir)
					}
					p.forget()
					save(t, path)
					p.expect(path)
				}
			})
		})
	}
}

// TestTemporaryFilesAreNoNews holds that of a save only the file itself is reported.
func TestTemporaryFilesAreNoNews(t *testing.T) {
	t.Parallel()
	for name, save := range saves {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			modes(t, func(t *testing.T, poll time.Duration) {
				dir := folderOf(t, "a.md")
				path := filepath.Join(dir, "a.md")
				p := follow(t, Options{Roots: []string{dir}, Poll: poll}, actual())
				save(t, path)
				p.quiet(dir)
				got := p.reported()
				if want := []string{path}; !slices.Equal(got, want) {
					t.Errorf("reported %q, want %q", got, path)
				}
			})
		})
	}
}

func TestTemporaryNames(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"4913", ".a.md.swp", "a.md~", ".#a.md", "#a.md#", "a.md.bck", ".goutputstream-AB12", "a.tmp", "A.TMP", "a.md.orig",
		"a.md___jb_tmp___", "a.md.sb-8f2-Xz", ".~lock.a.odt#", "~$a.docx", ".nfs00012ab", ".fuse_hidden0001", ".a.kate-swp", "a.md.swo", "a.md.bak",
	} {
		if !isTemporary(name) {
			t.Errorf("%q is taken for a file that counts", name)
		}
	}
	for _, name := range []string{"a.md", "49130", "4913.md", "#hash.png", "a.sb-x.md", "intro.swf", "tmp", "a.tmp.md", ".nfsrc", ".htaccess", "~a.md", "a.swedish"} {
		if isTemporary(name) {
			t.Errorf("%q is taken for a temporary file", name)
		}
	}
}

// TestATemporaryFileCanBecomeARealOne holds that a name counts from when it does.
func TestATemporaryFileCanBecomeARealOne(t *testing.T) {
	t.Parallel()
	modes(t, func(t *testing.T, poll time.Duration) {
		dir := folderOf(t, "a.md.tmp")
		p := follow(t, Options{Roots: []string{dir}, Poll: poll}, actual())
		must(t, os.Rename(filepath.Join(dir, "a.md.tmp"), filepath.Join(dir, "a.md")))
		p.expect(filepath.Join(dir, "a.md"))
		p.forget()
		must(t, os.Rename(filepath.Join(dir, "a.md"), filepath.Join(dir, "a.md~")))
		p.expect(filepath.Join(dir, "a.md"))
	})
}
