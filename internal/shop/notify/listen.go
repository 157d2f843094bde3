package notify

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/shop/identity"
	"github.com/haatshop/haat/internal/shop/order"
)

// listen subscribes to what people are told about.
func (s *Service) listen() {
	onOrder(s, OrderPlaced, func(e order.Placed) (string, detail) { return e.OrderID, detail{} })
	onOrder(s, OrderPaid, func(e order.PaidEvent) (string, detail) { return e.OrderID, detail{} })
	onOrder(s, OrderShipped, func(e order.FulfilledEvent) (string, detail) {
		return e.OrderID, detail{StoreOrderIDs: []string{e.StoreOrderID}, ShipmentID: e.ShipmentID}
	})
	onOrder(s, OrderDelivered, func(e order.DeliveredEvent) (string, detail) {
		return e.OrderID, detail{StoreOrderIDs: []string{e.StoreOrderID}, ShipmentID: e.ShipmentID}
	})
	onOrder(s, OrderCancelled, func(e order.CancelledEvent) (string, detail) {
		if e.Whole {
			return e.OrderID, detail{}
		}
		return e.OrderID, detail{StoreOrderIDs: e.StoreOrderIDs}
	})
	onAccount(s, PasswordReset, func(e identity.ResetRequested) (string, detail) {
		return e.AccountID, detail{RequestID: e.RequestID, Audience: e.Audience}
	})
	event.Do(s.d.Events, "notify."+string(Invitation), func(ctx context.Context, info job.Info, env event.Envelope, e identity.Invited) error {
		kind := InvitationKnown
		if e.RequestID != "" {
			kind = Invitation
		}
		return s.tellHolder(ctx, info, env, Delivery{Kind: kind, SubjectID: e.AccountID}, detail{RequestID: e.RequestID, Audience: identity.Store})
	})
	onAccount(s, RegistrationKnown, func(e identity.RegistrationOfKnown) (string, detail) { return e.AccountID, detail{} })
	event.Do(s.d.Events, "notify."+string(Registration), func(ctx context.Context, info job.Info, env event.Envelope, e identity.RegistrationRequested) error {
		to, err := s.d.Accounts.Registrant(system(ctx), s.d.DB, e.RegistrationID)
		if errors.Is(err, identity.ErrProof) {
			return nil // forgotten meanwhile
		}
		if err != nil {
			return err
		}
		// Without the name: nobody has proven yet that the address is theirs, and what a stranger typed would
		// be a message of their own to somebody else, from the shop.
		return s.announce(ctx, info, env, Delivery{Kind: Registration, Recipient: to.Email, Locale: to.Locale, SubjectID: e.RegistrationID}, detail{RequestID: e.RegistrationID}, nil)
	})
	onAccount(s, EmailVerification, func(e identity.VerificationRequested) (string, detail) {
		return e.AccountID, detail{RequestID: e.RequestID, Audience: e.Audience}
	})
	event.Do(s.d.Events, "notify."+string(EmailChanged), func(ctx context.Context, info job.Info, env event.Envelope, e identity.EmailChanged) error {
		return s.tellHolder(ctx, info, env, Delivery{Kind: EmailChanged, SubjectID: e.AccountID, Recipient: e.OldEmail}, detail{Audience: e.Audience})
	})
	event.Do(s.d.Events, "notify."+string(PasswordChanged), func(ctx context.Context, info job.Info, env event.Envelope, e identity.PasswordChanged) error {
		if !e.Replaced {
			return nil // N11
		}
		return s.tellHolder(ctx, info, env, Delivery{Kind: PasswordChanged, SubjectID: e.AccountID}, detail{Audience: e.Audience})
	})
	event.Do(s.d.Events, "notify."+string(SellerStatus), s.tellSeller)
}

// onOrder tells an order's buyer.
func onOrder[E event.Event](s *Service, kind Kind, read func(E) (string, detail)) {
	event.Do(s.d.Events, "notify."+string(kind), func(ctx context.Context, info job.Info, env event.Envelope, e E) error {
		orderID, more := read(e)
		o, err := s.d.Orders.Get(system(ctx), s.d.DB, orderID)
		if errors.Is(err, order.ErrNotFound) {
			return nil // removed for good meanwhile, with the demo
		}
		if err != nil {
			return fmt.Errorf("order %s: %w", orderID, err)
		}
		name := ""
		if o.ShippingAddress != nil {
			name = o.ShippingAddress.Name()
		}
		return s.announce(ctx, info, env, Delivery{Kind: kind, Recipient: o.Email, RecipientName: name, Locale: o.Locale, SubjectID: orderID}, more, &o)
	})
}

