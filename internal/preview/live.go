package preview

import (
	"fmt"
	"net/http"
	"net/url"
	"time"
)

const (
	pulse     = 20 * time.Second // between signs of life on a quiet line
	eventTime = 10 * time.Second // a client that takes longer to take an event is cut off, and comes back
	comeBack  = 500              // milliseconds until a client that was cut off does
)

// line is the way to an open page.
type line struct {
	w    http.ResponseWriter
	out  *http.ResponseController
	wish wish
	has  glance // what the page shows, as far as it was told; zero when it does not say
}

// live tells an open page of changes until it is closed or the server stops. The
// page asks for what it misses, so a slow one holds nothing: what is told is always
// the last state, and rounds that went by meanwhile are skipped.
func (s *Server) live(w http.ResponseWriter, r *http.Request) {
	select {
	case s.open <- struct{}{}:
		defer func() { <-s.open }()
	default:
		w.Header().Set("Retry-After", "1")
		http.Error(w, "too many pages are open", http.StatusServiceUnavailable)
		return
	}
	l, ok := s.line(w, r)
	if !ok {
		refuseWith(w, refusal{http.StatusBadRequest, "this path is none of a site"})
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	if l.say("retry: %d\n\n", comeBack) == nil && r.Method != http.MethodHead {
		s.follow(l, r)
	}
}

// line reads what a page wants to be told of.
func (s *Server) line(w http.ResponseWriter, r *http.Request) (*line, bool) {
	q := r.URL.Query()
	at, err := url.ParseRequestURI(q.Get("path"))
	if err != nil || !isPath(at) {
		return nil, false
	}
	l := &line{w: w, out: http.NewResponseController(w)}
	l.wish = wish{choice: s.choice(q.Get("edition")), path: at.Path}
	if at.Path == deskPath {
		l.wish.terms = at.Query()
	}
	var ok bool
	if l.has, ok = shown(r.Header.Get("Last-Event-ID")); !ok {
		l.has, _ = shown(q.Get("have"))
	}
	return l, true
}

// follow tells a page what is new, round after round.
func (s *Server) follow(l *line, r *http.Request) {
	beat := time.NewTicker(pulse)
	defer beat.Stop()
	for {
		now := s.round.Load()
		if g, ok := s.glance(now, l.wish); ok && l.tell(g) != nil {
			return
		}
		if !l.wait(now, r, beat.C, s.life.Done()) {
			return
		}
	}
}

// wait passes the time until a round is over; false when the line ends.
func (l *line) wait(now *round, r *http.Request, beat <-chan time.Time, stopped <-chan struct{}) bool {
	for {
		select {
		case <-stopped:
			l.say("event: gone\ndata:\n\n")
			return false
		case <-r.Context().Done():
			if isClosed(stopped) {
				continue // the one comes of the other
			}
			return false
		case <-beat:
			if l.say(":\n\n") != nil {
				return false
			}
		case <-now.over:
			return true
		}
	}
}

func isClosed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// tell sends what makes a page that is as it was told into one as it is.
func (l *line) tell(g glance) error {
	had := l.has
	l.has = g
	if kind, data := difference(had, g); kind != "" {
		if err := l.say("id: %s\nevent: %s\ndata: %s\n\n", g.id(), kind, data); err != nil {
			return err
		}
	}
	if g.number != had.number && had.text != "" && g.added != "" && g.added != (&url.URL{Path: l.wish.path}).String() {
		return l.say("id: %s\nevent: added\ndata: %s\n\n", g.id(), g.added)
	}
	return nil
}

// difference names the least that brings a page from one state to another.
func difference(had, is glance) (kind, data string) {
	switch {
	case is.moved != "":
		return "moved", is.moved
	case is.text != had.text || is.around != had.around:
		return "page", ""
	case is.styles != had.styles:
		return "style", ""
	case is.ours != had.ours && is.errors > 0:
		return "errors", ""
	case is.ours != had.ours:
		return "ok", ""
	}
	return "", ""
}

// say writes to the page and sees that it arrives.
func (l *line) say(format string, args ...any) error {
	l.out.SetWriteDeadline(time.Now().Add(eventTime))
	if _, err := fmt.Fprintf(l.w, format, args...); err != nil {
		return err
	}
	return l.out.Flush()
}
