package config

import (
	"fmt"
	"slices"
	"strings"

	"dossier/internal/briefing"
)

// Permalink is a pattern of site paths, as in "/briefings/:year/:slug/". A
// placeholder is a colon and one of the names of Placeholders, and takes a whole
// path element or a part of one.
type Permalink string

// Placeholders lists the names that may follow a colon in a permalink.
func Placeholders() []string {
	return []string{"year", "month", "day", "slug", "id", "series", "desk"}
}

// UnmarshalText takes a pattern that starts and ends with "/", holds :slug or
// :id (or two briefings could not differ), and climbs nowhere.
func (p *Permalink) UnmarshalText(b []byte) error {
	s := string(b)
	names, err := placeholders(s)
	switch {
	case err != nil:
		return err
	case !strings.HasPrefix(s, "/") || !strings.HasSuffix(s, "/"):
		return fmt.Errorf("permalink %q must start and end with \"/\"", s)
	case strings.Contains(s, "//") || strings.Contains(s, "/./") || strings.Contains(s, "/../"):
		return fmt.Errorf("permalink %q has an element that is empty or a dot", s)
	case strings.ContainsFunc(s, unfitForPath):
		return fmt.Errorf("permalink %q has a character that a path cannot hold", s)
	case !slices.Contains(names, "slug") && !slices.Contains(names, "id"):
		return fmt.Errorf("permalink %q must hold :slug or :id, or all briefings have one address", s)
	}
	*p = Permalink(s)
	return nil
}

func unfitForPath(r rune) bool {
	return r <= ' ' || r == 0x7f || strings.ContainsRune(`\?#%"<>|*`, r)
}

// Expand replaces each placeholder by what value gives for its name. An element
// that becomes empty is left out, as :series does of a briefing without one.
func (p Permalink) Expand(value func(name string) string) string {
	var b strings.Builder
	b.WriteByte('/')
	for elem := range strings.SplitSeq(strings.Trim(string(p), "/"), "/") {
		before := b.Len()
		expandElement(&b, elem, value)
		if b.Len() > before {
			b.WriteByte('/')
		}
	}
	return b.String()
}

func expandElement(b *strings.Builder, elem string, value func(string) string) {
	for {
		text, rest, found := strings.Cut(elem, ":")
		b.WriteString(text)
		if !found {
			return
		}
		n := nameLength(rest)
		b.WriteString(value(rest[:n]))
		elem = rest[n:]
	}
}

// placeholders gives the names that a pattern holds, or the first that is none.
func placeholders(s string) (names []string, err error) {
	for {
		_, rest, found := strings.Cut(s, ":")
		if !found {
			return names, nil
		}
		n := nameLength(rest)
		if !slices.Contains(Placeholders(), rest[:n]) {
			return nil, unknownPlaceholder(rest[:n])
		}
		names, s = append(names, rest[:n]), rest[n:]
	}
}

func unknownPlaceholder(name string) error {
	if near := briefing.Nearest(name, Placeholders()); near != "" {
		return fmt.Errorf("\":%s\" is no placeholder of a permalink (did you mean \":%s\"?)", name, near)
	}
	return fmt.Errorf("\":%s\" is no placeholder of a permalink (:%s)", name, strings.Join(Placeholders(), " :"))
}

// nameLength gives the length of the letters that s begins with.
func nameLength(s string) int {
	n := strings.IndexFunc(s, func(r rune) bool { return r < 'a' || r > 'z' })
	if n < 0 {
		return len(s)
	}
	return n
}
