package source

import (
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"

	"dossier/internal/briefing"
	"dossier/internal/diag"
	"dossier/internal/slab"
)

// Policy says how a rule of the desk is enforced: not at all, by a warning, or
// by an error.
type Policy string

// The policies. The zero value is Off.
const (
	Off  Policy = "off"
	Warn Policy = "warn"
	Fail Policy = "error"
)

// add reports a breach as the policy wants it.
func (p Policy) add(l *diag.List, at diag.Pos, code, format string, args ...any) bool {
	switch p {
	case Warn:
		l.Add(at, diag.Warning, code, format, args...)
	case Fail:
		l.Add(at, diag.Error, code, format, args...)
	default:
		return false
	}
	return true
}

// Policies says what the desk asks of its notes and sources.
type Policies struct {
	RequireSource Policy   // a note that names no source
	Untitled      Policy   // a source without a title
	Undated       Policy   // a source without a date
	LandingPage   Policy   // a source that is a front page and not a document
	NeverLink     []string // hosts that are never linked, with all below them; "onion" always is
}

// Register is what one edition knows of sources and outlets beyond its notes. It
// does not change after NewRegister and may be used from several goroutines.
type Register struct {
	policies  Policies
	never     []string // ".onion": suffixes of hosts
	records   []briefing.Record
	outlets   []briefing.OutletRecord
	unlinks   bool              // one of the records says "link: off"
	byKey     map[string]int    // by folded key, index into records
	byFolded  map[string]int    // by identity of each of a record's URLs, index into records
	same      map[string]string // the identity that another one stands for, where they differ
	joined    map[string]*briefing.Record
	numbers   map[*briefing.Record]int // of records and of those that joins lent
	lent      []*briefing.Record
	byDomain  map[string]int                        // index into outlets
	keys      []string                              // as written, for suggestions
	mentions  once[briefing.Sum, *briefing.Mention] // by the sum of what they say
	roomMu    sync.Mutex
	room      slab.Of[briefing.Mention] // for new ones
	texts     slab.Text
	made      uint32                     // mentions
	spellings recent[spelling, *spelled] // most are cleaned and folded once
}

// NewRegister cuts records and outlets to the edition, checks them and joins what
// is the same document. Records above the edition leave no trace, in reports
// neither. Records are found again in the order in which they are given.
func NewRegister(records []briefing.Record, outlets []briefing.OutletRecord, edition briefing.Marking, p Policies) (*Register, diag.List) {
	r := &Register{
		policies: p, never: []string{".onion"},
		byKey: map[string]int{}, byFolded: map[string]int{}, same: map[string]string{},
		joined: map[string]*briefing.Record{}, byDomain: map[string]int{},
	}
	for _, host := range p.NeverLink {
		r.never = append(r.never, "."+strings.ToLower(strings.Trim(host, ".*")))
	}
	var diags diag.List
	for _, rec := range records {
		if rec.Marking <= edition {
			r.addRecord(rec, &diags)
		}
	}
	for _, o := range outlets {
		if o.Marking <= edition {
			r.addOutlet(o, &diags)
		}
	}
	r.join(&diags)
	r.count()
	return r, diags.Sort()
}

// count numbers the records, so that what was resolved can be kept without them.
func (r *Register) count() {
	r.numbers = make(map[*briefing.Record]int, len(r.records)+len(r.lent))
	for n := range r.records {
		r.numbers[&r.records[n]] = n
	}
	for n, rec := range r.lent {
		r.numbers[rec] = len(r.records) + n
	}
}

// Number gives the number of a record that the register gave for a source, -1 for any
// other. The same files make a register of the same numbers.
func (r *Register) Number(rec *briefing.Record) int {
	if n, ok := r.numbers[rec]; ok {
		return n
	}
	return -1
}

// Record gives the record of a number, nil when there is none.
func (r *Register) Record(n int) *briefing.Record {
	switch {
	case n < 0 || n >= len(r.records)+len(r.lent):
		return nil
	case n < len(r.records):
		return &r.records[n]
	}
	return r.lent[n-len(r.records)]
}

// Settle lets go of what only Resolve needs, when all is resolved.
func (r *Register) Settle() {
	r.mentions.forget()
	r.spellings.forget()
	r.room, r.texts = slab.Of[briefing.Mention]{}, slab.Text{}
}

