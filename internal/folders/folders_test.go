package folders

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// planted makes a folder with files, links and more folders than are kept open.
func planted(t *testing.T) *os.Root {
	t.Helper()
	dir := t.TempDir()
	for i := range maxOpen + 20 {
		sub := filepath.Join(dir, "many", strings.Repeat("x", 1+i%7), string(rune('a'+i%26))+strings.Repeat("y", i/26))
		if err := os.MkdirAll(sub, 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(sub, "f.md"), []byte(sub), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for name, to := range map[string]string{"link.md": "many/x/a/f.md", "many/up.md": "../many/xx/b/f.md", "many/out.md": "../../other/secret"} {
		if err := os.Symlink(filepath.FromSlash(to), filepath.Join(dir, filepath.FromSlash(name))); err != nil {
			t.Skip("no links here:", err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return root
}

func TestTheFileSystemIsThatOfTheRoot(t *testing.T) {
	root := planted(t)
	tree := New(root)
	defer tree.Close()
	own, plain := tree.FS(), root.FS()
	read := 0
	err := fs.WalkDir(plain, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		got, gotErr := fs.ReadFile(own, name)
		want, wantErr := fs.ReadFile(plain, name)
		if string(got) != string(want) || (gotErr == nil) != (wantErr == nil) {
			t.Errorf("%s: read %q, %v; want %q, %v", name, got, gotErr, want, wantErr)
		}
		if wantErr == nil {
			read++
		}
		return nil
	})
	if err != nil || read < maxOpen {
		t.Fatalf("%d files were read, %v", read, err)
	}
	if len(tree.open) > maxOpen {
		t.Errorf("%d folders are open", len(tree.open))
	}
	for _, name := range []string{"", ".", "/etc/passwd", "../x", "many", "none/f.md", "many/out.md"} {
		_, gotErr := fs.ReadFile(own, name)
		_, wantErr := fs.ReadFile(plain, name)
		if gotErr == nil || wantErr == nil || gotErr.Error() != wantErr.Error() {
			t.Errorf("%q: %v, want %v", name, gotErr, wantErr)
		}
	}
}

func TestTheFileSystemHoldsToTheRules(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a/b/c.md", "a/d.md", "e.md"} {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(name), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	tree := New(root)
	defer tree.Close()
	if err := fstest.TestFS(tree.FS(), "a/b/c.md", "a/d.md", "e.md"); err != nil {
		t.Error(err)
	}
}
