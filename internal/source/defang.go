package source

import "strings"

// Defang writes a URL so that nobody can follow it by mistake:
// "hxxps://example[.]onion/path".
func Defang(url string) string {
	h := head(url)
	rest := url[len(h):]
	scheme, host, ok := strings.Cut(h, "://")
	if !ok {
		scheme, host = "", h
	}
	if !strings.Contains(host, "[.]") {
		host = strings.ReplaceAll(host, ".", "[.]")
	}
	if len(scheme) >= 4 && strings.EqualFold(scheme[:4], "http") {
		scheme = "hxxp" + scheme[4:]
	}
	if ok {
		scheme += "://"
	}
	return scheme + host + rest
}
