package biblio

import (
	"strings"

	"dossier/internal/briefing"
)

// kind is how a CSL type is called in BibTeX and RIS.
type kind struct{ csl, bib, subtype, ris string }

// kinds lists the types that have a name in all formats; the first of each CSL,
// BibTeX and RIS name is the one used.
var kinds = []kind{
	{"webpage", "online", "", "ELEC"},
	{"article-journal", "article", "", "JOUR"},
	{"article-newspaper", "article", "newspaper", "NEWS"},
	{"article-magazine", "article", "magazine", "MGZN"},
	{"book", "book", "", "BOOK"},
	{"chapter", "incollection", "", "CHAP"},
	{"paper-conference", "inproceedings", "", "CONF"},
	{"report", "report", "", "RPRT"},
	{"thesis", "thesis", "", "THES"},
	{"manuscript", "unpublished", "", "UNPB"},
	{"pamphlet", "booklet", "", "PAMP"},
	{"dataset", "dataset", "", "DATA"},
	{"software", "software", "", "COMP"},
	{"patent", "patent", "", "PAT"},
	{"legislation", "legislation", "", "STAT"},
	{"legal_case", "jurisdiction", "", "CASE"},
	{"motion_picture", "video", "", "VIDEO"},
	{"performance", "performance", "", "GEN"},
	{"song", "audio", "", "SOUND"},
	{"map", "misc", "map", "MAP"},
	{"post-weblog", "online", "post-weblog", "BLOG"},
	{"hearing", "misc", "hearing", "HEAR"},
	{"bill", "misc", "bill", "BILL"},
	{"document", "misc", "", "GEN"},
}

// otherBib are further names of BibTeX types.
var otherBib = map[string]string{
	"www": "webpage", "electronic": "webpage", "internet": "webpage", "webpage": "webpage", "techreport": "report", "manual": "report",
	"inbook": "chapter", "bookinbook": "chapter", "suppbook": "chapter", "conference": "paper-conference", "phdthesis": "thesis", "mastersthesis": "thesis",
	"proceedings": "book", "mvbook": "book", "collection": "book", "reference": "book", "periodical": "periodical", "movie": "motion_picture",
	"newspaper": "article-newspaper", "standard": "standard", "letter": "personal_communication", "letters": "personal_communication", "music": "song",
}

// cslOf gives the CSL type of a BibTeX entry.
func cslOf(bib, subtype string, online bool) string {
	subtype = strings.ToLower(subtype)
	if bib == "article" && (subtype == "newspaper" || subtype == "magazine") {
		return "article-" + subtype
	}
	if subtype != "" && cslTypes[subtype] {
		return subtype
	}
	if bib == "misc" && online {
		return "webpage"
	}
	for _, k := range kinds {
		if k.bib == bib && k.subtype == "" {
			return k.csl
		}
	}
	if csl := otherBib[bib]; csl != "" {
		return csl
	}
	return "document"
}

// typeOf gives the CSL type of a record: a guess where it says none that CSL has.
func typeOf(rec *briefing.Record) string {
	switch {
	case cslTypes[rec.Type]:
		return rec.Type
	case rec.URL != "":
		return "webpage"
	}
	return "document"
}

// partOfWhole reports whether sources of a type appear in an outlet, and are not
// published by it as a whole.
func partOfWhole(csl string) bool {
	switch csl {
	case "webpage", "chapter", "paper-conference", "broadcast", "interview", "review", "review-book", "entry", "entry-dictionary", "entry-encyclopedia":
		return true
	}
	return strings.HasPrefix(csl, "article") || strings.HasPrefix(csl, "post")
}

// bibOf gives the BibTeX type of a CSL type, and its entrysubtype.
func bibOf(csl string) (bib, subtype string) {
	for _, k := range kinds {
		if k.csl == csl {
			return k.bib, k.subtype
		}
	}
	return "misc", csl
}

// risOf gives the RIS type of a CSL type.
func risOf(csl string) string {
	for _, k := range kinds {
		if k.csl == csl {
			return k.ris
		}
	}
	return "GEN"
}

// cslTypes are the item types of CSL 1.0.2.
var cslTypes = func() map[string]bool {
	t := map[string]bool{}
	for _, name := range strings.Fields(`article article-journal article-magazine article-newspaper bill book broadcast chapter
		classic collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview
		legal_case legislation manuscript map motion_picture musical_score pamphlet paper-conference patent performance
		periodical personal_communication post post-weblog regulation report review review-book software song speech standard
		thesis treaty webpage`) {
		t[name] = true
	}
	return t
}()
