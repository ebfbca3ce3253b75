package content

import (
	"testing"
	"time"

	"dossier/internal/briefing"
)

func TestAGlanceFindsTheHighestMarking(t *testing.T) {
	for want, files := range map[briefing.Marking]map[string]string{
		briefing.Unmarked:    {"content/a.md": text("draft: true")},
		briefing.Clear:       {"content/a.md": text("tlp: CLEAR"), "content/_b.md": text("tlp: RED")},
		briefing.Amber:       {"content/a.md": text("tlp: CLEAR"), "content/deep/b.md": text(`tlp: "TLP:AMBER"`), "content/c.md": text("tlp: GREEN")},
		briefing.AmberStrict: {"content/a.md": text("tlp: AMBER+STRICT") + "\ntlp: RED\n"},
		briefing.Red:         {"content/a.md": "{\"title\": \"x\", \"tlp\": \"RED\"}\n\nBody", "content/b.md": ""},
	} {
		scan, err := Look(folder(files), Options{Now: time.Unix(1, 0)})
		if err != nil {
			t.Fatal(err)
		}
		if got := scan.Highest(); got != want {
			t.Errorf("%v, want %v", got, want)
		}
	}
}

func TestWhatIsPassedOverIsSo(t *testing.T) {
	for path, want := range map[string]bool{
		"": false, "a.md": false, "2024/a.md": false, "2024/.a.md": true, "_drafts/a.md": true, "a.md~": true, ".git/x": true, "a/b.md.tmp": true,
	} {
		if got := PassedOver(path); got != want {
			t.Errorf("%q: %t", path, got)
		}
	}
}
