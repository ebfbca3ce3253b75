package templates_test

import (
	"fmt"
	"strings"

	"dossier/internal/site"
)

// The sample pages below use every field of every view, so that a part of a
// template which prints something wrong cannot hide behind an empty field.

const longURL = "https://archive.example.org/2019/03/07/proceedings/annex-b/a-very-long-address-that-has-to-wrap-somewhere.html?section=4&amp;page=117"

func label(name string) site.Label {
	return site.Label{Text: site.HTML("TLP:" + name), Class: site.HTML("tlp-" + strings.ToLower(strings.ReplaceAll(name, "+", "-")))}
}

func link(url, text site.HTML, count int) site.Link {
	return site.Link{URL: url, Text: text, Count: count}
}

func sampleHead(kind, title site.HTML) site.Head {
	return site.Head{
		Kind: kind, Title: title, FullTitle: title, Description: "How much of what was cited can still be read, and what to do about it.",
		Canonical: "https://www.example.org/page/", NoIndex: kind == "not-found", Home: "home.html",
		Styles: []site.HTML{"assets/site.css", "assets/notes.css"}, Icon: "assets/favicon.svg",
		Nav: []site.NavLink{
			{URL: "list.html", Text: "Archive", Current: kind == "archive"}, {URL: "tags.html", Text: "Tags"}, {URL: "shelf.html", Text: "Sources"},
			{URL: "outlet.html", Text: "Outlets"}, {URL: "list.html", Text: "Series"}, {URL: "list.html", Text: "Desks"},
		},
		FootNav:    []site.NavLink{{URL: "plain.html", Text: "About"}, {URL: "plain.html", Text: "Method"}, {URL: "feed.xml", Text: "Feed"}},
		Feeds:      []site.Feed{{URL: "feed.xml", Title: "Records", Type: "application/atom+xml"}},
		Properties: []site.Meta{{Name: "og:type", Content: "article"}}, Meta: []site.Meta{{Name: "citation_title", Content: title}},
		JSONLD: `{"@context":"https://schema.org","@type":"Report"}`, Marking: label("CLEAR"),
	}
}

func sampleShared(w site.Words) site.Shared {
	s := site.Shared{
		Title: "The Records Review", Description: "Briefings on what institutions keep, lose and publish.", Organisation: "Records Desk",
		Lang: "en", Dir: w.Dir, Edition: label("CLEAR"), Generator: "dossier 1.0.0", Words: w,
	}
	if w.Dir == "rtl" {
		s.Lang, s.Title, s.Description, s.Organisation = "ar", "مجلة السجلات", "إحاطات عمّا تحفظه المؤسسات وتفقده وتنشره.", "قسم السجلات"
	}
	return s
}

func sampleEntries() []site.Entry {
	summary := site.HTML("Half of the addresses cited a decade ago lead nowhere. Copies kept at the time of citing are the only remedy that has held.")
	return []site.Entry{
		{URL: "briefing.html", Title: "What remains of a cited page", Date: "12 November 2024", Summary: summary, Desk: "Preservation"},
		{URL: "briefing.html", Title: "Registers that changed without saying so", Date: "3 September 2024", Summary: "Three public registers were rewritten in place.", Desk: "Registers", Marking: label("AMBER+STRICT")},
		{URL: "arabic.html", Title: "ما الذي يبقى من صفحة مُستشهد بها", Date: "28 May 2024", Summary: "نصف العناوين التي استُشهد بها قبل عشر سنوات لا تقود إلى شيء.", Lang: "ar", Dir: "rtl"},
		{URL: "briefing.html", Title: "A note on dates that are only a year", Date: "2023"},
		{URL: "briefing.html", Title: "Minutes, annexes and the documents between them: how committees publish in parts", Date: "19 January 2023", Summary: summary, Desk: "Preservation"},
	}
}

func sampleYears() []site.Link {
	var out []site.Link
	for y := 2024; y > 2015; y-- {
		out = append(out, link("list.html", site.HTML(fmt.Sprint(y)), (y*7)%40+3))
	}
	return out
}

func sampleTags() []site.Link {
	return []site.Link{link("list.html", "archives", 31), link("list.html", "cable landing stations", 4), link("list.html", "committees", 18),
		link("list.html", "persistent identifiers", 12), link("list.html", "registers", 127), link("list.html", "standards", 9)}
}

