package preview

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strconv"
	"time"
)

// The limits that keep a slow or hostile client from holding the server. An answer
// has its time once it is made, as the first one waits for the archive.
const (
	headTime   = 10 * time.Second
	answerTime = 60 * time.Second
	idleTime   = 2 * time.Minute
	stopTime   = 2 * time.Second
	maxHead    = 16 << 10
)

// morePorts is how many ports after a taken one are tried before any will do.
const morePorts = 9

// Listen takes the address, or where its port is taken a free one, and gives the URL
// of the home page.
func (s *Server) Listen(ctx context.Context) (url string, err error) {
	host, name, err := net.SplitHostPort(s.options.Addr)
	if err != nil {
		return "", fmt.Errorf("address %q: %w", s.options.Addr, err)
	}
	port, err := strconv.ParseUint(name, 10, 16)
	if err != nil {
		return "", fmt.Errorf("address %q: the port is not a number up to 65535", s.options.Addr)
	}
	if s.net, err = listen(ctx, host, int(port)); err != nil {
		return "", err
	}
	s.hosts = hostsOf(host, s.net.Addr())
	return "http://" + net.JoinHostPort(shownHost(host), strconv.Itoa(s.port())) + "/", nil
}

// listen tries a port, those that follow it, and any; the error is that of the first.
func listen(ctx context.Context, host string, port int) (net.Listener, error) {
	var config net.ListenConfig
	var first error
	for _, p := range ports(port) {
		l, err := config.Listen(ctx, "tcp", net.JoinHostPort(host, strconv.Itoa(p)))
		if err == nil {
			return l, nil
		}
		if first == nil {
			first = err
		}
		if _, unknown := errors.AsType[*net.DNSError](err); unknown || ctx.Err() != nil {
			break
		}
	}
	return nil, first
}

// ports lists what to try instead of a port, it first.
func ports(port int) []int {
	if port == 0 {
		return []int{0}
	}
	var out []int
	for p := port; p <= min(port+morePorts, 65535); p++ {
		out = append(out, p)
	}
	return append(out, 0)
}

func (s *Server) port() int { return s.net.Addr().(*net.TCPAddr).Port }

// shownHost gives a host that a browser on this machine can open.
func shownHost(host string) string {
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		return "localhost"
	}
	return host
}

// Serve answers browsers until the context ends, which is no error. Listen comes
// before it. Open pages are told that it stops.
func (s *Server) Serve(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	s.life = ctx
	server := &http.Server{
		Handler: http.HandlerFunc(s.answer), BaseContext: func(net.Listener) context.Context { return ctx },
		ReadHeaderTimeout: headTime, IdleTimeout: idleTime, MaxHeaderBytes: maxHead, ErrorLog: s.options.Log,
	}
	if server.ErrorLog == nil {
		server.ErrorLog = log.New(io.Discard, "", 0)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		<-ctx.Done()
		end(server)
	}()
	err := server.Serve(s.net)
	stop()
	<-ended
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// end lets answers finish that are being given, and breaks off those that do not.
func end(server *http.Server) {
	ctx, giveUp := context.WithTimeout(context.Background(), stopTime)
	defer giveUp()
	if server.Shutdown(ctx) != nil {
		server.Close()
	}
}
