// Command draw makes the demo marketplace's pictures: flat SVG, one routine per kind of thing, the same bytes on every run.
//
// It reads demo/drawings.json and writes demo/pictures/. Run it with `make generate` from the root of the repository.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// maxBytes keeps a page of forty products light: the pictures are served as they are.
const maxBytes = 4096

// drawing is one line of demo/drawings.json.
type drawing struct {
	File   string `json:"file"`
	Kind   string `json:"kind"`
	Scene  string `json:"scene"`
	Colour string `json:"colour"`
	Accent string `json:"accent,omitempty"`
	Style  int    `json:"style,omitempty"`
	// Close makes it a detail: the place to look at, and how much nearer than usual.
	Close [3]float64 `json:"close,omitzero"`
	// With are the things of a picture of the kind "together", those at the back first.
	With []thing `json:"with,omitempty"`
}

// thing is one of several in a picture: X and Y say where the middle of its foot stands.
type thing struct {
	Kind   string  `json:"kind"`
	Colour string  `json:"colour"`
	Accent string  `json:"accent,omitempty"`
	Style  int     `json:"style,omitempty"`
	X      float64 `json:"x"`
	Y      float64 `json:"y"`
	Scale  float64 `json:"scale"`
}

func main() {
	if err := run("demo"); err != nil {
		fmt.Fprintln(os.Stderr, "draw:", err)
		os.Exit(1)
	}
}

func run(dir string) error {
	raw, err := os.ReadFile(filepath.Join(dir, "drawings.json"))
	if err != nil {
		return err
	}
	var list []drawing
	if err := json.Unmarshal(raw, &list); err != nil {
		return fmt.Errorf("drawings.json: %w", err)
	}
	out := filepath.Join(dir, "pictures")
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	var failed error
	for _, d := range list {
		svg, err := render(d)
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s: %w", d.File, err))
			continue
		}
		if err := os.WriteFile(filepath.Join(out, d.File), svg, 0o644); err != nil {
			return err
		}
	}
	return failed
}

func render(d drawing) ([]byte, error) {
	if d.Kind == "logo" {
		return logo(d)
	}
	a := &art{style: d.Style, close: d.Close}
	if err := a.paint(d); err != nil {
		return nil, err
	}
	svg := a.bytes()
	if d.Kind != "hero" && len(svg) > maxBytes {
		return nil, fmt.Errorf("%d bytes, more than %d", len(svg), maxBytes)
	}
	return svg, nil
}

func (a *art) paint(d drawing) error {
	if d.Kind == "hero" {
		return hero(a)
	}
	if err := a.inks(d.Colour, d.Accent); err != nil {
		return err
	}
	if err := a.scene(d); err != nil {
		return err
	}
	if d.Kind == "together" {
		return a.place(d.With)
	}
	draw, ok := kinds[d.Kind]
	if !ok {
		return fmt.Errorf("no routine for the kind %q", d.Kind)
	}
	draw(a)
	return nil
}

func (a *art) inks(main, accent string) (err error) {
	if a.main, err = colour(main, "sand"); err != nil {
		return err
	}
	a.accent, err = colour(accent, "chalk")
	return err
}

// place draws several things into one picture.
func (a *art) place(things []thing) error {
	for _, t := range things {
		draw, ok := kinds[t.Kind]
		if !ok {
			return fmt.Errorf("no routine for the kind %q", t.Kind)
		}
		one := &art{style: t.Style, wall: a.wall}
		if err := one.inks(t.Colour, t.Accent); err != nil {
			return err
		}
		draw(one)
		a.put(`<g transform="translate(%s %s) scale(%.2g)">%s</g>`, n(t.X-cx*t.Scale), n(t.Y-floor*t.Scale), t.Scale, one.w.String())
	}
	return nil
}
