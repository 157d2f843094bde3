package app

import (
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"strings"
	"sync"

	"github.com/haatshop/haat/demo"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/serve"
	"github.com/haatshop/haat/internal/serve/dashboard"
	"github.com/haatshop/haat/internal/serve/storefront"
	"github.com/haatshop/haat/internal/serve/storefront/render"
	"github.com/haatshop/haat/themes"
	"github.com/haatshop/haat/web/dashboard"
)

// Handler builds the doors.
func (a *App) Handler() (http.Handler, error) {
	proxies, err := httpx.ParseProxies(a.Config.TrustedProxies)
	if err != nil {
		return nil, err
	}
	pages, err := a.storefront()
	if err != nil {
		return nil, err
	}
	api, err := a.api(pages)
	if err != nil {
		return nil, err
	}
	board, err := dashboardHandler()
	if err != nil {
		return nil, err
	}
	return serve.New(serve.Deps{API: api, Dashboard: board, Storefront: pages, Sandbox: a.Sandbox.Handler(), Media: a.Files, Files: a.demoPictures(),
		Ready: a.Ready, IDs: a.IDs, Log: a.Log, Proxies: proxies, BaseURL: a.Config.URL, Origins: a.Config.AllowedOrigins, Routes: &a.counts.routes, Tracer: a.tracing.tracer(), Drain: a.drain})
}

// dashboardHandler serves the build that is compiled in. Compressing it takes a quarter of
// a second, which a process with many shops, as tests are, spends once.
var dashboardHandler = sync.OnceValues(func() (http.Handler, error) { return dashboard.Handler(dashboardassets.FS()) })

// storefront builds the door for shoppers.
func (a *App) storefront() (*storefront.Storefront, error) {
	theme, err := a.theme()
	if err != nil {
		return nil, err
	}
	return storefront.New(storefront.Deps{DB: a.DB, Clock: a.Clock, Bus: a.Bus, Log: a.Log, Theme: theme, Settings: a.Settings, Identity: a.Identity,
		Seller: a.Seller, Content: a.Content, Catalog: a.Catalog, Customer: a.Customer, Listing: a.Listing, Search: a.Search, Cart: a.Cart,
		Checkout: a.Checkout, Order: a.Order, Payment: a.Payment, Shipped: a.Fulfilment, Files: a.Files, Drain: a.drain, Cache: a.Pages, Routes: &a.counts.routes}), nil
}

func (a *App) theme() (*render.Theme, error) {
	o := render.Options{Base: themes.Default(), OnMissing: func(locale, key string) {
		a.Log.Warn("a text is missing", "locale", locale, "key", key)
	}}
	if a.Config.Theme != "" {
		if _, err := os.Stat(a.Config.Theme); err != nil {
			return nil, fmt.Errorf("theme: %w", err)
		}
		o.Over = os.DirFS(a.Config.Theme)
	}
	return render.Load(o)
}

// demoPictures serves the drawings of the demo as they are.
func (a *App) demoPictures() http.Handler {
	pictures, err := fs.Sub(demo.Files(), "pictures")
	if err != nil {
		panic(err) // the folder is embedded
	}
	files := http.FileServerFS(pictures)
	return http.StripPrefix("/media/demo", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, ".svg") {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Cache-Control", "public, max-age=86400")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox")
		files.ServeHTTP(w, r)
	}))
}
