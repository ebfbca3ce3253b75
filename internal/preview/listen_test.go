package preview

import (
	"context"
	"net"
	"strconv"
	"strings"
	"testing"
)

func TestAFreePortIsFoundWhenTheAskedForIsTaken(t *testing.T) {
	first := start(t, sample(), Options{})
	second := start(t, sample(), Options{Addr: first.net.Addr().String()})
	if first.url == second.url {
		t.Fatalf("both are at %s", first.url)
	}
	for _, s := range []*running{first, second} {
		if got := s.get(t, "/"); got.status != 200 {
			t.Errorf("%s gave %d", s.url, got.status)
		}
	}
}

func TestAllPortsMayBeTaken(t *testing.T) {
	if got := ports(0); len(got) != 1 || got[0] != 0 {
		t.Errorf("instead of any port: %v", got)
	}
	if got := ports(65534); len(got) != 3 || got[1] != 65535 || got[2] != 0 {
		t.Errorf("instead of 65534: %v", got)
	}
	if got := ports(8080); len(got) != morePorts+2 || got[morePorts] != 8080+morePorts {
		t.Errorf("instead of 8080: %v", got)
	}
}

func TestAnAddressThatIsNoneIsRefused(t *testing.T) {
	for addr, want := range map[string]string{
		"127.0.0.1":       `address "127.0.0.1"`,
		"127.0.0.1:x":     `address "127.0.0.1:x": the port is not a number up to 65535`,
		"127.0.0.1:70000": `address "127.0.0.1:70000": the port is not a number up to 65535`,
		"203.0.113.7:0":   "203.0.113.7",
	} {
		if _, err := New(sample(), Options{Addr: addr}).Listen(t.Context()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q gave %v", addr, err)
		}
	}
}

func TestTheAddressIsOneThatABrowserOpens(t *testing.T) {
	for addr, want := range map[string]string{"127.0.0.1:0": "127.0.0.1", "localhost:0": "localhost", ":0": "localhost", "0.0.0.0:0": "localhost", "[::1]:0": "[::1]"} {
		s := New(sample(), Options{Addr: addr})
		got, err := s.Listen(t.Context())
		if err != nil {
			if strings.Contains(addr, "::1") {
				continue // there is no IPv6 here
			}
			t.Fatal(err)
		}
		if full := "http://" + want + ":" + strconv.Itoa(s.port()) + "/"; got != full {
			t.Errorf("%q is at %s, not %s", addr, got, full)
		}
		s.net.Close()
	}
}

func TestAStopIsNoErrorAndWaitsForNobody(t *testing.T) {
	w := &waiting{fakeWork: sample(), asked: make(chan struct{})}
	s := start(t, w, Options{})
	c, err := net.Dial("tcp", s.net.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.Write([]byte("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"))
	<-w.asked
	s.stop()
	if _, err := net.Dial("tcp", s.net.Addr().String()); err == nil {
		t.Error("it still listens")
	}
	s.Changed() // comes too late, and does no harm
}

// waiting is a work whose first edition takes for ever to make.
type waiting struct {
	*fakeWork
	asked chan struct{}
}

func (w *waiting) Edition(ctx context.Context, _, _ string) (Edition, error) {
	close(w.asked)
	<-ctx.Done()
	return nil, ctx.Err()
}
