package api

import (
	"bytes"
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/pagecache"
)

// maxKeptQuery is the longest query an answer is kept for: nobody links to more, and
// whoever makes such up would only push out what others ask for.
const maxKeptQuery = 512

// kept answers reads of the site API from memory where the operation is declared to
// say the same to everyone (httpx.Op.Kept) and nothing it showed was touched since.
//
// A kept answer costs its network's limit and no more: nobody is looked up. A caller
// with a token is not served from here, so that a token that is no good is refused as
// everywhere. Cookies make no difference to what is shown.
func (a *API) kept(next http.Handler) http.Handler {
	if a.d.Cache == nil {
		return next
	}
	routes := keptRoutes(a.site)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !keepable(r, routes) {
			next.ServeHTTP(w, r)
			return
		}
		key := pagecache.Key{Path: r.URL.Path, Query: r.URL.RawQuery}
		err := a.d.Cache.Serve(w, r, key, func(ctx context.Context) (pagecache.Page, error) { return record(next, r.WithContext(ctx)) })
		switch own, ok := err.(*notKept); { //nolint:errorlint // made by record, never wrapped
		case err == nil:
		case ok:
			own.copyTo(w)
		default: // the cache gave up waiting; the operation has its own say about time
			next.ServeHTTP(w, r)
		}
	})
}

func keepable(r *http.Request, routes [][]string) bool {
	return r.Method == http.MethodGet && len(r.URL.RawQuery) <= maxKeptQuery && r.Header["Authorization"] == nil && matches(routes, r.URL.Path)
}

// keptRoutes are the paths of the operations that may be kept, in segments; an empty
// one takes anything.
func keptRoutes(h huma.API) [][]string {
	var out [][]string
	for path, item := range h.OpenAPI().Paths {
		if item.Get == nil {
			continue
		}
		if kept, _ := item.Get.Metadata[httpx.MetaKept].(bool); !kept {
			continue
		}
		parts := strings.Split(strings.TrimPrefix(path, "/"), "/")
		for i, p := range parts {
			if strings.HasPrefix(p, "{") {
				parts[i] = ""
			}
		}
		out = append(out, parts)
	}
	return out
}

func matches(routes [][]string, path string) bool {
	rest, ok := strings.CutPrefix(path, sitePath+"/")
	if !ok {
		return false
	}
	for _, route := range routes {
		if fits(route, rest) {
			return true
		}
	}
	return false
}

func fits(route []string, path string) bool {
	for i, want := range route {
		part, rest, more := strings.Cut(path, "/")
		if part == "" || want != "" && part != want || more != (i < len(route)-1) {
			return false
		}
		path = rest
	}
	return true
}

// record has the answer made, and hands on of it what everyone may have: its body.
// What is the caller's own (limits, request id) goes to nobody else.
func record(next http.Handler, r *http.Request) (pagecache.Page, error) {
	ctx, shown := httpx.WithShown(r.Context())
	rec := &notKept{header: http.Header{}, status: http.StatusOK}
	next.ServeHTTP(rec, r.WithContext(ctx))
	tags := shown.Tags()
	if rec.status != http.StatusOK || len(tags) == 0 {
		return pagecache.Page{}, rec
	}
	return pagecache.Page{Body: rec.body.Bytes(), ContentType: rec.header.Get("Content-Type"), Plain: true, Tags: tags, Until: shown.Until()}, nil
}

// notKept is an answer while it is made, and the error of one that nobody else may
// have: a refusal concerns one caller.
type notKept struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Error implements error.
func (*notKept) Error() string { return "api: this answer is not kept" }

// Header implements http.ResponseWriter.
func (n *notKept) Header() http.Header { return n.header }

// WriteHeader implements http.ResponseWriter.
func (n *notKept) WriteHeader(status int) { n.status = status }

// Write implements http.ResponseWriter.
func (n *notKept) Write(b []byte) (int, error) { return n.body.Write(b) }

func (n *notKept) copyTo(w http.ResponseWriter) {
	for k, v := range n.header {
		w.Header()[k] = v
	}
	w.WriteHeader(n.status)
	_, _ = w.Write(n.body.Bytes()) // a caller that went away reads nothing
}