// onAccount tells an account's holder.
func onAccount[E event.Event](s *Service, kind Kind, read func(E) (string, detail)) {
	event.Do(s.d.Events, "notify."+string(kind), func(ctx context.Context, info job.Info, env event.Envelope, e E) error {
		accountID, more := read(e)
		return s.tellHolder(ctx, info, env, Delivery{Kind: kind, SubjectID: accountID}, more)
	})
}

// tellHolder writes to an account's holder, at the account's address unless d says another.
func (s *Service) tellHolder(ctx context.Context, info job.Info, env event.Envelope, d Delivery, more detail) error {
	a, err := s.d.Accounts.Get(system(ctx), s.d.DB, d.SubjectID)
	if errors.Is(err, identity.ErrNotFound) {
		return nil // removed for good meanwhile, with the demo
	}
	if err != nil {
		return fmt.Errorf("account %s: %w", d.SubjectID, err)
	}
	if d.Kind == Invitation {
		a.Name = "" // as with a registration: somebody else typed it
	}
	d.Recipient, d.RecipientName, d.Locale = cmp.Or(d.Recipient, a.Email), a.Name, a.Locale
	return s.announce(ctx, info, env, d, more, nil)
}

// system is the shop itself reading: a message is about the whole of its order.
func system(ctx context.Context) context.Context { return actor.With(ctx, actor.TheSystem()) }

// announce sends what an event asks for, in the event's own job: a second one would cost
// as much again. The delivery is written with the outcome of its first attempt (N1); the
// attempts of one job have the same id and date, also when the program died before it
// could write anything, so a second copy can be told (N5). o is the order it is about when
// that was just read.
func (s *Service) announce(ctx context.Context, info job.Info, env event.Envelope, d Delivery, more detail, o *order.Order) error {
	if !wanted(d) {
		return nil
	}
	d.ID, d.EventID, d.Channel, d.Status, d.CreatedAt = "mail_"+strings.TrimPrefix(info.ID, "job_"), env.ID, Email, Queued, env.OccurredAt
	row := deliveryRow{Delivery: d, Detail: db.JSON[detail]{V: more}}
	if info.Attempt > 1 {
		before, err := getDelivery(ctx, s.d.DB, d.ID)
		switch {
		case err == nil:
			row = before
		case !errors.Is(err, ErrNotFound):
			return err
		}
	}
	return s.attempt(ctx, info, row, o)
}

// queueTx writes a delivery once (N1) and enqueues its sending. It is dated now unless d says
// otherwise.
func (s *Service) queueTx(ctx context.Context, tx db.Tx, d Delivery, more detail) error {
	if !wanted(d) {
		return nil
	}
	d.ID, d.Channel = s.d.IDs.New("mail_"), Email
	if d.CreatedAt.IsZero() {
		d.CreatedAt = s.d.Clock.Now()
	}
	n, err := db.Exec(ctx, tx, insertDelivery, d.ID, d.EventID, d.Kind, d.Channel, d.Recipient, d.RecipientName, d.Locale, d.SubjectID, db.JSONOf(more), d.CreatedAt)
	if err != nil || n == 0 {
		return err
	}
	return s.enqueue(ctx, tx, d.Kind, d.ID)
}

// wanted is false for what has nobody to go to: an order of staff, for somebody without
// an address.
func wanted(d Delivery) bool { return strings.TrimSpace(d.Recipient) != "" }

type deliverArgs struct {
	DeliveryID string `json:"delivery_id"`
}

// enqueue sends a delivery. Alerts are a kind of job of their own, of which
// nobody is alerted.
func (s *Service) enqueue(ctx context.Context, tx db.Tx, about Kind, deliveryID string) error {
	kind := jobDeliver
	if about == Alert {
		kind = jobAlert
	}
	return s.d.Jobs.Enqueue(ctx, tx, kind, deliverArgs{DeliveryID: deliveryID}, job.Options{Unique: jobDeliver + ":" + deliveryID, MaxAttempts: maxAttempts})
}
