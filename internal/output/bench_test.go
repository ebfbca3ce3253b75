package output

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dossier/internal/cores"
)

// The benchmarks write 6,000 files of 10 KB into 3,000 folders, about what an
// archive of 1,000 briefings has. TMPDIR says where: on a memory file system the
// work counts and not the disk.

type benchFile struct {
	path string
	data []byte
}

func benchFiles(version string) []benchFile {
	files := make([]benchFile, 0, 6000)
	for i := range 3000 {
		dir := fmt.Sprintf("briefings/%d/%d", 2000+i%10, i)
		text := strings.Repeat(dir+version, 10<<10/len(dir+version))
		files = append(files, benchFile{dir + "/index.html", []byte(text)}, benchFile{dir + "/sources.json", []byte(text)})
	}
	return files
}

func benchBuild(b *testing.B, dir string, files []benchFile) {
	w, err := Begin(dir, kind, Options{})
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range files {
		if err := w.Put(Page, f.path, f.data, 0); err != nil {
			b.Fatal(err)
		}
	}
	if _, err := w.Commit(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkFloor is what no safe writing can be below: folders, files, renames by
// plain paths.
func BenchmarkFloor(b *testing.B) {
	files := benchFiles("")
	for b.Loop() {
		dir := b.TempDir()
		for _, f := range files {
			name := filepath.Join(dir, f.path)
			if strings.HasSuffix(name, "index.html") {
				if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
					b.Fatal(err)
				}
			}
			if err := os.WriteFile(name+"~", f.data, 0o666); err != nil {
				b.Fatal(err)
			}
			if err := os.Rename(name+"~", name); err != nil {
				b.Fatal(err)
			}
		}
		drop(b, dir)
	}
}

// drop empties a folder between rounds, so that memory is not filled; it does not count.
func drop(b *testing.B, dir string) {
	b.StopTimer()
	if err := os.RemoveAll(dir); err != nil {
		b.Fatal(err)
	}
	b.StartTimer()
}

func BenchmarkFirst(b *testing.B) {
	files := benchFiles("")
	for b.Loop() {
		dir := filepath.Join(b.TempDir(), "public")
		benchBuild(b, dir, files)
		drop(b, dir)
	}
}

func BenchmarkSame(b *testing.B) {
	files, dir := benchFiles(""), filepath.Join(b.TempDir(), "public")
	benchBuild(b, dir, files)
	for b.Loop() {
		benchBuild(b, dir, files)
	}
}

// BenchmarkKept is a build in which 40 files are made and all others are kept, beside a
// look whether all are there; of 48,000 files, about what 10,000 briefings have.
func BenchmarkKept(b *testing.B) {
	var files []benchFile
	for i := range 12000 {
		for _, name := range []string{"index.html", "sources.bib", "sources.ris", "sources.json"} {
			files = append(files, benchFile{fmt.Sprintf("briefings/%d/made-%d/%s", 2000+i%10, i, name), []byte(name)})
		}
	}
	dir := filepath.Join(b.TempDir(), "public")
	build := func(again int) {
		w, err := Begin(dir, kind, Options{})
		if err != nil {
			b.Fatal(err)
		}
		cores.Each(len(files), func(i int) {
			print := Fingerprint(1)
			if i < again {
				print = Fingerprint(b.Elapsed()) + 2
			}
			if !w.Keep(Page, files[i].path, print) {
				if err := w.Put(Page, files[i].path, fmt.Append(files[i].data, print), print); err != nil {
					b.Error(err)
				}
			}
		})
		if _, err := w.Commit(); err != nil {
			b.Fatal(err)
		}
	}
	build(0)
	for _, again := range []int{0, 40} {
		b.Run(fmt.Sprint(again, " made"), func(b *testing.B) {
			for b.Loop() {
				build(again)
			}
		})
	}
	b.Run("untouched", func(b *testing.B) {
		for b.Loop() {
			if _, whole := Untouched(dir, kind, Options{}); !whole {
				b.Fatal("touched")
			}
		}
	})
	b.Run("manifest", func(b *testing.B) {
		for b.Loop() {
			if _, err := ReadManifest(dir); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkAllChanged(b *testing.B) {
	dir := filepath.Join(b.TempDir(), "public")
	versions := [][]benchFile{benchFiles("a"), benchFiles("b")}
	benchBuild(b, dir, versions[1])
	i := 0
	for b.Loop() {
		benchBuild(b, dir, versions[i%2])
		i++
	}
}
