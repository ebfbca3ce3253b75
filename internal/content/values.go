package content

import (
	"path"
	"strings"

	"golang.org/x/text/language"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

func (r *front) invalid(f briefing.Field, code, format string, args ...any) {
	r.Diags.Add(r.At(f), diag.Error, code, format, args...)
}

func (r *front) id(f briefing.Field) string {
	id := r.Text(f)
	strange := strings.IndexFunc(id, func(c rune) bool {
		return !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.')
	})
	if strange >= 0 || len(id) > 64 {
		r.invalid(f, "id-invalid", "%q is not an id", id)
		r.Diags.Hint("an id is at most 64 letters a-z, digits, dots, hyphens and underscores")
	}
	return id
}

func (r *front) tags(f briefing.Field) (tags []briefing.Text) {
	first := map[string]string{}
	for _, t := range r.Lines(f) {
		fold := briefing.FoldTag(t.Value)
		if before, twice := first[fold]; twice {
			r.Diags.Add(t.At, diag.Warning, "tag-repeated", "tag %q is given already as %q", t.Value, before)
			continue
		}
		if strings.Contains(t.Value, ",") {
			r.Diags.Add(t.At, diag.Warning, "tag-comma", "%q is one tag", t.Value)
			r.Diags.Hint("for several tags write a list: [%s]", t.Value)
		}
		first[fold] = t.Value
		tags = append(tags, t)
	}
	return tags
}

func (r *front) embargo(f briefing.Field) briefing.Date {
	d := r.Date(f)
	if d.IsZero() && f.Value.Kind == briefing.NoValue || !d.IsZero() && len(d.Time) <= len("15:04:05") {
		r.invalid(f, "embargo-invalid", "an embargo needs day, time and zone")
		r.Diags.Hint("write embargo: 2026-11-12T09:30+01:00")
	}
	return d
}

func (r *front) expires(f briefing.Field) briefing.Date {
	d := r.Date(f)
	if d.IsZero() && f.Value.Kind == briefing.NoValue || !d.IsZero() && d.Day == 0 {
		r.invalid(f, "expires-invalid", "expires needs a day")
		r.Diags.Hint("write expires: 2027-01-01, the first day on which the text is gone")
	}
	return d
}

func (r *front) slug(f briefing.Field) string {
	given := r.Text(f)
	made, err := briefing.Slug(given)
	switch {
	case f.Value.Kind == briefing.ListValue || f.Value.Kind == briefing.MapValue:
	case err != nil:
		r.invalid(f, "slug-invalid", "slug %q: %s", given, err)
	case made != given:
		r.invalid(f, "slug-invalid", "%q is not a slug", given)
		r.Diags.Hint("write slug: %s", made)
	}
	return made
}

func (r *front) aliases(f briefing.Field) (aliases []briefing.Text) {
	for _, a := range r.Lines(f) {
		clean := path.Clean(a.Value)
		if strings.HasSuffix(a.Value, "/") && clean != "/" {
			clean += "/"
		}
		if a.Value != clean || a.Value[0] != '/' || strings.ContainsAny(a.Value, "?#\\ %") {
			r.Diags.Add(a.At, diag.Error, "alias-invalid", "%q is not an address on this site", a.Value)
			r.Diags.Hint("write the path from the site's root, such as /2018/old-name/, without host, dots, escapes and query")
			continue
		}
		aliases = append(aliases, a)
	}
	return aliases
}

func (r *front) lang(f briefing.Field) string {
	given := r.Text(f)
	if given == "" {
		return ""
	}
	tag, err := language.Parse(given)
	if err != nil {
		r.invalid(f, "lang-invalid", "%q is not a language tag", given)
		r.Diags.Hint("write a tag of BCP 47, such as en, ar or pt-BR")
		return ""
	}
	return tag.String()
}

func (r *front) image(f briefing.Field) briefing.Text {
	t := briefing.Text{Value: r.Text(f), At: r.At(f)}
	inside := path.Join(path.Dir(r.Path), t.Value)
	if strings.HasPrefix(t.Value, "/") {
		inside = path.Join(".", t.Value[1:])
	}
	switch {
	case strings.Contains(t.Value, "//"), strings.Contains(t.Value, "\\"):
		r.invalid(f, "image-invalid", "%q is not the path of a picture in this archive", t.Value)
		r.Diags.Hint("put the picture beside the text and write its name; nothing is loaded from other hosts")
	case inside == "..", strings.HasPrefix(inside, "../"):
		r.invalid(f, "image-invalid", "%q leads out of the site", t.Value)
	default:
		return t
	}
	return briefing.Text{}
}

func (r *front) imported(f briefing.Field) bool {
	if r.Text(f) != "unreviewed" {
		r.invalid(f, "imported-invalid", `imported can only be "unreviewed"`)
		r.Diags.Hint("take the line out once the import is reviewed")
		return false
	}
	r.Diags.Add(r.KeyAt(f), diag.Warning, "import-unreviewed", "this is an import that nobody has reviewed")
	r.Diags.Hint("check its notes against the original, then take the line out")
	return true
}
