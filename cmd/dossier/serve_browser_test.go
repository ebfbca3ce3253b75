//go:build unix

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"dossier/internal/chrome"
)

// reader is a tab that looks at a preview.
type reader struct {
	*chrome.Tab
	of *previewed
}

func (r *reader) visit(path string) {
	r.T.Helper()
	r.Do("opening "+path, chromedp.Navigate("about:blank"), chromedp.Navigate(r.of.url+path))
	r.Do("marking the window", chromedp.Evaluate[chromedp.Void](`window.marked = true; undefined`))
}

func (r *reader) until(condition string) {
	r.T.Helper()
	r.Until(condition, 20*time.Second)
}

// stays holds that the page was not loaded again since it was opened.
func (r *reader) stays() {
	r.T.Helper()
	if !chrome.Seen[bool](r.Tab, `window.marked === true`) {
		r.T.Error("the page was loaded again")
	}
}

// ours is what the preview puts into a page, as a script sees it.
const ours = `document.querySelector('dossier-preview').shadowRoot`

// longText is a briefing that scrolls.
func longText(title, word string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\nid: b-long\ntitle: %s\ndate: 2026-02-03\ntlp: CLEAR\n---\n", title)
	for i := range 80 {
		fmt.Fprintf(&b, "\nParagraph %d says %s, and takes up room on the page.\n", i, word)
	}
	return b.String()
}

// What an author sees who saves files while the browser shows them.
func TestABrowserFollowsWhatIsSaved(t *testing.T) {
	tab := chrome.Open(t, nil)
	s := serveSite(t)
	defer s.stop()
	put(t, s.site, "content/2026-02-03-long.md", longText("Long", "little"))
	s.comes("/briefings/2026/long/", "Paragraph 79")
	for _, c := range []struct {
		name string
		test func(*reader)
	}{
		{"a sentence is typed", sentenceIsTyped},
		{"a style sheet is saved", styleIsSaved},
		{"a fault is made and mended", faultIsMended},
		{"a template is saved", templateIsSaved},
		{"a missing page is written", missingIsWritten},
		{"a new briefing is written", newIsWritten},
		{"a briefing is renamed", briefingIsRenamed},
		{"a lower edition is looked at", lowerIsSeen},
	} {
		t.Run(c.name, func(t *testing.T) {
			defer func(outer *testing.T) { tab.T, s.t = outer, outer }(tab.T)
			tab.T, s.t = t, t
			c.test(&reader{tab, s})
		})
	}
	tab.Do("leaving", chromedp.Navigate("about:blank")) // or the tab holds a line to the server
}

func sentenceIsTyped(r *reader) {
	r.visit("/briefings/2026/long/")
	r.Do("scrolling", chromedp.Evaluate[chromedp.Void](`document.querySelectorAll('main p')[60].scrollIntoView({behavior: 'instant'}); window.at = scrollY; undefined`))
	if !chrome.Seen[bool](r.Tab, `window.at > 500`) {
		r.T.Fatal("the page does not scroll")
	}
	put(r.T, r.of.site, "content/2026-02-03-long.md", longText("Long", "a lot"))
	r.until(`document.querySelector('main').textContent.includes('Paragraph 60 says a lot')`)
	r.stays()
	if !chrome.Seen[bool](r.Tab, `Math.abs(scrollY - window.at) < 2`) {
		r.T.Error("the page scrolled")
	}
}

func styleIsSaved(r *reader) {
	r.visit("/briefings/2026/long/")
	theme, err := os.ReadFile(filepath.Join("..", "..", "static", "assets", "site.css"))
	if err != nil {
		r.T.Fatal(err)
	}
	put(r.T, r.of.site, "static/assets/site.css", string(theme)+"\nh1 { letter-spacing: 7px }\n")
	r.until(`getComputedStyle(document.querySelector('h1')).letterSpacing === '7px'`)
	r.stays()
	put(r.T, r.of.site, "static/assets/site.css", string(theme)+"\nh1 { letter-spacing: 3px }\n")
	r.until(`getComputedStyle(document.querySelector('h1')).letterSpacing === '3px'`)
	r.stays()
}

