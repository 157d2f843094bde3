package render

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/haatshop/haat/internal/kit/i18n"
	"github.com/haatshop/haat/internal/serve/storefront/view"
)

// Options say how to load a theme.
type Options struct {
	// Base is the built-in theme; required.
	Base fs.FS
	// Over is a folder laid over it file by file; nil = none.
	Over fs.FS
	// OnMissing is told about a text no language has; nil = nobody.
	OnMissing func(locale, key string)
}

// Theme draws pages. It is safe for many goroutines.
type Theme struct {
	shared    *template.Template // layout and partials, in the default language
	sources   map[string]string  // page → its own template's text
	pages     sync.Map           // locale and page → *template.Template, made when first drawn
	texts     *i18n.Texts
	assets    *assets
	version   string
	onMissing func(locale, key string)
	buffers   sync.Pool
}

// Load reads a theme and checks it. It returns an error that says what to mend
// when a template is missing or does not parse, when a template asks for a text
// the default language lacks, or when a language file is not flat JSON.
func Load(o Options) (*Theme, error) {
	if o.Base == nil {
		return nil, errors.New("theme: no built-in theme given")
	}
	fsys, layers := Overlay(o.Over, o.Base), []fs.FS{o.Base}
	if o.Over != nil {
		layers = []fs.FS{o.Base, o.Over}
	}
	texts, err := loadTexts(layers)
	if err != nil {
		return nil, err
	}
	files, err := loadAssets(fsys)
	if err != nil {
		return nil, err
	}
	t := &Theme{texts: texts, assets: files, onMissing: o.OnMissing, sources: map[string]string{}}
	t.buffers.New = func() any { return new(bytes.Buffer) }
	if err := t.parse(fsys); err != nil {
		return nil, err
	}
	if t.version, err = version(layers); err != nil {
		return nil, err
	}
	return t, nil
}

// parse reads and checks every page's template. What it is parsed into is not kept: a
// page in a language weighs a quarter of a megabyte, and a shop draws few of all there
// are.
func (t *Theme) parse(fsys fs.FS) (err error) {
	if t.shared, err = t.parseShared(fsys); err != nil {
		return err
	}
	for _, p := range view.All() {
		name := p.Template()
		file := "templates/" + name + ".html"
		raw, err := fs.ReadFile(fsys, file)
		if err != nil {
			return fmt.Errorf("theme: the page %q has no template: %s is missing: %w", name, file, err)
		}
		t.sources[name] = string(raw)
		page, err := t.parsePage(name)
		if err != nil {
			return err
		}
		if err := checkTexts(page, t.texts.Locale(i18n.Fallback)); err != nil {
			return err
		}
	}
	return nil
}

type pageKey struct{ locale, name string }

// page returns a page's template with the functions that speak a language.
func (t *Theme) page(locale *i18n.Locale, name string) (*template.Template, error) {
	key := pageKey{locale.Name(), name}
	if made, ok := t.pages.Load(key); ok {
		return made.(*template.Template), nil
	}
	page, err := t.parsePage(name)
	if err != nil {
		return nil, err
	}
	made, _ := t.pages.LoadOrStore(key, page.Funcs(t.funcs(locale)))
	return made.(*template.Template), nil
}

func (t *Theme) parseShared(fsys fs.FS) (*template.Template, error) {
	shared := template.New("").Funcs(t.funcs(t.texts.Locale(i18n.Fallback)))
	names, err := fs.Glob(fsys, "templates/partials/*.html")
	if err != nil {
		return nil, err
	}
	for _, name := range append([]string{"templates/layout.html"}, names...) {
		raw, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("theme: the template %s is missing: %w", name, err)
		}
		if _, err := shared.New(path.Base(name)).Parse(string(raw)); err != nil {
			return nil, fmt.Errorf("theme: %s does not parse: %w", name, err)
		}
	}
	return shared, nil
}

func (t *Theme) parsePage(name string) (*template.Template, error) {
	source, ok := t.sources[name]
	if !ok {
		return nil, fmt.Errorf("theme: no template %q", name)
	}
	page, err := t.shared.Clone()
	if err != nil {
		return nil, err
	}
	if _, err := page.New(name + ".html").Parse(source); err != nil {
		return nil, fmt.Errorf("theme: templates/%s.html does not parse: %w", name, err)
	}
	if page.Lookup("content") == nil {
		return nil, fmt.Errorf(`theme: templates/%s.html must define a template "content"`, name)
	}
	return page, nil
}

// Render draws a page in the language of its Layout (or the default one) and
// writes it in one piece; a fragment without the frame. On an error nothing has
// been written.
func (t *Theme) Render(w io.Writer, p view.Page) error {
	buf := t.buffers.Get().(*bytes.Buffer)
	buf.Reset()
	defer t.buffers.Put(buf)
	tpl, err := t.page(t.Locale(p.Frame().Locale), p.Template())
	if err != nil {
		return err
	}
	frame := "layout.html"
	if _, ok := p.(view.Fragment); ok {
		frame = "content"
	}
	if err := tpl.ExecuteTemplate(buf, frame, p); err != nil {
		return fmt.Errorf("theme: drawing %q: %w", p.Template(), err)
	}
	_, err = w.Write(buf.Bytes())
	return err
}

// Assets serves everything under AssetPrefix.
func (t *Theme) Assets() http.Handler { return t.assets }

// AssetURL returns the address of an asset, or "" when the theme has none of
// that name.
func (t *Theme) AssetURL(name string) string { return t.assets.url[name] }

// AssetNames are the names of all assets, in order.
func (t *Theme) AssetNames() []string { return slices.Sorted(maps.Keys(t.assets.url)) }

// Asset is the text of an asset with the hashed names of what it mentions; nil when
// the theme has none of that name.
func (t *Theme) Asset(name string) []byte {
	return t.assets.served[strings.TrimPrefix(t.assets.url[name], AssetPrefix)].plain
}

// Version changes whenever any file of the theme changes; it is part of every
// page-cache key.
func (t *Theme) Version() string { return t.version }

func version(layers []fs.FS) (string, error) {
	sum := sha256.New()
	for _, layer := range layers {
		err := fs.WalkDir(layer, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasPrefix(path.Base(name), ".") {
				return err
			}
			raw, err := fs.ReadFile(layer, name)
			if err != nil {
				return err
			}
			fmt.Fprintf(sum, "%s %d\n", name, len(raw))
			sum.Write(raw)
			return nil
		})
		if err != nil {
			return "", fmt.Errorf("theme: %w", err)
		}
	}
	return hex.EncodeToString(sum.Sum(nil)[:6]), nil
}
