package main

import (
	"fmt"
	"strings"
)

// settings are the values that each key of the configuration takes in turn; those of
// the policies have the key's table before it.
var settings = map[string][]string{
	"title":        {`"Lived-in desk"`, `"Another & better desk"`},
	"description":  {`"What a desk has gathered."`, `""`, `"Said anew."`},
	"base_url":     {`"https://desk.example/reports/"`, `"https://desk.example/"`, `""`},
	"language":     {`"en"`, `"ar"`, `"en-GB"`},
	"timezone":     {`"UTC"`, `"Asia/Tokyo"`, `"America/New_York"`},
	"organisation": {`"The desk"`, `""`},
	"page_size":    {"5", "6", "50"},
	"feed_entries": {"5", "1", "10"},
	"links":        {`"root"`, `"relative"`},
	"permalinks":   {`["/briefings/:year/:slug/"]`, `["/:year/:month/:slug/", "/briefings/:year/:slug/"]`, `["/briefings/:year/:slug/", "/:year/:month/:slug/"]`},
	"marking":      {`"TLP:CLEAR"`, `"TLP:GREEN"`},
	"exports":      {`[]`, `["ris"]`, `["csl-json", "bibtex", "ris"]`},
	"sign_off":     {`["prepared"]`, `["prepared", "reviewed", "approved"]`},
	"trust_html":   {"true", "false"},
	"never_link":   {`[]`, `["never.example"]`, `["outlet3.example"]`},
	"silence":      {`[]`, `["source-retracted", "source-dead", "source-landing-page"]`},

	"policies.untitled":       {`"off"`, `"warn"`},
	"policies.undated":        {`"off"`, `"warn"`},
	"policies.landing_page":   {`"off"`, `"warn"`},
	"policies.require_source": {`"off"`, `"warn"`},
}

// configEdits give each key of the configuration another value.
func configEdits() map[string]edit {
	all := map[string]edit{
		"environment": func(l *lived) string {
			l.environ = []string{l.pick("DOSSIER_PAGE_SIZE=7", "DOSSIER_TITLE=Named by a variable", "DOSSIER_POLICIES__UNDATED=warn", "HOME=/nowhere")}
			return l.environ[0]
		},
		"environment emptied": func(l *lived) string { l.environ = nil; return "" },
		"configuration reordered": func(l *lived) string {
			return l.change("dossier.toml", "", func(text string) string { return fmt.Sprintf("# Reordered %d\n%s", l.IntN(9), text) })
		},
	}
	for key, values := range settings {
		all["configured "+key] = func(l *lived) string {
			return l.change("dossier.toml", "", func(text string) string {
				return l.other(text, values, func(value string) string { return withSetting(text, key, value) })
			})
		}
	}
	return all
}

// withSetting gives a key of dossier.toml a value.
func withSetting(text, key, value string) string {
	top, policies, _ := strings.Cut(text, "\n[policies]\n")
	if name, below := strings.CutPrefix(key, "policies."); below {
		return top + "\n[policies]\n" + withLine(policies, name, value)
	}
	return withLine(top, key, value) + "\n[policies]\n" + policies
}

func withLine(text, key, value string) string {
	lines := strings.SplitAfter(strings.TrimSuffix(text, "\n")+"\n", "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, key+" =") {
			lines[i] = key + " = " + value + "\n"
			return strings.Join(lines, "")
		}
	}
	return strings.Join(lines, "") + key + " = " + value + "\n"
}
