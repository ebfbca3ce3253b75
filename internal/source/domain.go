package source

import (
	"strings"

	"golang.org/x/net/publicsuffix"
)

// Domain gives the outlet's identity for a URL: the registrable domain of its
// host in ASCII, or the host itself (without "www.") where there is none, as for
// IP addresses, .onion names and hosts without a dot. It is "" for what is no
// http(s) URL.
func Domain(url string) string {
	host, err := hostOf(url)
	if err != nil {
		return ""
	}
	return registrable(host)
}

// Domains gives the domains of many URLs, by one goroutine: most have few hosts between
// them. The zero value is ready for use.
type Domains struct{ byHost map[string]string }

// Of is Domain.
func (d *Domains) Of(url string) string {
	host, err := hostOf(url)
	if err != nil {
		return ""
	}
	domain, known := d.byHost[host]
	if !known {
		if d.byHost == nil {
			d.byHost = map[string]string{}
		}
		domain = registrable(host)
		d.byHost[host] = domain
	}
	return domain
}

func registrable(host string) string {
	host = withoutWWW(host)
	if strings.HasSuffix(host, ".onion") {
		return host
	}
	if isIP(host) {
		return host
	}
	if domain, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return domain
	}
	return host
}

// isIP reports whether a host in its normal form is an address and not a name: no
// name's last label is a number (RFC 3696, section 2).
func isIP(host string) bool {
	return strings.HasPrefix(host, "[") || isNumber(host[strings.LastIndexByte(host, '.')+1:])
}
