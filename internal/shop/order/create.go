package order

import (
	"context"
	"errors"
	"sort"
	"time"

	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/inventory"
	"github.com/haatshop/haat/internal/shop/totals"
)

// Purchase is what is bought as checkout worked it out. Lines, Stores and Breakdown
// belong together: one LineTotal per line, one StoreTotal per store.
type Purchase struct {
	CartRef          string // what became this order; unique (O5)
	Email            string
	CustomerID       *string
	Currency         money.Currency
	Locale           string
	PricesIncludeTax bool
	ShippingAddress  *address.Address
	BillingAddress   *address.Address
	Note             string
	PaymentMethod    string
	ExpiresAt        *time.Time
	Lines            []NewLine
	Stores           []NewStore
	Breakdown        totals.Breakdown
}

// NewLine is the snapshot of one line (O2); ID is that of the Breakdown.
type NewLine struct {
	ID               string
	StoreID          string
	ProductID        string
	VariantID        string
	SKU              string
	Title            string
	VariantTitle     string
	ProductHandle    string
	Options          map[string]string
	ImageURL         string
	Quantity         int64
	ListPrice        *int64
	Cost             *int64
	PriceID          string
	TaxCategory      string
	RequiresShipping bool
}

// NewStore is a store's side of a purchase.
type NewStore struct {
	StoreID  string
	Name     string
	SellerID string
	Shipping ShippingChoice
}

// CreateTx writes an order whole: number, parts, lines, stock reservations,
// first timeline entry and event. Returns ErrDuplicate when the cart already
// became an order, and inventory.ErrOutOfStock with what is missing.
func (s *Service) CreateTx(ctx context.Context, tx db.Tx, in Purchase) (Order, error) {
	o := s.build(in)
	number, err := numbers.Next(ctx, tx)
	if err != nil {
		return Order{}, err
	}
	o.Number = number
	if err := s.insert(ctx, tx, in.CartRef, &o); err != nil {
		return Order{}, err
	}
	if err := s.reserve(ctx, tx, o); err != nil {
		return Order{}, err
	}
	if err := s.note(ctx, tx, o, "", "placed", true, map[string]any{"total": o.Sums.Total, "currency": o.Currency}); err != nil {
		return Order{}, err
	}
	if err := s.AfterPlace.Run(ctx, tx, o); err != nil {
		return Order{}, err
	}
	s.wake(tx, o)
	return o, s.events.Publish(ctx, tx, Placed{OrderID: o.ID, Number: o.Number, StoreIDs: o.storeIDs()})
}

func (o Order) storeIDs() []string {
	out := make([]string, len(o.StoreOrders))
	for i, p := range o.StoreOrders {
		out[i] = p.StoreID
	}
	return out
}

// build makes the order from the reckoning; no I/O.
func (s *Service) build(in Purchase) Order {
	b := in.Breakdown
	o := Order{ID: s.ids.New("ord_"), Status: Pending, PaymentStatus: Unpaid, FulfilmentStatus: Unfulfilled, Email: in.Email, CustomerID: in.CustomerID,
		Currency: in.Currency, Locale: in.Locale, PricesIncludeTax: in.PricesIncludeTax, ShippingAddress: in.ShippingAddress, BillingAddress: in.BillingAddress,
		Note: in.Note, Sums: Sums{Subtotal: b.Subtotal, Discount: b.Discount, Shipping: b.Shipping, Tax: b.Tax, Total: b.Total}, TaxLines: b.TaxLines,
		PaymentMethod: in.PaymentMethod, PlacedAt: stored(s.clock.Now()), Version: 1}
	if in.ExpiresAt != nil {
		at := stored(*in.ExpiresAt)
		o.ExpiresAt = &at
	}
	sums := map[string]totals.StoreTotal{}
	for _, t := range b.Stores {
		sums[t.StoreID] = t
	}
	part := map[string]string{}
	sort.Slice(in.Stores, func(i, j int) bool { return in.Stores[i].StoreID < in.Stores[j].StoreID })
	for _, st := range in.Stores {
		t := sums[st.StoreID]
		p := StoreOrder{ID: s.ids.New("so_"), OrderID: o.ID, StoreID: st.StoreID, StoreName: st.Name, SellerID: st.SellerID, Status: Pending,
			FulfilmentStatus: Unfulfilled, Shipping: st.Shipping, Sums: Sums{Subtotal: t.Subtotal, Discount: t.Discount, Shipping: t.Shipping, Tax: t.Tax, Total: t.Total}}
		part[st.StoreID] = p.ID
		o.StoreOrders = append(o.StoreOrders, p)
	}
	o.Lines = s.lines(in, part)
	o.derive() // an order for nothing is paid
	return o
}

