package output

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"dossier/internal/cores"
)

// The benchmarks that write take 6,000 files of 10 KB in 3,000 folders, about what an
// archive of 1,000 briefings has. Those of a build in which little changed take
// 45,000 and 445,000 small ones, as of 10,000 and 100,000 briefings. TMPDIR says
// where: on a memory file system the work counts and not the disk.

type benchFile struct {
	path string
	data []byte
}

func benchFiles(version string) []benchFile { return benchFilesOf(6000, 10<<10, version) }

func benchFilesOf(n, size int, version string) []benchFile {
	files := make([]benchFile, 0, n)
	for i := range n / 2 {
		dir := fmt.Sprintf("briefings/%d/%d-what-it-is-about", 2000+i%10, i)
		text := []byte(strings.Repeat(dir+version, size/len(dir+version)+1))
		files = append(files, benchFile{dir + "/index.html", text}, benchFile{dir + "/sources.json", text})
	}
	return files
}

func benchBuild(b *testing.B, dir string, files []benchFile) {
	w, err := Begin(dir, kind, Options{})
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range files {
		if err := w.Put(Page, f.path, f.data, 1); err != nil {
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

// sizes runs a benchmark on an output of as many files as archives of 10,000 and
// 100,000 briefings have.
func sizes(b *testing.B, run func(b *testing.B, dir string, files []benchFile)) {
	for _, n := range []int{45_000, 445_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			dir, files := filepath.Join(b.TempDir(), "public"), benchFilesOf(n, 1, "")
			benchBuild(b, dir, files)
			runtime.GC()
			run(b, dir, files)
		})
	}
}

// BenchmarkKept is a build that keeps all its files, or all but 40, on all cores.
func BenchmarkKept(b *testing.B) {
	for _, changed := range []int{0, 40} {
		b.Run(fmt.Sprintf("changed=%d", changed), func(b *testing.B) {
			sizes(b, func(b *testing.B, dir string, files []benchFile) {
				round := 0
				for b.Loop() {
					round++
					benchKept(b, dir, files, changed, round)
				}
			})
		})
	}
}

func benchKept(b *testing.B, dir string, files []benchFile, changed, round int) {
	w, err := Begin(dir, kind, Options{})
	if err != nil {
		b.Fatal(err)
	}
	step := len(files)
	if changed > 0 {
		step /= changed
	}
	cores.Each(len(files), func(i int) {
		f := files[i]
		if (changed == 0 || i%step > 0) && w.Keep(Page, f.path, 1) {
			return
		}
		if err := w.Put(Page, f.path, fmt.Append(f.data, round), 1); err != nil {
			b.Error(err)
		}
	})
	if r, err := w.Commit(); err != nil || len(r.Written) > changed {
		b.Fatalf("%d written: %v", len(r.Written), err)
	}
}

func BenchmarkUntouched(b *testing.B) {
	sizes(b, func(b *testing.B, dir string, _ []benchFile) {
		for b.Loop() {
			if _, whole := Find(dir, Options{}).Untouched(kind); !whole {
				b.Fatal("it is not whole")
			}
		}
	})
}

// BenchmarkManifest reads a manifest in the fast way and in the one for every form
// of it.
func BenchmarkManifest(b *testing.B) {
	sizes(b, func(b *testing.B, dir string, _ []benchFile) {
		data, err := os.ReadFile(filepath.Join(dir, manifestFile))
		if err != nil {
			b.Fatal(err)
		}
		b.Run("scan", func(b *testing.B) {
			for b.Loop() {
				if _, ok := scan(bytes.NewReader(data), int64(len(data))); !ok {
					b.Fatal("it is not as encode prints it")
				}
			}
		})
		b.Run("decode", func(b *testing.B) {
			for b.Loop() {
				if _, err := decode(data); err != nil {
					b.Fatal(err)
				}
			}
		})
	})
}
