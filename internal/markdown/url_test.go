package markdown

import "testing"

// A part of a word is no host: what it would lead to is another place than the
// author wrote.
func TestAPartOfAWordIsNoAddress(t *testing.T) {
	for text, want := range map[string]string{
		"my_site.example.org/a":          "",
		"x_www.example.org/a":            "",
		"_www.example.org/a_":            "www.example.org/a",
		"_site.example.org/a_":           "site.example.org/a",
		"see_ www.example.org/a":         "www.example.org/a",
		"https://my_site.example.org/a":  "https://my_site.example.org/a",
		"**www.example.org/a**, The Day": "www.example.org/a",
	} {
		doc := New(Options{}).Parse([]byte("Text.[^1]\n\n[^1]: "+text+"\n"), 1)
		got := ""
		for _, item := range doc.Items {
			got += item.URL
		}
		if got != want {
			t.Errorf("%q names %q, want %q", text, got, want)
		}
	}
}
