package render

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"mime"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzip"
)

// AssetPrefix is where a theme's assets are served.
const AssetPrefix = "/assets/"

// asset is a file of the theme, ready to be sent.
type asset struct {
	mime  string
	plain []byte
	gzip  []byte // nil when it would not be smaller
}

// assets are served under names that contain their hash, so a browser may keep
// them for ever.
type assets struct {
	url    map[string]string // "site.css" → "/assets/site-0123456789.css"
	served map[string]asset  // "site-0123456789.css" → file
}

// What files name each other by: url(…) in a style sheet, an import in a module.
var (
	cssURL    = regexp.MustCompile(`(url\(["']?)([A-Za-z0-9._-]+)(["']?\))`)
	cssImport = regexp.MustCompile(`@import url\("([A-Za-z0-9._-]+)"\) layer\(([a-z]+)\);`)
	jsImport  = regexp.MustCompile(`((?:from|import)\s*\(?\s*["'])\./([A-Za-z0-9._-]+)(["'])`)
)

func mentions(name string) *regexp.Regexp {
	switch path.Ext(name) {
	case ".css":
		return cssURL
	case ".js":
		return jsImport
	}
	return nil
}

// loadAssets reads assets/. The names that style sheets and modules mention are
// replaced by the hashed ones, so what is mentioned is added first.
func loadAssets(fsys fs.FS) (*assets, error) {
	entries, err := fs.ReadDir(fsys, "assets")
	if err != nil {
		return nil, fmt.Errorf("theme: %w", err)
	}
	l := loader{assets: &assets{url: map[string]string{}, served: map[string]asset{}}, raw: map[string][]byte{}, open: map[string]bool{}}
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		if l.raw[e.Name()], err = fs.ReadFile(fsys, "assets/"+e.Name()); err != nil {
			return nil, err
		}
	}
	for name, raw := range l.raw {
		if path.Ext(name) == ".css" {
			if l.raw[name], err = gather(fsys, raw); err != nil {
				return nil, fmt.Errorf("theme: assets/%s: %w", name, err)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(l.raw)) {
		if err := l.load(name); err != nil {
			return nil, err
		}
	}
	return l.assets, nil
}

// gather puts the sheets that are imported into a layer in the place of the import: a theme may keep them apart, a
// browser fetches one.
func gather(fsys fs.FS, css []byte) (whole []byte, err error) {
	whole = cssImport.ReplaceAllFunc(css, func(m []byte) []byte {
		found := cssImport.FindSubmatch(m)
		part, bad := fs.ReadFile(fsys, "assets/"+string(found[1]))
		err = errors.Join(err, bad)
		return slices.Concat([]byte("@layer "), found[2], []byte(" {\n"), part, []byte("}"))
	})
	return whole, err
}

// loader adds files, each after those it mentions.
type loader struct {
	assets *assets
	raw    map[string][]byte
	open   map[string]bool // being loaded: whoever comes back to one goes in circles
}

func (l *loader) load(name string) error {
	if _, done := l.assets.url[name]; done {
		return nil
	}
	if l.open[name] {
		return fmt.Errorf("theme: assets/%s mentions itself by way of what it mentions", name)
	}
	l.open[name] = true
	raw, pattern := l.raw[name], mentions(name)
	if pattern == nil {
		return l.assets.add(name, raw)
	}
	for _, m := range pattern.FindAllSubmatch(raw, -1) {
		if _, ours := l.raw[string(m[2])]; !ours {
			continue
		}
		if err := l.load(string(m[2])); err != nil {
			return err
		}
	}
	return l.assets.add(name, l.assets.rewrite(pattern, raw))
}

func (a *assets) rewrite(pattern *regexp.Regexp, raw []byte) []byte {
	return pattern.ReplaceAllFunc(raw, func(m []byte) []byte {
		part := pattern.FindSubmatch(m)
		if url, ok := a.url[string(part[2])]; ok {
			return []byte(string(part[1]) + url + string(part[3]))
		}
		return m
	})
}

func (a *assets) add(name string, raw []byte) error {
	ext := path.Ext(name)
	sum := sha256.Sum256(raw)
	hashed := strings.TrimSuffix(name, ext) + "-" + hex.EncodeToString(sum[:5]) + ext
	f := asset{mime: mimeOf(ext), plain: raw}
	var buf bytes.Buffer
	zw, err := gzip.NewWriterLevel(&buf, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := zw.Write(raw); err != nil {
		return err
	}
	if err := zw.Close(); err != nil {
		return err
	}
	if buf.Len() < len(raw)*9/10 {
		f.gzip = buf.Bytes()
	}
	a.url[name] = AssetPrefix + hashed
	a.served[hashed] = f
	return nil
}

// mimeOf does not trust the machine's own table for what a browser is strict
// about: a module with the wrong type does not run.
func mimeOf(ext string) string {
	switch ext {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".woff2":
		return "font/woff2"
	case ".png":
		return "image/png"
	case ".txt":
		return "text/plain; charset=utf-8"
	}
	if m := mime.TypeByExtension(ext); m != "" {
		return m
	}
	return "application/octet-stream"
}

// ServeHTTP answers /assets/<name>-<hash>.<ext>. A name that is not there is 404
// and must not be cached: it may belong to the next version of the theme.
func (a *assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f, ok := a.served[strings.TrimPrefix(r.URL.Path, AssetPrefix)]
	if !ok || (r.Method != http.MethodGet && r.Method != http.MethodHead) {
		w.Header().Set("Cache-Control", "no-store")
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", f.mime)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("X-Content-Type-Options", "nosniff")
	if strings.HasPrefix(f.mime, "font/") {
		// Browsers ask leave for a font of another origin, and the preview in the
		// dashboard's sandboxed frame has none of its own.
		h.Set("Access-Control-Allow-Origin", "*")
	}
	body := f.plain
	if f.gzip != nil {
		h.Set("Vary", "Accept-Encoding")
		if acceptsGzip(r) {
			h.Set("Content-Encoding", "gzip")
			body = f.gzip
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method == http.MethodGet {
		_, _ = w.Write(body) // a reader that went away is nobody's error
	}
}

// acceptsGzip is deliberately simple: every browser says "gzip", and a client
// that says "gzip;q=0" gets plain bytes.
func acceptsGzip(r *http.Request) bool {
	for part := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, params, _ := strings.Cut(strings.TrimSpace(part), ";")
		if name == "gzip" {
			q := strings.ReplaceAll(params, " ", "")
			return q != "q=0" && !strings.HasPrefix(q, "q=0.000") && q != "q=0.0" && q != "q=0.00"
		}
	}
	return false
}
