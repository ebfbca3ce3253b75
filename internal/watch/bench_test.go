package watch

import (
	"context"
	"fmt"
	"testing"
	"time"
)

// BenchmarkPoll gives what one look at 10,000 files in 500 folders costs.
func BenchmarkPoll(b *testing.B) {
	dir := b.TempDir()
	for i := range 10_000 {
		write(b, fmt.Sprintf("%s/%d/%d.md", dir, i%500, i), "x")
	}
	s := scope{views: []view{{dir, dir}}, ignore: func(string, bool) bool { return false }}
	t := &tree{dir: dir, seen: map[string]*sight{}}
	t.poll(context.Background(), s)
	time.Sleep(grain)
	t.poll(context.Background(), s)
	b.ReportAllocs()
	for b.Loop() {
		if found := t.poll(context.Background(), s); len(found) > 0 {
			b.Fatalf("%d files are said to have changed", len(found))
		}
	}
}

// BenchmarkNew gives what it costs to begin to follow 10,000 files in 500 folders.
func BenchmarkNew(b *testing.B) {
	dir := b.TempDir()
	for i := range 10_000 {
		write(b, fmt.Sprintf("%s/%d/%d.md", dir, i%500, i), "x")
	}
	done, stop := context.WithCancel(context.Background())
	stop()
	b.ReportAllocs()
	for b.Loop() {
		w, err := New(Options{Roots: []string{dir}})
		if err != nil {
			b.Fatal(err)
		}
		if err := w.Run(done); err != nil {
			b.Fatal(err)
		}
	}
}
