package payment

import (
	"context"
	"strings"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/money"
)

// Create asks for money for an order.
type Create struct {
	OrderID     string
	OrderNumber string // as people read it: "1001"
	Method      string
	Amount      money.Amount
	// Fresh says that the order is made in this very transaction: there is no earlier
	// payment of it to look for.
	Fresh bool
}

// maxTries is how often one order may ask for its money: enough for a shopper with several
// cards, too few to find out with it which stolen ones work (P6).
const maxTries = 10

// CreateTx records that money is asked for, and voids what is unfinished of the same order
// (P6). The caller holds the order's lock and tells its provider with Begin after the
// transaction. Returns ErrInvalid, ErrUnknownMethod, ErrTooManyTries, or ErrAlreadyPaid when a
// payment of the order already holds or captured the amount.
func (s *Service) CreateTx(ctx context.Context, tx db.Tx, in Create) (Payment, error) {
	if err := in.check(); err != nil {
		return Payment{}, err
	}
	window, err := s.window(in)
	if err != nil {
		return Payment{}, err
	}
	if in.Fresh {
		return s.insert(ctx, tx, in, window)
	}
	earlier, err := lockPaymentsOf(ctx, tx, in.OrderID)
	if err != nil {
		return Payment{}, err
	}
	for _, p := range earlier {
		if p.Status == Captured || p.Status == Authorized {
			return Payment{}, ErrAlreadyPaid.Becausef("payment %s of order %s is %s", p.ID, p.OrderID, p.Status)
		}
	}
	if len(earlier) >= maxTries {
		return Payment{}, ErrTooManyTries
	}
	if err := s.voidAll(ctx, tx, earlier); err != nil {
		return Payment{}, err
	}
	return s.insert(ctx, tx, in, window)
}

func (in Create) check() error {
	var f errs.Fields
	f.Check(in.OrderID != "", "order_id", "required", "A payment belongs to an order.")
	f.Check(in.Amount.Currency.Valid(), "amount.currency", "unknown_currency", "This is not a currency we know.")
	f.Check(in.Amount.Minor >= 0 && in.Amount.Minor <= money.MaxMinor, "amount.amount", "range", "This amount is not possible.")
	return f.As(ErrInvalid)
}

// window is how long the order waits for a method's money.
func (s *Service) window(in Create) (time.Duration, error) {
	switch in.Method {
	case CashOnDelivery:
		return 0, nil
	case BankTransfer:
		return bankExpiry, nil
	}
	if p, known := s.providers[in.Method]; known {
		if m, ok := s.offered(p, Offer{Currency: in.Amount.Currency, Total: in.Amount.Minor}); ok {
			return m.Expires, nil
		}
	}
	return 0, ErrUnknownMethod.At("payment_method", "unknown", "Choose one of the offered ways to pay.")
}

func (s *Service) insert(ctx context.Context, tx db.Tx, in Create, window time.Duration) (Payment, error) {
	now := s.d.Clock.Now()
	p := Payment{ID: s.d.IDs.New("pay_"), OrderID: in.OrderID, OrderNumber: in.OrderNumber, Method: in.Method, Status: Pending,
		Amount: in.Amount.Minor, Currency: in.Amount.Currency, CreatedAt: now}
	if window > 0 {
		expires := now.Add(window)
		p.ExpiresAt = &expires
	}
	if in.Method == BankTransfer {
		p.Reference = reference(in.OrderNumber, p.ID)
	}
	return p, db.Write(ctx, tx, insertPayment, p.ID, p.OrderID, p.OrderNumber, p.Method, p.Status, p.Amount, p.Currency, p.Reference, p.ExpiresAt, now)
}

// reference is short enough to copy by hand, and its tail tells a mistyped one.
func reference(orderNumber, paymentID string) string {
	return strings.ToUpper(orderNumber + "-" + paymentID[len(paymentID)-4:])
}

// VoidTx gives up the unfinished payments of an order, when it is cancelled. Money that
// still arrives for them is reported by AfterChange.
func (s *Service) VoidTx(ctx context.Context, tx db.Tx, orderID string) error {
	all, err := lockPaymentsOf(ctx, tx, orderID)
	if err != nil {
		return err
	}
	return s.voidAll(ctx, tx, all)
}

func (s *Service) voidAll(ctx context.Context, tx db.Tx, all []Payment) error {
	for _, p := range all {
		if p.Status != Pending {
			continue
		}
		if _, err := db.Exec(ctx, tx, voidPayment, p.ID, s.d.Clock.Now()); err != nil {
			return err
		}
	}
	return nil
}
