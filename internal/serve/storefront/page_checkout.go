package storefront

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/serve/storefront/view"
	"github.com/haatshop/haat/internal/shop/cart"
	"github.com/haatshop/haat/internal/shop/payment"
)

// The steps of the checkout, in order.
const (
	stepAddress = iota
	stepShipping
	stepPayment
	stepReview
)

func steps() []string { return []string{"address", "shipping", "payment", "review"} }

// checkoutStart sends /checkout to the first step that is not done.
func (v *visit) checkoutStart() error {
	p, err := v.checkoutCart()
	if err != nil || p == nil {
		return err
	}
	return v.see(v.url("/checkout/" + steps()[min(reached(*p), stepPayment)]))
}

// checkoutCart is the cart being checked out. It is nil when the visitor was sent away:
// to the cart, which says what is in the way.
func (v *visit) checkoutCart() (*cart.Priced, error) {
	if err := v.mine(); err != nil {
		return nil, err
	}
	c, err := v.openCart()
	if err != nil && errs.KindOf(err) == errs.NotFound {
		return nil, v.alreadyOrdered()
	}
	if err != nil {
		return nil, err
	}
	p, err := v.s.cart.Priced(v.ctx(), v.s.db, c.ID)
	if err != nil {
		return nil, err
	}
	v.currency = p.Currency
	if len(p.Items) == 0 || p.Problems() {
		return nil, v.see(v.url("/cart"))
	}
	return &p, nil
}

// alreadyOrdered sends who comes back to a cart that became an order to that order:
// a second press of the button must not look like an empty cart.
func (v *visit) alreadyOrdered() error {
	c, err := v.s.cart.Get(v.ctx(), v.s.db, v.cookie(cartCookie))
	if err != nil || c.OrderID == nil || !c.OfCaller(v.ctx()) {
		return v.see(v.url("/cart"))
	}
	v.rememberOrder(*c.OrderID, v.s.order.Token(*c.OrderID))
	v.setCookie(cartCookie, "", 0)
	return v.see(v.url("/orders/" + *c.OrderID))
}

// reached is the first step that is not done.
func reached(p cart.Priced) int {
	switch {
	case p.Email == nil || *p.Email == "" || p.ShippingAddress == nil: // the bill needs an address, too
		return stepAddress
	case !shippingChosen(p):
		return stepShipping
	}
	return stepPayment
}

// atStep is checkoutCart for a step: who has not done an earlier one is sent there.
func (v *visit) atStep(step int) (*cart.Priced, error) {
	p, err := v.checkoutCart()
	if err != nil || p == nil {
		return nil, err
	}
	if first := reached(*p); first < min(step, stepPayment) {
		return nil, v.see(v.url("/checkout/" + steps()[first]))
	}
	return p, nil
}

func (v *visit) checkoutFrame(p cart.Priced, step int) view.CheckoutFrame {
	f := view.CheckoutFrame{BackTo: v.url("/cart"), Totals: v.cartTotals(p)}
	f.Groups, f.Count = v.cartGroups(p)
	for i, key := range steps() {
		s := view.Step{Key: key, Href: v.url("/checkout/" + key), State: "next"}
		if i < step {
			s.State = "done"
		} else if i == step {
			s.State = "current"
		}
		f.Steps = append(f.Steps, s)
	}
	return f
}

// checkoutAddress draws and takes the first step.
func (v *visit) checkoutAddress() error {
	p, err := v.atStep(stepAddress)
	if err != nil || p == nil {
		return err
	}
	if v.r.Method == http.MethodPost {
		return v.takeAddress(*p)
	}
	email := v.actor.Email
	if p.Email != nil {
		email = *p.Email
	}
	shipping, billing, same := address.Address{}, address.Address{}, true
	if p.ShippingAddress != nil {
		shipping = *p.ShippingAddress
	}
	if p.BillingAddress != nil {
		billing, same = *p.BillingAddress, *p.BillingAddress == shipping
	}
	form := view.Form{Values: map[string]string{"email": email}}
	return v.showAddress(http.StatusOK, *p, form, v.addressForm("shipping_", shipping), v.addressForm("billing_", billing), same)
}

