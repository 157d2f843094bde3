package serve

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"github.com/haatshop/haat/internal/kit/blob"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/meter"
	"github.com/haatshop/haat/internal/kit/trace"
)

// Deps is what the door needs. Handlers are mounted as they are.
type Deps struct {
	API        http.Handler // /api/
	Dashboard  http.Handler // /dashboard/
	Storefront http.Handler // everything else
	Sandbox    http.Handler // /sandbox/pay/; nil where there is none
	Media      blob.Store
	Files      http.Handler // pictures of the demo, /media/demo/; may be nil
	Ready      func(ctx context.Context) error
	IDs        *id.Source
	Log        *slog.Logger
	Proxies    httpx.Proxies
	// BaseURL is HAAT_URL; empty serves any host.
	BaseURL string
	// Origins may write across sites with our cookies.
	Origins []string
	// Routes count requests; nil counts nothing.
	Routes *meter.Routes
	// Tracer records requests; nil records none.
	Tracer *trace.Tracer
	// Drain is closed when the server begins to shut down.
	Drain <-chan struct{}
}

// New returns the handler of the whole shop. Returns an error for a base URL
// or origin that is none.
func New(d Deps) (http.Handler, error) {
	base, err := url.Parse(d.BaseURL)
	if err != nil {
		return nil, err
	}
	crossSite := http.NewCrossOriginProtection()
	for _, o := range d.Origins {
		if err := crossSite.AddTrustedOrigin(o); err != nil {
			return nil, err
		}
	}
	if d.Routes == nil {
		d.Routes = &meter.Routes{}
	}
	fixed := func(door, pattern string, h http.Handler) http.Handler {
		return httpx.Always(d.Routes.Route(door, "", pattern), h)
	}
	pages := readable(crossSite.Handler(d.Storefront))
	mux := http.NewServeMux()
	mux.Handle("/api/", d.API) // has its own refusal, which programs without cookies pass
	mux.Handle("/dashboard/", fixed("dashboard", "/dashboard/", policy(dashboardPolicy, d.Dashboard)))
	mux.Handle("/dashboard", http.RedirectHandler("/dashboard/", http.StatusMovedPermanently))
	if d.Sandbox != nil {
		mux.Handle("/sandbox/pay/", fixed("sandbox", "/sandbox/pay/", d.Sandbox))
	}
	if d.Files != nil {
		mux.Handle("GET /media/demo/", fixed("media", "/media/demo/", d.Files))
	}
	mux.Handle("GET /media/", fixed("media", "/media/", media{d.Media}))
	mux.Handle("/", pages)

	h := http.Handler(mux)
	h = checkHost(base.Host, h)
	h = d.health(h)
	h = headers(base.Scheme == "https", h)
	h = lastResort(d.Log, h)
	h = accessLog(d.Log, d.Tracer, d.Routes.Route("other", "", ""), h)
	return d.enter(h), nil
}

// enter gives the request its id, how it came in, and the drain signal.
func (d Deps) enter(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rid := d.IDs.New("req_")
		w.Header()["X-Request-Id"] = []string{rid}
		next.ServeHTTP(w, r.WithContext(httpx.Enter(r.Context(), rid, d.Proxies.Door(r), d.Drain)))
	})
}

// health answers the probes before anything can refuse them.
func (d Deps) health(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/healthz":
			answer(w, http.StatusOK, "ok\n")
		case "/readyz":
			if err := d.Ready(r.Context()); err != nil {
				answer(w, http.StatusServiceUnavailable, "not ready: "+err.Error()+"\n")
				return
			}
			answer(w, http.StatusOK, "ready\n")
		default:
			next.ServeHTTP(w, r)
		}
	})
}

func answer(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text)) // a prober that went away reads nothing
}

// checkHost refuses hosts the shop was not told of: links, cookies and caches
// are keyed by host.
func checkHost(host string, next http.Handler) http.Handler {
	if host == "" {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got := httpx.DoorOf(r.Context()).Host
		if !strings.EqualFold(got, hostname(host)) {
			answer(w, http.StatusMisdirectedRequest, "This host is not served here.\n")
			return
		}
		next.ServeHTTP(w, r)
	})
}

func hostname(hostport string) string {
	u := url.URL{Host: hostport}
	return u.Hostname()
}
