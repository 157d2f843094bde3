package payment

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/kit/trace"
)

const (
	jobWebhook   = "payment.webhook"
	jobReconcile = "payment.reconcile"
)

type webhookArgs struct {
	EventID string `json:"event_id"` // our row, not the provider's id
}

// maxRaw bounds what a provider may send; real ones send a few kilobytes.
const maxRaw = 256 << 10

// HandleWebhook takes what a provider sent to its door: verified, stored and acknowledged;
// the work is a job's (P2). A message we had is acknowledged again and changes nothing.
// Returns ErrUnknownProvider or ErrBadWebhook.
func (s *Service) HandleWebhook(ctx context.Context, provider string, header map[string][]string, raw []byte) error {
	p := s.providers[provider]
	if p == nil || !s.enabled(p) {
		return ErrUnknownProvider
	}
	if len(raw) > maxRaw {
		s.noteRefused(ctx, provider)
		return ErrBadWebhook.Becausef("%d bytes", len(raw))
	}
	fact, err := p.ParseWebhook(header, raw, s.d.Clock.Now())
	if err != nil { // of a provider that sends well, each is somebody trying
		s.noteRefused(ctx, provider)
		s.d.Log.WarnContext(ctx, "payment: a webhook was refused", "provider", provider, "bytes", len(raw), "error", err)
		return err
	}
	return s.d.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		return s.keep(ctx, tx, provider, fact, raw)
	})
}

// keep stores a fact once and enqueues its work.
func (s *Service) keep(ctx context.Context, tx db.Tx, provider string, f Fact, raw []byte) error {
	id := s.d.IDs.New("pev_")
	n, err := db.Exec(ctx, tx, insertEvent, id, provider, f.EventID, db.JSONOf(f), raw, s.d.Clock.Now())
	if err != nil || n == 0 {
		return err
	}
	return s.d.Jobs.Enqueue(ctx, tx, jobWebhook, webhookArgs{EventID: id}, job.Options{})
}

// work applies a stored event. A payment that is not there yet is an error and so tried
// again: the webhook can be faster than the commit of what caused it.
func (s *Service) work(ctx context.Context, tx db.Tx, args webhookArgs) error {
	e, err := getEvent(ctx, tx, args.EventID)
	if err != nil {
		return err
	}
	if e.ProcessedAt != nil {
		return nil
	}
	found, err := findPayment(ctx, tx, e.Provider, e.Fact.V)
	if err != nil {
		return fmt.Errorf("event %s of %s: %w", e.ID, e.Provider, err)
	}
	if err := s.BeforeChange.Run(ctx, tx, found.OrderID); err != nil {
		return err
	}
	before, err := lockPayment(ctx, tx, found.ID)
	if err != nil {
		return err
	}
	outcome, err := s.hear(ctx, tx, before, e.Fact.V)
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, tx, processEvent, e.ID, before.ID, outcome, s.d.Clock.Now())
	return err
}

// hear changes a locked payment by a fact and tells everybody.
func (s *Service) hear(ctx context.Context, tx db.Tx, before Payment, f Fact) (string, error) {
	after, outcome := before.apply(f)
	switch outcome {
	case outcomeNothing:
		return outcome, nil
	case outcomeApplied:
		if err := savePayment(ctx, tx, after, s.d.Clock.Now()); err != nil {
			return "", err
		}
	}
	if outcome == outcomeCurrency || after.Mismatched() {
		s.d.Log.ErrorContext(ctx, "payment: not what was asked for", "payment_id", before.ID, "order_id", before.OrderID, "outcome", outcome)
	}
	return outcome, s.changed(ctx, tx, before, after, outcome == outcomeCurrency)
}

const (
	reconcileEvery = 5 * time.Minute
	reconcileBatch = 50
)

// reconcile asks providers about payments that have been open for a while: webhooks get
// lost. Their answers go the same way as webhooks do.
func (s *Service) reconcile(ctx context.Context, _ job.Info, _ struct{}) error {
	open, err := unfinished(ctx, s.d.DB, s.d.Clock.Now().Add(-reconcileEvery), reconcileBatch)
	if err != nil {
		return err
	}
	var failed []error
	for _, p := range open {
		failed = append(failed, s.ask(ctx, p))
	}
	return errors.Join(failed...)
}

func (s *Service) ask(ctx context.Context, p Payment) error {
	// Noted before asking, so that payments nobody can look up do not hold up the others.
	if err := s.d.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		_, err := db.Exec(ctx, tx, checkedPayment, p.ID, s.d.Clock.Now())
		return err
	}); err != nil {
		return err
	}
	provider := s.providers[p.Method]
	if provider == nil || !s.enabled(provider) {
		return nil
	}
	call, span := trace.Call(ctx, "payment.lookup")
	span.Text("provider", provider.Code())
	fact, err := provider.Lookup(call, p.ProviderRef)
	span.End(err)
	if err != nil {
		return fmt.Errorf("look up %s: %w", p.ID, err)
	}
	if fact.Kind == SaysNothing {
		return nil
	}
	return s.d.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		return s.keep(ctx, tx, p.Method, fact, []byte{})
	})
}
