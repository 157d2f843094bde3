package order

import (
	"strconv"
	"time"

	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/totals"
)

// The documents both audiences get. Shoppers see no costs, no staff notes and
// no internal reasons.

// TotalsView are the sums of an order or part.
type TotalsView struct {
	Subtotal  money.Amount `json:"subtotal"`
	Discount  money.Amount `json:"discount"`
	Shipping  money.Amount `json:"shipping"`
	Tax       money.Amount `json:"tax"`
	Total     money.Amount `json:"total"`
	Cancelled money.Amount `json:"cancelled"`
	AmountDue money.Amount `json:"amount_due" doc:"What is still to be paid."`
	Paid      money.Amount `json:"paid"`
	Refunded  money.Amount `json:"refunded"`
	TaxLines  []TaxView    `json:"tax_lines"`
}

// TaxView is one tax of an order.
type TaxView struct {
	Name     string       `json:"name"`
	Rate     string       `json:"rate"`
	Amount   money.Amount `json:"amount"`
	Included bool         `json:"included"`
}

// ProductRef names what was bought.
type ProductRef struct {
	ID     string `json:"id"`
	Handle string `json:"handle"`
	Title  string `json:"title"`
}

// LineView is a line of goods.
type LineView struct {
	ID           string            `json:"id"`
	StoreOrderID string            `json:"store_order_id"`
	StoreID      string            `json:"store_id"`
	VariantID    string            `json:"variant_id"`
	Product      ProductRef        `json:"product"`
	VariantTitle string            `json:"variant_title"`
	SKU          string            `json:"sku"`
	Options      map[string]string `json:"options"`
	ImageURL     string            `json:"image_url"`
	Quantity     int64             `json:"quantity"`
	Fulfilled    int64             `json:"fulfilled"`
	Delivered    int64             `json:"delivered"`
	Cancelled    int64             `json:"cancelled"`
	UnitPrice    money.Amount      `json:"unit_price"`
	Subtotal     money.Amount      `json:"subtotal"`
	Discount     money.Amount      `json:"discount"`
	Tax          money.Amount      `json:"tax"`
	Total        money.Amount      `json:"total"`
}

// PartView is a store's part.
type PartView struct {
	ID               string           `json:"id"`
	StoreID          string           `json:"store_id"`
	StoreName        string           `json:"store_name"`
	Status           Status           `json:"status" enum:"pending,confirmed,completed,cancelled"`
	FulfilmentStatus FulfilmentStatus `json:"fulfilment_status" enum:"unfulfilled,partially_fulfilled,fulfilled,delivered"`
	Shipping         ShippingChoice   `json:"shipping"`
	ShippingPrice    money.Amount     `json:"shipping_price"`
	Total            money.Amount     `json:"total"`
	ConfirmedAt      *time.Time       `json:"confirmed_at"`
	CancelledAt      *time.Time       `json:"cancelled_at"`
}

// View is an order without what only staff may know.
type View struct {
	ID               string           `json:"id"`
	Number           string           `json:"number"`
	Status           Status           `json:"status" enum:"pending,confirmed,completed,cancelled"`
	PaymentStatus    PaymentStatus    `json:"payment_status" enum:"unpaid,authorized,partially_paid,paid,partially_refunded,refunded,voided,failed"`
	FulfilmentStatus FulfilmentStatus `json:"fulfilment_status" enum:"unfulfilled,partially_fulfilled,fulfilled,delivered"`
	Email            string           `json:"email"`
	Currency         money.Currency   `json:"currency"`
	Locale           string           `json:"locale"`
	PaymentMethod    string           `json:"payment_method"`
	ShippingAddress  *address.Address `json:"shipping_address"`
	BillingAddress   *address.Address `json:"billing_address"`
	Note             string           `json:"note"`
	Lines            []LineView       `json:"lines"`
	Stores           []PartView       `json:"stores"`
	Totals           TotalsView       `json:"totals"`
	PlacedAt         time.Time        `json:"placed_at"`
	ExpiresAt        *time.Time       `json:"expires_at" doc:"Until when an unpaid order waits."`
	Timeline         []Entry          `json:"timeline"`
}

// StaffView adds what staff work with.
type StaffView struct {
	View
	CustomerID  *string    `json:"customer_id"`
	HeldAt      *time.Time `json:"held_at"`
	HoldReasons []string   `json:"hold_reasons"`
	Version     int64      `json:"version"`
	Actions     []string   `json:"actions" doc:"What the caller can do now: confirm, mark_paid, ship, cancel, note, hold, release."`
}

