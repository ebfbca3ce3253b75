// Package markdown reads the body of a briefing: CommonMark with GFM's tables,
// strikethrough and task lists, and with notes and sources as follows. It prints
// the body as HTML in which the places that depend on anything else are left
// open as slots (see briefing.Document).
//
// # Notes
//
//	Turnout fell.[^scmp] It rose.[^2] Nobody knows.^[See <https://example.org/a>.]
//
//	[^scmp]: www.example.com/news/turnout, Morning Post, 2018-11-07.
//	[^2]: First paragraph.
//
//	    Second paragraph, list or table, indented by four.
//
// A label holds no white space and none of "[", "]", "^"; labels that differ
// only in case or in Unicode's ways of writing a character are the same. The
// numbers are those of reading: first the body, then, level by level, what only
// notes cite. A note that is not reached from the body is not printed, and is
// reported. A definition may stand anywhere, in a list, a quotation or another
// note (16 deep), and interrupts a paragraph. A second definition of a label is
// dropped where it says the same; otherwise it is an error and stays where it
// is. ^[text] is a note in place. A marker in a link is printed behind the link,
// one in a picture's text behind the picture; both are errors.
//
// A marker's id is "fnref:LABEL", the next one's "fnref2:LABEL". The labels of
// notes in place are made from their text, so that a note added elsewhere moves
// no anchor.
//
// # Sources
//
// In a note, these name sources, in any number:
//
//	https://… or <https://…>          an address
//	www.… or host.tld/path            the same without a scheme
//	[title](https://…)                an address with a title
//	@key or @key, p. 3                at the note's start: a key of the register
//	[@key], [-@key], [@key, p. 3],    the same, as Pandoc writes it; in running
//	[see @a, p. 2; also @b]           text a note of its own
//
// A label without a definition may be a key: [^key] is a note that cites it.
// Addresses that were made harmless (hxxp, [.]) stay text.
//
// # Links, pictures and HTML
//
// Addresses in running text are not turned into links. Links lead to http, https,
// mailto and tel addresses and to paths; pictures lie on this site. Raw HTML is
// shown as text unless the site trusts it. HTML comments are margin notes among
// editors and are never printed, over several paragraphs neither; only in code
// they are text. That holds for the targets and titles of links, for labels and
// for citations as well.
//
// # Diagnostics
//
// Errors: "note-duplicate", "note-empty", "note-in-link", "note-in-alt",
// "note-label", "comment-unclosed", "link-unsafe", "picture-empty",
// "picture-external". Warnings: "note-unused", "note-unreachable", "note-unclosed",
// "note-indent", "link-before-note", "link-defanged", "link-empty", "link-unused",
// "link-duplicate", "table-cells-lost", "html-escaped", "heading-level-1",
// "control-character", "bidi-override", and "note-label" for a marker. For the
// curious: "note-in-heading", "note-numeric-order".
package markdown
