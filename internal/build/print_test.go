package build

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"dossier/internal/briefing"
	"dossier/internal/chrome"
)

func TestMarkingIsPrintedAsFIRSTPrintsIt(t *testing.T) {
	o := real(t, nil)
	o.Edition = briefing.Amber
	r := edition(t, o)
	files := renderAll(t, r)
	b := open(t, serve(t, files).URL)
	b.Media("print")
	for path, want := range map[string][2]string{
		"/":                  {"TLP:AMBER", "rgb(255, 192, 0)"},
		amberBriefing(t, r):  {"TLP:AMBER", "rgb(255, 192, 0)"},
		"/sources/":          {"TLP:AMBER", "rgb(255, 192, 0)"},
		kinds(files)["page"]: {"TLP:CLEAR", "rgb(255, 255, 255)"},
	} {
		b.visit(path)
		labels := `body > header .tlp, body > footer .tlp`
		if got := seen[[]string](b, `[...document.querySelectorAll("`+labels+`")].filter(e => e.checkVisibility()).map(e => e.textContent)`); !slices.Equal(got, []string{want[0], want[0]}) {
			t.Errorf("%s: labels %q, want %q above and below", path, got, want[0])
		}
		for _, s := range []struct{ name, want string }{{"color", want[1]}, {"backgroundColor", "rgb(0, 0, 0)"}, {"fontSize", "16px"}, {"printColorAdjust", "exact"}} {
			for _, got := range seen[[]string](b, fmt.Sprintf("look.style(%q, %q)", labels, s.name)) {
				if got != s.want {
					t.Errorf("%s: the label's %s is %s, want %s", path, s.name, got, s.want)
				}
			}
		}
	}
}

func amberBriefing(t *testing.T, r *Result) string {
	t.Helper()
	for i, a := range r.Archive.Briefings {
		if a.Front.Marking == briefing.Amber {
			path, _ := r.Site.AddressOf(i)
			return path
		}
	}
	t.Fatal("content/ has no briefing at TLP:AMBER")
	return ""
}

func TestPrintGivesAddressesAndTheMarkingOnEachSheet(t *testing.T) {
	files := renderAll(t, edition(t, real(t, nil)))
	b := open(t, serve(t, files).URL)
	b.Media("print")
	b.visit(kinds(files)["briefing"])
	for _, shown := range seen[[]string](b, `look.style(".notes a[href^=http]", "content", "::after")`) {
		if !strings.Contains(shown, "http") {
			t.Errorf("a note's address is printed as %s", shown)
		}
	}
	for _, gone := range []string{".about .back", ".skip", "nav", ".paging", ".downloads"} {
		for _, display := range seen[[]string](b, fmt.Sprintf(`look.style(%q, "display")`, gone)) {
			if display != "none" {
				t.Errorf("%s is printed (%s)", gone, display)
			}
		}
	}
	for n, sheet := range sheets(t, b) {
		if strings.Count(sheet, "TLP:CLEAR") < 2 {
			t.Errorf("sheet %d does not bear its marking above and below:\n%s", n+1, sheet)
		}
	}
}

// sheets gives the text of each sheet of a printed page.
func sheets(t *testing.T, b *browser) []string {
	t.Helper()
	pdf, err := chromedp.Run(b.Context(), chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4), chromedp.PDFPreferCSSPageSize()))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "page.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command(chrome.Needs(t, "pdftotext"), "-layout", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	out := strings.Split(strings.TrimSuffix(string(text), "\f"), "\f")
	if len(out) < 3 {
		t.Fatalf("only %d sheets", len(out))
	}
	return out
}
