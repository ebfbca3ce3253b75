package source

import (
	"fmt"
	"strings"
)

// Refusal says why a text is not taken as the URL of a source. Code is that of
// the diagnostic; the text never repeats a password.
type Refusal struct{ Code, Text, Hint string }

// Error gives the text of the refusal.
func (r *Refusal) Error() string { return r.Text }

func refuse(code, format string, args ...any) *Refusal {
	return &Refusal{Code: code, Text: fmt.Sprintf(format, args...)}
}

func (r *Refusal) hint(text string) *Refusal { r.Hint = text; return r }

func refuseInvalid(s string) *Refusal {
	return refuse("source-url-invalid", "%q is not an http(s) URL", quotable(s))
}

func refuseCredentials() *Refusal {
	return refuse("source-credentials", "the URL holds a user name or password before its host").
		hint("take out what stands before the @; and if it is a real password, change it")
}

func refuseDefanged(s string) *Refusal {
	return refuse("source-defanged", "%q is defanged and cannot be a source", quotable(s)).
		hint("write the live URL if it is the source, or keep it out of the note's links if it is an indicator")
}

// quotable gives a text for a message: not too long, and without what looks like
// a user name and a password.
func quotable(s string) string {
	at := strings.IndexByte(s, '@')
	if at >= 0 && strings.Contains(s[:at], ":") {
		scheme := ""
		if i := strings.Index(s[:at], "//"); i >= 0 {
			scheme = s[:i+2]
		}
		s = scheme + "…" + s[at:]
	}
	return shorten(s, 100)
}