// addRecord takes a record whose key and URLs are not taken yet.
func (r *Register) addRecord(rec briefing.Record, diags *diag.List) {
	checkKey(&rec, diags)
	cleanRecord(&rec, diags)
	checkStatus(&rec, diags)
	n := len(r.records)
	r.records = append(r.records, rec)
	r.unlinks = r.unlinks || rec.Unlinked
	if rec.Key != "" {
		r.keys = append(r.keys, rec.Key)
		if first, taken := r.byKey[foldKey(rec.Key)]; taken {
			diags.Add(rec.At, diag.Error, "source-key-duplicate", "the key %q is given again (first: %s)", rec.Key, r.records[first].At)
		} else {
			r.byKey[foldKey(rec.Key)] = n
		}
	}
	r.claim(n, identity(&rec), rec.URL, diags)
	for _, url := range rec.Aliases {
		r.claim(n, Fold(url), url, diags)
	}
	if rec.MovedTo != "" {
		if _, taken := r.byFolded[Fold(rec.MovedTo)]; !taken {
			r.claim(n, Fold(rec.MovedTo), rec.MovedTo, diags)
		}
	}
}

// claim makes a record the one of an identity.
func (r *Register) claim(n int, folded, url string, diags *diag.List) {
	first, taken := r.byFolded[folded]
	switch {
	case folded == "" || taken && first == n:
	case taken:
		if url == "" {
			return // the key is taken, and that was said
		}
		diags.Add(r.records[n].At, diag.Error, "source-duplicate", "%q is described again (first: %s)", url, r.records[first].At)
		diags.Hint("make one record of the two; other URLs of a document go under its aliases")
	default:
		r.byFolded[folded] = n
		if own := identity(&r.records[n]); own != folded {
			r.same[folded] = own
		}
	}
}

// identity gives what a record is known by: its folded URL, or its key.
func identity(rec *briefing.Record) string {
	switch {
	case rec.URL != "":
		return Fold(rec.URL)
	case rec.Key != "":
		return "key:" + norm.NFC.String(rec.Key)
	}
	return ""
}

func foldKey(key string) string { return briefing.FoldLabel(key) }

// addOutlet takes an outlet whose domain is not taken yet.
func (r *Register) addOutlet(o briefing.OutletRecord, diags *diag.List) {
	checkOutlet(&o, diags)
	if first, taken := r.byDomain[o.Domain]; taken {
		diags.Add(o.At, diag.Error, "outlet-duplicate", "the outlet %q is described again (first: %s)", o.Domain, r.outlets[first].At)
		return
	}
	r.byDomain[o.Domain] = len(r.outlets)
	r.outlets = append(r.outlets, o)
}

// Outlets lists the outlets of the edition in the order given. Do not change them.
func (r *Register) Outlets() []briefing.OutletRecord { return r.outlets }

// ByKey gives the record that a key names, in any case; nil when there is none.
func (r *Register) ByKey(key string) *briefing.Record {
	if n, ok := r.byKey[foldKey(key)]; ok {
		return &r.records[n]
	}
	return nil
}

// ByURL gives the record that holds for a source by its identity (see Fold): its
// own, that of the document it is the same as, or nil.
func (r *Register) ByURL(folded string) *briefing.Record {
	folded = r.Canonical(folded)
	if n, ok := r.byFolded[folded]; ok {
		return &r.records[n]
	}
	return r.joined[folded]
}

// Identify gives the identity under which a source is listed that somebody names
// by its key, with or without "@", or by any spelling of its URL; "" for a name
// that is neither.
func (r *Register) Identify(name string) string {
	if rec := r.ByKey(strings.TrimPrefix(name, "@")); rec != nil {
		return r.Canonical(identity(rec))
	}
	if u, err := Clean(name); err == nil {
		return r.Canonical(Fold(u.URL))
	}
	return ""
}

// Outlet gives the record of an outlet by its domain (see Domain); nil when there
// is none.
func (r *Register) Outlet(domain string) *briefing.OutletRecord {
	if n, ok := r.byDomain[domain]; ok {
		return &r.outlets[n]
	}
	return nil
}

// Canonical gives the identity under which a source is listed: that of the
// document it is the same as, else its own.
func (r *Register) Canonical(folded string) string {
	if same, ok := r.same[folded]; ok {
		return same
	}
	return folded
}

// Linkable reports whether a URL may be a link: it is http or https, its host is
// not on the never-link list, and no record says "link: off".
func (r *Register) Linkable(url string) bool {
	host, err := hostOf(url)
	if err != nil {
		return false
	}
	for _, suffix := range r.never {
		if strings.HasSuffix(host, suffix) || host == suffix[1:] {
			return false
		}
	}
	if !r.unlinks {
		return true
	}
	n, ok := r.byFolded[Fold(url)]
	return !ok || !r.records[n].Unlinked
}
