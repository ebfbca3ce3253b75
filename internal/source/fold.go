package source

import (
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strings"
)

// Fold makes of a URL the identity of the document behind it: the same for http
// and https, with and without "www.", with and without slashes at the end of the
// path, a fragment (unless it begins with "#!") and parameters that only follow
// readers around. The order of the other parameters is kept. Fold of what is no
// http(s) URL is the text itself; Fold(Fold(x)) is Fold(x).
func Fold(url string) string {
	a, err := parse(url)
	if err != nil {
		return url
	}
	return a.folded().String()
}

func (a address) folded() address {
	a.scheme = "https"
	if a.port == "443" { // of http
		a.port = ""
	}
	a.host = withoutWWW(a.host)
	a.path = strings.TrimRight(a.path, "/")
	a.query = withoutTracking(a.query)
	if !strings.HasPrefix(a.fragment, "#!") || len(a.fragment) == 2 {
		a.fragment = ""
	}
	return a
}

// withoutWWW takes "www." off a host unless only a bare word would be left.
func withoutWWW(host string) string {
	for strings.HasPrefix(host, "www.") && strings.Contains(host[4:], ".") {
		host = host[4:]
	}
	return host
}

// Parameters that say how a reader came and nothing about what is read. The list
// is short on purpose: a parameter that is taken off wrongly makes two documents
// one, one that is left on makes a document two, and same_as mends only that.
var (
	trackingPrefixes = []string{"utm_", "mtm_", "pk_", "hsa_", "oly_", "vero_", "__hs", "_hs", "guce_", "at_custom"}
	trackingNames    = []string{
		"_ga", "_gl", "at_campaign", "at_medium", "cmpid", "dclid", "fbclid", "gbraid", "gclid", "gclsrc", "guccounter",
		"igsh", "igshid", "mc_cid", "mc_eid", "mkt_tok", "msclkid", "ncid", "ref_src", "ref_url", "s_cid", "smid",
		"smtyp", "spm", "srsltid", "ttclid", "twclid", "wbraid", "wt_mc", "xtor", "yclid",
	}
)

func isTracking(name string) bool {
	name = strings.ToLower(name)
	if _, found := slices.BinarySearch(trackingNames, name); found {
		return true
	}
	for _, p := range trackingPrefixes {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	return false
}

// withoutTracking takes parameters out of a query that begins with "?" or is
// empty, and the empty ones with them.
func withoutTracking(query string) string {
	if query == "" {
		return ""
	}
	kept := make([]string, 0, 4)
	for p := range strings.SplitSeq(query[1:], "&") {
		name, _, _ := strings.Cut(p, "=")
		if p != "" && !isTracking(name) {
			kept = append(kept, p)
		}
	}
	if len(kept) == 0 {
		return ""
	}
	return "?" + strings.Join(kept, "&")
}

var shelfAlphabet = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// Place gives where a source stands in the archive, for ever: the shelf (two
// characters, one of 1,024) and the id on it ("s" and thirteen characters), both
// from the lower-case base32 (RFC 4648) of the SHA-256 of its folded URL.
func Place(folded string) (shelf, id string) {
	sum := sha256.Sum256([]byte(folded))
	var b [16]byte
	shelfAlphabet.Encode(b[:], sum[:10])
	id = "s" + string(b[:13])
	return Shelf(id), id
}

// Shelf gives the shelf of the source that has an id.
func Shelf(id string) string { return id[1:3] }