func sampleHome() site.HomeView {
	return site.HomeView{Head: sampleHead("home", "The Records Review"), Entries: sampleEntries(), All: link("list.html", "All briefings", 0),
		Years: sampleYears(), Tags: sampleTags(), Series: []site.Link{link("list.html", "Standards meetings", 5)}, Indexes: []site.Link{link("list.html", "Desks", 5)}, Total: 214, Sources: 1873}
}

func sampleList() site.ListView {
	return site.ListView{Head: sampleHead("archive", "Archive"), Heading: "Archive", Above: link("tags.html", "Tags", 0), Intro: "Every briefing, the newest first.",
		Total: 214, Index: sampleYears(), Entries: sampleEntries(), Older: link("list.html", "Older", 0)}
}

func sampleOutlet() site.ListView {
	return site.ListView{Head: sampleHead("outlet", "Example Gazette"), Heading: "Example Gazette", Above: link("tags.html", "Outlets", 0), Intro: "A daily paper.",
		Facts: []site.Fact{{Name: "Reliability of the outlet", Value: "B, usually reliable"}, {Name: "Country", Value: "NO"}},
		Sources: []site.SourceLink{{Place: "shelf.html#s1", Title: "Minutes of the spring session", Date: "7 March 2019"},
			{Place: "shelf.html#s2", Title: "Address list, third printing", Date: "2017", Note: "Retracted by its publisher on 4 May 2020"}}}
}

func sampleIndex() site.IndexView {
	return site.IndexView{Head: sampleHead("tags", "Tags"), Heading: "Tags", Intro: "What the briefings are about.",
		Facts:  []site.Fact{{Name: "Sources", Value: "1873"}, {Name: "Citations", Value: "4020"}},
		Groups: []site.Group{{Items: sampleTags()}, {Heading: "R", Items: sampleTags()}}}
}

func mark(n, times int) string {
	class, id := fmt.Sprintf(" n%d", n), "fnref"
	if times > 1 {
		class, id = "", fmt.Sprintf("fnref%d", times)
	}
	return fmt.Sprintf(`<sup class="mark%s" id="%s:s%d"><a href="#fn:s%d" role="doc-noteref">%d</a></sup>`, class, id, n, n, n)
}

const sentences = "Of the addresses that the committee cited in its first year, fewer than half still answer. " +
	"Those that answer do not always show what was cited, since a page may change and keep its address. "

func sampleBody() site.HTML {
	var b strings.Builder
	next := 0
	m := func() string { next++; return mark(next, 1) }
	p := func(text ...string) { b.WriteString("<p>" + strings.Join(text, "") + "</p>\n") }
	p("A citation is a promise that the reader can look.", m(), " ", sentences, m(), m(), " That is the finding of every survey so far, whatever its method.", mark(1, 2))
	b.WriteString("<h2 id=\"notes\">What the surveys counted</h2>\n")
	p(sentences, sentences, m(), " ", sentences)
	b.WriteString("<table><thead><tr><th>Survey</th><th>Sample of addresses</th><th>Share gone after a decade</th><th>Method</th></tr></thead><tbody>" +
		"<tr><td>General web" + m() + "</td><td>a random sample of one million pages</td><td>38 %</td><td>automatic</td></tr>" +
		"<tr><td>Law reviews</td><td>three journals</td><td>70 %</td><td>by hand</td></tr></tbody></table>\n")
	p(sentences, m(), " See <a href=\"briefing.html\">an earlier briefing</a>, and <code>hxxps://bad[.]example/path</code>, which is not a link.")
	b.WriteString("<blockquote><p>Whoever cites a page should keep what was seen on the day.</p></blockquote>\n")
	b.WriteString("<ul><li>Keep a copy.</li><li>Say when it was made." + m() + "</li><li>Give both addresses.</li></ul>\n<ol><li>First the copy.</li><li>Then the note.</li></ol>\n")
	b.WriteString("<h3 id=\"by-hand\">Counting by hand</h3>\n")
	p(sentences, m(), m(), m(), " ", sentences)
	b.WriteString("<pre><code>curl --head https://www.example.org/a/very/long/address/that/does/not/fit/into/a/narrow/column/of/text\n</code></pre>\n<hr>\n")
	b.WriteString("<figure><img src=\"assets/favicon.svg\" alt=\"A page with lines\" width=\"64\" height=\"64\"><figcaption>The mark of the review.</figcaption></figure>\n")
	b.WriteString("<h2 id=\"remedies\">Remedies</h2>\n")
	for range 5 {
		p(sentences, m(), " ", sentences, sentences, m())
	}
	return site.HTML(b.String())
}

