package render

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
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

var cssURL = regexp.MustCompile(`url\((["']?)([A-Za-z0-9._-]+)(["']?)\)`)

// loadAssets reads assets/. Style sheets come last: the names they mention in
// url(…) are replaced by the hashed ones.
func loadAssets(fsys fs.FS) (*assets, error) {
	entries, err := fs.ReadDir(fsys, "assets")
	if err != nil {
		return nil, fmt.Errorf("theme: %w", err)
	}
	a := &assets{url: map[string]string{}, served: map[string]asset{}}
	slices.SortStableFunc(entries, func(x, y fs.DirEntry) int { return isCSS(x) - isCSS(y) })
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		raw, err := fs.ReadFile(fsys, "assets/"+e.Name())
		if err != nil {
			return nil, err
		}
		if isCSS(e) == 1 {
			raw = a.rewrite(raw)
		}
		if err := a.add(e.Name(), raw); err != nil {
			return nil, err
		}
	}
	return a, nil
}

func isCSS(e fs.DirEntry) int {
	if path.Ext(e.Name()) == ".css" {
		return 1
	}
	return 0
}

func (a *assets) rewrite(css []byte) []byte {
	return cssURL.ReplaceAllFunc(css, func(m []byte) []byte {
		name := string(cssURL.FindSubmatch(m)[2])
		if url, ok := a.url[name]; ok {
			return []byte(`url("` + url + `")`)
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
