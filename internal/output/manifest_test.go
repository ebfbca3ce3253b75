package output

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

func written(t testing.TB, m Manifest) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := m.write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAManifestIsReadAsItWasWritten(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	m := Manifest{Schema: manifestSchema, Kind: `TLP:"AMBER"`, Files: []File{}}
	for _, path := range []string{"a", "b/é.html", "b/ü/" + strings.Repeat("x", 300), "c d", "e~"} {
		f := File{Path: path, Class: Class(r.IntN(4)), Size: r.Int64N(1 << 40), Fingerprint: Fingerprint(r.Uint64())}
		for i := range f.Sum {
			f.Sum[i] = byte(r.IntN(256))
		}
		m.Files = append(m.Files, f)
		data := written(t, m)
		own, ok := parseOwn(data)
		if !ok || !reflect.DeepEqual(own, m) {
			t.Errorf("%q: read as %+v, %v", data, own, ok)
		}
	}
	m.Files = append(m.Files, File{Path: `f"<\u2028>`}) // left to encoding/json
	var read Manifest
	if err := json.Unmarshal(written(t, m), &read); err != nil || !reflect.DeepEqual(read, m) {
		t.Errorf("read as %+v, %v", read, err)
	}
}

// FuzzManifest holds the reading of the own form to that of JSON.
func FuzzManifest(f *testing.F) {
	f.Add(written(f, Manifest{Kind: "TLP:CLEAR"}))
	two := written(f, Manifest{Kind: "x", Files: []File{{Path: "a/b", Size: 3, Fingerprint: 1}, {Path: "é", Class: Feed, Sum: Sum{1, 2}}}})
	f.Add(two)
	f.Add(bytes.Replace(two, []byte("\"schema_version\": 2"), []byte("\"schema_version\": 1"), 1))
	f.Add(bytes.Replace(two, []byte("a/b"), []byte("a\\u0062"), 1))
	f.Fuzz(func(t *testing.T, data []byte) {
		own, ok := parseOwn(data)
		if !ok {
			return
		}
		var want Manifest
		if err := json.Unmarshal(data, &want); err != nil {
			t.Fatalf("read as %+v, and JSON says %v", own, err)
		}
		if len(own.Files) == 0 && len(want.Files) == 0 {
			own.Files, want.Files = nil, nil
		}
		if !reflect.DeepEqual(own, want) {
			t.Fatalf("read as\n%+v, and as JSON\n%+v", own, want)
		}
	})
}
