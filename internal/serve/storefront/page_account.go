package storefront

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/serve/storefront/view"
	"github.com/haatshop/haat/internal/shop/customer"
	"github.com/haatshop/haat/internal/shop/identity"
	"github.com/haatshop/haat/internal/shop/order"
)

func (v *visit) accountFrame() (view.AccountFrame, error) {
	a, err := v.s.identity.Get(v.ctx(), v.s.db, v.actor.AccountID)
	if err != nil {
		return view.AccountFrame{}, err
	}
	f := view.AccountFrame{Name: a.Name, Email: a.Email, LogoutURL: v.url("/logout")}
	for _, x := range []struct{ key, path string }{{"overview", "/account"}, {"orders", "/account/orders"}, {"addresses", "/account/addresses"}, {"profile", "/account/profile"}} {
		f.Menu = append(f.Menu, view.NavItem{Link: view.Link{Text: v.t("nav." + x.key), Href: v.url(x.path)}, Current: v.path == x.path})
	}
	return f, nil
}

// accountPage prepares what every account page shows.
func (v *visit) accountPage(title string) (*view.Layout, view.AccountFrame, error) {
	l, err := v.privateLayout(title)
	if err != nil {
		return nil, view.AccountFrame{}, err
	}
	f, err := v.accountFrame()
	switch v.r.URL.Query().Get("notice") {
	case "saved":
		l.Notices = []view.Notice{{Kind: "success", Text: v.t("form.saved")}}
	case "verified":
		l.Notices = []view.Notice{{Kind: "success", Text: v.t("account.verified")}}
	case "mail":
		l.Notices = []view.Notice{{Kind: "success", Text: v.t("account.mail_sent")}}
	}
	return l, f, err
}

// account draws /account.
func (v *visit) account() error {
	if err := v.needLogIn(); err != nil {
		return err
	}
	l, f, err := v.accountPage(v.t("nav.account"))
	if err != nil {
		return err
	}
	p := view.Account{Layout: l, AccountFrame: f, OrdersURL: v.url("/account/orders")}
	orders, err := v.s.order.Of(v.ctx(), v.s.db, v.actor.CustomerID, page.Request{Limit: 3})
	if err != nil {
		return err
	}
	if p.Recent, err = v.summaries(orders.Items); err != nil {
		return err
	}
	book, err := v.addressBook()
	if err != nil {
		return err
	}
	for _, s := range book {
		if s.usual {
			a := v.addressLines(&s.address)
			a.EditURL = v.url("/account/addresses/" + s.id)
			p.Address = &a
		}
	}
	who, err := v.s.identity.Get(v.ctx(), v.s.db, v.actor.AccountID)
	if err != nil {
		return err
	}
	if !who.EmailVerified {
		p.VerifyURL = v.url("/account/verify")
	}
	return v.private(http.StatusOK, p)
}

// summaries are orders in a list, with what was bought.
func (v *visit) summaries(orders []order.Order) ([]view.OrderSummary, error) {
	if err := v.s.order.ReadLines(v.ctx(), v.s.db, orders); err != nil {
		return nil, err
	}
	out := make([]view.OrderSummary, len(orders))
	for i, o := range orders {
		out[i] = view.OrderSummary{Href: v.url("/account/orders/" + o.ID), Number: strconv.FormatInt(o.Number, 10), Date: v.date(o.PlacedAt),
			Total: v.money(o.Money(o.Sums.Total)), Status: v.status(string(o.Status))}
		for _, l := range o.Lines {
			if l.Role != order.Goods {
				continue
			}
			out[i].Items += int(l.Quantity)
			if im := plainImage(l.ImageURL, ""); im != nil && len(out[i].Images) < mostPictures {
				out[i].Images = append(out[i].Images, *im)
			}
		}
	}
	return out, nil
}

// mostPictures is how many of its goods an order in a list shows.
const mostPictures = 3

