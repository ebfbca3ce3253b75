package output

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"

	"github.com/zeebo/xxh3"
)

// Manifest lists what a build wrote. It depends on the files and their fingerprints
// alone: it is the same on every machine and at every time.
type Manifest struct {
	Schema int    `json:"schema_version"`
	Kind   string `json:"kind"`
	Files  []File `json:"files"` // by path, each once
}

// File is one file of an output.
type File struct {
	Path        string      `json:"path"`
	Class       Class       `json:"class"`
	Size        int64       `json:"size"`
	Sum         Sum         `json:"xxh3"`
	Fingerprint Fingerprint `json:"made_from,omitzero"`
}

// Fingerprint stands for all that a file is made from; 0 for what is not known. It is
// written in 16 hexadecimal digits.
type Fingerprint uint64

// MarshalText writes 16 hexadecimal digits.
func (f Fingerprint) MarshalText() ([]byte, error) { return appendHex(nil, f), nil }

func appendHex(to []byte, f Fingerprint) []byte {
	return hex.AppendEncode(to, binary.BigEndian.AppendUint64(nil, uint64(f)))
}

// UnmarshalText reads 16 hexadecimal digits.
func (f *Fingerprint) UnmarshalText(b []byte) error {
	var n [8]byte
	if len(b) != hex.EncodedLen(len(n)) {
		return fmt.Errorf("%q is not a fingerprint of 64 bits", b)
	}
	_, err := hex.Decode(n[:], b)
	*f = fingerprintOf(n)
	return err
}

func fingerprintOf(n [8]byte) Fingerprint { return Fingerprint(binary.BigEndian.Uint64(n[:])) }

// Sum is an XXH3 of 128 bits, in hexadecimal digits where it is written. It tells
// changed files from unchanged ones and proves nothing against somebody who means
// to deceive; SHA-256 took a twentieth of a build.
type Sum [16]byte

func sumOf(data []byte) Sum { return xxh3.Hash128(data).Bytes() }

// MarshalText writes 32 hexadecimal digits.
func (s Sum) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, s[:]), nil }

// UnmarshalText reads 32 hexadecimal digits.
func (s *Sum) UnmarshalText(b []byte) error {
	if len(b) != hex.EncodedLen(len(s)) {
		return fmt.Errorf("%q is not a sum of 128 bits", b)
	}
	_, err := hex.Decode(s[:], b)
	return err
}

var classNames = [...]string{"asset", "page", "list", "feed"}

// String gives the class as the manifest spells it.
func (c Class) String() string { return classNames[c] }

// MarshalText writes the name of the class.
func (c Class) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads the name of a class.
func (c *Class) UnmarshalText(b []byte) error {
	i := slices.Index(classNames[:], string(b))
	if i < 0 {
		return fmt.Errorf("%q is not a class of files", b)
	}
	*c = Class(i)
	return nil
}

// What the schema versions of the manifest hold: since the second one, fingerprints.
// The files of an older one are ours, too.
const (
	firstSchema    = 1
	manifestSchema = 2
)
