// Package biblio reads bibliographies that other programs keep into records of
// the source register, and writes the sources of an archive for such programs.
//
// BibTeX, with the fields that biblatex adds, is read and written; so is CSL-JSON
// as its schema 1.0.2 has it; RIS is written. What is carried:
//
//	record    BibTeX                                   CSL-JSON                RIS
//	Key       the entry's key                          id                      ID
//	Type      the entry's type, entrysubtype           type                    TY
//	URL       url; doi, eprint, howpublished, note     URL; DOI                UR
//	Title     title, subtitle                          title                   TI
//	Outlet    journal, booktitle, publisher,           container-title,        T2
//	          organization, institution, school        publisher
//	Authors   author, editor                           author, editor          AU
//	Date      date; year, month, day                   issued                  PY, DA
//	Accessed  urldate                                  accessed                Y2
//	Lang      language, langid                         language                LA
//	Note      annotation, annote, abstract, note       note                    N1
//	Saved     archiveurl, archivedate                  archive_location,       L2
//	                                                   custom.archivedate
//	Marking   tlp; a keyword such as TLP:AMBER         tlp, custom.tlp; keyword -
//
// An author is one text, as it is to be read: "Jane Doe", "Human Rights Watch".
// The forms of names that the formats have are read into that; it is written as
// an institution's name is, which no program takes apart.
//
// What is said of a source's fate (status, same_as, aliases) belongs into the
// register's own files and does not travel.
//
// Entries above the edition are left out when reading, with every report about
// them. Codes: "bib-syntax", "bib-encoding", "bib-string", "bib-tex", "bib-date", "bib-crossref",
// "bib-empty", "csl-syntax", "csl-date", "csl-empty", "tlp-invalid", "key-keeps-back".
package biblio
