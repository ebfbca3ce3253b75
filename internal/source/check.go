package source

import (
	"strings"
	"unicode"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// checkKey reports a key that no note could name, and a record without any name.
func checkKey(rec *briefing.Record, diags *diag.List) {
	switch {
	case rec.Key == "" && rec.URL == "":
		diags.Add(rec.At, diag.Error, "source-empty", "the record has neither a key nor a url")
	case strings.ContainsFunc(rec.Key, notOfKey) || strings.ContainsAny(lastOf(rec.Key), ".:?,"):
		diags.Add(rec.At, diag.Error, "source-key-invalid", "%q cannot be cited as a key", rec.Key)
		diags.Hint("use letters, digits and hyphens, as in \"hrw-2024\"")
	case rec.URL == "" && rec.Title == "":
		diags.Add(rec.At, diag.Error, "source-empty", "@%s has neither a url nor a title", rec.Key)
	}
}

func notOfKey(c rune) bool {
	return unicode.IsSpace(c) || unicode.IsControl(c) || strings.ContainsRune("[]{}()^@,;\"'`\\|*<>", c)
}

func lastOf(s string) string { return s[max(len(s)-1, 0):] }

// cleanRecord puts the URLs of a record into their normal form and reports those
// that are none.
func cleanRecord(rec *briefing.Record, diags *diag.List) {
	saved := briefing.Saved{}
	rec.URL, saved = cleanField(rec, "url", rec.URL, diags)
	if rec.Saved.URL == "" {
		rec.Saved = saved
	}
	rec.MovedTo, _ = cleanField(rec, "moved_to", rec.MovedTo, diags)
	rec.Saved.URL = cleanCopy(rec, rec.Saved.URL, diags)
	aliases := make([]string, 0, len(rec.Aliases))
	for _, alias := range rec.Aliases {
		if url, _ := cleanField(rec, "aliases", alias, diags); url != "" {
			aliases = append(aliases, url)
		}
	}
	rec.Aliases = aliases
}

func cleanField(rec *briefing.Record, field, raw string, diags *diag.List) (string, briefing.Saved) {
	if raw == "" {
		return "", briefing.Saved{}
	}
	c, err := CleanTarget(raw)
	if err != nil {
		addRefusal(diags, rec.At, field+": ", err)
		return "", briefing.Saved{}
	}
	return c.URL, c.Saved
}

// cleanCopy normalises the URL of a saved copy and does not unwrap it: an archive
// is where it should lead.
func cleanCopy(rec *briefing.Record, raw string, diags *diag.List) string {
	if raw == "" {
		return ""
	}
	var c Cleaned
	a, err := c.read(trim(raw))
	if err != nil {
		addRefusal(diags, rec.At, "archive: ", err)
		return ""
	}
	return a.String()
}

// addRefusal reports why a text is no URL of a source.
func addRefusal(diags *diag.List, at diag.Pos, before string, err error) {
	r, ok := err.(*Refusal)
	if !ok {
		diags.Add(at, diag.Error, "source-url-invalid", "%s%v", before, err)
		return
	}
	diags.Add(at, diag.Error, r.Code, "%s%s", before, r.Text)
	if r.Hint != "" {
		diags.Hint("%s", r.Hint)
	}
}

// checkStatus reports a status that tells readers less than they need.
func checkStatus(rec *briefing.Record, diags *diag.List) {
	warn := func(hint, format string, args ...any) {
		diags.Add(rec.At, diag.Warning, "source-status", format, args...)
		diags.Hint("%s", hint)
	}
	switch {
	case rec.Status == briefing.Retracted && rec.Reason == "":
		warn("add reason: who withdrew it and why", "%s is retracted without a reason", name(rec))
	case rec.Status == briefing.Moved && rec.MovedTo == "":
		warn("add moved_to: its new URL", "%s has moved, but nothing says where to", name(rec))
	case rec.Status == briefing.Live && rec.Reason != "":
		warn("add status: dead, moved or retracted", "%s has a reason but no status", name(rec))
	}
	switch rec.Status {
	case briefing.Live, briefing.Dead, briefing.Moved, briefing.Retracted:
	default:
		diags.Add(rec.At, diag.Error, "source-status", "%q is not a status", rec.Status)
		diags.Hint("write live, dead, moved or retracted")
	}
}

// name gives how messages call a record: by its key, else by its URL.
func name(rec *briefing.Record) string {
	if rec.Key != "" {
		return "@" + rec.Key
	}
	return rec.URL
}

// checkOutlet puts an outlet's domain into its normal form and reports one that
// no source could have, and a reliability that is none.
func checkOutlet(o *briefing.OutletRecord, diags *diag.List) {
	if host, ok := outletHost(o.Domain); !ok {
		diags.Add(o.At, diag.Error, "outlet-domain", "%q is not a domain", o.Domain)
	} else if domain := registrable(host); domain != withoutWWW(host) {
		diags.Add(o.At, diag.Error, "outlet-domain", "%q is part of the outlet %q", host, domain)
		diags.Hint("write %s; parts of an outlet are not graded apart", domain)
	} else {
		o.Domain = domain
	}
	if len(o.Reliability) > 1 || o.Reliability != "" && (o.Reliability < "A" || o.Reliability > "F") {
		diags.Add(o.At, diag.Error, "outlet-reliability", "%q is not a reliability", o.Reliability)
		diags.Hint("write A (completely reliable) to E (unreliable), or F (cannot be judged)")
		o.Reliability = ""
	}
}

func outletHost(domain string) (string, bool) {
	if a, err := parse(domain); err == nil {
		return a.host, true
	}
	return normalHost(domain)
}
