// Package preview shows an archive in the browser while it is written.
package preview

import (
	"context"
	"log"
)

// Options says where and how a preview is shown.
type Options struct {
	Addr    string          // "127.0.0.1:8080"; the next free port when that one is taken, any for port 0
	Root    string          // the site's folder on this machine, for links to an editor
	Editor  string          // address that opens a file: "vscode://file/{path}:{line}:{col}"; "" for no links
	Notices func() []string // what the banner says besides: "drafts and scheduled briefings are shown"; nil for nothing
	Log     *log.Logger     // faults of the server's own; nil for nowhere
}

// Server shows a Work to browsers.
type Server struct {
	work    Work
	options Options
}

// New makes a server that listens nowhere yet.
func New(work Work, o Options) *Server { return &Server{work: work, options: o} }

// Changed says that the work may have another edition than before. It never waits:
// every open page is looked at again meanwhile.
func (s *Server) Changed() {}

// Listen takes the address and gives the URL of the home page.
func (s *Server) Listen(ctx context.Context) (url string, err error) { return "", nil }

// Serve answers browsers until the context ends, which is no error.
func (s *Server) Serve(ctx context.Context) error { return nil }
