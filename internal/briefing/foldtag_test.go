package briefing

import "testing"

func TestTagsThatDifferInCaseSpaceOrAccentOnlyAreOne(t *testing.T) {
	for _, same := range [][]string{
		{"China Policy", "china-policy", " CHINA  policy", "china_policy", "china\u00a0policy"},
		{"café", "Cafe\u0301", "CAFE", "cafe"},
		{"straße", "STRASSE"},
		{"", " ", "-"},
	} {
		for _, tag := range same {
			if FoldTag(tag) != FoldTag(same[0]) {
				t.Errorf("%q folds to %q, %q to %q", tag, FoldTag(tag), same[0], FoldTag(same[0]))
			}
		}
	}
	if FoldTag("a b") == FoldTag("ab") {
		t.Error("two words are not one")
	}
}
