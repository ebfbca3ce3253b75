package content

import (
	"slices"
	"strings"

	"dossier/internal/briefing"
)

// keepsBack lists the keys that keep text back.
var keepsBack = []string{"tlp", "draft", "embargo", "expires"}

// knownKeys lists every key of front matter that has a meaning.
var knownKeys = []string{
	"id", "title", "date", "updated", "summary", "tags", "authors", "author", "desk", "prepared", "reviewed",
	"approved", "tlp", "draft", "embargo", "expires", "slug", "aliases", "series", "lang", "sources", "image",
	"params", "imported",
}

// Keys lists the keys of front matter that have a meaning.
func Keys() []string { return slices.Clone(knownKeys) }

// foreignKeys are those by which other generators, newsletter services and wikis
// keep a text back or say who may read it, folded by foldKey, each with the key
// to use here.
var foreignKeys = map[string]string{
	"publishdate": "embargo", "publishat": "embargo", "publishon": "embargo", "publishtime": "embargo",
	"pubdate": "embargo", "publishedat": "embargo", "scheduled": "embargo", "scheduledat": "embargo", "scheduledfor": "embargo",
	"schedule": "embargo", "releasedate": "embargo", "embargodate": "embargo", "embargoeduntil": "embargo",
	"embargountil": "embargo", "golive": "embargo", "availablefrom": "embargo", "notbefore": "embargo",

	"expirydate": "expires", "expirationdate": "expires", "expiredate": "expires", "expiration": "expires",
	"expiresat": "expires", "expireson": "expires", "unpublishdate": "expires", "unpublishat": "expires",
	"unpublishon": "expires", "availableuntil": "expires", "validuntil": "expires", "notafter": "expires",

	"published": "draft", "publish": "draft", "public": "draft", "unpublished": "draft", "status": "draft",
	"isdraft": "draft", "wip": "draft", "hidden": "draft", "unlisted": "draft", "headless": "draft",
	"build": "draft", "render": "draft", "eleventyexcludefromcollections": "draft", "noindex": "draft",
	"listed": "draft", "exclude": "draft", "ignore": "draft",

	"visibility": "tlp", "private": "tlp", "classification": "tlp", "marking": "tlp", "protectivemarking": "tlp",
	"tlplabel": "tlp", "tlpmarking": "tlp", "tlplevel": "tlp", "trafficlight": "tlp", "trafficlightprotocol": "tlp",
	"confidential": "tlp", "confidentiality": "tlp", "sensitivity": "tlp", "secret": "tlp", "restricted": "tlp",
	"restriction": "tlp", "distribution": "tlp", "dissemination": "tlp", "handling": "tlp", "caveat": "tlp",
	"caveats": "tlp", "audience": "tlp", "access": "tlp", "accesslevel": "tlp", "permissions": "tlp",
	"sharing": "tlp", "internal": "tlp", "membersonly": "tlp", "password": "tlp", "pap": "tlp",
}

// foldKey makes the form in which foreign keys are compared.
func foldKey(key string) string {
	return strings.NewReplacer("_", "", "-", "", " ", "").Replace(strings.ToLower(key))
}

// keyClass says what becomes of a key.
type keyClass uint8

const (
	knownKey  keyClass = iota
	parameter          // of no meaning here
	nearMiss           // a parameter that resembles a known key
	keepBack           // resembles a key that keeps text back, or is another tool's
)

// classify says what becomes of a key and, for the last two classes, which key
// was probably meant.
func classify(key string) (keyClass, string) {
	if slices.Contains(knownKeys, key) {
		return knownKey, key
	}
	if use := foreignKeys[foldKey(key)]; use != "" {
		return keepBack, use
	}
	if near := briefing.Nearest(key, keepsBack); near != "" {
		return keepBack, near
	}
	if near := briefing.Nearest(key, knownKeys); near != "" {
		return nearMiss, near
	}
	return parameter, ""
}

// validKey reports whether a key has the form of one. Running text before a
// colon does not: it is what stands in front matter whose end is missing.
func validKey(key string) bool {
	return key != "" && len(key) <= 64 && strings.IndexFunc(key, func(r rune) bool {
		return !(r == '_' || r == '-' || r == '.' || r == '$' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0x80)
	}) < 0
}

// metadataKey gives the key with which a line of body text begins as a line of
// front matter would, "" when it does not. Capitals count only when anyCase is
// set, but for keys that keep text back.
func metadataKey(line string, anyCase bool) string {
	i := strings.IndexAny(line, ":=")
	if i < 1 || i > 40 {
		return ""
	}
	key := strings.Trim(line[:i], " \t\"'")
	behind := strings.TrimLeft(line[i+1:], " \t")
	lower := strings.ToLower(key)
	switch class, _ := classify(lower); {
	case class == parameter, class == nearMiss, !validKey(key):
		return ""
	case strings.HasPrefix(behind, "//"): // a URL is no key
		return ""
	case slices.Contains(keepsBack, lower) && (key == lower || lower != "tlp"):
		return key
	case key == lower && class == knownKey, anyCase && class == knownKey:
		return key
	}
	return ""
}
