// Package config reads the configuration of a site: the file dossier.toml in the
// site's root, strictly, with a place for each complaint.
//
// # The file
//
// Every key has a default; an empty dossier.toml is a valid one.
//
//	title        = "Briefings"          # name of the archive
//	description  = ""                   # one sentence, for feeds and search engines
//	base_url     = ""                   # "https://example.org/reports/": where the site will stand
//	language     = "en"                 # BCP 47, of briefings that name none
//	timezone     = "UTC"                # IANA name, for dates without a zone
//	organisation = ""                   # who publishes
//	page_size    = 50                   # entries of a list page, 5 to 500
//	feed_entries = 10                   # entries of a feed, 1 to 200
//	links        = "root"               # "root": /a/b/; "relative": ../b/index.html, works from file://
//	permalinks   = ["/briefings/:year/:slug/"]  # the first is used, older ones lead to it
//	out          = "public"             # folder of the TLP:CLEAR edition; others stand beside it
//	edition      = "TLP:CLEAR"          # what "build" makes when not asked otherwise
//	marking      = ""                   # of briefings without tlp; empty: each must have one
//	exports      = []                   # of a briefing's sources: "csl-json", "bibtex", "ris"
//	sign_off     = ["prepared", "reviewed", "approved"]  # which of them are shown
//	trust_html   = false                # whether raw HTML in briefings is passed on
//	never_link   = []                   # hosts whose URLs are shown defanged, ".onion" always
//	silence      = []                   # codes of warnings not to be shown
//
//	[policies]                          # "off", "warn" or "error"
//	require_source = "off"              # a note that names no source
//	untitled       = "off"              # a source without a title
//	undated        = "off"              # a source without a date
//	landing_page   = "warn"             # a source that is a front page, not a document
//
// # Layers
//
// Later layers win, key by key: the defaults, dossier.toml, dossier.ENV.toml when
// an environment is named, then environment variables: DOSSIER_ and the key in
// capitals, with "__" for the dot, as in DOSSIER_PAGE_SIZE and
// DOSSIER_POLICIES__UNTITLED; lists are separated by commas.
//
// A layer above dossier.toml may lower the edition and never raise it, and may
// make the default marking stricter and never wider: what a shell holds must not
// publish what the site's own file keeps back.
//
// # Codes
//
// Errors: config-environment, config-raised, config-type, config-unknown-key,
// config-value, and those of package fields. Warning: tlp-white.
package config

import (
	"time"
	_ "time/tzdata" // so that a zone is known on a machine without a zone database

	"dossier/internal/briefing"
)

// FileName is the name of the configuration in the site's root.
const FileName = "dossier.toml"

// Config is the configuration of a site after all layers. The json tags are the
// keys authors write, the jsonschema tags what the schema says of them; reading,
// environment variables, "config show" and the schema all go by this struct.
type Config struct {
	Title        string           `json:"title" jsonschema:"Name of the archive."`
	Description  string           `json:"description" jsonschema:"One sentence on the archive, for feeds and search engines."`
	BaseURL      string           `json:"base_url" jsonschema:"Where the site will stand: an http or https URL, a sub-path included."`
	Language     string           `json:"language" jsonschema:"BCP 47 tag of the briefings that name no language."`
	TimeZone     string           `json:"timezone" jsonschema:"IANA name of the time zone of dates without one."`
	Organisation string           `json:"organisation" jsonschema:"Who publishes the archive."`
	PageSize     int              `json:"page_size" jsonschema:"Entries of a list page."`
	FeedEntries  int              `json:"feed_entries" jsonschema:"Entries of a feed."`
	Links        LinkStyle        `json:"links" jsonschema:"How pages link to each other: from the root, or relative so that the site works from file://."`
	Permalinks   []Permalink      `json:"permalinks" jsonschema:"Patterns of briefing addresses: the first is used, each older one yields aliases."`
	Out          string           `json:"out" jsonschema:"Folder of the TLP:CLEAR edition; other editions stand beside it."`
	Edition      briefing.Marking `json:"edition" jsonschema:"The edition made when none is asked for."`
	Marking      briefing.Marking `json:"marking" jsonschema:"Marking of a briefing that has no tlp; when empty each must have one."`
	Exports      []Export         `json:"exports" jsonschema:"Formats in which a briefing's sources can be downloaded."`
	SignOff      []SignOff        `json:"sign_off" jsonschema:"The sign-off fields that are shown."`
	TrustHTML    bool             `json:"trust_html" jsonschema:"Whether raw HTML in briefings is passed on instead of escaped."`
	NeverLink    []string         `json:"never_link" jsonschema:"Hosts, with all below them, whose URLs are shown defanged and never linked."`
	Silence      []string         `json:"silence" jsonschema:"Codes of warnings not to be shown; errors cannot be silenced."`
	Policies     Policies         `json:"policies" jsonschema:"What the desk asks of its sources."`

	Zone *time.Location `json:"-"` // of TimeZone, never nil

	from map[string]string // by key, see Origin.From; a key that is missing has its default
}

// Policies says what the desk asks of its notes and sources.
type Policies struct {
	RequireSource Policy `json:"require_source" jsonschema:"A note that names no source."`
	Untitled      Policy `json:"untitled" jsonschema:"A source without a title."`
	Undated       Policy `json:"undated" jsonschema:"A source without a date."`
	LandingPage   Policy `json:"landing_page" jsonschema:"A source that is a front page and not a document."`
}

// Default gives the configuration of a site whose dossier.toml is empty. It is
// also that of any folder of Markdown without one.
func Default() *Config {
	return &Config{
		Title:       "Briefings",
		Language:    "en",
		TimeZone:    "UTC",
		PageSize:    50,
		FeedEntries: 10,
		Links:       RootLinks,
		Permalinks:  []Permalink{"/briefings/:year/:slug/"},
		Out:         "public",
		Edition:     briefing.Clear,
		SignOff:     SignOffs(),
		Policies:    Policies{RequireSource: Off, Untitled: Off, Undated: Off, LandingPage: Warn},
		Zone:        time.UTC,
	}
}
