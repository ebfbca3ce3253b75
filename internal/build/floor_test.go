package build

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// BenchmarkAgainstFloor runs the command on a made archive with every kind of page
// on, and testdata/floor on the same files, in turn, as whole processes. x-floor is
// the median of the ratios of the pairs, MB the highest peak of memory. A memory
// file system shows the program and not the disk:
//
//	TMPDIR=/dev/shm go test ./internal/build -run '^$' -bench AgainstFloor/1000$ -benchtime 9x
func BenchmarkAgainstFloor(b *testing.B) {
	for _, n := range []int{1000, 10000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) { againstFloor(b, n) })
	}
}

func againstFloor(b *testing.B, n int) {
	dir := b.TempDir()
	site, out := filepath.Join(dir, "site"), filepath.Join(dir, "out")
	if err := os.CopyFS(site, madeSite(n)); err != nil {
		b.Fatal(err)
	}
	config := "title = \"Made\"\nbase_url = \"https://made.example/\"\nexports = [\"csl-json\", \"bibtex\", \"ris\"]\n"
	if err := os.WriteFile(filepath.Join(site, "dossier.toml"), []byte(config), 0o666); err != nil {
		b.Fatal(err)
	}
	command, floor := program(b, dir, "dossier/cmd/dossier"), program(b, dir, "dossier/internal/build/testdata/floor")
	var ratios, seconds []float64
	var peak int64
	for b.Loop() {
		least, _ := run(b, out, floor, filepath.Join(site, "content"), out)
		took, memory := run(b, out, command, "-C", site, "build", "--out", out)
		ratios, seconds, peak = append(ratios, took.Seconds()/least.Seconds()), append(seconds, took.Seconds()), max(peak, memory)
	}
	b.ReportMetric(median(ratios), "x-floor")
	b.ReportMetric(median(seconds), "s")
	b.ReportMetric(float64(peak)/1e6, "MB")
}

func program(b *testing.B, dir, pkg string) string {
	b.Helper()
	name := filepath.Join(dir, filepath.Base(pkg)+".exe")
	if out, err := exec.Command("go", "build", "-o", name, pkg).CombinedOutput(); err != nil {
		b.Fatalf("building %s: %v\n%s", pkg, err, out)
	}
	return name
}

// run runs a program into an output that is not there yet, and gives its time and
// its peak of memory in bytes.
func run(b *testing.B, out, name string, args ...string) (time.Duration, int64) {
	b.Helper()
	if err := os.RemoveAll(out); err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command(name, args...) // what it says goes nowhere: reading it would take of its processors
	start := time.Now()
	if err := cmd.Run(); err != nil {
		b.Fatalf("%v: %v", cmd, err)
	}
	return time.Since(start), peakMemory(cmd.ProcessState)
}

func median(of []float64) float64 {
	slices.Sort(of)
	return of[len(of)/2]
}
