package checkout

import (
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/cart"
	"github.com/haatshop/haat/internal/shop/order"
	"github.com/haatshop/haat/internal/shop/payment"
)

// Place is the shopper's last word: by which method, and the total they saw.
type Place struct {
	CartID        string
	PaymentMethod string
	ExpectedTotal money.Amount
}

// Placed is an order, the token that opens it, and what the shopper does next.
type Placed struct {
	Order order.Order
	Token string
	Next  *payment.NextAction
	// PaymentProblem says the provider could not be reached (K4).
	PaymentProblem bool
}

// Refusals.
var (
	ErrTotalsChanged = errs.New(errs.Conflict, "checkout.totals_changed", "The total has changed. Look at it and confirm again.")
	ErrNotReady      = errs.New(errs.Conflict, "checkout.not_ready", "Something is missing before this can be ordered.")
	ErrEmpty         = errs.New(errs.Conflict, "checkout.empty", "The cart is empty.")
	ErrNotPayable    = errs.New(errs.Conflict, "checkout.not_payable", "This order cannot be paid.")
)

// ready collects everything that is missing (K1), so that the shopper hears it
// at once.
func ready(p cart.Priced) error {
	if len(p.Items) == 0 {
		return ErrEmpty
	}
	var f errs.Fields
	f.Check(p.Email != nil && *p.Email != "", "email", "missing", "Enter your e-mail address.")
	ships := false
	for _, s := range p.Stores {
		ships = ships || s.NeedsShipping
		f.Check(!s.NeedsShipping || s.Choice != nil, "shipping."+s.Store.ID, "missing", "Choose how "+s.Store.Name+" ships.")
	}
	f.Check(!ships || p.ShippingAddress != nil, "shipping_address", "missing", "Enter the shipping address.")
	for _, l := range p.Items {
		for _, pr := range l.Problems {
			f.Add("lines."+l.ID, pr.Code, pr.Message)
		}
	}
	if f.Empty() {
		return nil
	}
	return f.As(ErrNotReady.With(p.View()))
}

// purchase turns a priced cart into what the order room writes.
func purchase(p cart.Priced, customerID *string, method string) order.Purchase {
	in := order.Purchase{CartRef: p.Ref, Email: *p.Email, CustomerID: customerID, Currency: p.Currency, Locale: p.Locale,
		PricesIncludeTax: p.Region.PricesIncludeTax, ShippingAddress: p.ShippingAddress, BillingAddress: p.BillingAddress, Note: p.Note,
		PaymentMethod: method, Breakdown: p.Breakdown}
	if in.BillingAddress == nil {
		in.BillingAddress = p.ShippingAddress
	}
	for _, l := range p.Items {
		v := l.Sellable
		in.Lines = append(in.Lines, order.NewLine{ID: l.ID, StoreID: l.StoreID, ProductID: v.ProductID, VariantID: v.VariantID, SKU: v.SKU, Title: v.Title,
			VariantTitle: v.VariantTitle, ProductHandle: v.ProductHandle, Options: v.Options, ImageURL: v.ImageURL, Quantity: l.Quantity,
			ListPrice: l.Price.CompareAt, Cost: v.Cost, PriceID: l.Price.Price.ID, TaxCategory: v.TaxCategory, RequiresShipping: v.RequiresShipping})
	}
	for _, s := range p.Stores {
		st := order.NewStore{StoreID: s.Store.ID, Name: s.Store.Name, SellerID: s.Store.SellerID}
		if c := s.Choice; c != nil {
			st.Shipping = order.ShippingChoice{OptionID: c.ID, Name: c.Name, DaysMin: c.DaysMin, DaysMax: c.DaysMax}
		}
		in.Stores = append(in.Stores, st)
	}
	return in
}
