package api

import (
	"bytes"
	"embed"
	"encoding/json"
	"io/fs"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/go-chi/chi/v5"

	"github.com/haatshop/haat/internal/kit/httpx"
)

//go:embed docs
var viewer embed.FS

// Documents returns the two OpenAPI documents, the same bytes for the same
// operations.
func (a *API) Documents() (site, store []byte, err error) {
	if site, err = document(a.site); err != nil {
		return nil, nil, err
	}
	store, err = document(a.store)
	return site, store, err
}

func document(h huma.API) ([]byte, error) {
	raw, err := json.Marshal(h.OpenAPI())
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := json.Indent(&out, raw, "", "  "); err != nil {
		return nil, err
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

// finish adds to the document what operations have in common.
func finish(h huma.API) {
	httpx.Nullable(h.OpenAPI())
	for _, item := range h.OpenAPI().Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
			if op == nil {
				continue
			}
			if stream, _ := op.Metadata[httpx.MetaStream].(bool); stream {
				op.Responses["200"] = &huma.Response{Description: "Events, as they happen.",
					Content: map[string]*huma.MediaType{"text/event-stream": {Schema: &huma.Schema{Type: huma.TypeString}}}}
			}
			if takesKey(op) {
				op.Parameters = append(op.Parameters, &huma.Param{Name: "Idempotency-Key", In: "header", Schema: &huma.Schema{Type: huma.TypeString, MaxLength: ptr(200), MinLength: ptr(1)},
					Description: "The same key and body within 24 hours get the same answer, and nothing is done twice."})
			}
		}
	}
}

// takesKey tells operations that make something from those that are the same
// however often they are done.
func takesKey(op *huma.Operation) bool {
	if secret, _ := op.Metadata[httpx.MetaSecret].(bool); secret || op.Method != http.MethodPost {
		return false
	}
	if op.RequestBody == nil {
		return true
	}
	_, ok := op.RequestBody.Content["application/json"]
	return ok
}

func ptr[T any](v T) *T { return &v }

// docsPolicy lets the reference page load what lies beside it and nothing else.
const docsPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

func (a *API) mountDocuments(root chi.Router) error {
	site, store, err := a.Documents()
	if err != nil {
		return err
	}
	root.Get("/api/site.json", static("application/json", site))
	root.Get("/api/store.json", static("application/json", store))
	files, err := fs.Sub(viewer, "docs")
	if err != nil {
		return err
	}
	for path, f := range map[string]struct{ name, kind string }{
		"/api/docs":          {"index.html", "text/html; charset=utf-8"},
		"/api/docs/view.js":  {"view.js", "text/javascript; charset=utf-8"},
		"/api/docs/view.css": {"view.css", "text/css; charset=utf-8"},
	} {
		body, err := fs.ReadFile(files, f.name)
		if err != nil {
			return err
		}
		root.Get(path, static(f.kind, body))
	}
	root.Get("/api/docs/", http.RedirectHandler("/api/docs", http.StatusMovedPermanently).ServeHTTP)
	root.Get("/api", http.RedirectHandler("/api/docs", http.StatusFound).ServeHTTP)
	root.Get("/api/", http.RedirectHandler("/api/docs", http.StatusFound).ServeHTTP)
	return nil
}

func static(kind string, body []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		h := w.Header()
		h.Set("Content-Type", kind)
		h.Set("Cache-Control", "no-cache")
		h.Set("Content-Security-Policy", docsPolicy)
		_, _ = w.Write(body) // a reader that went away reads nothing
	}
}
