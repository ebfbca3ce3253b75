// Package preview shows an archive in the browser while it is written: the pages
// with the very bytes that a build writes, and put into them a strip that says what is
// seen, what is amiss in the files, and a script that keeps the page as the files are.
//
// # Addresses
//
// All paths are the site's, but for these: /__desk lists the briefings with their
// states, /__live tells an open page of changes (server-sent events), /__view takes
// the edition to be seen, and below /__preview/ are the script and its style.
//
// # What a page is told
//
// /__live?path=…&edition=…&have=… answers with events as long as the page is open.
// Have, and the id of each event, is what the page shows: digests of its text, its
// style sheets, what is around the text, and what is ours, and the edition's number. So
// a page that was away, asleep or open while the server was started again is told what
// it missed. The events:
//
//	page    its text changed, or what is around it: fetch it again
//	style   its style sheets did, by address or content, and nothing else
//	errors  what is ours changed, and there are errors
//	ok      what is ours changed, and there are none
//	moved   it stands elsewhere: the data is the new address
//	added   one new briefing came: the data is its address
//	gone    the server stops
//
// # Who may see it
//
// Drafts are not for everybody who can make a browser ask. A request must name a host
// that cannot be somebody else's (a loopback name or address, or the host listened on;
// listening on all, any IP address): that stops DNS rebinding. Requests that other
// sites' pages make are refused, those of other ports of this machine as well. A link
// that a person follows is let through: the answer is shown to that person and to
// nobody else, as it can stand in no frame (frame-ancestors), is cut off from its
// opener (Cross-Origin-Opener-Policy), and is no script, style or picture for others
// (Cross-Origin-Resource-Policy, nosniff). Such a link changes nothing.
package preview

import (
	"context"
	"log"
	"net"
	"runtime"
	"sync/atomic"
)

// Options says where and how a preview is shown.
type Options struct {
	Addr    string          // "127.0.0.1:8080"; the next free port when that one is taken, any for port 0
	Root    string          // the site's folder on this machine, for links to an editor
	Editor  string          // address that opens a file: "vscode://file/{path}:{line}:{col}"; "" for no links
	Notices func() []string // what the strip says besides: "drafts and scheduled briefings are shown"; nil for nothing
	Log     *log.Logger     // faults of the server's own; nil for nowhere
}

// Server shows a Work to browsers.
type Server struct {
	work    Work
	options Options
	hosts   hosts
	net     net.Listener
	life    context.Context // of Serve: looks outlive the request that began them

	round   atomic.Pointer[round]
	base    atomic.Pointer[string] // of the edition shown last
	looking chan struct{}          // one for each look at a time
	open    chan struct{}          // one for each page that is told of changes
}

// maxOpen is how many pages are told of changes at a time; more are asked to come back.
const maxOpen = 2000

// New makes a server that listens nowhere yet.
func New(work Work, o Options) *Server {
	s := &Server{work: work, options: o, life: context.Background(),
		looking: make(chan struct{}, runtime.GOMAXPROCS(0)), open: make(chan struct{}, maxOpen)}
	s.round.Store(newRound())
	s.base.Store(new(string))
	if s.options.Notices == nil {
		s.options.Notices = func() []string { return nil }
	}
	return s
}

// Changed says that the work, or a notice, may be another than before. It never
// waits: every open page is looked at again meanwhile.
func (s *Server) Changed() {
	close(s.round.Swap(newRound()).over)
}

func (s *Server) logf(format string, args ...any) {
	if s.options.Log != nil {
		s.options.Log.Printf(format, args...)
	}
}
