package render

import (
	"reflect"
	"testing"

	"dossier/internal/site"
)

func TestTemplatesKnowAllThatPagesShare(t *testing.T) {
	shared := &site.Shared{}
	fill(reflect.ValueOf(shared).Elem())
	got, want := reflect.ValueOf(siteDataOf(shared)).Elem(), reflect.ValueOf(shared).Elem()
	for i := range want.NumField() {
		name := want.Type().Field(i).Name
		switch field := got.FieldByName(name); {
		case !field.IsValid():
			t.Errorf("templates do not know .Site.%s", name)
		case name != "Words" && !reflect.DeepEqual(field.Interface(), want.Field(i).Interface()):
			t.Errorf(".Site.%s is %v", name, field)
		}
	}
	if n := got.FieldByName("Words").Len(); n != reflect.TypeFor[site.Words]().NumField() {
		t.Errorf("templates know %d words", n)
	}
}
