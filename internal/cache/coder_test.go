package cache

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// filler gives every field of a value a value of its own, so that one which is
// forgotten, or mistaken for another, comes back different.
type filler struct {
	n        int
	mentions []*briefing.Mention
	records  []briefing.Record
}

func (f *filler) fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		f.fillStruct(v)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		f.fill(v.Index(0))
		f.fill(v.Index(1))
	case reflect.Array:
		for i := range v.Len() {
			f.fill(v.Index(i))
		}
	case reflect.Pointer:
		f.fillPointer(v)
	default:
		f.fillPlain(v)
	}
}

func (f *filler) fillStruct(v reflect.Value) {
	f.n++
	switch v.Addr().Interface().(type) {
	case *time.Time:
		v.Set(reflect.ValueOf(time.Unix(int64(f.n), int64(f.n)).UTC()))
		return
	}
	for i := range v.NumField() {
		if kept(v.Type(), v.Type().Field(i).Name) {
			f.fill(v.Field(i))
		}
	}
}

// kept says of a field whether it is coded: of a briefing all is that stays when its text
// is put away, and the numbers of mentions are each index's own.
func kept(t reflect.Type, field string) bool {
	switch t {
	case reflect.TypeFor[briefing.Briefing]():
		return field != "Doc"
	case reflect.TypeFor[briefing.File]():
		return field != "Body"
	case reflect.TypeFor[briefing.Mention]():
		return field != "Number"
	}
	return true
}

func (f *filler) fillPointer(v reflect.Value) {
	f.n++
	switch v.Addr().Interface().(type) {
	case **briefing.Mention:
		v.Set(reflect.ValueOf(f.mentions[f.n%len(f.mentions)]))
	case **briefing.Record:
		v.Set(reflect.ValueOf(&f.records[f.n%len(f.records)]))
	default:
		v.Set(reflect.New(v.Type().Elem()))
		f.fill(v.Elem())
	}
}

func (f *filler) fillPlain(v reflect.Value) {
	f.n++
	switch p := v.Addr().Interface().(type) {
	case *briefing.FileKind:
		*p = briefing.PlainFile
	case *briefing.SlotKind:
		*p = 1 + briefing.SlotKind(f.n)%briefing.SlotItemURL
	case *briefing.ItemKind:
		*p = 1 + briefing.ItemKind(f.n)%briefing.KeyItem
	case *briefing.Marking:
		*p = 1 + briefing.Marking(f.n)%briefing.Red
	case *diag.Severity:
		*p = 1 + diag.Severity(f.n)%diag.Info
	default:
		f.fillKind(v)
	}
}

func (f *filler) fillKind(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("text %d", f.n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(int64(f.n) * []int64{1, -1, 1000}[f.n%3])
	case reflect.Uint8:
		v.SetUint(1 + uint64(f.n%250))
	case reflect.Uint32, reflect.Uint64:
		v.SetUint(uint64(f.n))
	default:
		panic("a field of kind " + v.Kind().String() + ": teach the coder and this test")
	}
}

// full gives a value of a type with every field filled.
func full[T any](f *filler) *T {
	v := new(T)
	f.fill(reflect.ValueOf(v).Elem())
	return v
}

// numbered makes a filler and what a coder knows of its mentions and records.
func numbered() (*filler, *shared) {
	f := &filler{}
	f.records = make([]briefing.Record, 2)
	mentions := make([]briefing.Mention, 3)
	s := &shared{mentions: mentions, numbers: &briefing.ByMention{}}
	for i := range mentions {
		f.mentions = append(f.mentions, &mentions[i])
		s.numbers.Add(&mentions[i], int32(i+1))
	}
	s.record = func(n int) *briefing.Record { return &f.records[n] }
	s.recordNo = func(r *briefing.Record) int {
		if r == &f.records[0] {
			return 0
		}
		return 1
	}
	return f, s
}

