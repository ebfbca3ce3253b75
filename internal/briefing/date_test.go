package briefing

import (
	"fmt"
	"testing"
	"time"
)

func TestDatesAreReadAndWrittenAsTheirAuthorsMean(t *testing.T) {
	for text, want := range map[string]string{
		"2018":                      "2018",
		" 2018-11 ":                 "2018-11",
		"2018-11-07":                "2018-11-07",
		"0001-01-01":                "0001-01-01",
		"2020-02-29":                "2020-02-29",
		"2018-11-07 09:30":          "2018-11-07T09:30:00",
		"2018-11-07T09:30+01:00":    "2018-11-07T09:30:00+01:00",
		"2018-11-07t09:30:59.5z":    "2018-11-07T09:30:59Z",
		"2018-11-07T09:30:00 +0100": "2018-11-07T09:30:00+01:00",
		"0000":                      "", "2018-00": "", "2018-13": "", "2018-02-29": "", "2018-11-31": "", "2018-00-01": "", "2018-11-00": "",
		"2018-11-07T24:00": "", "2018-11-07T09:60": "", "2018-11-07T09:30+25:00": "", "7.11.2018": "", "2018-1-1": "", "": "", "20181107": "",
	} {
		got, err := ParseDate(text)
		if got.String() != want || (err == nil) != (want != "") {
			t.Errorf("%q is read as %q, %v; want %q", text, got, err, want)
		}
	}
}

func TestEveryDayOfTheCalendarAndNoOtherIsADate(t *testing.T) {
	for _, year := range []int{1, 99, 1900, 2000, 2018, 2020, 9999} {
		for month := 1; month <= 13; month++ {
			for day := 1; day <= 32; day++ {
				text := fmt.Sprintf("%04d-%02d-%02d", year, month, day)
				_, real := time.Parse("2006-01-02", text)
				d, err := ParseDate(text)
				if (err == nil) != (real == nil) || err == nil && d.String() != text {
					t.Fatalf("%s is read as %q, %v", text, d, err)
				}
			}
		}
	}
}
