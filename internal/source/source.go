// Package source makes of the notes of a briefing the sources that they cite.
//
// # How a note names a source
//
// By its address, as it was pasted; by a link with a title; or by a key:
//
//	[^1]: www.example.org/news/leaders-stay-away.
//	[^2]: [Leaders stay away](https://example.org/news/leaders), The Paper, 2018-11-07. Graded B2.
//	[^3]: @hrw-2024, p. 7
//
// Behind an address or a title may stand, with commas between them, the outlet,
// the date (2018-11-07, 7 November 2018, November 7, 2018, Nov 2018) and where in
// the source (p. 3, § 4); "accessed", "retrieved" and the like begin what says
// nothing of the source. "Graded B2", "[B2]" or "(B2)" anywhere behind it is the
// Admiralty grading of what the source says here: the digit is kept, the letter
// must be that of the outlet in the register. Anything else is commentary.
//
// Several notes of a briefing that cite the same sources in exactly the same
// words are printed as one. Several items of one note that name the same source,
// as a link and its saved copy, are one citation.
//
// # Identity
//
// What is pasted is cleaned (see Clean) and folded (see Fold): all spellings of
// an address are one source, and its place in the archive is made of the folded
// address alone (see Place). So the place changes only if the address does; the
// golden table in testdata/spellings.txt holds what folds to what. A source
// without an address, such as a book, is known by its key.
//
// # The source register
//
// Files of content/sources/ ending in .yaml say what is known of sources and
// outlets beyond the notes:
//
//	sources:
//	  hrw-2024: https://www.hrw.org/world-report/2024     # a key and an address
//	  leaders:
//	    url: https://example.org/news/leaders
//	    title: Leaders stay away
//	    outlet: The Paper
//	    authors: [Jane Doe]
//	    date: 2018-11-07
//	    accessed: 2018-11-12
//	    archive: https://web.archive.org/web/20181112000000/https://example.org/news/leaders
//	    type: article-newspaper         # of CSL
//	    lang: en
//	    status: retracted               # live, dead, moved
//	    status_date: 2019-03-01
//	    reason: withdrawn by its publisher
//	    moved_to: https://example.org/new/leaders
//	    link: off                       # shown defanged, never linked
//	    same_as: "@other"               # or an address: a copy of that document
//	    aliases: [https://m.example.org/news/leaders]
//	    tlp: GREEN                      # known to editions from there on
//	    note: What the desk has to say of it.
//	outlets:
//	  example.org: {name: The Paper, reliability: B, country: DE, note: Owned by its readers.}
//	  example.net: Another Paper
//
// Keys are compared without case. Records above the edition are cut away before
// anything else is looked at. What the register says holds; a note or the front
// matter may add what it does not say, and a contradiction about title or date is
// an error. The key "sources" of front matter takes the same records, known by
// their keys in that briefing alone; status, same_as, aliases, moved_to and link
// concern the whole archive and stand in the register only.
//
// # Diagnostics
//
// Errors: "link-never", "source-url-invalid", "source-defanged", "source-credentials",
// "source-key-unknown", "note-undefined", "source-conflict", "source-duplicate",
// "source-key-duplicate", "source-key-invalid", "source-empty", "source-same-as",
// "source-register-only", "outlet-domain", "outlet-duplicate",
// "outlet-reliability", "tlp-leak", "field-type".
// Warnings: "source-scheme-added" (a note for
// "www."), "source-archive-as-url", "source-private-host", "source-retracted",
// "source-dead", "source-newer", "source-disputed", "source-unused", "source-grade-conflict",
// "source-status" (an error for a word that is none). By policy:
// "source-unresolved", "source-untitled", "source-undated", "source-landing-page".
// For the curious: "source-punct-stripped", "source-unwrapped", "source-merged",
// "source-too-old", "source-single".
package source
