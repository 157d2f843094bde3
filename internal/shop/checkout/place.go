package checkout

import (
	"context"
	"errors"
	"strconv"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/shop/cart"
	"github.com/haatshop/haat/internal/shop/order"
	"github.com/haatshop/haat/internal/shop/payment"
)

// ref is what an idempotency key replays: the answer itself is read anew, so
// that a repetition also shows where the payment stands.
type ref struct {
	OrderID   string `json:"order_id"`
	PaymentID string `json:"payment_id"`
}

// Place makes the order (K1–K5). Returns cart.ErrNotFound, ErrEmpty,
// ErrNotReady with every missing field, ErrTotalsChanged with the cart as it
// now is, payment.ErrUnknownMethod, inventory.ErrOutOfStock.
func (s *Service) Place(ctx context.Context, in Place) (Placed, error) {
	var made *order.Order // by this call; nil when it was made before
	r, err := httpx.Once(ctx, s.d.DB, s.d.Clock, func(ctx context.Context, tx db.Tx) (r ref, err error) {
		r, made, err = s.placeTx(ctx, tx, in)
		return r, err
	})
	switch {
	case err != nil:
		return Placed{}, err
	case made != nil && (r.PaymentID == "" || payment.Manual(made.PaymentMethod)):
		// No provider has anything to say: the order is as it was just written.
		return Placed{Order: *made, Token: s.d.Order.Token(made.ID)}, nil
	}
	return s.ask(ctx, r)
}

func (s *Service) placeTx(ctx context.Context, tx db.Tx, in Place) (ref, *order.Order, error) {
	c, err := s.d.Cart.LockTx(ctx, tx, in.CartID)
	switch {
	case err != nil:
		return ref{}, nil, err
	case c.Status == cart.Ordered:
		r, err := s.again(ctx, tx, c)
		return r, nil, err
	case c.Status != cart.Open:
		return ref{}, nil, cart.ErrClosed
	}
	p, err := s.d.Cart.PriceTx(ctx, tx, c)
	if err != nil {
		return ref{}, nil, err
	}
	if err := ready(p); err != nil {
		return ref{}, nil, err
	}
	if p.Total() != in.ExpectedTotal {
		return ref{}, nil, ErrTotalsChanged.With(p.View())
	}
	if err := s.BeforePlace.Run(ctx, tx, p); err != nil {
		return ref{}, nil, err
	}
	return s.create(ctx, tx, p, in.PaymentMethod)
}

// again finds the order a cart already became (K3).
func (s *Service) again(ctx context.Context, tx db.Tx, c cart.Cart) (ref, error) {
	o, err := s.d.Order.OfCart(ctx, tx, c.Ref)
	if err != nil {
		return ref{}, err
	}
	ps, err := s.d.Payment.OfOrder(ctx, tx, o.ID)
	if err != nil || len(ps) == 0 {
		return ref{OrderID: o.ID}, err
	}
	return ref{OrderID: o.ID, PaymentID: ps[len(ps)-1].ID}, nil
}

func (s *Service) create(ctx context.Context, tx db.Tx, p cart.Priced, code string) (ref, *order.Order, error) {
	var m payment.Method
	var err error
	if p.Breakdown.AmountDue > 0 { // K5
		if m, err = s.method(ctx, tx, code, offer(p.Total(), p)); err != nil {
			return ref{}, nil, err
		}
	}
	customerID := p.CustomerID
	if customerID == nil {
		who, err := s.d.Customer.EnsureTx(ctx, tx, *p.Email, p.ShippingAddress)
		if err != nil {
			return ref{}, nil, err
		}
		customerID = &who.ID
	}
	in := purchase(p, customerID, m.Code)
	in.ExpiresAt = s.deadline(m)
	o, err := s.d.Order.CreateTx(ctx, tx, in)
	if err != nil {
		return ref{}, nil, err
	}
	out := ref{OrderID: o.ID}
	if m.Code != "" {
		pay, err := s.d.Payment.CreateTx(ctx, tx, payment.Create{OrderID: o.ID, OrderNumber: strconv.FormatInt(o.Number, 10), Method: m.Code, Amount: p.Total(), Fresh: true})
		if err != nil {
			return ref{}, nil, err
		}
		out.PaymentID = pay.ID
	}
	return out, &o, s.d.Cart.CloseTx(ctx, tx, p.Cart, o.ID)
}

// ask tells the provider, outside the transaction (K4).
func (s *Service) ask(ctx context.Context, r ref) (Placed, error) {
	out := Placed{Token: s.d.Order.Token(r.OrderID)}
	if r.PaymentID != "" {
		next, err := s.d.Payment.Begin(ctx, r.PaymentID, s.d.OrderURL(ctx, r.OrderID))
		switch {
		case errors.Is(err, payment.ErrNotPayable):
			// Placed again after it was paid, declined or cancelled: nothing to begin.
		case err != nil:
			// The order stands; the shopper pays again from its page.
			s.d.Log.WarnContext(ctx, "checkout: the payment could not be begun", "order", r.OrderID, "payment", r.PaymentID, "error", err)
			out.PaymentProblem = true
		case next.URL != "":
			out.Next = &next
		}
	}
	o, err := s.d.Order.ForShopper(ctx, s.d.DB, r.OrderID, order.Proof{Token: out.Token})
	out.Order = o
	return out, err
}
