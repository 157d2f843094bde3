package cart

import (
	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/money"
)

// View is the document of a cart.
type View struct {
	ID              string           `json:"id"`
	Currency        money.Currency   `json:"currency"`
	Locale          string           `json:"locale"`
	Status          Status           `json:"status" enum:"open,ordered,merged"`
	Email           *string          `json:"email"`
	ShippingAddress *address.Address `json:"shipping_address"`
	BillingAddress  *address.Address `json:"billing_address"`
	Note            string           `json:"note"`
	Lines           []LineView       `json:"lines"`
	Stores          []StoreView      `json:"stores"`
	Totals          TotalsView       `json:"totals"`
	Notices         []Notice         `json:"notices"`
	OrderID         *string          `json:"order_id"`
}

// ProductRef names what a line holds.
type ProductRef struct {
	ID     string `json:"id"`
	Handle string `json:"handle"`
	Title  string `json:"title"`
}

// LineView is a line.
type LineView struct {
	ID           string            `json:"id"`
	VariantID    string            `json:"variant_id"`
	Product      ProductRef        `json:"product"`
	VariantTitle string            `json:"variant_title"`
	SKU          string            `json:"sku"`
	Options      map[string]string `json:"options"`
	ImageURL     string            `json:"image_url"`
	StoreID      string            `json:"store_id"`
	Quantity     int64             `json:"quantity"`
	UnitPrice    money.Amount      `json:"unit_price"`
	CompareAt    *money.Amount     `json:"compare_at"`
	Subtotal     money.Amount      `json:"subtotal"`
	Discount     money.Amount      `json:"discount"`
	Tax          money.Amount      `json:"tax"`
	Total        money.Amount      `json:"total"`
	Problems     []Problem         `json:"problems"`
}

// StoreRef names a store.
type StoreRef struct {
	ID     string `json:"id"`
	Handle string `json:"handle"`
	Name   string `json:"name"`
}

// ChoiceView is how a store's part will travel.
type ChoiceView struct {
	OptionID string       `json:"option_id"`
	Name     string       `json:"name"`
	Price    money.Amount `json:"price"`
}

// StoreView is a store's part of a cart.
type StoreView struct {
	Store         StoreRef     `json:"store"`
	Lines         []string     `json:"lines"`
	NeedsShipping bool         `json:"needs_shipping"`
	Shipping      *ChoiceView  `json:"shipping"`
	Total         money.Amount `json:"total"`
}

// TaxView is one tax.
type TaxView struct {
	Name     string       `json:"name"`
	Rate     string       `json:"rate"`
	Amount   money.Amount `json:"amount"`
	Included bool         `json:"included"`
}

// TotalsView are the sums.
type TotalsView struct {
	Subtotal  money.Amount `json:"subtotal"`
	Discount  money.Amount `json:"discount"`
	Shipping  money.Amount `json:"shipping"`
	Tax       money.Amount `json:"tax"`
	Total     money.Amount `json:"total"`
	AmountDue money.Amount `json:"amount_due"`
	TaxLines  []TaxView    `json:"tax_lines"`
}

// OptionView is a way to ship.
type OptionView struct {
	ID    string       `json:"id"`
	Name  string       `json:"name"`
	Price money.Amount `json:"price"`
	Days  []int64      `json:"days" doc:"From and to, in working days."`
}

// OptionsView are a store's ways to ship.
type OptionsView struct {
	StoreID string       `json:"store_id"`
	Options []OptionView `json:"options"`
}

func optionViews(list []StoreOptions) []OptionsView {
	out := make([]OptionsView, len(list))
	for i, s := range list {
		out[i] = OptionsView{StoreID: s.StoreID, Options: []OptionView{}}
		for _, o := range s.Options {
			out[i].Options = append(out[i].Options, OptionView{ID: o.ID, Name: o.Name, Price: o.Price, Days: []int64{o.DaysMin, o.DaysMax}})
		}
	}
	return out
}

// View returns the document.
func (p Priced) View() View {
	v := View{ID: p.ID, Currency: p.Currency, Locale: p.Locale, Status: p.Status, Email: p.Email, ShippingAddress: p.ShippingAddress, BillingAddress: p.BillingAddress,
		Note: p.Note, Lines: []LineView{}, Stores: []StoreView{}, Totals: p.totalsView(), Notices: p.Notices, OrderID: p.OrderID}
	for _, l := range p.Items {
		v.Lines = append(v.Lines, p.lineView(l))
	}
	for _, s := range p.Stores {
		x := StoreView{Store: StoreRef{ID: s.Store.ID, Handle: s.Store.Handle, Name: s.Store.Name}, Lines: s.LineIDs, NeedsShipping: s.NeedsShipping, Total: p.money(s.Totals.Total)}
		if s.Choice != nil {
			x.Shipping = &ChoiceView{OptionID: s.Choice.ID, Name: s.Choice.Name, Price: s.Choice.Price}
		}
		v.Stores = append(v.Stores, x)
	}
	return v
}

func (p Priced) money(minor int64) money.Amount { return money.New(minor, p.Currency) }

func (p Priced) lineView(l PricedLine) LineView {
	v := LineView{ID: l.ID, VariantID: l.VariantID, Product: ProductRef{ID: l.Sellable.ProductID, Handle: l.Sellable.ProductHandle, Title: l.Sellable.Title},
		VariantTitle: l.Sellable.VariantTitle, SKU: l.Sellable.SKU, Options: l.Sellable.Options, ImageURL: l.Sellable.ImageURL, StoreID: l.StoreID,
		Quantity: l.Quantity, UnitPrice: p.money(l.Totals.UnitPrice), Subtotal: p.money(l.Totals.Subtotal), Discount: p.money(l.Totals.Discount),
		Tax: p.money(l.Totals.Tax), Total: p.money(l.Totals.Total), Problems: l.Problems}
	if v.Options == nil {
		v.Options = map[string]string{}
	}
	if l.Price.CompareAt != nil {
		c := p.money(*l.Price.CompareAt)
		v.CompareAt = &c
	}
	return v
}

func (p Priced) totalsView() TotalsView {
	b := p.Breakdown
	t := TotalsView{Subtotal: p.money(b.Subtotal), Discount: p.money(b.Discount), Shipping: p.money(b.Shipping), Tax: p.money(b.Tax), Total: p.money(b.Total),
		AmountDue: p.money(b.AmountDue), TaxLines: []TaxView{}}
	for _, x := range b.TaxLines {
		t.TaxLines = append(t.TaxLines, TaxView{Name: x.Name, Rate: x.Rate.String(), Amount: p.money(x.Amount), Included: x.Included})
	}
	return t
}
