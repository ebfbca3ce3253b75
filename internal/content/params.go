package content

import (
	"slices"
	"strings"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// unknown reports what a key without a meaning may have been meant as, and
// keeps it as a parameter.
func (r *front) unknown(f briefing.Field, class keyClass, meant string) {
	severity := diag.Error
	if r.o.Bare {
		severity = diag.Warning
	}
	switch {
	case class == keepBack:
		r.Diags.Add(r.KeyAt(f), severity, "key-keeps-back", "%q keeps nothing back here; the key is %q", f.Key, meant)
		r.Diags.Hint("%s", keepBackHint(meant))
		return
	case !validKey(f.Key):
		r.Diags.Add(r.KeyAt(f), severity, "key-invalid", "%q is not a key", f.Key)
		r.Diags.Hint("a key has no spaces; is the closing fence missing?")
		return
	case class == nearMiss:
		r.Diags.Add(r.KeyAt(f), diag.Warning, "key-near-miss", "%q is not a known key; it is kept as a parameter", f.Key)
		r.Diags.Hint("did you mean %q? Parameters may stand under params", meant)
	}
	r.param(f.Key, f.Value)
}

func keepBackHint(key string) string {
	switch key {
	case "tlp":
		return "write tlp: AMBER or another TLP label; if it is a parameter, put it under params"
	case "draft":
		return "write draft: true to keep the text back; if it is a parameter, put it under params"
	case "embargo":
		return "write embargo: 2026-11-12T09:30+01:00, or a date in the future; if it is a parameter, put it under params"
	}
	return "write expires: 2027-01-01; if it is a parameter, put it under params"
}

// params reads the map of parameters.
func (r *front) params(f briefing.Field) {
	switch f.Value.Kind {
	case briefing.NoValue:
	case briefing.MapValue:
		for _, p := range f.Value.Fields {
			r.refuseNested(p)
			r.param(p.Key, p.Value)
		}
	default:
		r.invalid(f, "field-type", "params is %s; it must be a map of keys", f.Value.Kind)
	}
}

// param keeps a parameter; maps become keys with dots, lists texts with commas.
func (r *front) param(key string, v briefing.Value) {
	if v.Kind != briefing.MapValue {
		r.out.Params = append(r.out.Params, briefing.Param{Key: key, Value: printed(v)})
		return
	}
	for _, f := range v.Fields {
		r.refuseNested(f)
		r.param(key+"."+f.Key, f.Value)
	}
}

// refuseNested reports a key that keeps text back below another key, where it
// does nothing: most likely its indent is wrong, or a table above it is open.
func (r *front) refuseNested(f briefing.Field) {
	if slices.Contains(keepsBack, strings.ToLower(f.Key)) {
		r.Diags.Add(r.KeyAt(f), diag.Error, "key-keeps-back", "%q stands below another key, where it keeps nothing back", f.Key)
		r.Diags.Hint("move it to the top level of the front matter, before any table")
	}
}

func printed(v briefing.Value) string {
	var parts []string
	switch v.Kind {
	case briefing.ListValue:
		for _, item := range v.List {
			parts = append(parts, printed(item))
		}
	case briefing.MapValue:
		for _, f := range v.Fields {
			parts = append(parts, f.Key+": "+printed(f.Value))
		}
	default:
		return v.Text
	}
	return strings.Join(parts, ", ")
}
