package diag

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// WriteGitHub prints the list as workflow commands of GitHub Actions, which show
// each message beside its line:
//
//	::error file=content/a.md,line=12,col=9,title=note-undefined::text%0Ahint: …
func (l List) WriteGitHub(w io.Writer) error {
	out := bufio.NewWriter(w)
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	for _, d := range l {
		fmt.Fprintf(out, "::%s ", githubCommand(d.Severity))
		if d.Path != "" {
			fmt.Fprintf(out, "file=%s,", property.Replace(Visible(d.Path)))
		}
		if d.Path != "" && d.Line > 0 {
			fmt.Fprintf(out, "line=%d,", d.Line)
		}
		if d.Path != "" && d.Line > 0 && d.Col > 0 {
			fmt.Fprintf(out, "col=%d,", d.Col)
		}
		fmt.Fprintf(out, "title=%s::%s\n", property.Replace(d.Code), data.Replace(visibleLines(d.message())))
	}
	return out.Flush()
}

// visibleLines makes all visible but the ends of lines, which the command carries
// escaped.
func visibleLines(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = Visible(lines[i])
	}
	return strings.Join(lines, "\n")
}

func githubCommand(s Severity) string {
	if s == Info {
		return "notice"
	}
	return s.String()
}
