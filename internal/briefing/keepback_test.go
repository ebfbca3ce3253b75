package briefing

import (
	"slices"
	"testing"
)

func TestKeysOfOtherToolsAreFoldedAndMeanOneOfOurs(t *testing.T) {
	for key, ours := range foreignKeys {
		if !slices.Contains(keepBackKeys, ours) || foldKey(key) != key {
			t.Errorf("%s: %s is not an entry that can work", key, ours)
		}
	}
	for key, want := range map[string]string{"TLP": "tlp", "tpl": "tlp", "Publish Date": "embargo", "publish-date": "embargo", "title": "", "url": "", "type": "", "tags": ""} {
		if got := KeepsBack(key); got != want {
			t.Errorf("%s: got %q, want %q", key, got, want)
		}
	}
}
