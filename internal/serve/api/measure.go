package api

import (
	"errors"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"

	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/meter"
	"github.com/haatshop/haat/internal/shop/payment"
)

// metaRoute is where an operation keeps the route it is counted on.
const metaRoute = "haat.route"

// measure gives every operation its route, once all are registered.
func (a *API) measure(h huma.API, door, base string) {
	for _, item := range h.OpenAPI().Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
			if op != nil {
				if op.Metadata == nil { // declared past httpx.Register: closed, and counted all the same
					op.Metadata = map[string]any{}
				}
				route := a.d.Routes.Route(door, op.Method, base+op.Path)
				if stream, _ := op.Metadata[httpx.MetaStream].(bool); stream {
					route.Endless()
				}
				op.Metadata[metaRoute] = route
			}
		}
	}
}

// routed tells whoever measures which operation a request is for.
func routed(c huma.Context, next func(huma.Context)) {
	if route, ok := c.Operation().Metadata[metaRoute].(*meter.Route); ok {
		_, w := humachi.Unwrap(c)
		httpx.Routed(w, route)
	}
	next(c)
}

// countHook counts what became of a provider's message. Who is no provider of
// ours has no name: anybody may call this door with any word.
func (a *API) countHook(provider string, err error) {
	outcome := "accepted"
	switch {
	case errors.Is(err, payment.ErrUnknownProvider):
		provider, outcome = "unknown", "refused"
	case errors.Is(err, payment.ErrBadWebhook):
		outcome = "refused"
	case err != nil:
		outcome = "failed"
	}
	a.d.Webhooks.Of(provider, outcome).Inc()
}