func sampleNotes() []site.NoteView {
	var out []site.NoteView
	for n := 1; n <= 20; n++ {
		id := fmt.Sprintf("s%d", n)
		v := site.NoteView{Number: n, ID: site.HTML("fn:" + id),
			Body:    site.HTML(fmt.Sprintf(`<p><a href="https://www.example.org/%d" rel="external noreferrer">Minutes of the spring session, part %d</a>, Example Gazette, 7 March 2019</p>`, n, n)),
			Sources: []site.NoteSource{{Place: "shelf.html#s1", Grade: "B2"}},
			Backs:   []site.Back{{To: site.HTML("fnref:" + id), Name: site.HTML(fmt.Sprintf("Back to reference %d", n)), Sign: "↩"}}}
		switch n {
		case 1:
			v.Also = []site.HTML{"fn:again"}
			v.Backs = append(v.Backs, site.Back{To: "fnref2:s1", Name: "Back to reference 1-2", Sign: "↩2"})
		case 2:
			v.Body = site.HTML(`<p>The count is of pages, not of sites; a site that moves takes all its pages along, which is why shares by site are lower.</p><p><a href="` + longURL + `" rel="external noreferrer">` + longURL + `</a></p>`)
		case 3:
			v.Sources = append(v.Sources, site.NoteSource{Place: "shelf.html#s2", Shown: "hxxps://annex[.]example/b", Status: "retracted", StatusMsg: "Retracted by its publisher on 4 May 2020", Saved: link("https://copies.example.org/2019/x", "Saved copy, 8 March 2019", 0)})
		case 5:
			v.Sources = nil
			v.Body = `<p>Commentary without a source.</p><ul><li>One thing</li><li>Another</li></ul>`
		}
		out = append(out, v)
	}
	return out
}

func sampleBriefing() site.BriefingView {
	head := sampleHead("briefing", "What remains of a cited page")
	head.Marking, head.Held = label("AMBER"), "Embargoed until 12 November 2024 06:00"
	return site.BriefingView{Head: head, Title: "What remains of a cited page", Date: "12 November 2024", DateISO: "2024-11-12", Updated: "14 November 2024",
		Summary: "Half of the addresses cited a decade ago lead nowhere. Copies kept at the time of citing are the only remedy that has held.",
		Desk:    link("list.html", "Preservation", 0), Authors: []site.Link{link("list.html", "Records Desk", 0), link("", "Standards Desk", 0)},
		Series: link("list.html", "Keeping the record", 0), Minutes: 6,
		SignOff:  []site.Fact{{Name: "Prepared by", Value: "Preservation desk"}, {Name: "Reviewed by", Value: "Standards desk"}, {Name: "Approved by", Value: "Editor of the day"}},
		Imported: true,
		Contents: []site.ContentsItem{{URL: "#notes", Text: "What the surveys counted", Level: 1}, {URL: "#by-hand", Text: "Counting by hand", Level: 2}, {URL: "#remedies", Text: "Remedies", Level: 1}},
		Body:     sampleBody(), Notes: sampleNotes(),
		Sourcing: site.Sourcing{Citations: 21, Sources: 18, Outlets: []site.Link{link("outlet.html", "Example Gazette", 17), link("outlet.html", "Archive of Proceedings", 3), link("outlet.html", "example.net", 1)}},
		Tags:     sampleTags(), Previous: link("briefing.html", "Registers that changed without saying so", 0), Next: link("briefing.html", "A note on dates that are only a year", 0),
		Related: sampleEntries()[1:4], Downloads: []site.Link{link("sources.bib", "BibTeX", 0), link("sources.csl.json", "CSL-JSON", 0)}}
}

func samplePlain() site.BriefingView {
	return site.BriefingView{Head: sampleHead("page", "About"), Plain: true, Title: "About", Body: "<p>What this archive is for.</p>"}
}

