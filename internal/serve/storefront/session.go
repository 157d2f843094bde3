package storefront

import (
	"context"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/kit/trace"
	"github.com/haatshop/haat/internal/serve/storefront/view"
	"github.com/haatshop/haat/internal/shop/identity"
)

// Cookies of visitors; the session's is named by httpx.
const (
	cartCookie   = "haat_cart"
	ordersCookie = "haat_orders"
)

const (
	cartAge   = 90 * 24 * time.Hour
	ordersAge = 180 * 24 * time.Hour
)

// errForm refuses a body that cannot be a form of ours.
var errForm = errs.New(errs.Malformed, "storefront.bad_form", "This form could not be read.")

// maxForm is the largest form in bytes.
const maxForm = 64 << 10

// mine prepares a private page or a form: who is calling, and what was posted.
func (v *visit) mine() error {
	a := actor.Actor{Kind: actor.Anonymous}
	if secret := v.cookie(v.door.CookieName(identity.Site)); secret != "" {
		if known, err := v.s.identity.ActorOfCookie(v.r.Context(), identity.Site, secret); err == nil {
			a = known
		} else if errs.KindOf(err) == errs.Internal {
			return err
		}
	}
	a.Network, a.RequestID = v.door.Network, httpx.RequestID(v.r.Context())
	v.actor = a
	ctx := v.r.Context()
	v.r = v.r.WithContext(job.WithTrace(actor.With(ctx, a), trace.Carry(ctx, httpx.RequestID(ctx))))
	if v.r.Method != http.MethodPost {
		return nil
	}
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, maxForm)
	if err := v.r.ParseForm(); err != nil {
		return errForm.Because(err)
	}
	for _, values := range v.r.PostForm {
		for _, s := range values {
			if !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
				return errForm
			}
		}
	}
	return nil
}

// needLogIn is mine for pages of an account.
func (v *visit) needLogIn() error {
	if err := v.mine(); err != nil {
		return err
	}
	if v.actor.CustomerID == "" {
		return actor.ErrUnauthenticated
	}
	return nil
}

func (v *visit) ctx() context.Context { return v.r.Context() }

// form is a posted value without outer space.
func (v *visit) form(name string) string { return strings.TrimSpace(v.r.PostForm.Get(name)) }

// posted are the posted values a form shows again; never a password.
func (v *visit) posted(names ...string) map[string]string {
	out := make(map[string]string, len(names))
	for _, n := range names {
		if !strings.Contains(n, "password") {
			out[n] = v.r.PostForm.Get(n)
		}
	}
	return out
}

func (v *visit) cookie(name string) string {
	c, err := v.r.Cookie(name)
	if err != nil || len(c.Value) > 4096 {
		return ""
	}
	return c.Value
}

// setCookie stores a value that only the server reads; no time at all forgets it.
func (v *visit) setCookie(name, value string, age time.Duration) {
	http.SetCookie(v.w, v.door.Cookie(name, value, age))
}

func (v *visit) openSession(s identity.Session) {
	v.setCookie(v.door.CookieName(identity.Site), s.Secret, v.s.identity.Life(identity.Site))
}

func (v *visit) closeSession() { v.setCookie(v.door.CookieName(identity.Site), "", 0) }

// privateLayout is the frame of a private page: with the visitor's own bits.
func (v *visit) privateLayout(title string) (*view.Layout, error) {
	l, err := v.layout(v.ctx(), title)
	if err != nil {
		return nil, err
	}
	me, err := v.me()
	l.NoIndex, l.FragmentURL, l.Me = true, "", &me
	return l, err
}

// me is what only this visitor may see in the frame.
func (v *visit) me() (view.Me, error) {
	m := view.Me{SignedIn: v.actor.CustomerID != "", LogoutURL: v.url("/logout")}
	if m.SignedIn {
		a, err := v.s.identity.Get(v.ctx(), v.s.db, v.actor.AccountID)
		if err != nil {
			return m, err
		}
		m.Name = a.Name
	}
	n, err := v.cartCount()
	m.CartCount = n
	return m, err
}
