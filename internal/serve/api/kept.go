package api

import (
	"bytes"
	"context"
	"net/http"
	"strings"

	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/meter"
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
	routes := a.keptRoutes()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		route := keepable(r, routes)
		if route == nil {
			next.ServeHTTP(w, r)
			return
		}
		httpx.Routed(w, route.counted)
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

// keptRoute is the path of an operation that may be kept, in segments, of which an empty
// one takes anything; and where its requests are counted.
type keptRoute struct {
	parts   []string
	counted *meter.Route
}

// keepable returns the route of a request whose answer may be kept, else nil.
func keepable(r *http.Request, routes []keptRoute) *keptRoute {
	if r.Method != http.MethodGet || len(r.URL.RawQuery) > maxKeptQuery || r.Header["Authorization"] != nil {
		return nil
	}
	return matches(routes, r.URL.Path)
}

func (a *API) keptRoutes() []keptRoute {
	var out []keptRoute
	for path, item := range a.site.OpenAPI().Paths {
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
		out = append(out, keptRoute{parts, a.d.Routes.Route("site", http.MethodGet, sitePath+path)})
	}
	return out
}

func matches(routes []keptRoute, path string) *keptRoute {
	rest, ok := strings.CutPrefix(path, sitePath+"/")
	if !ok {
		return nil
	}
	for i := range routes {
		if fits(routes[i].parts, rest) {
			return &routes[i]
		}
	}
	return nil
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
