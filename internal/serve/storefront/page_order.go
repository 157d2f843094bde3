package storefront

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/serve/storefront/view"
	"github.com/haatshop/haat/internal/shop/order"
	"github.com/haatshop/haat/internal/shop/payment"
)

// maxOrders is how many orders a browser's cookie opens.
const maxOrders = 8

// rememberOrder keeps an order's token in the browser, so that its address can be
// clean: the newest first, the oldest forgotten.
func (v *visit) rememberOrder(orderID, token string) {
	kept := []string{orderID + "~" + token}
	for pair := range strings.SplitSeq(v.cookie(ordersCookie), ".") {
		id, _, ok := strings.Cut(pair, "~")
		if ok && id != orderID && len(kept) < maxOrders {
			kept = append(kept, pair)
		}
	}
	v.setCookie(ordersCookie, strings.Join(kept, "."), ordersAge)
}

// proof is what this visitor can show for an order.
func (v *visit) proof(orderID string) order.Proof {
	p := order.Proof{CustomerID: v.actor.CustomerID}
	for pair := range strings.SplitSeq(v.cookie(ordersCookie), ".") {
		if id, token, ok := strings.Cut(pair, "~"); ok && id == orderID {
			p.Token = token
		}
	}
	return p
}

// opened finds an order for who can prove that it is theirs. A network that keeps naming
// orders it cannot open has to wait; orders it can open still do.
func (v *visit) opened(id string, p order.Proof) (order.Order, error) {
	o, err := v.s.order.ForShopper(v.ctx(), v.s.db, id, p)
	if errors.Is(err, order.ErrNotFound) && !v.s.strays.allow(v.actor.Network, v.s.clock.Now()) {
		return o, errTooMany
	}
	return o, err
}

// orderLink takes /o/{id}/{token}, the link of a mail: the token moves into a cookie
// and out of the address.
func (v *visit) orderLink() error {
	if err := v.mine(); err != nil {
		return err
	}
	id, token := v.r.PathValue("id"), v.r.PathValue("token")
	v.w.Header().Set("Referrer-Policy", "no-referrer")
	if _, err := v.opened(id, order.Proof{Token: token}); err != nil {
		return err
	}
	v.rememberOrder(id, token)
	return v.see(v.url("/orders/" + url.PathEscape(id)))
}

// orderPage draws /orders/{id}, for whoever holds its token or owns it.
func (v *visit) orderPage() error {
	if err := v.mine(); err != nil {
		return err
	}
	o, err := v.opened(v.r.PathValue("id"), v.proof(v.r.PathValue("id")))
	if err != nil {
		return err
	}
	return v.showOrder(http.StatusOK, o, view.Form{})
}

func (v *visit) showOrder(status int, o order.Order, pay view.Form) error {
	detail, err := v.orderDetail(o, pay)
	if err != nil {
		return err
	}
	l, err := v.privateLayout(v.t("order.number", "number", detail.Number))
	if err != nil {
		return err
	}
	p := view.Order{Layout: l, Order: detail, JustPlaced: v.r.URL.Query().Has("placed") && detail.Retry == nil}
	if v.actor.CustomerID == "" {
		p.ClaimURL = v.urlQuery("/register", "return_to", v.url("/orders/"+o.ID))
	}
	return v.private(status, p)
}

// orderDetail is everything a buyer sees of an order.
func (v *visit) orderDetail(o order.Order, pay view.Form) (view.OrderDetail, error) {
	entries, err := v.s.order.Timeline(v.ctx(), v.s.db, o)
	if err != nil {
		return view.OrderDetail{}, err
	}
	d := view.OrderDetail{ID: o.ID, Number: strconv.FormatInt(o.Number, 10), Date: v.date(o.PlacedAt), Email: o.Email,
		Status: v.status(string(o.Status)), Payment: v.status(string(o.PaymentStatus)), Totals: v.orderTotals(o), Events: v.events(entries),
		EventsURL: v.url("/orders/"+o.ID+"/events") + "?seen=" + strconv.FormatInt(o.Version, 10)}
	ship, bill := v.addressLines(o.ShippingAddress), v.addressLines(o.BillingAddress)
	if len(ship.Lines) > 0 {
		d.ShipTo = &ship
	}
	if len(bill.Lines) > 0 && !slices.Equal(bill.Lines, ship.Lines) {
		d.BillTo = &bill
	}
	if err := v.orderStores(o, entries, &d); err != nil {
		return d, err
	}
	return d, v.orderPayment(o, &d, pay)
}

func (v *visit) status(key string) view.Status {
	s := view.Status{Key: key, Text: v.word("status."+key, key), Tone: "plain"}
	switch key {
	case "confirmed", "completed", "paid", "authorized", "fulfilled", "delivered", "shipped":
		s.Tone = "good"
	case "pending", "unpaid", "unfulfilled", "partially_fulfilled", "partially_paid":
		s.Tone = "wait"
	case "cancelled", "failed", "voided":
		s.Tone = "bad"
	}
	return s
}

