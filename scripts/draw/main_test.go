package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// A picture changed by hand, or a routine changed without running `make generate`, shows here.
func TestTheCommittedPicturesAreWhatTheRoutinesDraw(t *testing.T) {
	dir := filepath.Join("..", "..", "demo")
	raw, err := os.ReadFile(filepath.Join(dir, "drawings.json"))
	if err != nil {
		t.Fatal(err)
	}
	var list []drawing
	if err := json.Unmarshal(raw, &list); err != nil {
		t.Fatal(err)
	}
	for _, d := range list {
		want, err := render(d)
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(dir, "pictures", d.File))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is stale (%v): run make generate", d.File, err)
		}
	}
	files, err := filepath.Glob(filepath.Join(dir, "pictures", "*"))
	if err != nil || len(files) != len(list) {
		t.Errorf("%d files for %d drawings (%v)", len(files), len(list), err)
	}
}

func TestADetailShowsAPartOfTheSamePicture(t *testing.T) {
	whole, err := render(drawing{Kind: "mug", Scene: "arch", Colour: "rust"})
	if err != nil {
		t.Fatal(err)
	}
	near, err := render(drawing{Kind: "mug", Scene: "arch", Colour: "rust", Close: [3]float64{800, 1100, 2}})
	if err != nil {
		t.Fatal(err)
	}
	if want := bytes.Replace(whole, []byte(`viewBox="0 0 1600 2000"`), []byte(`viewBox="400 600 800 1000"`), 1); !bytes.Equal(near, want) {
		t.Errorf("%.120s", near)
	}
}

func TestAnUnknownKindSceneOrColourIsRefused(t *testing.T) {
	for _, d := range []drawing{{Kind: "spaceship", Scene: "arch"}, {Kind: "mug", Scene: "moon"}, {Kind: "mug", Scene: "arch", Colour: "beige-ish"},
		{Kind: "together", Scene: "arch", With: []thing{{Kind: "spaceship"}}}, {Kind: "together", Scene: "arch", With: []thing{{Kind: "mug", Accent: "beige-ish"}}}} {
		if _, err := render(d); err == nil {
			t.Errorf("%+v was drawn", d)
		}
	}
}
