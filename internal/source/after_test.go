package source

import (
	"testing"

	"dossier/internal/briefing"
)

func TestTheWordsBehindASourceGiveFacts(t *testing.T) {
	day := briefing.Date{Year: 2018, Month: 11, Day: 7}
	month := briefing.Date{Year: 2018, Month: 11}
	tests := map[string]after{
		"":                             {},
		".":                            {},
		", Bloomberg, 2018-11-07.":     {outlet: "Bloomberg", date: day},
		", Bloomberg, 7 November 2018": {outlet: "Bloomberg", date: day},
		", Bloomberg, November 7, 2018. Graded B2.": {outlet: "Bloomberg", date: day, reliability: "B", credibility: 2},
		", Bloomberg, Nov. 7, 2018, p. 3 [C4]":      {outlet: "Bloomberg", date: day, locator: "p. 3", reliability: "C", credibility: 4},
		", Bloomberg 7th Nov 2018":                  {outlet: "Bloomberg", date: day},
		" (Bloomberg, 2018-11-07).":                 {outlet: "Bloomberg", date: day},
		" (Bloomberg, 2018-11-07), pp. 3-5":         {outlet: "Bloomberg", date: day, locator: "pp. 3-5"},
		" (7 November 2018)":                        {date: day},
		", South China Morning Post, Nov 2018.":     {outlet: "South China Morning Post", date: month},
		", November 2018, The Paper":                {date: month},
		", kr-asia.com, 2018":                       {outlet: "kr-asia.com", date: briefing.Date{Year: 2018}},
		", U.S. News & World Report, 2018-11-07":    {outlet: "U.S. News & World Report", date: day},
		", AP. Graded A1.":                          {outlet: "AP", reliability: "A", credibility: 1},
		", 新华社, 2018-11-07":                         {outlet: "新华社", date: day},
		". Bloomberg, 2018-11-07.":                  {outlet: "Bloomberg", date: day},
		", Bloomberg, accessed 2018-11-12.":         {outlet: "Bloomberg"},
		", Bloomberg. Accessed 12 November 2018.":   {outlet: "Bloomberg"},
		", accessed 2018-11-12":                     {},
		", retrieved November 12, 2018":             {},
		", which says otherwise.":                   {},
		". Bloomberg says otherwise.":               {},
		". Smith":                                   {},
		", see also the annex, 2018-11-07":          {},
		" reports this; see":                        {},
		", p. 7.":                                   {locator: "p. 7"},
		", § 12":                                    {locator: "§ 12"},
		", Bloomberg, 2018-13-07":                   {outlet: "Bloomberg"},
		", Bloomberg, 9999":                         {outlet: "Bloomberg"},
		" [B2]":                                     {reliability: "B", credibility: 2},
		" (b2)":                                     {},
		". Grade: F6.":                              {reliability: "F", credibility: 6},
		". Graded B25.":                             {},
		". Vitamin B2 is graded.":                   {},
	}
	for text, want := range tests {
		if got := readAfter(text, true); got != want {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
}

func TestAKeysWordsGiveNoFactsOfTheSource(t *testing.T) {
	want := after{locator: "p. 7", reliability: "B", credibility: 2}
	if got := readAfter(" p. 7, Bloomberg, 2018-11-07. Graded B2.", false); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func FuzzAfter(f *testing.F) {
	f.Add(", Bloomberg, November 7, 2018, p. 3. Graded B2.")
	f.Add(" (The Paper, 7th Nov. 2018), § 4 [F6]")
	f.Fuzz(func(t *testing.T, text string) {
		a := readAfter(text, true)
		if a.credibility < 0 || a.credibility > 6 || len(a.reliability) > 1 || (a.reliability == "") != (a.credibility == 0) {
			t.Fatalf("%q: %+v", text, a)
		}
		if !a.date.IsZero() {
			if d, err := briefing.ParseDate(a.date.String()); err != nil || d != a.date {
				t.Fatalf("%q: the date %v", text, a.date)
			}
		}
	})
}
