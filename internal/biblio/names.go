package biblio

import "strings"

// authorsOf takes the names of a BibTeX field apart at "and" and puts each as it
// is read: "Doe, Jane" and "Doe, Jr., Jane" become "Jane Doe" and "Jane Doe Jr.",
// a name in braces stays. unknown is the first TeX command that is not known.
func authorsOf(field string) (names []string, unknown string) {
	for _, raw := range splitOutside(field, " and ") {
		parts := splitOutside(raw, ",")
		for i := range parts {
			text, u := plainTeX(parts[i])
			parts[i] = text
			if unknown == "" {
				unknown = u
			}
		}
		if name := readable(parts); name != "" && name != "others" {
			names = append(names, name)
		}
	}
	return names, unknown
}

// readable puts the parts of a name, split at its commas, in reading order.
func readable(parts []string) string {
	switch len(parts) {
	case 2:
		parts = []string{parts[1], parts[0]}
	case 3:
		parts = []string{parts[2], parts[0], parts[1]}
	}
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

// splitOutside splits a text at a separator where it stands outside braces.
// White space in the text is folded for the comparison.
func splitOutside(s, at string) []string {
	s = strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || r == '\r' {
			return ' '
		}
		return r
	}, s)
	var out []string
	from, depth := 0, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\':
			i++
		case c == '{':
			depth++
		case c == '}':
			depth--
		case depth == 0 && strings.HasPrefix(s[i:], at):
			out = append(out, s[from:i])
			from = i + len(at)
			i = from - 1
		}
	}
	return append(out, s[from:])
}