func (v *visit) showAddress(status int, p cart.Priced, form view.Form, shipping, billing view.AddressForm, same bool) error {
	l, err := v.privateLayout(v.t("checkout.address_title"))
	if err != nil {
		return err
	}
	form.Action = v.url("/checkout/address")
	out := view.CheckoutAddress{Layout: l, CheckoutFrame: v.checkoutFrame(p, stepAddress), Form: form, Shipping: shipping, Billing: billing, SameBilling: same}
	if v.actor.CustomerID == "" {
		out.LoginURL = v.urlQuery("/login", "return_to", v.url("/checkout/address"))
		return v.private(status, out)
	}
	out.Saved, err = v.savedAddresses(p)
	if err != nil {
		return err
	}
	return v.private(status, out)
}

// takeAddress stores contact and addresses, or shows what is wrong with them.
func (v *visit) takeAddress(p cart.Priced) error {
	email, same := v.form("email"), v.form("same_billing") != ""
	ship := v.postedAddress("shipping_")
	saved, err := v.savedAddress(v.form("saved_address"))
	if err != nil {
		return err
	}
	if saved != nil {
		ship = *saved
	}
	bill := v.postedAddress("billing_")
	shipping, billing := v.addressForm("shipping_", ship), v.addressForm("billing_", bill)
	form := view.Form{Values: map[string]string{"email": email}, Errors: map[string]string{}}
	if v.form("intent") == "country" {
		return v.showAddress(http.StatusOK, p, form, shipping, billing, same)
	}
	if at := strings.IndexByte(email, '@'); at < 1 || at == len(email)-1 {
		form.Errors["email"] = v.t("form.email_wrong")
	}
	ok := v.addressProblems(&shipping, ship)
	if same {
		bill = ship
	} else {
		ok = v.addressProblems(&billing, bill) && ok
	}
	if ok && len(form.Errors) == 0 {
		err := v.saveAddresses(p.ID, email, ship, bill)
		if err == nil {
			return v.see(v.url("/checkout/shipping"))
		}
		if !v.wrong(&form, err, addressPlace) {
			return err
		}
	}
	if !ok && form.Problem == "" {
		form.Problem = v.t("form.check")
	}
	return v.showAddress(http.StatusUnprocessableEntity, p, form, shipping, billing, same)
}

// addressPlace maps a room's place to a field of the form.
func addressPlace(place string) string {
	for _, kind := range []string{"shipping", "billing"} {
		if rest, ok := strings.CutPrefix(place, kind+"_address."); ok {
			return kind + "_" + rest
		}
	}
	if place == "email" {
		return place
	}
	return ""
}

// checkoutShipping draws and takes the second step.
func (v *visit) checkoutShipping() error {
	p, err := v.atStep(stepShipping)
	if err != nil || p == nil {
		return err
	}
	offers, err := v.s.cart.ShippingOptions(v.ctx(), v.s.db, p.ID)
	if err != nil {
		return err
	}
	if len(offers) == 0 {
		return v.see(v.url("/checkout/payment")) // nothing of it travels
	}
	form := view.Form{Action: v.url("/checkout/shipping")}
	groups := v.shippingGroups(*p, offers)
	if v.r.Method == http.MethodPost {
		choices, complete := v.chosenShipping(groups, offers)
		if complete {
			err := v.s.db.InTx(v.ctx(), func(ctx context.Context, tx db.Tx) error {
				_, err := v.s.cart.ChooseShippingTx(ctx, tx, p.ID, choices)
				return err
			})
			if err == nil {
				return v.see(v.url("/checkout/payment"))
			}
			if !v.wrong(&form, err, func(string) string { return "" }) {
				return err
			}
		}
		return v.showShipping(http.StatusUnprocessableEntity, *p, form, groups)
	}
	return v.showShipping(http.StatusOK, *p, form, groups)
}

func (v *visit) showShipping(status int, p cart.Priced, form view.Form, groups []view.ShippingGroup) error {
	l, err := v.privateLayout(v.t("checkout.shipping_title"))
	if err != nil {
		return err
	}
	ship := v.addressLines(p.ShippingAddress)
	ship.EditURL = v.url("/checkout/address")
	return v.private(status, view.CheckoutShipping{Layout: l, CheckoutFrame: v.checkoutFrame(p, stepShipping), Form: form, Groups: groups, ShipTo: ship})
}