func faultIsMended(r *reader) {
	r.visit("/briefings/2026/long/")
	put(r.T, r.of.site, "content/2026-02-03-long.md", longText("Long", "nothing[^none]"))
	r.until(ours + `?.querySelector('.card.errors') && !` + ours + `.querySelector('.card.errors').hidden`)
	shown := chrome.Seen[string](r.Tab, ours+`.querySelector('.card.errors').textContent`)
	for _, want := range []string{"content/2026-02-03-long.md:8:", "^none", "8 | Paragraph 0 says nothing"} {
		if !strings.Contains(shown, want) {
			r.T.Errorf("the errors do not say %q:\n%s", want, shown[:min(len(shown), 600)])
		}
	}
	if !chrome.Seen[bool](r.Tab, `document.querySelector('main').textContent.includes('says a lot')`) {
		r.T.Error("the last good page is gone")
	}
	put(r.T, r.of.site, "content/2026-02-03-long.md", longText("Long", "enough"))
	r.until(`document.querySelector('main').textContent.includes('says enough')`)
	r.until(`!` + ours + `.querySelector('.card.errors') || ` + ours + `.querySelector('.card.errors').hidden`)
	r.stays()
}

func templateIsSaved(r *reader) {
	r.visit("/briefings/2026/long/")
	theme, err := os.ReadFile(filepath.Join("..", "..", "templates", "footer.html"))
	if err != nil {
		r.T.Fatal(err)
	}
	put(r.T, r.of.site, "templates/footer.html", strings.Replace(string(theme), "</footer>", "<p>Below all</p></footer>", 1))
	r.until(`document.body.textContent.includes('Below all')`)
}

func missingIsWritten(r *reader) {
	r.visit("/briefings/2026/lon/")
	r.until(ours + `.querySelector('.card.missing').textContent.includes('/briefings/2026/long/')`)
	put(r.T, r.of.site, "content/2026-02-04-lon.md", "---\ntitle: Short\ndate: 2026-02-04\ntlp: CLEAR\n---\n\nNow there.\n")
	r.until(`document.querySelector('main').textContent.includes('Now there.')`)
}

func newIsWritten(r *reader) {
	r.visit("/")
	put(r.T, r.of.site, "content/2026-02-05-novel.md", "---\ntitle: Novel\ndate: 2026-02-05\ntlp: CLEAR\n---\n\nNobody knew.\n")
	r.until(`location.pathname === '/briefings/2026/novel/' && document.querySelector('main').textContent.includes('Nobody knew.')`)
}

func briefingIsRenamed(r *reader) {
	r.visit("/briefings/2026/long/")
	was, is := filepath.Join(r.of.site, "content", "2026-02-03-long.md"), filepath.Join(r.of.site, "content", "2026-02-03-longer.md")
	if err := os.Rename(was, is); err != nil {
		r.T.Fatal(err)
	}
	r.until(`location.pathname === '/briefings/2026/longer/' && document.querySelector('main').textContent.includes('Paragraph 79')`)
}

func lowerIsSeen(r *reader) {
	r.visit("/")
	r.until(`document.querySelector('main').textContent.includes('Second')`)
	r.Do("viewing as everybody", chromedp.Evaluate[chromedp.Void](
		`[...`+ours+`.querySelectorAll('button[name=edition]')].find(b => b.textContent.includes('CLEAR')).click(); undefined`))
	r.until(`document.querySelector('main') && !document.documentElement.outerHTML.includes('Second')`)
	r.until(ours + `?.querySelector('.all')`)
	if chrome.Seen[bool](r.Tab, ours+`.querySelector('.all').textContent.includes('Second')`) {
		r.T.Error("a page of TLP:CLEAR names a briefing above it")
	}
	if _, body := r.of.get("/__desk"); !strings.Contains(body, "Second") {
		r.T.Error("who did not choose sees another edition")
	}
}
