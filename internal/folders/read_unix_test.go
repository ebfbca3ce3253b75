//go:build unix

package folders

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A file may have grown or shrunk since its size was asked for.
func TestAllOfAFileIsReadWhateverSizeItWasSaidToHave(t *testing.T) {
	for _, length := range []int{0, 1, 100, 5000, 70_000} {
		want := strings.Repeat("x", length)
		name := filepath.Join(t.TempDir(), "f")
		if err := os.WriteFile(name, []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, said := range []int{0, 1, length / 2, length, length + 1, 2 * length} {
			file, err := os.Open(name)
			if err != nil {
				t.Fatal(err)
			}
			if got, ok := readAll(int(file.Fd()), said); !ok || string(got) != want {
				t.Errorf("of %d bytes, said to be %d, %d were read, %v", length, said, len(got), ok)
			}
			file.Close()
		}
	}
}