func (v *visit) events(entries []order.Entry) (out []view.TimelineEvent) {
	for _, e := range slices.Backward(entries) {
		if !e.Public {
			continue
		}
		store, _ := e.Data["store"].(string)
		text, ok := v.s.theme.Lookup(v.code, "order.event_"+e.Kind, "store", store)
		if !ok {
			continue // what has no words for shoppers is not for them
		}
		out = append(out, view.TimelineEvent{Date: v.dateTime(e.At.In(v.platform.Location())), Text: text})
	}
	return out
}

func (v *visit) orderTotals(o order.Order) view.Totals {
	money := func(minor int64) string { return v.money(o.Money(minor)) }
	t := view.Totals{Subtotal: money(o.Sums.Subtotal), Shipping: money(o.Sums.Shipping), Total: money(o.Sums.Total)}
	if o.Sums.Shipping == 0 {
		t.Shipping = v.t("totals.free")
	}
	if o.Sums.Discount > 0 {
		t.Discount = money(-o.Sums.Discount)
	}
	for _, x := range o.TaxLines {
		t.Taxes = append(t.Taxes, view.TaxLine{Name: x.Name, Amount: money(x.Amount)})
	}
	if o.PricesIncludeTax {
		t.TaxNote = v.t("totals.tax_included")
	}
	if due := o.Due() - o.Captured; due > 0 && o.Captured > 0 {
		t.AmountDue = money(due)
	}
	return t
}

func (v *visit) orderStores(o order.Order, entries []order.Entry, d *view.OrderDetail) error {
	shipments, err := v.s.fulfilment.ForBuyer(v.ctx(), v.s.db, o.ID, v.proof(o.ID))
	if err != nil {
		return err
	}
	for _, part := range o.StoreOrders {
		s := view.OrderStore{Status: v.status(string(part.FulfilmentStatus)), Progress: v.milestones(part, entries)}
		if part.Status == order.Cancelled {
			s.Status = v.status(string(order.Cancelled))
		}
		s.Store = view.Link{Text: part.StoreName}
		s.Shipping = part.Shipping.Name
		if days := v.days(part.Shipping.DaysMin, part.Shipping.DaysMax); days != "" && s.Shipping != "" {
			s.Shipping += ", " + days
		}
		titles := map[string]string{}
		for _, l := range o.Lines {
			if l.StoreOrderID == part.ID && l.Role == order.Goods {
				s.Lines = append(s.Lines, v.orderLine(o, l))
				titles[l.ID] = l.Title
			}
		}
		for _, x := range shipments {
			if x.StoreOrderID != part.ID {
				continue
			}
			parcel := view.Shipment{Carrier: x.Carrier, Tracking: x.TrackingNumber, TrackingURL: x.TrackingURL, Status: v.status(string(x.Status)), Date: v.date(x.ShippedAt)}
			for _, l := range x.Lines {
				parcel.Items = append(parcel.Items, strconv.FormatInt(l.Quantity, 10)+" × "+titles[l.LineID])
			}
			s.Shipments = append(s.Shipments, parcel)
		}
		d.Stores = append(d.Stores, s)
	}
	return nil
}

func (v *visit) orderLine(o order.Order, l order.Line) view.LineItem {
	item := view.LineItem{ID: l.ID, Title: l.Title, Choice: strings.ReplaceAll(l.VariantTitle, " / ", " · "), SKU: l.SKU, Image: plainImage(l.ImageURL, ""),
		Quantity: int(l.Quantity), UnitPrice: v.money(o.Money(l.UnitPrice)), Total: v.money(o.Money(l.Subtotal - l.Discount))}
	if l.ProductHandle != "" {
		item.Href = v.productURL(l.ProductHandle)
	}
	if l.Fulfilled > 0 && l.Fulfilled < l.Quantity-l.Cancelled {
		item.FulfilText = v.t("order.part_shipped", "done", l.Fulfilled, "total", l.Quantity-l.Cancelled)
	}
	return item
}

// milestones are the steps of one store's part, with the days they were reached.
func (v *visit) milestones(part order.StoreOrder, entries []order.Entry) []view.Milestone {
	when := map[string]string{}
	for _, e := range entries {
		if e.StoreOrderID == "" || e.StoreOrderID == part.ID {
			if _, known := when[e.Kind]; !known {
				when[e.Kind] = v.date(e.At)
			}
		}
	}
	if part.Status == order.Cancelled {
		return []view.Milestone{{Key: "placed", State: "done", Date: when["placed"]}, {Key: "cancelled", State: "current", Date: when["cancelled"]}}
	}
	at := 0
	switch {
	case part.FulfilmentStatus == order.Delivered:
		at = 3
	case part.FulfilmentStatus == order.Fulfilled || part.FulfilmentStatus == order.PartiallyFulfilled:
		at = 2
	case part.Status != order.Pending:
		at = 1
	}
	out := []view.Milestone{{Key: "placed", Date: when["placed"]}, {Key: "confirmed", Date: when["confirmed"]}, {Key: "shipped", Date: when["fulfilled"]}, {Key: "delivered", Date: when["delivered"]}}
	for i := range out {
		switch {
		case i < at:
			out[i].State = "done"
		case i == at:
			out[i].State = "current"
		default:
			out[i].State, out[i].Date = "next", ""
		}
	}
	return out
}

