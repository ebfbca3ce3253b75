package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"time"
)

// shown is a preview that runs, and a client that keeps one connection to it, as a
// browser does.
type shown struct {
	cmd    *exec.Cmd
	url    string
	dated  bool // addresses of briefings have the date that their file's name has
	client http.Client
	said   *os.File
}

// patience is how long something may take to be seen.
const patience = 2 * time.Minute

// interval is how often a client asks.
const interval = time.Millisecond

// show starts a preview and gives how long it took until the home page was there.
func (b *bench) show(ctx context.Context, program string) (*shown, time.Duration, error) {
	port, err := freePort()
	if err != nil {
		return nil, 0, err
	}
	args := []string{b.dossier, "serve", "--site", b.path("site"), "--addr", "127.0.0.1:" + port}
	if program == "hugo" {
		args = []string{b.hugo, "server", "--source", b.path("hugo"), "--port", port, "--bind", "127.0.0.1", "--disableLiveReload"}
	}
	p := &shown{dated: program == "hugo", cmd: exec.CommandContext(ctx, args[0], args[1:]...), url: "http://127.0.0.1:" + port}
	if p.said, err = os.Create(b.path("said-" + program)); err != nil {
		return nil, 0, err
	}
	p.cmd.Stdout, p.cmd.Stderr = p.said, p.said
	p.cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+b.path("cache"))
	begun := time.Now()
	if err := p.cmd.Start(); err != nil {
		return nil, 0, errors.Join(err, p.said.Close())
	}
	if err := p.await("/", "</html>"); err != nil {
		return nil, 0, errors.Join(err, p.cmd.Process.Kill(), p.said.Close())
	}
	return p, time.Since(begun), nil
}

func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	_, port, err := net.SplitHostPort(l.Addr().String())
	return port, errors.Join(err, l.Close())
}

// stop ends the preview and gives the peak of its memory in bytes.
func (p *shown) stop() (int64, error) {
	err := p.cmd.Process.Signal(os.Interrupt)
	if err == nil {
		err = p.cmd.Wait()
	}
	return peakMemory(p.cmd.ProcessState), errors.Join(err, p.said.Close())
}

// get gives a page, "" for one that is not there.
func (p *shown) get(path string) (string, error) {
	r, err := p.client.Get(p.url + path)
	if err != nil {
		return "", err
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if r.StatusCode != http.StatusOK {
		return "", err
	}
	return string(body), err
}

// await asks for a page until it holds some words.
func (p *shown) await(path, words string) error {
	for end := time.Now().Add(patience); ; time.Sleep(interval) {
		body, err := p.get(path)
		if err == nil && strings.Contains(body, words) {
			return nil
		}
		if time.Now().After(end) {
			return fmt.Errorf("%s%s does not say %q (%w)", p.url, path, words, errors.Join(err))
		}
	}
}
