package source

import (
	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// frontSource is a record of the front matter: known by its key in this briefing
// alone.
type frontSource struct {
	record briefing.Record
	folded string
	used   bool
}

// readFront cleans the records of the front matter and holds them against the
// register.
func (s *resolving) readFront() {
	if len(s.file.Front.Sources) == 0 {
		return
	}
	s.front = make([]frontSource, 0, len(s.file.Front.Sources))
	s.frontKeys, s.frontPlace = map[string]int{}, map[string]int{}
	for _, rec := range s.file.Front.Sources {
		checkKey(&rec, &s.diags)
		cleanRecord(&rec, &s.diags)
		s.checkFront(&rec)
		if first := s.frontByKey(rec.Key); first != nil && rec.Key != "" {
			s.diags.Add(rec.At, diag.Error, "source-key-duplicate", "the key %q is given again (first: %s)", rec.Key, first.record.At)
			continue
		}
		folded := s.frontIdentity(&rec)
		if _, taken := s.frontPlace[folded]; !taken {
			s.frontPlace[folded] = len(s.front)
		}
		s.frontKeys[foldKey(rec.Key)] = len(s.front)
		s.front = append(s.front, frontSource{record: rec, folded: folded})
	}
}

// checkFront reports what a briefing cannot settle for the whole archive.
func (s *resolving) checkFront(rec *briefing.Record) {
	only := ""
	switch {
	case rec.Unlinked:
		only = "link"
	case rec.Status != briefing.Live:
		only = "status"
	case rec.SameAs != "":
		only = "same_as"
	case rec.MovedTo != "":
		only = "moved_to"
	case len(rec.Aliases) > 0:
		only = "aliases"
	case rec.Marking > s.file.Front.Marking:
		s.diags.Add(rec.At, diag.Error, "tlp-leak", "%s is marked %s in a briefing marked %s", name(rec), rec.Marking, s.file.Front.Marking)
		return
	default:
		return
	}
	s.diags.Add(rec.At, diag.Error, "source-register-only", "%q of %s holds for the whole archive and not for one briefing", only, name(rec))
	s.diags.Hint("put the record under sources: in a file of content/sources/")
}

// frontIdentity gives what a record of the front matter is known by. One whose
// key the register has too must be the same source.
func (s *resolving) frontIdentity(rec *briefing.Record) string {
	known := s.Register.ByKey(rec.Key)
	if rec.Key == "" || known == nil {
		own := identity(rec)
		if about := s.ByURL(own); about != nil {
			s.contradictions(&rec.Facts, about, rec.At)
		}
		return own
	}
	if rec.URL != "" && s.Canonical(Fold(rec.URL)) != s.Canonical(identity(known)) {
		s.diags.Add(rec.At, diag.Error, "source-conflict", "@%s is %s here and %s in the register (%s)", rec.Key, rec.URL, known.URL, known.At)
		s.diags.Hint("give it another key, or take it out here")
	} else {
		s.contradictions(&rec.Facts, known, rec.At)
	}
	return identity(known)
}

func (s *resolving) frontByKey(key string) *frontSource {
	if i, ok := s.frontKeys[foldKey(key)]; ok {
		return &s.front[i]
	}
	return nil
}

func (s *resolving) frontByURL(folded string) *frontSource {
	if i, ok := s.frontPlace[folded]; ok {
		return &s.front[i]
	}
	return nil
}
