package output

import (
	"bufio"
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// printed is the manifest of files as a build writes it.
func printed(kind string, files []planned) []byte {
	var b bytes.Buffer
	out := bufio.NewWriter(&b)
	encode(out, kind, func(yield func(*planned) bool) {
		for i := range files {
			if !yield(&files[i]) {
				return
			}
		}
	})
	out.Flush()
	return b.Bytes()
}

func scanned(data []byte) (record, bool) { return scan(bytes.NewReader(data), int64(len(data))) }

// recordOf reads the manifest of an output.
func recordOf(t *testing.T, dir string) record {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	last, err := readRecord(root)
	if err != nil {
		t.Fatal(err)
	}
	return last
}

func randomFile(r *rand.Rand, path string) planned {
	f := File{Path: path, Class: Class(r.IntN(4)), Size: r.Int64N(1 << 40), Fingerprint: Fingerprint(r.Uint64N(3))}
	for i := range f.Sum {
		f.Sum[i] = byte(r.IntN(256))
	}
	return planned{File: f}
}

func TestAManifestIsReadAsItWasWritten(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var files []planned
	for _, path := range []string{"a", "b/<&>.html", "b/é.html", "c d", `d","class":"x`, "e\u2028\x7f~", strings.Repeat("f", 300), strings.Repeat("g/x", 40_000)} {
		files = append(files, randomFile(r, path))
		for _, kind := range []string{"", `TLP:"AMBER" <é>`} {
			data := printed(kind, files)
			last, err := parse(bytes.NewReader(data), int64(len(data)))
			if err != nil || last.kind != kind || !reflect.DeepEqual(last.files, files) || last.sum != sumOf(data) {
				t.Errorf("%.200q: read as %+.200v, %v", data, last, err)
			}
			if last.exact != (len(path) < 64<<10) {
				t.Errorf("%.200q: exact is %v", path, last.exact)
			}
		}
	}
	if last, ok := scanned(printed("none", nil)); !ok || len(last.files) > 0 || last.kind != "none" {
		t.Errorf("read as %+v, %v", last, ok)
	}
}

// FuzzManifest holds the reading of the own form to that of JSON in both directions:
// what the one takes the other reads as the same, and what the other reads the one takes
// once it is written.
func FuzzManifest(f *testing.F) {
	r := rand.New(rand.NewPCG(3, 4))
	whole := printed("TLP:CLEAR", []planned{randomFile(r, "a/b"), randomFile(r, "a/é"), randomFile(r, `c"d`)})
	for _, edit := range [][2]string{{"", ""}, {"a/b", `\u0061/b`}, {`"size":`, `"size":0`}, {`"size":`, `"size":-`}, {"_version\": 2", "_version\": 1"}, {"\n]", ",\n]"},
		{"a/b", "a/é"}, {"a/b", "../b"}, {"}\n", "}\n\n"}, {"page", "Page"}, {`"xxh3":"`, `"xxh3":"A`}, {"\n{", "\n {"}, {",\"class\"", ",\"size\":1,\"class\""}} {
		f.Add(bytes.Replace(whole, []byte(edit[0]), []byte(edit[1]), 1))
	}
	f.Add(printed("", nil))
	unknown := printed("", []planned{{File: File{Path: "a"}}})
	f.Add(bytes.Replace(unknown, []byte(`"}`), []byte(`","made_from":"0000000000000000"}`), 1))
	f.Fuzz(func(t *testing.T, data []byte) {
		own, ok := scanned(data)
		want, err := decode(data)
		if !ok && err != nil {
			return
		}
		if err != nil {
			t.Fatalf("read as %+v, and as JSON: %v", own, err)
		}
		if ok && !bytes.Equal(printed(own.kind, own.files), data) {
			t.Fatalf("%q is not as it is printed", data)
		}
		if !ok {
			if slices.ContainsFunc(want.files, func(p planned) bool { return p.Size < 0 || len(p.Path) > 10_000 }) || len(want.kind) > 10_000 {
				return
			}
			if own, ok = scanned(printed(want.kind, want.files)); !ok {
				t.Fatalf("what JSON reads as %+v is not read once it is printed", want)
			}
		}
		if own.kind != want.kind || len(own.files)+len(want.files) > 0 && !reflect.DeepEqual(own.files, want.files) {
			t.Fatalf("read as\n%+v, and as JSON\n%+v", own, want)
		}
	})
}

// A manifest that another program put into another form says as much, and is written
// again as it was.
func TestAManifestOfAnotherFormSaysWhatIsOurs(t *testing.T) {
	for name, edit := range map[string]func(text string) string{
		"spaced":   func(text string) string { return strings.ReplaceAll(text, `":`, `": `) },
		"one line": func(text string) string { return strings.ReplaceAll(text, "\n", "") },
		"unsorted": func(text string) string {
			lines := strings.Split(text, "\n")
			lines[4], lines[5] = lines[5], lines[4]
			return strings.Join(lines, "\n")
		},
	} {
		dir := t.TempDir()
		files := map[string]string{"a.html": "a", "b.html": "b", "c.html": "c"}
		made(t, dir, files)
		before := read(t, dir, manifestFile)
		write(t, dir, manifestFile, edit(before))
		delete(files, "c.html")
		if _, whole := Find(dir, Options{}).Untouched(kind); whole {
			t.Errorf("%s: untouched", name)
		}
		if r := made(t, dir, files); fmt.Sprint(r.Written, r.Removed, r.Kept) != "[] [c.html] 2" {
			t.Errorf("%s: %+v", name, r)
		}
		files["c.html"] = "c"
		made(t, dir, files)
		write(t, dir, manifestFile, edit(before))
		made(t, dir, files)
		if after := read(t, dir, manifestFile); after != before {
			t.Errorf("%s: written as %s", name, after)
		}
	}
}

func TestAManifestOfTheFirstSchemaSaysWhatIsOursAndKeepsNothing(t *testing.T) {
	dir := t.TempDir()
	made(t, dir, map[string]string{"a.html": "a", "gone/b.html": "b"})
	text := read(t, dir, manifestFile)
	write(t, dir, manifestFile, strings.Replace(text, `"schema_version": 2`, `"schema_version": 1`, 1))
	if _, whole := Find(dir, Options{}).Untouched(kind); whole {
		t.Error("untouched, though nobody knows what it was made from")
	}
	if r := made(t, dir, map[string]string{"a.html": "a"}); fmt.Sprint(r.Written, r.Removed, r.Same, r.Kept) != "[] [gone/b.html] 1 0" {
		t.Errorf("%+v", r)
	}
	if text := read(t, dir, manifestFile); !strings.Contains(text, `"schema_version": 2`) {
		t.Errorf("written as %s", text)
	}
	if r := made(t, dir, map[string]string{"a.html": "a"}); r.Kept != 1 {
		t.Errorf("%+v", r)
	}
}

func TestTheReportNamesTheOutput(t *testing.T) {
	dir := t.TempDir()
	put := func(print Fingerprint) Report {
		w, err := Begin(dir, kind, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Put(Page, "index.html", []byte("home"), print); err != nil {
			t.Fatal(err)
		}
		r, err := w.Commit()
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	first, again, other := put(1), put(1), put(2)
	if first.Manifest != again.Manifest || first.Manifest == other.Manifest {
		t.Errorf("%x, %x, %x", first.Manifest, again.Manifest, other.Manifest)
	}
	data, err := os.ReadFile(filepath.Join(dir, manifestFile))
	if err != nil || other.Manifest != sumOf(data) {
		t.Errorf("%x is not the sum of the manifest, %v", other.Manifest, err)
	}
	if r, whole := Find(dir, Options{}).Untouched(kind); !whole || r.Manifest != other.Manifest {
		t.Errorf("%+v, %v", r, whole)
	}
}
