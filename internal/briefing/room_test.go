package briefing

import (
	"fmt"
	"reflect"
	"testing"
)

// TestWhatIsKeptIsWholeAndApart finds also what somebody adds to a briefing and forgets
// to keep: the list would be shared with what it was made in.
func TestWhatIsKeptIsWholeAndApart(t *testing.T) {
	shared := map[string]bool{"Body": true, "Bundle": true, "Sources": true, "Doc": true, "Mention": true, "Path": true}
	var n int
	var b, want Briefing
	fill(reflect.ValueOf(&b).Elem(), shared, &n)
	n = 0
	fill(reflect.ValueOf(&want).Elem(), shared, &n)
	var r Room
	r.Keep(&b) // no longer the first
	kept := r.Keep(&b)
	wipe(reflect.ValueOf(&b).Elem())
	if !reflect.DeepEqual(*kept, want) {
		t.Errorf("kept\n%+v\nnot\n%+v", *kept, want)
	}
}

func TestFilesWithTheSameKeysOnTheSameLinesShareTheirLayout(t *testing.T) {
	var r Room
	kept := func(lines ...KeyLine) []KeyLine {
		return r.Keep(&Briefing{File: File{Front: Front{Lines: lines}}}).Front.Lines
	}
	title, date, later := KeyLine{"title", 2, 1}, KeyLine{"date", 3, 1}, KeyLine{"date", 4, 1}
	one, other, same := kept(title, date), kept(title, later), kept(title, date)
	if &one[0] != &same[0] || &one[0] == &other[0] {
		t.Error("files do not share the layouts that they should share")
	}
	if want := []KeyLine{title, later}; !reflect.DeepEqual(other, want) || len(kept(title)) != 1 || kept() != nil {
		t.Errorf("kept %v, not %v", other, want)
	}
}

// fill gives every field a value of its own, and every list two things, but for what is
// named in besides.
func fill(v reflect.Value, besides map[string]bool, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprint("text ", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(int64(*n % 100))
	case reflect.Uint8, reflect.Uint32, reflect.Uint64:
		v.SetUint(uint64(*n % 100))
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fallthrough
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i), besides, n)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if !besides[v.Type().Field(i).Name] {
				fill(v.Field(i), besides, n)
			}
		}
	default:
		panic("a briefing holds a " + v.Kind().String())
	}
}

// wipe makes all that lists hold zero.
func wipe(v reflect.Value) {
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			wipe(v.Index(i))
			v.Index(i).SetZero()
		}
	case reflect.Struct:
		for i := range v.NumField() {
			wipe(v.Field(i))
		}
	}
}