// stored is a time as the database gives it back: what CreateTx returns is what is read
// later.
func stored(t time.Time) time.Time { return time.UnixMicro(t.UnixMicro()).UTC() }

func (s *Service) lines(in Purchase, part map[string]string) []Line {
	of := map[string]totals.LineTotal{}
	for _, t := range in.Breakdown.Lines {
		of[t.ID] = t
	}
	var out []Line
	for _, l := range in.Lines {
		t := of[l.ID]
		out = append(out, Line{ID: s.ids.New("line_"), StoreOrderID: part[l.StoreID], StoreID: l.StoreID, Role: Goods, ProductID: l.ProductID, VariantID: l.VariantID,
			SKU: l.SKU, Title: l.Title, VariantTitle: l.VariantTitle, ProductHandle: l.ProductHandle, Options: l.Options, ImageURL: l.ImageURL, Quantity: l.Quantity,
			UnitPrice: t.UnitPrice, ListPrice: l.ListPrice, Subtotal: t.Subtotal, Discount: t.Discount, Tax: t.Tax, Total: t.Total, Cost: l.Cost, PriceID: l.PriceID,
			TaxCategory: l.TaxCategory, Taxes: t.Taxes, Adjustments: t.Adjustments, RequiresShipping: l.RequiresShipping})
	}
	for _, t := range in.Breakdown.ShippingLines {
		out = append(out, Line{ID: s.ids.New("line_"), StoreOrderID: part[t.StoreID], StoreID: t.StoreID, Role: Shipping, Title: t.Label, Quantity: 1,
			UnitPrice: t.Price, Subtotal: t.Price, Discount: t.Discount, Tax: t.Tax, Total: t.Total, Taxes: t.Taxes, Adjustments: t.Adjustments})
	}
	return out
}

func (s *Service) insert(ctx context.Context, tx db.Tx, cartRef string, o *Order) error {
	name := ""
	if a := o.ShippingAddress; a != nil {
		name = nameSearch(a.FirstName + " " + a.LastName)
	}
	if err := db.WriteOne(ctx, tx, ErrDuplicate, insertOrder, o.ID, o.Number, cartRef, o.Status, o.PaymentStatus, o.FulfilmentStatus, o.Email, emailNorm(o.Email), name,
		o.CustomerID, o.Currency, o.Locale, o.PricesIncludeTax, optJSON(o.ShippingAddress), optJSON(o.BillingAddress), o.Note, o.Sums.Subtotal,
		o.Sums.Discount, o.Sums.Shipping, o.Sums.Tax, o.Sums.Total, db.JSONOf(orEmpty(o.TaxLines)), o.PaymentMethod, o.PlacedAt, o.ExpiresAt); err != nil {
		return err
	}
	for _, p := range o.StoreOrders {
		if err := db.Write(ctx, tx, insertStoreOrder, p.ID, o.ID, p.StoreID, p.StoreName, p.SellerID, p.Status, p.FulfilmentStatus, db.JSONOf(p.Shipping),
			p.Sums.Subtotal, p.Sums.Discount, p.Sums.Shipping, p.Sums.Tax, p.Sums.Total, o.PlacedAt, o.PaymentStatus, o.CustomerID, name); err != nil {
			return err
		}
	}
	for i, l := range o.Lines {
		if err := db.Write(ctx, tx, insertLine, l.ID, o.ID, l.StoreOrderID, l.StoreID, i, l.Role, l.ProductID, l.VariantID, l.SKU, l.Title, l.VariantTitle,
			l.ProductHandle, db.JSONOf(orEmptyMap(l.Options)), l.ImageURL, l.Quantity, l.UnitPrice, l.ListPrice, l.Subtotal, l.Discount, l.Tax, l.Total, l.Cost,
			l.PriceID, l.TaxCategory, db.JSONOf(orEmpty(l.Taxes)), db.JSONOf(orEmpty(l.Adjustments)), l.RequiresShipping); err != nil {
			return err
		}
	}
	return nil
}

func orEmptyMap(m map[string]string) map[string]string {
	if m == nil {
		return map[string]string{}
	}
	return m
}

func (s *Service) reserve(ctx context.Context, tx db.Tx, o Order) error {
	r := inventory.Reserve{OrderID: o.ID, Fresh: true}
	for _, l := range o.Lines {
		if l.Role == Goods {
			r.Lines = append(r.Lines, inventory.LineNeed{LineID: l.ID, VariantID: l.VariantID, Quantity: l.Quantity})
		}
	}
	if len(r.Lines) == 0 {
		return errors.New("order: no goods")
	}
	return s.inventory.ReserveTx(ctx, tx, r)
}
