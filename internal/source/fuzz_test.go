package source

import (
	"errors"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"dossier/internal/briefing"
)

func FuzzClean(f *testing.F) {
	for _, s := range spellings(f) {
		f.Add(s.raw)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		c, err := Clean(raw)
		if err != nil {
			var r *Refusal
			if !errors.As(err, &r) || r.Code == "" || r.Text == "" {
				t.Fatalf("%q: %v is no refusal", raw, err)
			}
			return
		}
		if !strings.HasPrefix(c.URL, "http://") && !strings.HasPrefix(c.URL, "https://") {
			t.Fatalf("%q became %q", raw, c.URL)
		}
		for i := range len(c.URL) {
			if b := c.URL[i]; b <= ' ' || b >= 0x7f || strings.IndexByte(`"<>\^{|}`+"`", b) >= 0 {
				t.Fatalf("%q became %q, which holds %q", raw, c.URL, b)
			}
		}
		parsed, err := url.Parse(c.URL)
		if err != nil || parsed.User != nil || parsed.Host == "" {
			t.Fatalf("%q became %q: %v", raw, c.URL, err)
		}
		again, err := CleanTarget(c.URL)
		if err != nil || again.URL != c.URL {
			t.Fatalf("%q became %q and then %q, %v", raw, c.URL, again.URL, err)
		}
		if Domain(c.URL) == "" || Readable(c.URL) == "" || !utf8.ValidString(Readable(c.URL)) || utf8.RuneCountInString(Readable(c.URL)) > maxReadable {
			t.Fatalf("%q: domain %q, readable %q", c.URL, Domain(c.URL), Readable(c.URL))
		}
		if d := Defang(c.URL); Defang(d) != d {
			t.Fatalf("%q is defanged as %q and then as %q", c.URL, d, Defang(d))
		} else if c, err := Clean(d); err == nil {
			t.Fatalf("%q is still the URL %q", d, c.URL)
		}
	})
}

func FuzzFold(f *testing.F) {
	for _, s := range spellings(f) {
		f.Add(s.raw)
	}
	f.Add("https://www.www.example.org//?&&utm_x#!")
	f.Add("key:book")
	f.Fuzz(func(t *testing.T, raw string) {
		once := Fold(raw)
		if twice := Fold(once); twice != once {
			t.Fatalf("%q folds to %q and that to %q", raw, once, twice)
		}
		shelf, id := Place(once)
		if len(shelf) != 2 || len(id) != 14 || id[0] != 's' || id[1:3] != shelf {
			t.Fatalf("place %q %q", shelf, id)
		}
		if c, err := CleanTarget(raw); err == nil && c.Saved.URL == "" && c.Wrapper == "" && !c.SchemeAdded && Fold(c.URL) != once {
			if trim(raw) == raw {
				t.Fatalf("%q folds to %q, cleaned to %q", raw, once, Fold(c.URL))
			}
		}
	})
}

// A register of any bytes is read without a crash, nothing above the edition is
// kept, and what is kept leads to a settled identity.
func FuzzRegister(f *testing.F) {
	f.Add([]byte(faultyRegister))
	f.Add([]byte(markedRegister))
	f.Add([]byte("sources:\n  - {key: a, url: x.org/a, same_as: b}\n  - {key: b, title: B, same_as: a}\noutlets: []\n"))
	f.Add([]byte("sources: {a: {url: 'https://a.example/', aliases: [https://b.example/], moved_to: https://c.example/, status: moved}, b: {same_as: https://b.example/, title: T}}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, diags := registered(string(data), briefing.Green, Policies{})
		for _, d := range diags {
			if d.Line < 1 || d.Col < 1 || d.Code == "" || d.Text == "" {
				t.Fatalf("a report without place or text: %+v", d)
			}
		}
		for i := range r.records {
			rec := &r.records[i]
			if rec.Marking > briefing.Green {
				t.Fatalf("above the edition: %+v", rec)
			}
			own := identity(rec)
			if last := r.Canonical(own); r.Canonical(last) != last {
				t.Fatalf("%q stands for %q, and that for %q", own, last, r.Canonical(last))
			}
			if rec.URL != "" && !strings.HasPrefix(rec.URL, "http") {
				t.Fatalf("the URL %q", rec.URL)
			}
			if own != "" && r.ByURL(own) == nil {
				t.Fatalf("no record holds for %q", own)
			}
		}
	})
}
