package biblio

import (
	"slices"
	"strconv"
	"strings"

	"dossier/internal/briefing"
)

// keysOf gives each record a key that all formats can hold and no other record
// of the list has. Keys of the register are kept as far as they can be.
func keysOf(records []briefing.Record) []string {
	if keys := ownKeys(records); keys != nil {
		return keys
	}
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

// fewRecords is up to how many are held against each other one by one, which for so few
// is quicker than a map. Nearly every briefing cites fewer.
const fewRecords = 40

// ownKeys gives the records' own keys where these are fit for all formats as they are, as
// those of the archive are; else nil.
func ownKeys(records []briefing.Record) []string {
	if len(records) > fewRecords {
		return nil
	}
	keys := make([]string, len(records))
	for i := range records {
		key := records[i].Key
		if key == "" || !isPlainKey(key) || slices.Contains(keys[:i], key) {
			return nil
		}
		keys[i] = key
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
