package search

import (
	"bytes"
	"errors"
	"testing"
)

func FuzzLoadOfASavedIndex(f *testing.F) {
	var saved bytes.Buffer
	x := NewIndex(DefaultConfig())
	if err := x.Apply(f.Context(), []Change{put("p", 1, Doc{Title: "Cup", Description: "For tea"}), put("q", 2, Doc{Title: "Clay mug"})}); err != nil {
		f.Fatal(err)
	}
	if err := x.Save(&saved); err != nil {
		f.Fatal(err)
	}
	f.Add(saved.Bytes())
	f.Add(saved.Bytes()[:saved.Len()/2])
	f.Add([]byte(codecVersion))
	f.Add([]byte(codecVersion + "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if err := NewIndex(DefaultConfig()).Load(bytes.NewReader(b)); err != nil && !errors.Is(err, ErrBadSnapshot) {
			t.Fatal(err)
		}
	})
}
