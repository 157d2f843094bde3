package storefront

import (
	"errors"
	"net/http"

	"github.com/haatshop/haat/internal/serve/storefront/view"
	"github.com/haatshop/haat/internal/shop/customer"
	"github.com/haatshop/haat/internal/shop/identity"
)

// login draws and takes /login.
func (v *visit) login() error {
	if err := v.mine(); err != nil {
		return err
	}
	after := v.returnTo()
	if v.r.Method != http.MethodPost {
		if v.actor.CustomerID != "" {
			return v.see(after)
		}
		return v.showLogin(http.StatusOK, view.Form{Values: map[string]string{"return_to": after}})
	}
	s, err := v.s.identity.LogIn(v.ctx(), identity.LogIn{Email: v.form("email"), Password: v.r.PostForm.Get("password"), Audience: identity.Site,
		Network: v.actor.Network, UserAgent: v.r.UserAgent(), CartID: v.cookie(cartCookie)})
	if err != nil {
		f := view.Form{Values: v.posted("email", "return_to")}
		if errors.Is(err, identity.ErrBadCredentials) {
			f.Problem = v.sentence(err)
		} else if !v.wrong(&f, err, same) {
			return err
		}
		return v.showLogin(v.formStatus(err), f)
	}
	v.openSession(s)
	if err := v.takeUpCart(s.CustomerID); err != nil {
		return err
	}
	return v.see(after)
}

// takeUpCart opens the cart a customer left on another device, when this browser has
// none of its own. (A cart of this browser was joined with it while logging in.)
func (v *visit) takeUpCart(customerID string) error {
	if customerID == "" || v.cookie(cartCookie) != "" {
		return nil
	}
	id, err := v.s.cart.OpenOf(v.ctx(), v.s.db, customerID)
	if err == nil && id != "" {
		v.setCookie(cartCookie, id, cartAge)
	}
	return err
}

// returnTo is where a visitor wanted to go before being asked to log in.
func (v *visit) returnTo() string {
	return local(v.r.FormValue("return_to"), v.url("/account"))
}

func (v *visit) showLogin(status int, f view.Form) error {
	l, err := v.privateLayout(v.t("login.title"))
	if err != nil {
		return err
	}
	f.Action = v.url("/login")
	if reset := v.r.URL.Query().Get("notice"); reset == "reset" {
		l.Notices = []view.Notice{{Kind: "success", Text: v.t("reset.done")}}
	}
	return v.private(status, view.Login{Layout: l, Form: f, ForgotURL: v.url("/forgot"), RegisterURL: v.urlQuery("/register", "return_to", f.Values["return_to"])})
}

// logout takes /logout.
func (v *visit) logout() error {
	if err := v.mine(); err != nil {
		return err
	}
	if v.actor.SessionID != "" {
		if err := v.s.identity.LogOut(v.ctx(), v.actor.SessionID); err != nil {
			return err
		}
	}
	v.closeSession()
	v.setCookie(cartCookie, "", 0) // the cart belongs to the account now
	v.setCookie(ordersCookie, "", 0)
	return v.see(v.url("/"))
}

// register draws and takes /register. The answer is the same for everyone: who
// has an account already is told by mail, and so is told nobody else.
func (v *visit) register() error {
	if err := v.mine(); err != nil {
		return err
	}
	if v.r.Method != http.MethodPost {
		return v.showRegister(http.StatusOK, view.Form{}, false)
	}
	err := v.s.customer.Register(v.ctx(), customer.Register{Email: v.form("email"), Password: v.r.PostForm.Get("password"), FirstName: v.form("first_name"),
		LastName: v.form("last_name"), Locale: v.code})
	if err != nil {
		f := view.Form{Values: v.posted("email", "first_name", "last_name")}
		if !v.wrong(&f, err, same) {
			return err
		}
		return v.showRegister(v.formStatus(err), f, false)
	}
	return v.showRegister(http.StatusOK, view.Form{}, true)
}

func (v *visit) showRegister(status int, f view.Form, sent bool) error {
	l, err := v.privateLayout(v.t("register.title"))
	if err != nil {
		return err
	}
	f.Action = v.url("/register")
	return v.private(status, view.Register{Layout: l, Form: f, Sent: sent, LoginURL: v.urlQuery("/login", "return_to", v.returnTo())})
}

// confirm draws and takes /register/confirm, where the mailed link leads. Opening
// it does nothing: scanners of mail do that too.
func (v *visit) confirm() error {
	if err := v.mine(); err != nil {
		return err
	}
	v.w.Header().Set("Referrer-Policy", "no-referrer")
	l, err := v.privateLayout(v.t("confirm.title"))
	if err != nil {
		return err
	}
	token := v.r.FormValue("token")
	p := view.Confirm{Layout: l, RegisterURL: v.url("/register"), Expired: token == "", Form: view.Form{Action: v.url("/register/confirm"), Values: map[string]string{"token": token}}}
	if v.r.Method != http.MethodPost {
		return v.private(http.StatusOK, p)
	}
	s, err := v.s.customer.Confirm(v.ctx(), customer.Confirm{Token: token, Password: v.r.PostForm.Get("password"), CartID: v.cookie(cartCookie), UserAgent: v.r.UserAgent()})
	switch {
	case err == nil:
		v.openSession(s)
		return v.see(v.url("/account"))
	case errors.Is(err, identity.ErrProof):
		p.Expired = true
	case !v.wrong(&p.Form, err, same):
		return err
	}
	return v.private(v.formStatus(err), p)
}
