package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"dossier/internal/made"
)

// makeSite writes the archive, with times that lie in the past as those of files
// do that nobody is writing just now.
func makeSite(n int, dir string) error {
	past := time.Now().Add(-24 * time.Hour)
	for path, text := range made.New(n, seed).Files() {
		path = filepath.Join(dir, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(path, text, 0o666); err != nil {
			return err
		}
		if err := os.Chtimes(path, past, past); err != nil {
			return err
		}
	}
	return nil
}

// touch gives every file of content another time, as a checkout or a copy does.
func touch(site string, _, turn int) error {
	when := time.Now().Add(time.Duration(turn)*time.Minute - 12*time.Hour)
	return filepath.WalkDir(filepath.Join(site, "content"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		return os.Chtimes(path, when, when)
	})
}

// rewrite makes the edit of a briefing, of another one with each turn.
func rewrite(edit func(text string, turn int) string) func(site string, n, turn int) error {
	return func(site string, n, turn int) error {
		path := filepath.Join(site, made.Path((turn+1)*7919%n, n))
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		changed := edit(string(text), turn)
		if changed == string(text) {
			return fmt.Errorf("the edit leaves %s as it was", path)
		}
		return os.WriteFile(path, []byte(changed), 0o666)
	}
}

// sentence adds to one that cites, which its source quotes.
func sentence(text string, turn int) string {
	return strings.Replace(text, ".[^3]", fmt.Sprintf(" as was said on day %d.[^3]", turn), 1)
}

func title(text string, turn int) string {
	return strings.Replace(text, "title: \"", fmt.Sprintf("title: \"Again on %d, ", turn), 1)
}

// tag adds one of those that the archive has.
func tag(text string, turn int) string {
	archive := made.New(0, seed)
	for i := turn; ; i++ {
		if name := archive.Tag(i); !strings.Contains(text, name) {
			return strings.Replace(text, "tags: [", "tags: ["+name+", ", 1)
		}
	}
}

var (
	note = regexp.MustCompile(`(?m)^\[\^\d+\]: .*$`)
	date = regexp.MustCompile(`(?m)^date: .*$`)
)

// citation has a note cite a source that is new to the archive.
func citation(text string, turn int) string {
	return citing(text, fresh(turn, 6))
}

// citing has the sixth note cite a source.
func citing(text, source string) string {
	return note.ReplaceAllStringFunc(text, func(line string) string {
		if !strings.HasPrefix(line, "[^6]:") {
			return line
		}
		return "[^6]: " + source
	})
}

// fresh is a source that no other note cites.
func fresh(turn, note int) string {
	return fmt.Sprintf("[New on %d, %d](https://www.new%d.example/%d/%d), New Outlet, 2011-11-11.", turn, note, note, turn, note)
}

// add publishes a newest briefing, like the newest there is but that every second
// note cites what is new.
func add(site string, n, turn int) error {
	text, err := os.ReadFile(filepath.Join(site, made.Path(n-1, n)))
	if err != nil {
		return err
	}
	number := 0
	changed := note.ReplaceAllStringFunc(title(string(text), turn), func(line string) string {
		if number++; number%2 == 0 {
			return line
		}
		return fmt.Sprintf("[^%d]: %s", number, fresh(turn, number))
	})
	path := filepath.Join(site, "content", "2025", fmt.Sprintf("2025-12-31-added-%d.md", turn))
	return os.WriteFile(path, []byte(date.ReplaceAllString(changed, "date: 2025-12-31")), 0o666)
}
