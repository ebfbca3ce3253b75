package build

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"dossier/internal/site"
)

func TestKeyboardGoesFromMarkerToNoteAndBack(t *testing.T) {
	files := renderAll(t, edition(t, real(t, nil)))
	b := open(t, serve(t, files).URL)
	for _, width := range []int64{700, 1440} {
		b.Size(width, 900)
		b.visit(kinds(files)["briefing"])
		b.Press(kb.Tab)
		if f := focused(t, b); f.Name != "skip" || f.Href != "#part:text" {
			t.Errorf("the first stop is %+v, not the way to the text", f)
		}
		b.Press(kb.Enter)
		marker := tabTo(t, b, "doc-noteref")
		b.Press(kb.Enter)
		if at := hash(b); at != marker.Href {
			t.Errorf("the marker led to %q, want %q", at, marker.Href)
		}
		back := tabTo(t, b, "doc-backlink")
		b.Press(kb.Enter)
		if at := hash(b); at != back.Href || at != "#"+marker.Parent {
			t.Errorf("the way back led to %q, and the marker is %q", at, marker.Parent)
		}
		b.Press(kb.Tab)
		if f := focused(t, b); f.Parent != marker.Parent {
			t.Errorf("behind the way back the next stop is %+v, not the marker again", f)
		}
	}
}

func hash(b *browser) string { return seen[string](b, "decodeURIComponent(location.hash)") }

type focus struct {
	Role, Name, Href, Parent string
	Ring                     bool
}

// focused gives what has the focus, which must be seen to have it.
func focused(t *testing.T, b *browser) focus {
	t.Helper()
	f := seen[focus](b, "look.focused()")
	if !f.Ring {
		t.Errorf("nothing shows that %+v has the focus", f)
	}
	return f
}

func tabTo(t *testing.T, b *browser, role string) focus {
	t.Helper()
	for range 40 {
		b.Press(kb.Tab)
		if f := focused(t, b); f.Role == role {
			return f
		}
	}
	t.Fatalf("no %s within 40 stops", role)
	return focus{}
}

func TestNothingMovesForWhoWantsNoMotion(t *testing.T) {
	files := renderAll(t, edition(t, real(t, nil)))
	b := open(t, serve(t, files).URL)
	for preference, want := range map[string]string{"reduce": "auto", "no-preference": "smooth"} {
		b.Media("", "prefers-reduced-motion="+preference)
		b.visit("/")
		if got := seen[[]string](b, `look.style("html", "scrollBehavior")`); got[0] != want {
			t.Errorf("prefers-reduced-motion: %s: scrolling is %s, want %s", preference, got[0], want)
		}
	}
}

func TestAliasLeadsOn(t *testing.T) {
	r := edition(t, real(t, nil))
	files := renderAll(t, r)
	b := open(t, serve(t, files).URL)
	aliases := 0
	for _, p := range r.Site.Pages() {
		if p.Kind != site.Redirect {
			continue
		}
		aliases++
		view, err := r.Site.View(p)
		if err != nil {
			t.Fatal(err)
		}
		to := string(view.(*site.RedirectView).URL)
		if at := leads(t, b, p.Path); !strings.HasSuffix(to, at) {
			t.Errorf("%s leads to %q, want %q", p.Path, at, to)
		}
	}
	if aliases == 0 {
		t.Error("content/ has no alias")
	}
}

// leads opens an address that leads on and gives the path where the browser ends.
func leads(t *testing.T, b *browser, path string) string {
	t.Helper()
	elsewhere := func(e page.EventFrameNavigated) bool { return !strings.HasSuffix(e.Frame.URL, path) }
	set := chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, page.Navigate, page.NavigateParams{URL: "http://" + b.host + path})
		return err
	})
	e, err := chromedp.Run(b.Context(), chromedp.WaitEvent(page.FrameNavigated, elsewhere, set))
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(e.Frame.URL)
	if err != nil {
		t.Fatal(err)
	}
	return u.Path
}
