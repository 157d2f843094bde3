package storefront

import (
	"log/slog"
	"maps"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/haatshop/haat/internal/kit/blob"
	"github.com/haatshop/haat/internal/kit/bus"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/meter"
	"github.com/haatshop/haat/internal/kit/pagecache"
	"github.com/haatshop/haat/internal/serve/storefront/render"
	"github.com/haatshop/haat/internal/serve/storefront/share"
	"github.com/haatshop/haat/internal/shop/cart"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/checkout"
	"github.com/haatshop/haat/internal/shop/content"
	"github.com/haatshop/haat/internal/shop/customer"
	"github.com/haatshop/haat/internal/shop/fulfilment"
	"github.com/haatshop/haat/internal/shop/identity"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/order"
	"github.com/haatshop/haat/internal/shop/payment"
	"github.com/haatshop/haat/internal/shop/search"
	"github.com/haatshop/haat/internal/shop/seller"
	"github.com/haatshop/haat/internal/shop/settings"
)

// Deps is what the storefront needs.
type Deps struct {
	DB       *db.DB
	Clock    clock.Clock
	Bus      *bus.Bus
	Log      *slog.Logger
	Theme    *render.Theme
	Settings *settings.Service
	Seller   *seller.Service
	Catalog  *catalog.Service
	Listing  *listing.Service
	Content  *content.Service
	Search   *search.Service
	Identity *identity.Service
	Customer *customer.Service
	Cart     *cart.Service
	Checkout *checkout.Service
	Order    *order.Service
	Payment  *payment.Service
	Shipped  *fulfilment.Service
	// Drain is closed when the server begins to shut down; live streams end then. Nil
	// means never.
	Drain <-chan struct{}
	// Files holds pictures, and the share images made of them.
	Files blob.Store
	// Cache keeps finished pages; whoever made it has it hear of what is touched.
	Cache *pagecache.Cache
	// Routes count requests; nil counts nothing.
	Routes *meter.Routes
}

// Storefront serves every page of the shop.
type Storefront struct {
	db         *db.DB
	clock      clock.Clock
	bus        *bus.Bus
	log        *slog.Logger
	theme      *render.Theme
	settings   *settings.Service
	seller     *seller.Service
	catalog    *catalog.Service
	listing    *listing.Service
	content    *content.Service
	search     *search.Service
	identity   *identity.Service
	customer   *customer.Service
	cart       *cart.Service
	checkout   *checkout.Service
	order      *order.Service
	payment    *payment.Service
	fulfilment *fulfilment.Service
	guesses    *limiter
	strays     *limiter
	typing     *limiter
	closing    <-chan struct{}
	cache      *pagecache.Cache
	clean      sanitiser
	counted    *meter.Routes
	assets     *meter.Route
	pages      *http.ServeMux
	looks      atomic.Pointer[look]
	sharing    *share.Maker
}

// New returns the storefront; it panics when a dependency is missing.
func New(d Deps) *Storefront {
	if d.DB == nil || d.Clock == nil || d.Bus == nil || d.Log == nil || d.Theme == nil || d.Settings == nil || d.Seller == nil ||
		d.Catalog == nil || d.Listing == nil || d.Content == nil || d.Search == nil || d.Identity == nil || d.Customer == nil || d.Cart == nil || d.Checkout == nil || d.Order == nil ||
		d.Payment == nil || d.Shipped == nil || d.Files == nil || d.Cache == nil {
		panic("storefront: a dependency is missing")
	}
	s := &Storefront{db: d.DB, clock: d.Clock, bus: d.Bus, log: d.Log, theme: d.Theme, settings: d.Settings, seller: d.Seller,
		catalog: d.Catalog, listing: d.Listing, content: d.Content, search: d.Search, identity: d.Identity, customer: d.Customer, cart: d.Cart, checkout: d.Checkout, order: d.Order,
		payment: d.Payment, fulfilment: d.Shipped, cache: d.Cache, guesses: newLimiter(guessesPerWindow, guessWindow), strays: newLimiter(straysPerWindow, guessWindow), typing: newLimiter(typedPerWindow, guessWindow), closing: d.Drain, clean: newSanitiser(), pages: http.NewServeMux(), sharing: share.New(d.Files, d.Log)}
	if s.counted = d.Routes; s.counted == nil {
		s.counted = &meter.Routes{}
	}
	s.assets = s.counted.Route(doorName, "", render.AssetPrefix)
	s.routes()
	return s
}

// Cache is the page cache, for its numbers.
func (s *Storefront) Cache() *pagecache.Cache { return s.cache }