// accountOrders draws /account/orders.
func (v *visit) accountOrders() error {
	if err := v.needLogIn(); err != nil {
		return err
	}
	l, f, err := v.accountPage(v.t("orders.title"))
	if err != nil {
		return err
	}
	cursor := clip(v.r.URL.Query().Get("cursor"), maxCursor)
	list, err := v.s.order.Of(v.ctx(), v.s.db, v.actor.CustomerID, page.Request{Cursor: cursor})
	if err != nil {
		return err
	}
	p := view.Orders{Layout: l, AccountFrame: f}
	if p.Items, err = v.summaries(list.Items); err != nil {
		return err
	}
	if list.Next != "" {
		p.Pagination.NextHref = v.urlQuery("/account/orders", "cursor", list.Next)
	}
	if cursor != "" {
		p.Pagination.FirstHref = v.url("/account/orders")
	}
	return v.private(http.StatusOK, p)
}

// accountOrder draws /account/orders/{id}.
func (v *visit) accountOrder() error {
	if err := v.needLogIn(); err != nil {
		return err
	}
	o, err := v.opened(v.r.PathValue("id"), order.Proof{CustomerID: v.actor.CustomerID})
	if err != nil {
		return err
	}
	detail, err := v.orderDetail(o, view.Form{})
	if err != nil {
		return err
	}
	l, f, err := v.accountPage(v.t("order.number", "number", detail.Number))
	if err != nil {
		return err
	}
	l.Breadcrumbs = []view.Link{{Text: v.t("nav.orders"), Href: v.url("/account/orders")}, {Text: detail.Number}}
	return v.private(http.StatusOK, view.AccountOrder{Layout: l, AccountFrame: f, Order: detail})
}

// profile draws and takes /account/profile.
func (v *visit) profile() error {
	if err := v.needLogIn(); err != nil {
		return err
	}
	form, err := v.profileForm()
	if err != nil {
		return err
	}
	status := http.StatusOK
	if v.r.Method == http.MethodPost {
		_, err := v.s.customer.UpdateMine(v.ctx(), customer.Profile{FirstName: opt.Some(v.form("first_name")), LastName: opt.Some(v.form("last_name")), Phone: opt.Some(v.form("phone"))})
		if err == nil {
			return v.see(v.urlQuery("/account/profile", "notice", "saved"))
		}
		form.Values, status = v.posted("first_name", "last_name", "phone"), http.StatusUnprocessableEntity
		if !v.wrong(&form, err, same) {
			return err
		}
	}
	return v.showProfile(status, form, view.Form{})
}

func (v *visit) profileForm() (view.Form, error) {
	c, err := v.s.customer.Mine(v.ctx(), v.s.db)
	return view.Form{Action: v.url("/account/profile"), Values: map[string]string{"first_name": c.FirstName, "last_name": c.LastName, "phone": c.Phone}}, err
}

func (v *visit) showProfile(status int, form, password view.Form) error {
	l, f, err := v.accountPage(v.t("profile.title"))
	if err != nil {
		return err
	}
	password.Action = v.url("/account/password")
	return v.private(status, view.Profile{Layout: l, AccountFrame: f, Form: form, Password: password})
}

// password takes /account/password. All other sessions end; this one goes on under a
// new secret.
func (v *visit) password() error {
	if err := v.needLogIn(); err != nil {
		return err
	}
	s, err := v.s.identity.ChangePassword(v.ctx(), identity.ChangePassword{AccountID: v.actor.AccountID, Audience: identity.Site, Current: v.r.PostForm.Get("current_password"),
		Next: v.r.PostForm.Get("password"), Network: v.actor.Network, UserAgent: v.r.UserAgent()})
	if err == nil {
		v.openSession(s)
		return v.see(v.urlQuery("/account/profile", "notice", "saved"))
	}
	f := view.Form{}
	if errors.Is(err, identity.ErrBadCredentials) {
		f.Errors = map[string]string{"current_password": v.sentence(err)}
	} else if !v.wrong(&f, err, same) {
		return err
	}
	form, err := v.profileForm()
	if err != nil {
		return err
	}
	return v.showProfile(http.StatusUnprocessableEntity, form, f)
}

// askProof takes /account/verify: the proof mail once more.
func (v *visit) askProof() error {
	if err := v.needLogIn(); err != nil {
		return err
	}
	if err := v.s.identity.RequestVerification(v.ctx(), v.actor.AccountID, identity.Site); err != nil {
		return err
	}
	return v.see(v.urlQuery("/account", "notice", "mail"))
}
