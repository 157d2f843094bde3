package httpx

import (
	"net/http"

	"github.com/haatshop/haat/internal/kit/meter"
)

// Routed tells whoever measures the request which route it took. It walks the
// writers on the way out: a value in the context would cost every request an
// allocation. Where nobody measures it does nothing.
func Routed(w http.ResponseWriter, route *meter.Route) {
	for w != nil {
		if m, ok := w.(interface{ Routed(*meter.Route) }); ok {
			m.Routed(route)
			return
		}
		u, ok := w.(interface{ Unwrap() http.ResponseWriter })
		if !ok {
			return
		}
		w = u.Unwrap()
	}
}

// Acted tells whoever writes the request down which account or API key of the
// staff made it, the way Routed tells the route.
func Acted(w http.ResponseWriter, who string) {
	for w != nil {
		if m, ok := w.(interface{ Acted(who string) }); ok {
			m.Acted(who)
			return
		}
		u, ok := w.(interface{ Unwrap() http.ResponseWriter })
		if !ok {
			return
		}
		w = u.Unwrap()
	}
}

// Always is a handler whose every request takes one route.
func Always(route *meter.Route, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		Routed(w, route)
		next.ServeHTTP(w, r)
	})
}