func (s *Storefront) routes() {
	s.get("/{$}", (*visit).home)
	s.get("/products", (*visit).allProducts)
	s.get("/products/{handle}", (*visit).product)
	s.get("/categories", (*visit).categories)
	s.get("/categories/{handle}", (*visit).category)
	s.get("/collections/{handle}", (*visit).collection)
	s.get("/pages/{handle}", (*visit).page)
	s.get("/search", (*visit).searchPage)
	s.get("/stores", (*visit).stores)
	s.get("/stores/{handle}", (*visit).store)
	s.get("/share/{name}", (*visit).shareImage)
	s.get("/fragments/me", (*visit).fragmentMe)
	s.get("/fragments/suggest", (*visit).fragmentSuggest)
	s.get("/manifest.webmanifest", (*visit).manifest)
	s.get("/sw.js", (*visit).worker)
	s.get("/offline", (*visit).offline)
	s.get("/_gallery", (*visit).gallery)
	s.get("/cart", (*visit).cartPage)
	s.post("/cart/add", (*visit).addToCart)
	s.post("/cart/update", (*visit).updateCart)
	s.post("/cart/remove", (*visit).updateCart)
	s.get("/checkout", (*visit).checkoutStart)
	s.both("/checkout/address", (*visit).checkoutAddress)
	s.both("/checkout/shipping", (*visit).checkoutShipping)
	s.both("/checkout/payment", (*visit).checkoutPayment)
	s.both("/checkout/review", (*visit).checkoutReview)
	s.get("/o/{id}/{token}", (*visit).orderLink)
	s.get("/orders/{id}", (*visit).orderPage)
	s.get("/orders/{id}/events", (*visit).orderEvents)
	s.counted.Route(doorName, http.MethodGet, "/orders/{id}/events").Endless()
	s.post("/orders/{id}/pay", (*visit).payAgain)
	s.both("/track", (*visit).track)
	s.both("/login", (*visit).login)
	s.post("/logout", (*visit).logout)
	s.both("/register", (*visit).register)
	s.both("/register/confirm", (*visit).confirm)
	s.both("/forgot", (*visit).forgot)
	s.both("/reset", (*visit).reset)
	s.get("/verify", (*visit).verify)
	s.get("/account", (*visit).account)
	s.post("/account/verify", (*visit).askProof)
	s.get("/account/orders", (*visit).accountOrders)
	s.get("/account/orders/{id}", (*visit).accountOrder)
	s.both("/account/profile", (*visit).profile)
	s.post("/account/password", (*visit).password)
	s.get("/account/addresses", (*visit).addresses)
	s.both("/account/addresses/new", (*visit).newAddress)
	s.both("/account/addresses/{id}", (*visit).editAddress)
	s.post("/account/addresses/{id}/delete", (*visit).deleteAddress)
	s.pages.HandleFunc("/", s.handle(s.counted.Route(doorName, "", "/"), (*visit).notFound))
}

// doorName is what this door is called in the metrics.
const doorName = "storefront"

func (s *Storefront) get(pattern string, h func(*visit) error) {
	s.pages.HandleFunc("GET "+pattern, s.handle(s.counted.Route(doorName, http.MethodGet, pattern), h))
}

func (s *Storefront) post(pattern string, h func(*visit) error) {
	s.pages.HandleFunc("POST "+pattern, s.handle(s.counted.Route(doorName, http.MethodPost, pattern), h))
}

func (s *Storefront) both(pattern string, h func(*visit) error) {
	s.get(pattern, h)
	s.post(pattern, h)
}

// Guesses of order numbers per network, tries to open orders that stay closed, and
// suggestions asked for while typing: a whole village may share one network's address.
const (
	guessesPerWindow = 20
	straysPerWindow  = 60
	typedPerWindow   = 3000
	guessWindow      = 5 * time.Minute
)

// handle runs a page's file with the visit that ServeHTTP put into the request.
func (s *Storefront) handle(route *meter.Route, h func(*visit) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		c, ok := w.(carried)
		if !ok {
			panic("storefront: a page was asked for past ServeHTTP")
		}
		v := c.v
		httpx.Routed(v.w, route)
		v.r = r // with the values of its pattern
		if err := h(v); err != nil {
			v.fail(err)
		}
	}
}

// policy is the Content-Security-Policy of every page. Forms may lead to a payment
// provider, so their targets are any TLS address.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; font-src 'self'; connect-src 'self'; " +
	"media-src 'self' https:; manifest-src 'self'; form-action 'self' https:; base-uri 'none'; frame-ancestors 'none'"

// onPages are the headers of every page; the values are shared and never changed.
var onPages = map[string][]string{
	"Content-Security-Policy": {policy},
	"X-Content-Type-Options":  {"nosniff"},
	"Referrer-Policy":         {"strict-origin-when-cross-origin"},
}

// ServeHTTP implements http.Handler. Forms of other sites are refused by whoever stands
// before it, who knows the trusted ones.
func (s *Storefront) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	maps.Copy(w.Header(), onPages)
	if strings.HasPrefix(r.URL.Path, render.AssetPrefix) {
		httpx.Routed(w, s.assets)
		s.theme.Assets().ServeHTTP(w, r)
		return
	}
	if strings.HasPrefix(r.URL.Path, sheetPrefix) && sheetPath.MatchString(r.URL.Path) {
		httpx.Routed(w, s.assets)
		s.serveSheet(w, r)
		return
	}
	v := s.enter(w, r)
	if v == nil {
		return
	}
	s.pages.ServeHTTP(carried{w, v}, v.r)
}
