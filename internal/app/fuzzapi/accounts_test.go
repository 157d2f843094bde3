package fuzzapi

import "github.com/haatshop/haat/internal/app/apptest"

func at(id string) func(d *draft) { return func(d *draft) { d.path["id"] = id } }

func with(body object) func(d *draft) { return func(d *draft) { d.body = body } }

// accounts walks through what people do with accounts, where a draft would
// have to guess a password, a mailed token or an id of their own.
func (w *worker) accounts() {
	w.answerMails()
	email := "r" + w.g.next() + "@fuzz.example"
	w.step("guest", "site.auth-register", with(object{"email": email, "password": apptest.Password}), nil)
	w.step("guest", one(w.g, "site", "store")+".auth-request-reset", with(object{"email": customerEmail}), nil)
	w.step("shopper", "site.me-get", func(*draft) {}, nil)
	w.address()
	w.logIns("shopper", "site")
	w.logIns("keeper", "store")
	w.keys()
	w.disable()
}

// answerMails follows the links that came. The mail is sent by a job: those of
// this round are followed in a later one.
func (w *worker) answerMails() {
	if token, ok := w.pool.take("mailed register/confirm"); ok {
		w.step("guest", "site.auth-confirm-registration", with(object{"token": token, "password": apptest.Password}), nil)
	}
	if token, ok := w.pool.take("mailed reset"); ok {
		w.step("guest", one(w.g, "site", "store")+".auth-reset", with(object{"token": token, "password": apptest.Password}), nil)
	}
	if token, ok := w.pool.take("mailed verify"); ok {
		w.step("guest", one(w.g, "site", "store")+".auth-verify-email", with(object{"token": token}), nil)
	}
}

func (w *worker) address() {
	var made struct{ ID string }
	if !w.step("shopper", "site.me-addresses-create", with(apptest.Address()), &made) {
		return
	}
	w.step("shopper", "site.me-addresses-update", func(d *draft) { at(made.ID)(d); d.body = apptest.Address() }, nil)
	if w.g.chance(60) { // an account holds so many
		w.step("shopper", "site.me-addresses-delete", at(made.ID), nil)
	} else {
		w.step("shopper", "site.me-addresses-list", func(*draft) {}, nil)
	}
}

// logIns opens another log-in, takes a new token for it, and ends it.
func (w *worker) logIns(who, api string) {
	c := w.caller(who)
	if c.bearer == "" {
		w.logIn(c)
	}
	var in struct {
		Refresh string `json:"refresh_token"`
	}
	if !w.step("guest", api+".auth-login", with(object{"email": c.email, "password": c.password}), &in) {
		return
	}
	w.step("guest", api+".auth-refresh", with(object{"refresh_token": in.Refresh}), nil)
	var open struct {
		Items []struct {
			ID      string
			Current bool
		}
	}
	w.step(who, api+".auth-sessions-list", func(*draft) {}, &open)
	for _, s := range open.Items {
		if !s.Current {
			w.step(who, api+".auth-sessions-end", at(s.ID), nil)
			return
		}
	}
}

// keys makes an API key, asks with it, gives it another secret and ends it.
func (w *worker) keys() {
	type secret struct {
		Key    struct{ ID string }
		Secret string
	}
	var made, again secret
	body := object{"name": "walk " + w.g.next(), "permissions": list{"orders.read"}, "password": apptest.Password}
	if !w.step("keeper", "store.keys-create", with(body), &made) {
		return
	}
	w.step("nobody", "store.orders-list", func(d *draft) { d.header["Authorization"] = "Bearer " + made.Secret }, nil)
	w.step("keeper", "store.keys-rotate", func(d *draft) {
		at(made.Key.ID)(d)
		d.body = object{"password": apptest.Password, "overlap_hours": w.g.r.IntN(3)}
	}, &again)
	w.step("nobody", "store.orders-list", func(d *draft) { d.header["Authorization"] = "Bearer " + again.Secret }, nil)
	w.step("keeper", "store.keys-revoke", at(made.Key.ID), nil)
}

// disable takes somebody into the team, keeps them out, and lets them in again.
func (w *worker) disable() {
	var member struct {
		ID        string
		AccountID string `json:"account_id"`
	}
	body := object{"email": "t" + w.g.next() + "@walk.example", "role": "staff", "permissions": list{"orders.read"}}
	if !w.step("keeper", "store.team-add", with(body), &member) {
		return
	}
	of := at(member.AccountID)
	w.step("keeper", "store.accounts-get", of, nil)
	w.step("keeper", "store.accounts-disable", of, nil)
	w.step("keeper", "store.accounts-enable", of, nil)
	w.step("keeper", "store.accounts-sessions-list", of, nil)
	w.step("keeper", "store.accounts-sessions-end-all", of, nil)
	w.step("keeper", "store.team-remove", at(member.ID), nil)
	w.strange()
}

// strange ends a log-in of somebody else's.
func (w *worker) strange() {
	var in struct{ Account struct{ ID string } }
	if !w.step("guest", "site.auth-login", with(object{"email": customerEmail, "password": apptest.Password}), &in) {
		return
	}
	var open struct{ Items []struct{ ID string } }
	w.step("keeper", "store.accounts-sessions-list", at(in.Account.ID), &open)
	if len(open.Items) > 0 {
		w.step("keeper", "store.accounts-sessions-end", func(d *draft) {
			at(in.Account.ID)(d)
			d.path["session_id"] = open.Items[0].ID
		}, nil)
	}
}

// shelves makes, changes and takes away what products are sorted by and what
// is said beside them. Some stay for the drafts.
func (w *worker) shelves() {
	for _, kind := range []string{"categories", "collections", "pages"} {
		var made struct{ ID string }
		create, update := recipes["store."+kind+"-create"], recipes["store."+kind+"-update"]
		if !w.step("keeper", "store."+kind+"-create", func(d *draft) { create(w.g, d) }, &made) {
			continue
		}
		w.step("keeper", "store."+kind+"-update", func(d *draft) { update(w.g, d); at(made.ID)(d) }, nil)
		w.step("keeper", "store."+kind+"-get", at(made.ID), nil)
		if w.g.chance(50) {
			w.step("keeper", "store."+kind+"-delete", at(made.ID), nil)
		}
	}
	var seller struct{ ID string }
	if w.step("keeper", "store.sellers-create", func(d *draft) { recipes["store.sellers-create"](w.g, d) }, &seller) {
		w.step("keeper", "store.sellers-status", func(d *draft) { at(seller.ID)(d); d.body = object{"status": "suspended"} }, nil)
	}
}
