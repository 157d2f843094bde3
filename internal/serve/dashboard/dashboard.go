// Package dashboard serves the dashboard's build at /dashboard/.
//
// The build is a single page: every path below the prefix that names no file
// is the page itself, and the page shows what the path means. Files under
// assets/ carry a hash of their content in their name and are kept for ever;
// the page is asked for each time, so that a new version is seen at once.
// Security headers are the business of serve's middleware; only its closed
// content security policy is replaced here, by the one the page needs.
package dashboard

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzip"
)

// Prefix is where the dashboard hangs; its build is made for this path.
const Prefix = "/dashboard/"

// CSP is the content security policy of the page. Scripts come from files
// only. Styles need 'unsafe-inline': the component library writes its theme as
// a style element while running. Pictures may be previews of local files, and
// mails are shown in a frame without any rights.
const CSP = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: https:; font-src 'self'; " +
	"connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// notBuilt is shown when the program was compiled without the dashboard.
const notBuilt = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Haat</title><p>This program was built without the dashboard. Run <code>make build</code>.</p></html>`

type file struct {
	body, zipped []byte // zipped is nil where it would not be smaller
	kind, etag   string
	immutable    bool
}

// Handler serves the build found in files. Everything is read and compressed
// once, here: the build is a few megabytes and does not change while running.
func Handler(files fs.FS) (http.Handler, error) {
	all, err := load(files)
	if err != nil {
		return nil, err
	}
	index, ok := all["index.html"]
	if !ok {
		index = newFile("index.html", []byte(notBuilt))
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
			return
		}
		name := strings.TrimPrefix(path.Clean(r.URL.Path), strings.TrimSuffix(Prefix, "/"))
		name = strings.TrimPrefix(name, "/")
		f, ok := all[name]
		switch {
		case ok:
		case isAsset(name):
			// A page of an older version asks for a file that is gone: the page
			// in its place would be taken for a script, so say plainly no.
			http.NotFound(w, r)
			return
		default:
			f = index
		}
		f.serve(w, r)
	}), nil
}

// isAsset reports whether a path can only mean a file, never a page.
func isAsset(name string) bool {
	return strings.HasPrefix(name, "assets/")
}

func load(files fs.FS) (map[string]*file, error) {
	all := map[string]*file{}
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") {
			return err
		}
		body, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		all[name] = newFile(name, body)
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return all, nil
	}
	return all, err
}

func newFile(name string, body []byte) *file {
	sum := sha256.Sum256(body)
	return &file{
		body: body, zipped: compress(body), kind: kindOf(name),
		etag: `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`, immutable: isAsset(name),
	}
}

// kinds are told here, because a machine's own table may be incomplete and a
// script of an unknown kind is refused by browsers.
var kinds = map[string]string{
	".css": "text/css; charset=utf-8", ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".json": "application/json", ".map": "application/json", ".svg": "image/svg+xml", ".woff2": "font/woff2",
}

func kindOf(name string) string {
	if kind, ok := kinds[path.Ext(name)]; ok {
		return kind
	}
	if kind := mime.TypeByExtension(path.Ext(name)); kind != "" {
		return kind
	}
	return "application/octet-stream"
}

func compress(body []byte) []byte {
	var buf bytes.Buffer
	zw, err := gzip.NewWriterLevel(&buf, gzip.BestCompression)
	if err != nil {
		return nil
	}
	if _, err := zw.Write(body); err != nil || zw.Close() != nil || buf.Len() >= len(body) {
		return nil
	}
	return buf.Bytes()
}

func (f *file) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", CSP)
	h.Add("Vary", "Accept-Encoding")
	h.Set("Cache-Control", "no-cache")
	if f.immutable {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	etag, body := f.etag, f.body
	if f.zipped != nil && acceptsGzip(r) {
		etag, body = strings.TrimSuffix(f.etag, `"`)+`-gz"`, f.zipped
		h.Set("Content-Encoding", "gzip")
	}
	h.Set("ETag", etag)
	if matches(r.Header.Get("If-None-Match"), etag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method == http.MethodHead {
		return
	}
	_, _ = w.Write(body) // the reader has gone: nobody is left to tell
}