// roundTrips writes values of a type, full and empty, and reads them again.
func roundTrips[T any](t *testing.T, one func(*coder, *T)) {
	t.Run(reflect.TypeFor[T]().Name(), func(t *testing.T) {
		f, s := numbered()
		for _, want := range []*T{full[T](f), new(T), full[T](f), emptyLists[T](f)} {
			var w, r coder
			w.write()
			w.shared = s
			one(&w, want)
			data := slices.Clone(w.finish())
			r.read(data)
			r.shared = s
			got := new(T)
			prepare(got)
			one(&r, got)
			if err := r.done(); err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("got  %+v\nwant %+v", got, want)
			}
		}
	})
}

// emptyLists gives a value whose lists are there and empty, which is not the same as
// none.
func emptyLists[T any](f *filler) *T {
	v := full[T](f)
	empty(reflect.ValueOf(v).Elem())
	return v
}

func empty(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return
		}
		for i := range v.NumField() {
			if kept(v.Type(), v.Type().Field(i).Name) {
				empty(v.Field(i))
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	}
}

// prepare gives an entry that is read its place for the briefing, as the index does.
func prepare(v any) {
	if e, ok := v.(*Entry); ok {
		e.Briefing = &briefing.Briefing{}
	}
}

func TestEveryFieldIsKept(t *testing.T) {
	roundTrips(t, (*coder).document)
	roundTrips(t, (*coder).briefing)
	roundTrips(t, (*coder).mentioned)
	roundTrips(t, (*coder).registerFile)
	roundTrips(t, (*coder).picture)
	roundTrips(t, (*coder).diagnostic)
	roundTrips(t, (*coder).directory)
}

func TestAnEntryIsKeptWithItsBriefing(t *testing.T) {
	f, s := numbered()
	want := full[Entry](f)
	var w, r coder
	w.write()
	w.shared = s
	w.entry(want)
	r.read(w.finish())
	r.shared = s
	got := Entry{Briefing: &briefing.Briefing{}}
	if r.entry(&got); r.done() != nil || !reflect.DeepEqual(&got, want) {
		t.Errorf("got %+v, want %+v (%v)", got, want, r.err)
	}
}

// A word that a thousand things have is written once and is one string in memory.
func TestWordsAreWrittenOnce(t *testing.T) {
	word := strings.Repeat("a word ", 20)
	var w, r coder
	w.write()
	for range 1000 {
		s := word
		w.word(&s)
	}
	data := w.finish()
	if len(data) > 1200 {
		t.Errorf("%d bytes for a word of %d", len(data), len(word))
	}
	r.read(data)
	for range 1000 {
		var s string
		if r.word(&s); s != word {
			t.Fatalf("read %q", s)
		}
	}
	if err := r.done(); err != nil {
		t.Error(err)
	}
}

// Where the sentence of a mark lies is the same to who writes and who reads.
func TestPlacesOfSentencesHoldForBoth(t *testing.T) {
	f, _ := numbered()
	doc := full[briefing.Document](f)
	var w, r coder
	w.write()
	w.document(doc)
	data := slices.Clone(w.finish())
	r.read(data)
	r.document(new(briefing.Document))
	if len(w.places) != len(doc.Marks) || !slices.Equal(w.places, r.places) {
		t.Fatalf("written at %d, read at %d", w.places, r.places)
	}
	for i, at := range w.places {
		if want := doc.Marks[i].ID + doc.Marks[i].Sentence; string(data[at:int(at)+len(want)]) != want {
			t.Errorf("%q is not at %d", want, at)
		}
	}
}

// Whatever is cut off or put on, reading ends with a fault or with the whole.
func TestWhatIsCutShortIsAFault(t *testing.T) {
	f, _ := numbered()
	var w coder
	w.write()
	w.document(full[briefing.Document](f))
	data := slices.Clone(w.finish())
	for n := range data {
		var r coder
		r.read(data[:n])
		if r.document(new(briefing.Document)); r.done() == nil {
			t.Errorf("%d of %d bytes were read without complaint", n, len(data))
		}
	}
}