// shippingGroups are each store's ways to send, the chosen or else the first marked.
func (v *visit) shippingGroups(p cart.Priced, offers []cart.StoreOptions) []view.ShippingGroup {
	lines, _ := v.cartGroups(p)
	out := make([]view.ShippingGroup, 0, len(offers))
	for _, o := range offers {
		g := view.ShippingGroup{Field: "shipping_" + o.StoreID}
		for i, s := range p.Stores {
			if s.Store.ID == o.StoreID {
				g.Store, g.Lines = s.Store.Name, lines[i].Lines
			}
		}
		for i, x := range o.Options {
			c := view.Choice{Value: x.ID, Name: x.Name, Price: v.orFree(x.Price), Detail: v.days(int64(x.DaysMin), int64(x.DaysMax))}
			chosen := p.Shipping[o.StoreID]
			c.Selected = chosen == x.ID || chosen == "" && i == 0
			g.Options = append(g.Options, c)
		}
		out = append(out, g)
	}
	return out
}

func (v *visit) days(from, to int64) string {
	switch {
	case to <= 0:
		return ""
	case from == to:
		return v.t("checkout.days_same", "count", int(to))
	}
	return v.t("checkout.days", "min", from, "max", to)
}

// chosenShipping reads one choice per store; a store without one is marked.
func (v *visit) chosenShipping(groups []view.ShippingGroup, offers []cart.StoreOptions) (out []cart.Selection, complete bool) {
	complete = true
	for i := range groups {
		g := &groups[i]
		wish := v.form(g.Field)
		at := slices.IndexFunc(g.Options, func(c view.Choice) bool { return c.Value == wish })
		for j := range g.Options {
			g.Options[j].Selected = j == at
		}
		if at < 0 {
			complete = false
			if len(g.Options) > 0 {
				g.Error = v.t("checkout.choose_shipping")
			}
			continue
		}
		out = append(out, cart.Selection{StoreID: offers[i].StoreID, OptionID: wish})
	}
	return out, complete
}

// checkoutPayment draws and takes the third step. The method travels in the address of
// the review: the cart does not know it.
func (v *visit) checkoutPayment() error {
	p, err := v.atStep(stepPayment)
	if err != nil || p == nil {
		return err
	}
	methods, err := v.s.checkout.Methods(v.ctx(), v.s.db, p.ID)
	if err != nil {
		return err
	}
	form := view.Form{Action: v.url("/checkout/payment"), Errors: map[string]string{}}
	status := http.StatusOK
	if v.r.Method == http.MethodPost {
		wish := v.form("payment_method")
		if slices.ContainsFunc(methods, func(m payment.Method) bool { return m.Code == wish }) {
			return v.see(v.urlQuery("/checkout/review", "method", wish))
		}
		form.Errors["payment_method"], status = v.t("checkout.choose_payment"), http.StatusUnprocessableEntity
	}
	l, err := v.privateLayout(v.t("checkout.payment_title"))
	if err != nil {
		return err
	}
	return v.private(status, view.CheckoutPayment{Layout: l, CheckoutFrame: v.checkoutFrame(*p, stepPayment), Form: form, Methods: v.methods(methods, v.r.URL.Query().Get("method"))})
}

// methods are ways to pay, the wished or else the first marked.
func (v *visit) methods(all []payment.Method, wish string) []view.Choice {
	if !slices.ContainsFunc(all, func(m payment.Method) bool { return m.Code == wish }) && len(all) > 0 {
		wish = all[0].Code
	}
	out := make([]view.Choice, len(all))
	for i, m := range all {
		out[i] = view.Choice{Value: m.Code, Name: v.methodName(m), Detail: v.word("payment.detail_"+m.Code, m.Instructions), Selected: m.Code == wish}
	}
	return out
}

func (v *visit) methodName(m payment.Method) string { return v.word("payment.method_"+m.Code, m.Name) }