// orderPayment adds how the order is paid, and asks again for money that failed.
func (v *visit) orderPayment(o order.Order, d *view.OrderDetail, form view.Form) error {
	payments, err := v.s.payment.OfOrder(v.ctx(), v.s.db, o.ID)
	if err != nil {
		return err
	}
	methods, err := v.s.checkout.MethodsOf(v.ctx(), v.s.db, o)
	if err != nil {
		return err
	}
	d.PayMethod = v.word("payment.method_"+o.PaymentMethod, o.PaymentMethod)
	for _, m := range methods {
		if m.Code == o.PaymentMethod {
			d.PayMethod = v.methodName(m)
			d.PayNote = v.bankNote(o, m, payments)
		}
	}
	if !asksAgain(o, payments) {
		return nil
	}
	form.Action = v.url("/orders/" + o.ID + "/pay")
	d.Retry = &view.PayAgain{Form: form, Methods: v.methods(methods, o.PaymentMethod), Amount: v.money(o.Money(o.Due() - o.Captured))}
	if o.PaymentStatus == order.PaymentFailed {
		d.Retry.Message = v.t("order.pay_failed")
	}
	return nil
}

// bankNote tells where to send the money and what to write on it.
func (v *visit) bankNote(o order.Order, m payment.Method, payments []payment.Payment) string {
	if m.Code != payment.BankTransfer || o.PaymentStatus != order.Unpaid || o.Status == order.Cancelled {
		return ""
	}
	for _, p := range slices.Backward(payments) {
		if p.Method == m.Code && p.Reference != "" {
			return v.t("payment.bank_note", "amount", v.money(p.Expected()), "reference", p.Reference) + "\n" + m.Instructions
		}
	}
	return ""
}

// asksAgain reports whether the buyer should pay now: the last try failed, or was left
// half-way at the provider.
func asksAgain(o order.Order, payments []payment.Payment) bool {
	if o.Status == order.Cancelled || o.PaymentStatus != order.PaymentFailed && o.PaymentStatus != order.Unpaid || o.HeldAt != nil {
		return false
	}
	if o.PaymentStatus == order.PaymentFailed {
		return true
	}
	manual := o.PaymentMethod == payment.CashOnDelivery || o.PaymentMethod == payment.BankTransfer
	return !manual && len(payments) > 0
}

// payAgain takes /orders/{id}/pay.
func (v *visit) payAgain() error {
	if err := v.mine(); err != nil {
		return err
	}
	id := v.r.PathValue("id")
	o, err := v.opened(id, v.proof(id))
	if err != nil {
		return err
	}
	placed, err := v.s.checkout.PayAgain(v.ctx(), id, v.proof(id), v.form("payment_method"))
	if err != nil {
		form := view.Form{}
		if !v.wrong(&form, err, func(string) string { return "" }) {
			return err
		}
		return v.showOrder(http.StatusUnprocessableEntity, o, form)
	}
	if placed.Next != nil && placed.Next.URL != "" {
		return v.see(placed.Next.URL)
	}
	return v.see(v.url("/orders/" + id))
}

// track draws and takes /track. Number and address show how an order stands, never
// where it goes; tries are limited.
func (v *visit) track() error {
	if err := v.mine(); err != nil {
		return err
	}
	l, err := v.privateLayout(v.t("track.title"))
	if err != nil {
		return err
	}
	p := view.Track{Layout: l, Form: view.Form{Action: v.url("/track")}}
	if v.r.Method != http.MethodPost {
		return v.private(http.StatusOK, p)
	}
	if !v.s.guesses.allow(v.actor.Network, v.s.clock.Now()) {
		return errTooMany
	}
	t, err := v.s.order.Track(v.ctx(), v.s.db, v.form("number"), v.form("email"))
	if errors.Is(err, order.ErrNotFound) {
		p.Form.Values, p.Form.Problem = v.posted("number", "email"), v.t("track.none")
		return v.private(http.StatusUnprocessableEntity, p)
	}
	if err != nil {
		return err
	}
	number := strings.TrimPrefix(t.Number, "#")
	l.Title = v.t("order.number", "number", number)
	detail := view.OrderDetail{Number: number, Status: v.status(string(t.Status)), Payment: v.status(string(t.PaymentStatus)), Events: v.events(t.Timeline)}
	if len(t.Timeline) > 0 {
		detail.Date = v.date(t.Timeline[0].At)
	}
	return v.private(http.StatusOK, view.Order{Layout: l, Order: detail})
}

var errTooMany = errs.New(errs.TooMany, "storefront.slow_down", "There were too many requests in a short time. Please wait a minute.")
