package checkout

import (
	"context"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/hook"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/cart"
	"github.com/haatshop/haat/internal/shop/order"
	"github.com/haatshop/haat/internal/shop/payment"
)

// Service is the room.
type Service struct {
	d Deps

	// BeforePlace: see the package documentation.
	BeforePlace hook.Hook[cart.Priced]
}

// New returns the room; it panics when a dependency is missing.
func New(d Deps) *Service {
	if d.DB == nil || d.Clock == nil || d.Log == nil || d.Customer == nil || d.Payment == nil || d.Cart == nil || d.Order == nil || d.OrderURL == nil {
		panic("checkout: a dependency is missing")
	}
	return &Service{d: d}
}

// Methods returns the ways a cart can be paid. Returns cart.ErrNotFound.
func (s *Service) Methods(ctx context.Context, q db.Querier, cartID string) ([]payment.Method, error) {
	p, err := s.d.Cart.Priced(ctx, q, cartID)
	if err != nil {
		return nil, err
	}
	return s.d.Payment.Methods(ctx, q, offer(p.Total(), p))
}

// MethodsOf returns the ways an order that waits can be paid.
func (s *Service) MethodsOf(ctx context.Context, q db.Querier, o order.Order) ([]payment.Method, error) {
	if !payable(o) {
		return nil, nil
	}
	return s.d.Payment.Methods(ctx, q, offerOf(o))
}

func offer(total money.Amount, p cart.Priced) payment.Offer {
	o := payment.Offer{Currency: total.Currency, Total: total.Minor}
	if p.ShippingAddress != nil {
		o.Country = p.ShippingAddress.Country
	}
	return o
}

func offerOf(o order.Order) payment.Offer {
	out := payment.Offer{Currency: o.Currency, Total: left(o)}
	if o.ShippingAddress != nil {
		out.Country = o.ShippingAddress.Country
	}
	return out
}

// left is what is still to be paid.
func left(o order.Order) int64 { return o.Due() - (o.Captured - o.Refunded) }

// payable reports whether another attempt makes sense.
func payable(o order.Order) bool {
	return o.Status != order.Cancelled && o.HeldAt == nil && o.Captured == 0 && o.Authorized == 0 && left(o) > 0
}

// method finds the chosen way among those offered. Returns
// payment.ErrUnknownMethod with the place.
func (s *Service) method(ctx context.Context, q db.Querier, code string, o payment.Offer) (payment.Method, error) {
	all, err := s.d.Payment.Methods(ctx, q, o)
	if err != nil {
		return payment.Method{}, err
	}
	for _, m := range all {
		if m.Code == code {
			return m, nil
		}
	}
	return payment.Method{}, payment.ErrUnknownMethod.At("payment_method", "unknown", "Choose one of the offered ways to pay.")
}

func (s *Service) deadline(m payment.Method) *time.Time {
	if m.Expires == 0 {
		return nil
	}
	t := s.d.Clock.Now().Add(m.Expires)
	return &t
}
