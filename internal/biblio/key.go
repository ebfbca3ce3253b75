package biblio

import (
	"strconv"
	"strings"

	"dossier/internal/briefing"
)

// keysOf gives each record a key that all formats can hold and no other record
// of the list has. Keys of the register are kept as far as they can be.
func keysOf(records []briefing.Record) []string {
	keys := make([]string, len(records))
	taken := make(map[string]bool, len(records))
	for i := range records {
		key := plainKey(records[i].Key)
		if key == "" {
			key = "source-" + strconv.Itoa(i+1)
		}
		unique := key
		for n := 2; taken[strings.ToLower(unique)]; n++ {
			unique = key + "-" + strconv.Itoa(n)
		}
		taken[strings.ToLower(unique)] = true
		keys[i] = unique
	}
	return keys
}

// plainKey keeps what BibTeX's keys can hold.
func plainKey(key string) string {
	if isPlainKey(key) {
		return key
	}
	return strings.Map(func(c rune) rune {
		if c <= ' ' || c > '~' || strings.ContainsRune(`{}(),="#%\~@'`, c) {
			return -1
		}
		return c
	}, key)
}

// isPlainKey reports whether a key is lower-case letters and digits alone, as those
// are that the archive makes.
func isPlainKey(key string) bool {
	for i := range len(key) {
		if c := key[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}
