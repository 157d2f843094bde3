package storefront

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/serve/storefront/view"
	"github.com/haatshop/haat/internal/shop/cart"
	"github.com/haatshop/haat/internal/shop/checkout"
	"github.com/haatshop/haat/internal/shop/payment"
)

// checkoutReview draws and takes the last step.
func (v *visit) checkoutReview() error {
	p, err := v.atStep(stepReview)
	if err != nil || p == nil {
		return err
	}
	methods, err := v.s.checkout.Methods(v.ctx(), v.s.db, p.ID)
	if err != nil {
		return err
	}
	wish := v.r.URL.Query().Get("method")
	if v.r.Method == http.MethodPost {
		wish = v.form("payment_method")
	}
	at := slices.IndexFunc(methods, func(m payment.Method) bool { return m.Code == wish })
	if at < 0 {
		return v.see(v.url("/checkout/payment"))
	}
	if v.r.Method == http.MethodPost {
		return v.place(*p, methods[at])
	}
	return v.showReview(http.StatusOK, *p, methods[at], view.Form{}, false)
}

func (v *visit) showReview(status int, p cart.Priced, m payment.Method, form view.Form, changed bool) error {
	l, err := v.privateLayout(v.t("checkout.review_title"))
	if err != nil {
		return err
	}
	form.Action = v.url("/checkout/review")
	form.Values = map[string]string{"expected_total": strconv.FormatInt(p.Total().Minor, 10), "currency": string(p.Currency), "payment_method": m.Code}
	out := view.CheckoutReview{Layout: l, CheckoutFrame: v.checkoutFrame(p, stepReview), Form: form, Email: *p.Email, ShipTo: v.addressLines(p.ShippingAddress),
		Payment: v.methodName(m), TotalsNotice: changed}
	out.Steps[stepPayment].Href = v.urlQuery("/checkout/payment", "method", m.Code)
	if p.BillingAddress != nil && *p.BillingAddress != *p.ShippingAddress {
		out.BillTo = v.addressLines(p.BillingAddress)
	}
	return v.private(status, out)
}

// place orders the cart. The total the shopper saw travels with the form: a different
// one is shown before anything is bought.
func (v *visit) place(p cart.Priced, m payment.Method) error {
	expected, err := strconv.ParseInt(v.form("expected_total"), 10, 64)
	if err != nil {
		return v.see(v.urlQuery("/checkout/review", "method", m.Code))
	}
	placed, err := v.s.checkout.Place(v.ctx(), checkout.Place{CartID: p.ID, PaymentMethod: m.Code,
		ExpectedTotal: money.New(expected, p.Currency)})
	if err != nil {
		return v.notPlaced(p, m, err)
	}
	v.rememberOrder(placed.Order.ID, placed.Token)
	v.setCookie(cartCookie, "", 0)
	if placed.Next != nil && placed.Next.URL != "" {
		return v.see(placed.Next.URL)
	}
	return v.see(v.url("/orders/"+url.PathEscape(placed.Order.ID)) + "?placed=1")
}

// notPlaced shows why the order could not be placed, with the cart as it is now.
func (v *visit) notPlaced(before cart.Priced, m payment.Method, cause error) error {
	form := view.Form{}
	changed := errors.Is(cause, checkout.ErrTotalsChanged)
	if !changed && !v.wrong(&form, cause, func(string) string { return "" }) {
		return cause
	}
	now, err := v.s.cart.Priced(v.ctx(), v.s.db, before.ID)
	if err != nil {
		return err
	}
	if now.Problems() || len(now.Items) == 0 {
		return v.showCart(http.StatusConflict, view.Notice{Kind: "error", Text: v.sentence(cause)})
	}
	return v.showReview(http.StatusConflict, now, m, form, changed)
}
