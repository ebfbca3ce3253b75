package importer

import (
	"slices"
	"strings"
)

// leaveOut takes out of the body what is not the report's text: sign-off, lines
// of contact that stand alone or beside it, labels that stand alone, and at the
// end what the site printed around the report.
func (r *report) leaveOut() {
	for n := range r.lines {
		switch s := r.lines[n].text; {
		case r.lines[n].use != body:
		case r.isSignOff(n):
			r.takeSignOff(n)
		case isContact(s) && (r.standsAlone(n) || r.signs(n+1) || n > 0 && r.lines[n-1].use == out):
			r.drop(n, n+1, ContactOut, "left out: "+shown(s))
		case isMarkingLine(s):
			r.drop(n, n+1, MarkingOut, "left out: "+shown(s))
		}
	}
	r.leaveOutChrome()
}

// leaveOutChrome walks from the end up to the last line of the report.
func (r *report) leaveOutChrome() {
	last := len(r.lines)
	for n := len(r.lines) - 1; n >= 0; n-- {
		l := &r.lines[n]
		if l.use == body && !isChrome(l.text) && !r.joinsBelow(n) {
			break
		}
		if l.use == body {
			last = n
		}
	}
	for n := last; n < len(r.lines); n++ {
		if r.lines[n].use == body {
			r.drop(n, n+1, ChromeOut, "left out: "+shown(r.lines[n].text))
		}
	}
}

// joinsBelow reports whether a line is "Join NAME" below a line that asks the
// reader to be a member of NAME.
func (r *report) joinsBelow(n int) bool {
	name, ok := strings.CutPrefix(strings.TrimSpace(r.lines[n].text), "Join ")
	above := r.before(n)
	return ok && name != "" && above >= 0 && strings.Contains(r.lines[above].text, "member of "+name)
}

// contactStarts begin lines that say whom to write or ring.
var contactStarts = []string{"contact", "for more information", "for further information", "for additional information",
	"for questions", "for inquiries", "for enquiries", "for media", "for press", "media contact", "press contact",
	"questions", "e-mail us", "email us", "please contact", "please direct", "to contact"}

// isContact reports whether a line says whom to write or ring, and where.
func isContact(s string) bool {
	s = strings.ToLower(strings.Trim(s, " *"))
	if len(s) > 300 || !hasPrefix(s, contactStarts) {
		return false
	}
	if words := strings.Fields(s); len(words) > 1 && words[0] == "contact" && slices.Contains(contactProse, words[1]) {
		return false
	}
	for word := range strings.FieldsSeq(s) {
		if isMailAddress(strings.Trim(word, "()<>[],;:.")) || isPhone(strings.Trim(word, ",;:.")) {
			return true
		}
	}
	return hasInternational(s)
}

// contactProse follow "contact" where it is a word of a sentence.
var contactProse = []string{"with", "between", "was", "were", "is", "has", "had", "from", "in", "of", "and", "to", "made", "points"}

// hasInternational reports whether a text holds "+44 20 7946 0000" or the like.
func hasInternational(s string) bool {
	for i, c := range s {
		if c != '+' && c != '(' {
			continue
		}
		end := strings.IndexFunc(s[i:], func(c rune) bool { return !strings.ContainsRune("0123456789 +-().", c) })
		if end < 0 {
			end = len(s) - i
		}
		if isPhone(strings.ReplaceAll(s[i:i+end], " ", "")) {
			return true
		}
	}
	return false
}

func hasPrefix(s string, list []string) bool {
	for _, start := range list {
		if rest, ok := strings.CutPrefix(s, start); ok && (rest == "" || !isAlnum(rune(rest[0]))) {
			return true
		}
	}
	return false
}

func isMailAddress(s string) bool {
	name, host, ok := strings.Cut(strings.TrimPrefix(s, "mailto:"), "@")
	return ok && name != "" && strings.Index(host, ".") > 0 && !strings.HasSuffix(host, ".")
}

// isPhone reports whether a word is a telephone number: seven digits or more and
// nothing else but the marks that group them.
func isPhone(s string) bool {
	digits := 0
	for _, c := range s {
		switch {
		case '0' <= c && c <= '9':
			digits++
		case !strings.ContainsRune("+-.()/‑–", c):
			return false
		}
	}
	return digits >= 7 && digits <= 15
}

// chrome are lines that sites print below a text, in lower case without their
// last mark. A "*" stands for any words.
var chrome = []string{
	"you need to be a member of * to add comments", "you must be logged in to post a comment",
	"please log in to comment", "log in to comment", "log in to reply", "sign in to comment", "sign in to leave a comment",
	"leave a comment", "leave a reply", "post a comment", "add a comment", "write a comment", "comments are closed", "no comments yet",
	"share this", "share this post", "share this article", "share on *", "like this", "like loading", "tweet", "print this page",
	"e-mail me when people leave their comments –", "e-mail me when people leave their comments",
	"subscribe", "subscribe now", "subscribe to our newsletter", "sign up for our newsletter",
	"read more", "related posts", "related articles", "previous post", "next post", "back to top", "skip to content", "all rights reserved",
}

// isName reports whether a few words stand between two others.
func isName(s, from, upto string) bool {
	s, begins := strings.CutPrefix(s, from)
	s, ends := strings.CutSuffix(s, upto)
	return begins && ends && s != "" && len(strings.Fields(s)) <= 5
}

// isChrome reports whether a line is what a site prints around texts.
func isChrome(s string) bool {
	s = strings.TrimRight(strings.ToLower(strings.Trim(s, " *")), "!.:… ")
	if len(s) > 120 {
		return false
	}
	for _, c := range chrome {
		from, upto, any := strings.Cut(c, "*")
		if s == c || any && isName(s, from, upto) {
			return true
		}
	}
	return false
}
