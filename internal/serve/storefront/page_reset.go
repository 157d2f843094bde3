package storefront

import (
	"errors"
	"net/http"

	"github.com/haatshop/haat/internal/serve/storefront/view"
	"github.com/haatshop/haat/internal/shop/identity"
)

// forgot draws and takes /forgot. The answer is the same for everyone.
func (v *visit) forgot() error {
	if err := v.mine(); err != nil {
		return err
	}
	l, err := v.privateLayout(v.t("forgot.title"))
	if err != nil {
		return err
	}
	p := view.Forgot{Layout: l, Form: view.Form{Action: v.url("/forgot")}}
	if v.r.Method != http.MethodPost {
		return v.private(http.StatusOK, p)
	}
	if err := v.s.identity.RequestReset(v.ctx(), v.form("email"), identity.Site); err != nil {
		p.Form.Values = v.posted("email")
		if !v.wrong(&p.Form, err, same) {
			return err
		}
		return v.private(v.formStatus(err), p)
	}
	p.Sent = true
	return v.private(http.StatusOK, p)
}

// reset draws and takes /reset, where the mailed link leads. The token stays out of
// what other sites are told.
func (v *visit) reset() error {
	if err := v.mine(); err != nil {
		return err
	}
	v.w.Header().Set("Referrer-Policy", "no-referrer")
	l, err := v.privateLayout(v.t("reset.title"))
	if err != nil {
		return err
	}
	token := v.r.FormValue("token")
	p := view.Reset{Layout: l, ForgotURL: v.url("/forgot"), Expired: token == "", Form: view.Form{Action: v.url("/reset"), Values: map[string]string{"token": token}}}
	if v.r.Method != http.MethodPost {
		return v.private(http.StatusOK, p)
	}
	err = v.s.identity.ResetPassword(v.ctx(), token, v.r.PostForm.Get("password"))
	switch {
	case err == nil:
		v.closeSession()
		return v.see(v.urlQuery("/login", "notice", "reset"))
	case errors.Is(err, identity.ErrProof):
		p.Expired = true
	case !v.wrong(&p.Form, err, same):
		return err
	}
	return v.private(v.formStatus(err), p)
}

// verify takes /verify, where the mailed proof of an address leads.
func (v *visit) verify() error {
	if err := v.mine(); err != nil {
		return err
	}
	v.w.Header().Set("Referrer-Policy", "no-referrer")
	if err := v.s.identity.VerifyEmail(v.ctx(), v.r.URL.Query().Get("token")); err != nil {
		return err
	}
	return v.see(v.urlQuery("/account", "notice", "verified"))
}
