package content

import (
	"slices"
	"strings"

	"dossier/internal/briefing"
)

// keepsBack lists the keys that keep text back.
var keepsBack = briefing.KeepBackKeys()

// knownKeys lists every key of front matter that has a meaning.
var knownKeys = []string{
	"id", "title", "date", "updated", "summary", "tags", "authors", "author", "desk", "prepared", "reviewed",
	"approved", "tlp", "draft", "embargo", "expires", "slug", "aliases", "series", "lang", "sources", "image",
	"params", "imported",
}

// Keys lists the keys of front matter that have a meaning.
func Keys() []string { return slices.Clone(knownKeys) }

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
	if use := briefing.KeepsBack(key); use != "" {
		return keepBack, use
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
