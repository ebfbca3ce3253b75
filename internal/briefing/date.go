package briefing

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Date is a civil date as its author wrote it: a year, a month of a year, a day,
// or a day with a time of day in a zone. It is shown and sorted as written and
// never converted to another zone. The zero value is no date.
type Date struct {
	Year  int32  // 1 to 9999; 0 when there is no date
	Month int16  // 0 when only the year is known
	Day   int16  // 0 when only the month is known
	Time  string // "15:04:05Z07:00" as in RFC 3339, "" when no time was given
}

// DateOf gives the date of a year, a month and a day, 0 where one is not known.
func DateOf(year, month, day int) Date {
	return Date{Year: int32(year), Month: int16(month), Day: int16(day)}
}

var dateForm = regexp.MustCompile(`^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[Tt ](\d{2}:\d{2})(:\d{2})?(?:\.\d+)? ?([Zz]|[+-]\d{2}:?\d{2})?)?)?)?$`)

// ParseDate reads 2018, 2018-11, 2018-11-12, 2018-11-12T09:30+01:00 and the same
// with a space for the T, with seconds, and with a zone without its colon. A
// time without a zone is read with an empty zone ("09:30:00").
func ParseDate(s string) (Date, error) {
	m := dateForm.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return Date{}, fmt.Errorf("%q is not a date", s)
	}
	d := DateOf(atoi(m[1]), atoi(m[2]), atoi(m[3]))
	if m[4] != "" {
		d.Time = m[4] + cmp.Or(m[5], ":00") + zone(m[6])
	}
	if !d.real() || m[2] == "00" || m[3] == "00" {
		return Date{}, fmt.Errorf("%q is not a day of the calendar", s)
	}
	return d, nil
}

func atoi(s string) int { n, _ := strconv.Atoi(s); return n }

func zone(s string) string {
	s = strings.ToUpper(s)
	if len(s) == 5 {
		return s[:3] + ":" + s[3:]
	}
	return s
}

// real reports whether the calendar has the date and the clock the time.
func (d Date) real() bool {
	if d.Year < 1 || d.Month == 0 && d.Day != 0 {
		return false
	}
	month, dayOfIt := time.Month(max(d.Month, 1)), int(max(d.Day, 1))
	day := time.Date(int(d.Year), month, dayOfIt, 0, 0, 0, 0, time.UTC)
	if day.Month() != month || day.Day() != dayOfIt {
		return false // 30 February became a day of March
	}
	if d.Time == "" {
		return true
	}
	layout := "15:04:05"
	if len(d.Time) > len(layout) {
		layout += "Z07:00"
	}
	_, err := time.Parse(layout, d.Time)
	return err == nil
}

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d.Year == 0 }

// String prints the date at the precision it has: "2018", "2018-11",
// "2018-11-12", "2018-11-12T09:30:00+01:00".
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	// Not fmt, as every citation prints its date several times.
	out := twoDigits(twoDigits(make([]byte, 0, 32), d.Year/100), d.Year%100)
	if d.Month > 0 {
		out = twoDigits(append(out, '-'), d.Month)
	}
	if d.Day > 0 {
		out = twoDigits(append(out, '-'), d.Day)
	}
	if d.Time != "" {
		out = append(append(out, 'T'), d.Time...)
	}
	return string(out)
}

func twoDigits[N int16 | int32](to []byte, n N) []byte {
	return append(to, byte('0'+n/10), byte('0'+n%10))
}

// Compare orders dates as written, the earlier first. A year sorts before its
// first month, a month before its first day, a day before its times.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month),
		cmp.Compare(d.Day, e.Day), cmp.Compare(d.Time, e.Time))
}

// Moment gives the instant at which the date begins, in the zone given where the
// date has none of its own: what a schedule and a feed (RFC 4287) compare.
func (d Date) Moment(zone *time.Location) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	if len(d.Time) > len("15:04:05") {
		t, _ := time.Parse(time.RFC3339, d.String())
		return t
	}
	h, m, s := 0, 0, 0
	if d.Time != "" {
		h, m, s = atoi(d.Time[:2]), atoi(d.Time[3:5]), atoi(d.Time[6:8])
	}
	return time.Date(int(d.Year), time.Month(max(d.Month, 1)), int(max(d.Day, 1)), h, m, s, 0, zone)
}

// MarshalText makes JSON and the like carry the date as String prints it.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText is the reverse of MarshalText.
func (d *Date) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	*d, err = ParseDate(string(b))
	return err
}

// ToMonth gives the month of a date, dropping its day and time.
func (d Date) ToMonth() Date { return Date{Year: d.Year, Month: d.Month} }
