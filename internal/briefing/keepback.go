package briefing

import (
	"slices"
	"strings"

	"dossier/internal/diag"
)

// What could keep text back and is not understood is never ignored: neither in
// front matter nor in the register, the vocabulary and other programs'
// bibliographies.

var keepBackKeys = []string{"tlp", "draft", "embargo", "expires"}

// KeepBackKeys lists the keys that keep text back.
func KeepBackKeys() []string { return slices.Clone(keepBackKeys) }

// foreignKeys are those by which other generators, newsletter services and wikis
// keep a text back or say who may read it, folded by foldKey, each with the key
// to use here.
var foreignKeys = map[string]string{
	"publishdate": "embargo", "publishat": "embargo", "publishon": "embargo", "publishtime": "embargo",
	"pubdate": "embargo", "publishedat": "embargo", "scheduled": "embargo", "scheduledat": "embargo", "scheduledfor": "embargo",
	"schedule": "embargo", "releasedate": "embargo", "embargodate": "embargo", "embargoeduntil": "embargo",
	"embargountil": "embargo", "golive": "embargo", "availablefrom": "embargo", "notbefore": "embargo",

	"expirydate": "expires", "expirationdate": "expires", "expiredate": "expires", "expiration": "expires",
	"expiresat": "expires", "expireson": "expires", "unpublishdate": "expires", "unpublishat": "expires",
	"unpublishon": "expires", "availableuntil": "expires", "validuntil": "expires", "notafter": "expires",

	"published": "draft", "publish": "draft", "public": "draft", "unpublished": "draft", "status": "draft",
	"isdraft": "draft", "wip": "draft", "hidden": "draft", "unlisted": "draft", "headless": "draft",
	"build": "draft", "render": "draft", "eleventyexcludefromcollections": "draft", "noindex": "draft",
	"listed": "draft", "exclude": "draft", "ignore": "draft",

	"visibility": "tlp", "private": "tlp", "classification": "tlp", "marking": "tlp", "protectivemarking": "tlp",
	"tlplabel": "tlp", "tlpmarking": "tlp", "tlplevel": "tlp", "trafficlight": "tlp", "trafficlightprotocol": "tlp",
	"confidential": "tlp", "confidentiality": "tlp", "sensitivity": "tlp", "secret": "tlp", "restricted": "tlp",
	"restriction": "tlp", "distribution": "tlp", "dissemination": "tlp", "handling": "tlp", "caveat": "tlp",
	"caveats": "tlp", "audience": "tlp", "access": "tlp", "accesslevel": "tlp", "permissions": "tlp",
	"sharing": "tlp", "internal": "tlp", "membersonly": "tlp", "password": "tlp", "pap": "tlp",
}

// foldKey makes the form in which foreign keys are compared.
func foldKey(key string) string {
	return strings.NewReplacer("_", "", "-", "", " ", "").Replace(strings.ToLower(key))
}

// KeepsBack gives the key that keeps text back which the author of another one
// means: one that misses it by a letter or two, or by which another tool does so.
// It is "" for a key that has nothing to do with it.
func KeepsBack(key string) string {
	if use := foreignKeys[foldKey(key)]; use != "" {
		return use
	}
	return Nearest(key, keepBackKeys)
}

// Unclear reports whether one of the messages about an entry of a file says that
// what could keep it back was not understood: the entry is then of no edition.
func Unclear(diags diag.List) bool {
	return slices.ContainsFunc(diags, func(d diag.Diagnostic) bool { return d.Code == "tlp-invalid" || d.Code == "key-keeps-back" })
}
