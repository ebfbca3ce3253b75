package main

import (
	"crypto/rand"
	"encoding/json"
	"strings"
	"time"

	"dossier/internal/briefing"
)

// newID makes the permanent id of a briefing: 80 random bits, so that desks
// that do not know of each other never make the same one.
func newID() string { return "b-" + strings.ToLower(rand.Text()[:16]) }

// yamlString quotes a text for YAML, of whose double-quoted strings JSON's are a part.
func yamlString(s string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		panic(err) // a string always encodes
	}
	return strings.TrimSpace(b.String())
}

// day reads a date flag; without one it is today in the site's zone.
func (a *app) day(flag string, zone *time.Location) (briefing.Date, error) {
	if flag == "" {
		flag = a.now().In(zone).Format("2006-01-02")
	}
	d, err := briefing.ParseDate(flag)
	if err != nil {
		return d, usage("write it as in 2026-11-24", "--date: %w", err)
	}
	return d, nil
}
