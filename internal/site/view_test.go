package site

import (
	"reflect"
	"testing"
)

// A view is a theme's contract: plain data, every text of it ready for HTML.
func TestViewsArePlainDataOfReadyTexts(t *testing.T) {
	views := []any{Shared{}, HomeView{}, ListView{}, IndexView{}, BriefingView{}, ShelfView{}, NotFoundView{}, RedirectView{}, FeedView{}, SitemapView{}}
	for _, v := range views {
		check(t, reflect.TypeOf(v), reflect.TypeOf(v).Name())
	}
}

func check(t *testing.T, typ reflect.Type, where string) {
	switch typ.Kind() {
	case reflect.String:
		if typ != reflect.TypeFor[HTML]() {
			t.Errorf("%s is a bare %s: a template would print it unescaped", where, typ)
		}
	case reflect.Int, reflect.Bool:
	case reflect.Slice, reflect.Array:
		check(t, typ.Elem(), where+"[]")
	case reflect.Struct:
		for f := range typ.Fields() {
			check(t, f.Type, where+"."+f.Name)
		}
	default:
		t.Errorf("%s is a %s", where, typ.Kind())
	}
}

func TestDirectionFollowsTheScript(t *testing.T) {
	for lang, want := range map[string]HTML{
		"en": "ltr", "ar": "rtl", "ar-EG": "rtl", "he": "rtl", "fa": "rtl", "ckb": "rtl", "dv": "rtl", "ur": "rtl", "yi": "rtl",
		"ku": "ltr", "az": "ltr", "az-Arab": "rtl", "pa-Arab": "rtl", "he-Latn": "ltr", "AR": "rtl", "zh-Hant": "ltr", "": "ltr",
	} {
		if got := direction(lang); got != want {
			t.Errorf("direction(%q) = %q, want %q", lang, got, want)
		}
	}
}
