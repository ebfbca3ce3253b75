package config

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"path"
	"strings"
	"time"

	"golang.org/x/text/language"

	"dossier/internal/briefing"
)

// settle checks the value of one key and brings it into its final form.
func (c *Config) settle(key string) error {
	switch key {
	case "base_url":
		return c.settleBaseURL()
	case "language":
		return c.settleLanguage()
	case "timezone":
		return c.settleZone()
	case "page_size":
		return between(c.PageSize, minPageSize, maxPageSize)
	case "feed_entries":
		return between(c.FeedEntries, 1, maxFeedEntries)
	case "permalinks":
		return c.settlePermalinks()
	case "out":
		return c.settleOut()
	case "edition":
		if c.Edition == briefing.Unmarked {
			return errors.New("an edition needs a TLP label")
		}
	case "never_link":
		return c.settleNeverLink()
	}
	return nil
}

// The bounds of the keys that count something.
const (
	minPageSize    = 5
	maxPageSize    = 500
	maxFeedEntries = 200
)

func between(n, least, most int) error {
	if n < least || n > most {
		return fmt.Errorf("%d is not between %d and %d", n, least, most)
	}
	return nil
}

func (c *Config) settleBaseURL() error {
	if c.BaseURL == "" {
		return nil
	}
	u, err := url.Parse(c.BaseURL)
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.Opaque != "":
		return fmt.Errorf("%q is not an http or https URL", c.BaseURL)
	case u.User != nil:
		return errors.New("a base URL cannot hold a user name or password")
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || strings.HasSuffix(c.BaseURL, "#"):
		return fmt.Errorf("%q has a query or a fragment", c.BaseURL)
	}
	u.Host = strings.ToLower(u.Host)
	u.Path, u.RawPath = path.Clean("/"+u.Path), ""
	c.BaseURL = strings.TrimSuffix(u.String(), "/") + "/"
	return nil
}

// SetBaseURL puts another address in place of base_url, by the same rules.
func (c *Config) SetBaseURL(base string) error {
	c.BaseURL = base
	return c.settleBaseURL()
}

func (c *Config) settleLanguage() error {
	tag, err := language.Parse(c.Language)
	if err != nil || tag == language.Und {
		return fmt.Errorf("%q is not a BCP 47 language tag", c.Language)
	}
	c.Language = tag.String()
	return nil
}

// settleZone refuses "Local", which is another zone on another machine.
func (c *Config) settleZone() error {
	zone, err := time.LoadLocation(c.TimeZone)
	if err != nil || c.TimeZone == "" || c.TimeZone == "Local" {
		return fmt.Errorf("%q is not a time zone of the IANA database", c.TimeZone)
	}
	c.Zone = zone
	return nil
}

func (c *Config) settlePermalinks() error {
	if len(c.Permalinks) == 0 {
		return errors.New("at least one pattern is needed")
	}
	for i, p := range c.Permalinks {
		for _, q := range c.Permalinks[:i] {
			if p == q {
				return fmt.Errorf("%q stands there twice", string(p))
			}
		}
	}
	return nil
}

func (c *Config) settleOut() error {
	out := path.Clean(strings.ReplaceAll(c.Out, `\`, "/"))
	top, _, _ := strings.Cut(out, "/")
	switch top {
	case ".", "..", "":
		return fmt.Errorf("%q is not a folder inside the site", c.Out)
	case "content", "templates", "static", ".dossier", ".git":
		return fmt.Errorf("%q lies in %q, which is not for output", c.Out, top)
	}
	c.Out = out
	return nil
}

func (c *Config) settleNeverLink() error {
	for i, host := range c.NeverLink {
		bare := strings.ToLower(strings.TrimPrefix(host, "*"))
		if strings.Trim(bare, ".") == "" || strings.ContainsAny(bare, "/:@*?# \t") {
			return fmt.Errorf("entry %d: %q is not a host", i+1, host)
		}
		c.NeverLink[i] = bare
	}
	return nil
}

var errRaised = errors.New("only dossier.toml may do that")

// limited refuses a value of a higher layer that would publish what the site's
// own file keeps back.
func (c *Config) limited(file *Config, key string) error {
	switch {
	case key == "edition" && c.Edition > file.Edition:
		return fmt.Errorf("raises the edition from %s to %s; %w", file.Edition, c.Edition, errRaised)
	case key == "marking" && wider(c.Marking, file.Marking):
		return fmt.Errorf("widens the default marking from %s to %s; %w", cmp.Or(file.Marking.String(), "none"), c.Marking, errRaised)
	}
	return nil
}

// wider reports whether a default marking lets more be read than another. None is
// the strictest: each briefing must then say what it is.
func wider(m, than briefing.Marking) bool {
	return m != briefing.Unmarked && (than == briefing.Unmarked || m < than)
}
