package site

import (
	"strconv"
	"strings"

	"dossier/internal/briefing"
)

// Words is what the theme says in one language, as templates/words/LANG.toml
// gives it; every field must be given. Date patterns hold {year}, {month} (its
// number), {name} (its name) and {day}. A word that is given a value holds {} at
// the value's place.
type Words struct {
	Dir       HTML   `toml:"dir"`    // "ltr" or "rtl"
	Months    Months `toml:"months"` // names, January first
	DateDay   HTML   `toml:"date_day"`
	DateMonth HTML   `toml:"date_month"`
	DateYear  HTML   `toml:"date_year"`

	Skip    HTML `toml:"skip"` // "Skip to the text"
	Menu    HTML `toml:"menu"` // accessible name of the navigation
	Archive HTML `toml:"archive"`
	Tags    HTML `toml:"tags"`
	Sources HTML `toml:"sources"`
	Outlets HTML `toml:"outlets"`
	Authors HTML `toml:"authors"`
	Desks   HTML `toml:"desks"`
	Series  HTML `toml:"series"`
	Feed    HTML `toml:"feed"`
	Footer  HTML `toml:"footer"` // accessible name of the footer's navigation

	Newest    HTML `toml:"newest"` // "Newest briefings"
	All       HTML `toml:"all"`    // "All briefings"
	Years     HTML `toml:"years"`
	ByMonth   HTML `toml:"by_month"`
	Briefings HTML `toml:"briefings"`
	Older     HTML `toml:"older"`
	Paging    HTML `toml:"paging"`  // accessible name of older and newer
	Empty     HTML `toml:"empty"`   // a list with nothing in it
	Tagged    HTML `toml:"tagged"`  // "Tag: {}"
	Most      HTML `toml:"most"`    // "Most cited"
	Offline   HTML `toml:"offline"` // heading of sources that have no address
	MostTags  HTML `toml:"most_tags"`

	Updated   HTML `toml:"updated"`
	By        HTML `toml:"by"`
	Minutes   HTML `toml:"minutes"` // "{} minutes to read"
	SignOff   HTML `toml:"sign_off"`
	Prepared  HTML `toml:"prepared"`
	Reviewed  HTML `toml:"reviewed"`
	Approved  HTML `toml:"approved"`
	Contents  HTML `toml:"contents"`
	Notes     HTML `toml:"notes"`
	Back      HTML `toml:"back"`      // "Back to reference {}"
	Sourcing  HTML `toml:"sourcing"`  // heading of the sources summary
	Citations HTML `toml:"citations"` // "Citations"
	Downloads HTML `toml:"downloads"`
	Previous  HTML `toml:"previous"`
	Next      HTML `toml:"next"`
	Related   HTML `toml:"related"`

	Draft     HTML `toml:"draft"`
	Scheduled HTML `toml:"scheduled"` // "Scheduled for {}"
	Embargoed HTML `toml:"embargoed"` // "Embargoed until {}"
	Imported  HTML `toml:"imported"`  // "Unreviewed import"

	Place       HTML   `toml:"place"`    // a note's link to its source's place
	CitedBy     HTML   `toml:"cited_by"` // heading
	Elsewhere   HTML   `toml:"elsewhere"`
	SavedCopy   HTML   `toml:"saved_copy"`
	Shelf       HTML   `toml:"shelf"` // "Shelf {}"
	ShowAll     HTML   `toml:"show_all"`
	Joined      HTML   `toml:"joined"` // before a link to the place of the same document
	Outlet      HTML   `toml:"outlet"`
	Country     HTML   `toml:"country"`
	Reliability HTML   `toml:"reliability"`
	Grades      Grades `toml:"grades"`     // A to F
	Dead        HTML   `toml:"dead"`       // "No longer to be found at its address"
	DeadSince   HTML   `toml:"dead_since"` // "… since {}"
	Moved       HTML   `toml:"moved"`
	MovedOn     HTML   `toml:"moved_on"` // "Moved on {}"
	Retracted   HTML   `toml:"retracted"`
	RetractedOn HTML   `toml:"retracted_on"` // "Retracted on {}"

	NotFound     HTML `toml:"not_found"`
	NotFoundText HTML `toml:"not_found_text"`
	MovedPage    HTML `toml:"moved_page"` // "This page is now at"
}

// Months holds the names of the months, January first.
type Months [12]HTML

// Grades holds the meaning of the reliability letters, A first (NATO STANAG 2511).
type Grades [6]HTML

// UnmarshalText makes a text of a words file ready for HTML.
func (h *HTML) UnmarshalText(b []byte) error {
	*h = Text(string(b))
	return nil
}

// With puts a value into a word at its {}.
func (h HTML) With(value HTML) HTML {
	return HTML(strings.Replace(string(h), "{}", string(value), 1))
}

// Date prints a date in the language's pattern, at the precision it has.
func (w *Words) Date(d briefing.Date) HTML {
	pattern := w.DateDay
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		pattern = w.DateYear
	case d.Day == 0:
		pattern = w.DateMonth
	}
	out := make([]byte, 0, 64)
	for rest := string(pattern); rest != ""; {
		before, behind, open := strings.Cut(rest, "{")
		out = append(out, before...)
		if !open {
			break
		}
		field, after, _ := strings.Cut(behind, "}")
		out = append(out, w.dateField(field, d)...)
		rest = after
	}
	return HTML(out)
}

func (w *Words) dateField(name string, d briefing.Date) string {
	switch name {
	case "year":
		return strconv.Itoa(int(d.Year))
	case "month":
		return strconv.Itoa(int(d.Month))
	case "name":
		return string(w.Months[max(d.Month, 1)-1])
	case "day":
		return strconv.Itoa(int(d.Day))
	}
	return ""
}
