// Package opt tells "not given" from "given as null" from a value, which a
// merge patch needs and a Go pointer cannot say.
package opt

import (
	"bytes"
	"encoding/json"
	"reflect"
)

// Field is one member of a merge patch (RFC 7396): absent keeps, null clears,
// a value sets. The zero Field is absent.
type Field[T any] struct {
	set   bool
	null  bool
	hole  string // a member of the value that is null and must not be; see Resolve
	value T
}

// Some returns a field set to v.
func Some[T any](v T) Field[T] { return Field[T]{set: true, value: v} }

// Null returns a field that clears.
func Null[T any]() Field[T] { return Field[T]{set: true, null: true} }

// Given reports whether the member was in the patch at all.
func (f Field[T]) Given() bool { return f.set }

// Cleared reports whether the member was null.
func (f Field[T]) Cleared() bool { return f.set && f.null }

// Get returns the value and whether one was given.
func (f Field[T]) Get() (T, bool) { return f.value, f.set && !f.null }

// Apply changes *to as the patch says; null sets the zero value.
func (f Field[T]) Apply(to *T) {
	if f.set {
		*to = f.value
	}
}

// ApplyPtr changes *to as the patch says; null sets nil.
func (f Field[T]) ApplyPtr(to **T) {
	if !f.set {
		return
	}
	if f.null {
		*to = nil
		return
	}
	v := f.value
	*to = &v
}

// UnmarshalJSON implements json.Unmarshaler.
func (f *Field[T]) UnmarshalJSON(b []byte) error {
	*f = Field[T]{set: true} // nothing of an earlier value shines through
	if bytes.Equal(bytes.TrimSpace(b), []byte("null")) {
		f.null = true
		return nil
	}
	f.hole = hole(reflect.TypeFor[T](), b)
	return json.Unmarshal(b, &f.value)
}

// MarshalJSON implements json.Marshaler; absent is written as null (use
// omitzero on the member to leave it out).
func (f Field[T]) MarshalJSON() ([]byte, error) {
	if !f.set || f.null {
		return []byte("null"), nil
	}
	return json.Marshal(f.value)
}

// IsZero makes `json:",omitzero"` leave an absent field out.
func (f Field[T]) IsZero() bool { return !f.set }
