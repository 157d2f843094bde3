// Package api is the door for programs: the site and store APIs, the hooks of
// outside providers, and their documents.
//
// A request to an operation passes, in this order: the limit of its network,
// the refusal of cross-site writes, who is calling, the limit of that caller,
// the operation's permission (an operation without one is closed), a time
// limit, and the check of its body. What is refused on the way is answered as a
// problem and never reaches a room.
package api

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"
	"github.com/go-chi/chi/v5"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/bus"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/kit/meter"
	"github.com/haatshop/haat/internal/kit/pagecache"
	"github.com/haatshop/haat/internal/shop/audit"
	"github.com/haatshop/haat/internal/shop/identity"
)

// SiteRoom is a room with operations for shoppers.
type SiteRoom interface{ RegisterSite(api huma.API) }

// StoreRoom is a room with operations for the dashboard, or a door that has some.
type StoreRoom interface{ RegisterStore(api huma.API) }

// Hooks takes what outside providers send.
type Hooks interface {
	HandleWebhook(ctx context.Context, provider string, header map[string][]string, raw []byte) error
}

// Deps is what the door needs.
type Deps struct {
	DB       *db.DB
	Clock    clock.Clock
	Bus      *bus.Bus
	Queue    *job.Queue
	Log      *slog.Logger
	Identity *identity.Service
	Audit    *audit.Service
	Hooks    Hooks

	// Site and Store are the rooms, in the order their operations are listed.
	// Identity and Audit belong here too.
	Site  []SiteRoom
	Store []StoreRoom

	// Origins are other sites whose pages may use the APIs with our cookies.
	Origins []string
	Limits  Limits
	// Cache keeps what the site API says to everybody; nil keeps nothing. Whoever made
	// it has it hear of what is touched.
	Cache   *pagecache.Cache
	Timeout time.Duration // of one request; 30 s

	// Routes count requests, and Webhooks messages of providers by outcome; nil
	// counts nothing.
	Routes   *meter.Routes
	Webhooks *meter.Pairs
}

// API is the door. It expects what serve puts into the request's context: its
// id and how it came in.
type API struct {
	d       Deps
	site    huma.API
	store   huma.API
	limiter *httpx.Limiter
	handler http.Handler
}

const (
	sitePath  = "/api/v1/site"
	storePath = "/api/v1/store"
	hooksPath = "/api/v1/hooks/"
)

// New builds the door. It panics when a dependency is missing, and returns an
// error for an origin that is none.
func New(d Deps) (*API, error) {
	if d.DB == nil || d.Clock == nil || d.Bus == nil || d.Queue == nil || d.Log == nil || d.Identity == nil || d.Audit == nil || d.Hooks == nil {
		panic("api: a dependency is missing")
	}
	if d.Timeout == 0 {
		d.Timeout = 30 * time.Second
	}
	if d.Routes == nil {
		d.Routes = &meter.Routes{}
	}
	if d.Webhooks == nil {
		d.Webhooks = &meter.Pairs{}
	}
	d.Limits = d.Limits.withDefaults()
	a := &API{d: d, limiter: httpx.NewLimiter(d.Clock)}
	origins, err := newOrigins(d.Origins)
	if err != nil {
		return nil, err
	}
	root := chi.NewRouter()
	a.site = a.mount(root, sitePath, identity.Site, "Haat site API", "For shoppers: browse, search, cart, checkout, own account and orders.")
	for _, r := range d.Site {
		r.RegisterSite(a.site)
	}
	a.store = a.mount(root, storePath, identity.Store, "Haat store API", "For the dashboard: sellers' members and platform staff. What a caller sees is decided by their scope.")
	for _, r := range d.Store {
		r.RegisterStore(a.store)
	}
	a.registerJobs(a.store)
	finish(a.site)
	finish(a.store)
	a.measure(a.site, "site", sitePath)
	a.measure(a.store, "store", storePath)
	if err := a.mountDocuments(root); err != nil {
		return nil, err
	}
	root.Method(http.MethodPost, hooksPath+"{provider}", httpx.Always(d.Routes.Route("hooks", http.MethodPost, hooksPath+"{provider}"), http.HandlerFunc(a.hook)))
	plainRefusals(root)
	a.handler = httpx.Always(d.Routes.Route("api", "", "/api/"), a.rescue(a.texts(a.network(origins.handler(a.kept(root))))))
	return a, nil
}

// ServeHTTP implements http.Handler.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.handler.ServeHTTP(w, r) }

// bearers are what each API takes as a bearer token.
var bearers = map[string]string{
	identity.Site:  "An access token from logging in.",
	identity.Store: "An access token from logging in, or an API key (haat_key_…).",
}

// mount makes one API below path with everything an operation passes through.
func (a *API) mount(root chi.Router, path, audience, title, about string) huma.API {
	r := chi.NewRouter()
	plainRefusals(r)
	root.Mount(path, r)
	cfg := huma.DefaultConfig(title, "1")
	cfg.OpenAPIPath = ""
	cfg.Info.Description = about
	cfg.Servers = []*huma.Server{{URL: path}}
	cfg.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"bearer": {Type: "http", Scheme: "bearer", BearerFormat: "JWT", Description: bearers[audience]},
		"cookie": {Type: "apiKey", In: "cookie", Name: (httpx.Door{Secure: true}).CookieName(audience)},
	}
	h := humachi.New(r, httpx.Configure(cfg))
	h.UseMiddleware(routed, a.who(h, audience), a.limit(h), httpx.Allow(h, a.refused), a.bound, httpx.Guard(h))
	return h
}

// refused leaves a row in the audit of what somebody logged in was not
// allowed.
func (a *API) refused(ctx context.Context, op string, _ actor.Perm) {
	if err := a.d.Audit.RecordRefusal(ctx, op); err != nil {
		a.d.Log.ErrorContext(ctx, "a refusal could not be recorded", "operation", op, "error", err)
	}
}

// bound limits how long an operation may take; a stream lives by its own rules.
func (a *API) bound(c huma.Context, next func(huma.Context)) {
	if stream, _ := c.Operation().Metadata[httpx.MetaStream].(bool); stream {
		next(c)
		return
	}
	ctx, cancel := context.WithTimeout(c.Context(), a.d.Timeout)
	defer cancel()
	next(huma.WithContext(c, ctx))
}

// rescue answers a panic as a problem, and marks what nobody may store.
func (a *API) rescue(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			p := recover()
			if p == nil {
				return
			}
			if p == http.ErrAbortHandler { //nolint:errorlint // panicked with exactly this value
				panic(p)
			}
			a.d.Log.Error("panic in the API", "request_id", httpx.RequestID(r.Context()), "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			answer(w, httpx.HumaError(http.StatusInternalServerError, "").(*httpx.Problem))
		}()
		w.Header().Add("Vary", "Origin")
		w.Header().Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// texts refuses addresses that are no text, whatever operation they name.
func (a *API) texts(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := httpx.CheckURL(r.URL); err != nil {
			answer(w, httpx.ProblemOf(r.Context(), err))
			return
		}
		httpx.CleanHeaders(r.Header)
		next.ServeHTTP(w, r)
	})
}
