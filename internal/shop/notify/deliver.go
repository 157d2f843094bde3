package notify

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/mail"
	"github.com/haatshop/haat/internal/shop/order"
)

// deliver composes and sends one delivery; its job.
func (s *Service) deliver(ctx context.Context, info job.Info, args deliverArgs) error {
	row, err := getDelivery(ctx, s.d.DB, args.DeliveryID)
	if errors.Is(err, ErrNotFound) {
		return nil // forgotten meanwhile (N7)
	}
	if err != nil {
		return err
	}
	return s.attempt(ctx, info, row, nil)
}

// attempt sends a delivery that was not sent yet, and completes the job with what the log
// says of it when there is nothing more to try.
func (s *Service) attempt(ctx context.Context, info job.Info, row deliveryRow, o *order.Order) error {
	if row.Status == Sent {
		return nil
	}
	l, err := s.compose(ctx, row, o)
	var f form
	if err == nil {
		f, err = l.render()
	}
	if err == nil {
		err = s.send(ctx, row, l, f)
	}
	final := hopeless(err) || info.Attempt >= maxAttempts
	done := err == nil || final // it is in the log; trying again would change nothing
	if noteErr := s.note(ctx, info, row, l.Subject, f.without(l.Action.Secret), err, final); noteErr != nil {
		return errors.Join(err, noteErr)
	}
	if done {
		return nil
	}
	return err
}

// hopeless errors stay however often one tries (N4): the letter cannot be made, or the
// server will never take it.
func hopeless(err error) bool {
	kind := errs.KindOf(err) // of no error it is Internal
	return kind == errs.Invalid || kind == errs.NotFound || kind == errs.Conflict
}

func (s *Service) send(ctx context.Context, row deliveryRow, l letter, f form) error {
	p := s.d.Settings.Platform()
	m := mail.Message{
		ID: row.ID, At: row.CreatedAt, From: mail.Address{Name: p.Name, Email: s.d.From},
		To: mail.Address{Name: oneLine(row.RecipientName), Email: l.to(row)}, Subject: oneLine(l.Subject), Text: f.text, HTML: f.html, Language: l.Locale,
	}
	if mail.ValidEmail(p.SupportEmail) {
		m.ReplyTo = mail.Address{Name: p.Name, Email: p.SupportEmail}
	}
	return s.d.Sender.Send(ctx, m)
}

// note writes what became of an attempt, with the message as the log may keep it (N3).
func (s *Service) note(ctx context.Context, info job.Info, row deliveryRow, subject string, kept form, cause error, final bool) error {
	if kept.html == "" { // it could not be composed: what an earlier attempt said stays
		subject, kept = row.Subject, form{row.BodyText, row.BodyHTML}
	}
	status, because := Sent, ""
	var sentAt, failedAt *time.Time
	switch now := s.d.Clock.Now(); {
	case cause == nil:
		sentAt = &now
	case final:
		status, because, failedAt = Failed, cause.Error(), &now
	default:
		status, because = Queued, cause.Error()
	}
	return s.d.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		err := db.Write(ctx, tx, noteAttempt, row.ID, row.EventID, row.Kind, row.Channel, row.Recipient, row.RecipientName, row.Locale, row.SubjectID, row.Detail, row.CreatedAt,
			status, cut(because, 1000), subject, kept.text, kept.html, s.d.Transport, sentAt, failedAt)
		if err != nil || status == Queued {
			return err
		}
		return info.DoneTx(ctx, tx)
	})
}

func cut(s string, n int) string { return s[:min(len(s), n)] }

// Retry sends a delivery that failed once more, with all its attempts; whoever manages
// failed jobs may. Returns ErrNotFound or ErrSent.
func (s *Service) Retry(ctx context.Context, deliveryID string) error {
	if !actor.From(ctx).Platform(actor.JobsManage) {
		return ErrNotFound
	}
	return s.d.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		row, err := lockDelivery(ctx, tx, deliveryID)
		if err != nil {
			return err
		}
		if row.Status == Sent {
			return ErrSent
		}
		if _, err := db.Exec(ctx, tx, requeue, deliveryID); err != nil {
			return err
		}
		type state struct {
			Status Status `json:"status"`
		}
		e := journal.Entry{Entity: "mail", EntityID: deliveryID, Action: "retried", Before: state{row.Status}, After: state{Queued}}
		if err := s.d.Journal.Record(ctx, tx, e); err != nil {
			return err
		}
		return s.enqueue(ctx, tx, row.Kind, deliveryID)
	})
}

const (
	pruneEvery = time.Hour
	pruneBatch = 200
)

// prune forgets old deliveries, a bounded number at a time (N7).
func (s *Service) prune(ctx context.Context, tx db.Tx) (more bool, err error) {
	n, err := db.Exec(ctx, tx, deleteOld, s.d.Clock.Now().Add(-s.d.Keep), pruneBatch)
	if err != nil {
		return false, fmt.Errorf("forget old deliveries: %w", err)
	}
	return n == pruneBatch, nil
}