func sampleArabic() site.BriefingView {
	title := site.HTML("ما الذي يبقى من صفحة مُستشهد بها")
	v := sampleBriefing()
	v.Head, v.Lang, v.Dir, v.Title, v.Imported = sampleHead("briefing", title), "ar", "rtl", title, false
	v.Summary = "نصف العناوين التي استُشهد بها قبل عشر سنوات لا تقود إلى شيء، والنسخ المحفوظة وقت الاستشهاد هي العلاج الوحيد الذي صمد."
	v.Contents, v.Notes = nil, v.Notes[:2]
	text := site.HTML("الاستشهاد وعدٌ بأن يتمكّن القارئ من النظر بنفسه. وقد تتغيّر الصفحة ويبقى عنوانها كما هو، فلا يرى القارئ ما رآه الكاتب. ولهذا تُحفظ نسخة يوم الاستشهاد ويُذكر تاريخها.")
	v.Body = "<p>" + text + site.HTML(mark(1, 1)) + " " + text + "</p><h2 id=\"x\">ما الذي عُدَّ</h2><p>" + text + site.HTML(mark(1, 2)) + " " + text + site.HTML(mark(2, 1)) + "</p>"
	return v
}

func sampleSources() []site.SourceView {
	cited := []site.CitedBy{
		{URL: "briefing.html#fnref:s1", Title: "What remains of a cited page", Date: "12 November 2024", Sentence: "A citation is a promise that the reader can look.", Locator: "p. 3", Marking: label("GREEN")},
		{URL: "briefing.html#fnref:s2", Title: "Registers that changed without saying so", Date: "3 September 2024", Sentence: "Those that answer do not always show what was cited, since a page may change and keep its address."},
	}
	return []site.SourceView{
		{ID: "s1", Title: "Minutes of the spring session", Titled: true, Href: ` href="https://www.example.org/1" rel="external noreferrer"`, Shown: "https://www.example.org/1",
			Outlet: link("outlet.html", "Example Gazette", 0), Authors: "Committee on Records", Date: "7 March 2019", Type: "report", Reliability: "B, usually reliable",
			Note: "Printed edition; the pages differ from those on the web.", Cited: cited, More: []site.Link{link("list.html", "2021", 0), link("list.html", "2020", 0)}},
		{ID: "s2", Title: "example.net: annex b, page 117", Shown: longURL, Outlet: link("", "example.net", 0), Status: "retracted", StatusMsg: "Retracted by its publisher on 4 May 2020: the tables were wrong",
			Saved: link("https://copies.example.org/2019/x", "Saved copy, 8 March 2019", 0), Cited: cited[:1], Elsewhere: link("source-year.html", "All briefings that cite this source", 0)},
	}
}

func sampleShelf() site.ShelfView {
	return site.ShelfView{Head: sampleHead("shelf", "Source shelf 7q"), Heading: "Source shelf 7q", Above: link("shelf.html", "Sources", 0), Sources: sampleSources(),
		Joined: []site.JoinedView{{ID: "s3", To: link("shelf.html#s1", "Minutes of the spring session", 0)}}}
}

func sampleSourceYear() site.ShelfView {
	return site.ShelfView{Head: sampleHead("source-year", "Minutes of the spring session"), Heading: "Minutes of the spring session", Above: link("shelf.html#s1", "Source shelf 7q", 0), Single: true, Sources: sampleSources()[:1]}
}

// samples lists the pages to try, by file name and template.
func samples() []struct {
	name, template string
	view           any
} {
	return []struct {
		name, template string
		view           any
	}{
		{"home", "home.html", sampleHome()},
		{"list", "list.html", sampleList()},
		{"outlet", "list.html", sampleOutlet()},
		{"empty", "list.html", site.ListView{Head: sampleHead("tag", "Empty"), Heading: "Empty"}},
		{"tags", "index.html", sampleIndex()},
		{"briefing", "briefing.html", sampleBriefing()},
		{"plain", "briefing.html", samplePlain()},
		{"arabic", "briefing.html", sampleArabic()},
		{"shelf", "shelf.html", sampleShelf()},
		{"source-year", "shelf.html", sampleSourceYear()},
		{"404", "404.html", site.NotFoundView{Head: sampleHead("not-found", "Page not found"), Entries: sampleEntries()}},
		{"redirect", "redirect.html", site.RedirectView{Title: "What remains of a cited page", URL: "briefing.html", Canonical: "https://www.example.org/briefing/", Marking: label("GREEN")}},
	}
}
