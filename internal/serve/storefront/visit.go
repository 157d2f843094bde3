package storefront

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/i18n"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/settings"
)

// visit is one request with what is known of the visitor.
type visit struct {
	s        *Storefront
	w        http.ResponseWriter
	r        *http.Request
	platform settings.Platform
	look     *look
	locale   *i18n.Locale
	code     string // of the locale
	prefix   string // of the locale in URLs: "" or "/ar"
	path     string // without the prefix
	currency money.Currency
	door     httpx.Door
	actor    actor.Actor // who is calling; known only on private pages
}

// carried hands a visit through the router to its page.
type carried struct {
	http.ResponseWriter
	v *visit
}

// enter finds the visitor's language in the address. It returns nil when the address
// is not the page's own and a redirect was sent.
func (s *Storefront) enter(w http.ResponseWriter, r *http.Request) *visit {
	p := s.settings.Platform()
	v := &visit{s: s, w: w, r: r, platform: p, look: s.look(p), code: p.Locales[0], path: r.URL.Path, currency: p.DefaultRegion().Currency, door: doorOf(r)}
	first, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	if slices.Contains(p.Locales, first) {
		v.path = "/" + rest
		if first == v.code {
			return v.moved(v.path)
		}
		v.code, v.prefix = first, "/"+first
	}
	v.locale = s.theme.Locale(v.code)
	if v.path != "/" && strings.HasSuffix(v.path, "/") {
		return v.moved(v.prefix + strings.TrimRight(v.path, "/"))
	}
	if v.path != r.URL.Path { // the router sees the page's own address, in a copy
		inner := *r.URL
		inner.Path, inner.RawPath = v.path, ""
		v.r = r.WithContext(r.Context())
		v.r.URL = &inner
	}
	return v
}

// doorOf is how the request came in, as whoever stands before us found out.
func doorOf(r *http.Request) httpx.Door {
	if d := httpx.DoorOf(r.Context()); d != (httpx.Door{}) {
		return d
	}
	return httpx.Proxies(nil).Door(r)
}

// moved sends a reader to the page's own address; whoever posts there is simply wrong.
func (v *visit) moved(path string) *visit {
	to := url.URL{Path: path, RawQuery: v.r.URL.RawQuery}
	if strings.HasPrefix(path, "//") {
		to.Path = "/" + strings.TrimLeft(path, "/") // never another host
	}
	http.Redirect(v.w, v.r, to.String(), http.StatusMovedPermanently)
	return nil
}

// url is the address of a page in the visitor's language.
func (v *visit) url(path string) string {
	if v.prefix == "" {
		return path
	}
	if path == "/" {
		return v.prefix
	}
	return v.prefix + path
}

// urlQuery is url with query parameters as name, value; empty values are left out.
func (v *visit) urlQuery(path string, pairs ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			q.Set(pairs[i], pairs[i+1])
		}
	}
	if len(q) == 0 {
		return v.url(path)
	}
	return v.url(path) + "?" + q.Encode()
}

// absolute is the address of a page as the world knows it.
func (v *visit) absolute(path string) string { return v.base() + v.url(path) }

// base is scheme and host of the shop.
func (v *visit) base() string {
	if v.platform.BaseURL != "" {
		return v.platform.BaseURL
	}
	return v.door.Scheme + "://" + v.r.Host
}

func (v *visit) audience() listing.Audience {
	return listing.Audience{Currency: v.currency, Locale: v.code}
}

// t is a sentence of the theme in the visitor's language.
func (v *visit) t(key string, args ...any) string { return v.s.theme.Text(v.code, key, args...) }

func (v *visit) money(a money.Amount) string { return v.locale.Money(a) }

func (v *visit) moneyOf(minor int64, c money.Currency) string {
	return v.locale.Money(money.New(minor, c))
}

func (v *visit) date(t time.Time) string { return v.locale.Date(t.In(v.platform.Location())) }

func (v *visit) dateTime(t time.Time) string { return v.locale.DateTime(t.In(v.platform.Location())) }

// see sends the visitor on after a form was accepted.
func (v *visit) see(to string) error {
	v.w.Header().Set("Cache-Control", "no-store")
	http.Redirect(v.w, v.r, to, http.StatusSeeOther)
	return nil
}

// local keeps an address a visitor handed us within the shop; anything else becomes
// the fallback. It is what stands between a log-in form and an open redirect.
func local(address, fallback string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || !strings.HasPrefix(address, "/") ||
		strings.HasPrefix(address, "//") || strings.ContainsAny(address, "\\\r\n\t") {
		return fallback
	}
	return address
}