// Summary is an order in a list.
type Summary struct {
	ID               string           `json:"id"`
	Number           string           `json:"number"`
	Status           Status           `json:"status"`
	PaymentStatus    PaymentStatus    `json:"payment_status"`
	FulfilmentStatus FulfilmentStatus `json:"fulfilment_status"`
	Email            string           `json:"email"`
	CustomerName     string           `json:"customer_name"`
	Stores           []string         `json:"stores"`
	Total            money.Amount     `json:"total"`
	Held             bool             `json:"held"`
	PlacedAt         time.Time        `json:"placed_at"`
}

// Public returns the order as its buyer sees it.
func (o Order) Public(timeline []Entry) View {
	v := View{ID: o.ID, Number: o.number(), Status: o.Status, PaymentStatus: o.PaymentStatus, FulfilmentStatus: o.FulfilmentStatus, Email: o.Email,
		Currency: o.Currency, Locale: o.Locale, PaymentMethod: o.PaymentMethod, ShippingAddress: o.ShippingAddress, BillingAddress: o.BillingAddress,
		Note: o.Note, Totals: o.totalsView(), PlacedAt: o.PlacedAt, ExpiresAt: o.ExpiresAt, Lines: []LineView{}, Stores: []PartView{}, Timeline: []Entry{}}
	for _, l := range o.Lines {
		if l.Role == Goods {
			v.Lines = append(v.Lines, o.lineView(l))
		}
	}
	for _, p := range o.StoreOrders {
		v.Stores = append(v.Stores, PartView{ID: p.ID, StoreID: p.StoreID, StoreName: p.StoreName, Status: p.Status, FulfilmentStatus: p.FulfilmentStatus,
			Shipping: p.Shipping, ShippingPrice: o.Money(p.Sums.Shipping), Total: o.Money(p.Sums.Total), ConfirmedAt: p.ConfirmedAt, CancelledAt: p.CancelledAt})
	}
	for _, e := range timeline {
		if e.Public {
			e.ActorID = "" // who of the staff did it is not the buyer's business
			v.Timeline = append(v.Timeline, e)
		}
	}
	return v
}

func (o Order) lineView(l Line) LineView {
	return LineView{ID: l.ID, StoreOrderID: l.StoreOrderID, StoreID: l.StoreID, VariantID: l.VariantID,
		Product: ProductRef{ID: l.ProductID, Handle: l.ProductHandle, Title: l.Title}, VariantTitle: l.VariantTitle, SKU: l.SKU, Options: orEmptyMap(l.Options),
		ImageURL: l.ImageURL, Quantity: l.Quantity, Fulfilled: l.Fulfilled, Delivered: l.Delivered, Cancelled: l.Cancelled, UnitPrice: o.Money(l.UnitPrice),
		Subtotal: o.Money(l.Subtotal), Discount: o.Money(l.Discount), Tax: o.Money(l.Tax), Total: o.Money(l.Total)}
}

func (o Order) totalsView() TotalsView {
	t := TotalsView{Subtotal: o.Money(o.Sums.Subtotal), Discount: o.Money(o.Sums.Discount), Shipping: o.Money(o.Sums.Shipping), Tax: o.Money(o.Sums.Tax),
		Total: o.Money(o.Sums.Total), Cancelled: o.Money(o.Cancelled), AmountDue: o.Money(max(0, o.Due()-(o.Captured-o.Refunded))),
		Paid: o.Money(o.Captured), Refunded: o.Money(o.Refunded), TaxLines: []TaxView{}}
	for _, x := range o.TaxLines {
		t.TaxLines = append(t.TaxLines, taxView(o, x))
	}
	return t
}

func taxView(o Order, x totals.TaxLine) TaxView {
	return TaxView{Name: x.Name, Rate: x.Rate.String(), Amount: o.Money(x.Amount), Included: x.Included}
}

func (o Order) summary() Summary {
	s := Summary{ID: o.ID, Number: strconv.FormatInt(o.Number, 10), Status: o.Status, PaymentStatus: o.PaymentStatus, FulfilmentStatus: o.FulfilmentStatus,
		Email: o.Email, Stores: []string{}, Total: o.Money(o.Sums.Total), Held: o.HeldAt != nil, PlacedAt: o.PlacedAt}
	if a := o.ShippingAddress; a != nil {
		s.CustomerName = a.FirstName + " " + a.LastName
	}
	for _, p := range o.StoreOrders {
		s.Stores = append(s.Stores, p.StoreName)
	}
	return s
}
