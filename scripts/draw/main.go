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
	draw, ok := kinds[d.Kind]
	if !ok {
		return nil, fmt.Errorf("no routine for the kind %q", d.Kind)
	}
	a := &art{style: d.Style}
	var err error
	if a.main, err = colour(d.Colour, "sand"); err != nil {
		return nil, err
	}
	if a.accent, err = colour(d.Accent, "chalk"); err != nil {
		return nil, err
	}
	if err := a.scene(d); err != nil {
		return nil, err
	}
	draw(a)
	svg := a.bytes()
	if d.Kind != "hero" && len(svg) > maxBytes {
		return nil, fmt.Errorf("%d bytes, more than %d", len(svg), maxBytes)
	}
	return svg, nil
}
