package api

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/go-chi/chi/v5"

	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/httpx"
)

// Refusals of this door.
var (
	errNoRoute  = errs.New(errs.NotFound, "request.no_route", "There is nothing at this address.")
	errTooLarge = errs.New(errs.TooLarge, "request.too_large", "This is too large.")
	errSite     = errs.New(errs.Forbidden, "request.cross_site", "Another site's page may not do this here.")
)

// answer writes a problem outside of huma.
func answer(w http.ResponseWriter, p *httpx.Problem) {
	for k, v := range p.GetHeaders() {
		w.Header()[k] = v
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // the status is sent; a caller that went away reads nothing
}

// plainRefusals makes unknown addresses and methods problems too.
func plainRefusals(r chi.Router) {
	r.NotFound(func(w http.ResponseWriter, req *http.Request) {
		answer(w, httpx.ProblemOf(req.Context(), errNoRoute))
	})
	r.MethodNotAllowed(func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Allow", allowed(r, req))
		answer(w, &httpx.Problem{Status: http.StatusMethodNotAllowed, Title: http.StatusText(http.StatusMethodNotAllowed), Code: "request.method",
			Detail: "This address does not take " + strings.ToUpper(clip(req.Method)) + ".", RequestID: httpx.RequestID(req.Context())})
	})
}

// allowed lists the methods an address takes.
func allowed(r chi.Router, req *http.Request) string {
	path := req.URL.Path
	if c := chi.RouteContext(req.Context()); c != nil && c.RoutePath != "" {
		path = c.RoutePath
	}
	var out []string
	for _, m := range []string{httpx.GET, httpx.POST, httpx.PUT, httpx.PATCH, httpx.DELETE} {
		if r.Match(chi.NewRouteContext(), m, path) {
			out = append(out, m)
		}
	}
	return strings.Join(out, ", ")
}

func clip(s string) string { return s[:min(len(s), 20)] }
