// Command tokens writes the design tokens of design/tokens.json for those who draw with them: a style sheet for the
// storefront's default theme, a style sheet and constants for the dashboard's library, and the colours of letters. It
// refuses tokens with which text could not be read.
//
// Run it with `make generate` from the root of the repository.
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/haatshop/haat/design"
)

func main() {
	if err := run("."); err != nil {
		fmt.Fprintln(os.Stderr, "tokens:", err)
		os.Exit(1)
	}
}

func run(dir string) error {
	t, err := read([]byte(design.Tokens()))
	if err != nil {
		return err
	}
	if err := t.check(); err != nil {
		return err
	}
	letters, err := t.letters()
	if err != nil {
		return err
	}
	for name, text := range map[string]string{
		"themes/default/assets/tokens.css": t.storefront(),
		"web/ui/src/tokens.css":            t.library(),
		"web/ui/src/tokens.ts":             t.constants(),
		"internal/shop/notify/palette.go":  letters,
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
			return err
		}
	}
	return nil
}
