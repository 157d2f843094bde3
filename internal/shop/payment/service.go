package payment

import (
	"context"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/hook"
	"github.com/haatshop/haat/internal/kit/job"
)

// Service is the room.
type Service struct {
	d          Deps
	providers  map[string]Provider
	turnedAway refusals

	// BeforeChange and AfterChange: see the package documentation.
	BeforeChange hook.Hook[string]
	AfterChange  hook.Hook[Changed]
}

// How long an order waits for its money.
const (
	bankExpiry     = 7 * 24 * time.Hour
	providerExpiry = time.Hour
)

// New returns the room and registers its jobs; it panics when a dependency is missing or
// two providers have one code.
func New(d Deps) *Service {
	if d.DB == nil || d.Clock == nil || d.IDs == nil || d.Events == nil || d.Jobs == nil || d.Log == nil || d.Demo == nil || d.BankDetails == nil {
		panic("payment: a dependency is missing")
	}
	if d.KeepRaw == 0 {
		d.KeepRaw = keepRaw
	}
	s := &Service{d: d, providers: map[string]Provider{}}
	for _, p := range d.Providers {
		if s.providers[p.Code()] != nil || Manual(p.Code()) {
			panic("payment: two methods are called " + p.Code())
		}
		s.providers[p.Code()] = p
	}
	d.Events.Declare(Promised{}, Received{}, Declined{}, GivenBack{}, RefundRefused{})
	job.InTx(d.Jobs, jobWebhook, s.work)
	job.Outside(d.Jobs, jobRefund, s.sendRefund)
	job.Outside(d.Jobs, jobReconcile, s.reconcile)
	d.Jobs.Every(jobReconcile, reconcileEvery)
	job.Prune(d.Jobs, jobPrune, pruneEvery, s.prune)
	return s
}

// Methods answers the ways to pay an amount, the manual ones first.
func (s *Service) Methods(_ context.Context, _ db.Querier, o Offer) ([]Method, error) {
	methods := []Method{{Code: CashOnDelivery, Name: "Cash on delivery"}}
	if details := s.d.BankDetails(); details != "" {
		methods = append(methods, Method{Code: BankTransfer, Name: "Bank transfer", Instructions: details, Expires: bankExpiry})
	}
	for _, p := range s.d.Providers {
		if m, ok := s.offered(p, o); ok {
			methods = append(methods, m)
		}
	}
	return methods, nil
}

// offered is a provider's method, if it can be used now.
func (s *Service) offered(p Provider, o Offer) (Method, bool) {
	m, ok := Method{Code: p.Code(), Name: p.Code()}, s.enabled(p)
	if shown, says := p.(Offered); says && ok {
		m, ok = shown.Offer(o)
	}
	if m.Expires == 0 {
		m.Expires = providerExpiry
	}
	// Providers refuse to collect nothing.
	return m, ok && o.Total > 0
}

// enabled enforces P8.
func (s *Service) enabled(p Provider) bool {
	_, demoOnly := p.(DemoOnly)
	return !demoOnly || s.d.Demo()
}

// Get answers a payment whatever the caller; rooms ask it. Returns ErrNotFound.
func (s *Service) Get(ctx context.Context, q db.Querier, paymentID string) (Payment, error) {
	return getPayment(ctx, q, paymentID)
}

// OfOrder answers an order's payments, oldest first.
func (s *Service) OfOrder(ctx context.Context, q db.Querier, orderID string) ([]Payment, error) {
	return paymentsOf(ctx, q, orderID)
}

// Refunds answers a payment's refunds, oldest first.
func (s *Service) Refunds(ctx context.Context, q db.Querier, paymentID string) ([]Refund, error) {
	return db.All[Refund](ctx, q, refundsOf, paymentID)
}

// changed publishes what became of a payment and runs AfterChange.
func (s *Service) changed(ctx context.Context, tx db.Tx, before, after Payment, mismatch bool) error {
	sum := Summary{PaymentID: after.ID, OrderID: after.OrderID, Method: after.Method, Amount: after.Captured, Currency: after.Currency}
	var err error
	switch {
	case after.Refunded > before.Refunded:
		sum.Amount = after.Refunded
		err = s.d.Events.Publish(ctx, tx, GivenBack{sum})
	case after.Captured > before.Captured:
		err = s.d.Events.Publish(ctx, tx, Received{sum})
	case after.Status == Authorized && before.Status != Authorized:
		sum.Amount = after.Amount
		err = s.d.Events.Publish(ctx, tx, Promised{sum})
	case after.Status == Failed && before.Status != Failed:
		sum.Amount = after.Amount
		err = s.d.Events.Publish(ctx, tx, Declined{sum})
	}
	if err != nil {
		return err
	}
	return s.AfterChange.Run(ctx, tx, Changed{PaymentID: after.ID, OrderID: after.OrderID, Method: after.Method,
		From: before.Status, To: after.Status, Captured: after.Captured, Refunded: after.Refunded, Currency: after.Currency,
		Expected: after.Expected(), Mismatch: mismatch || after.Mismatched(), Reason: after.Failure})
}
