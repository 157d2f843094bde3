package notify

import (
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
	onAccount(s, RegistrationKnown, func(e identity.RegistrationOfKnown) (string, detail) { return e.AccountID, detail{} })
	event.Do(s.d.Events, "notify."+string(Registration), func(ctx context.Context, _ job.Info, env event.Envelope, e identity.RegistrationRequested) error {
		to, err := s.d.Accounts.Registrant(system(ctx), s.d.DB, e.RegistrationID)
		if errors.Is(err, identity.ErrProof) {
			return nil // forgotten meanwhile
		}
		if err != nil {
			return err
		}
		return s.queue(ctx, Delivery{EventID: env.ID, Kind: Registration, Recipient: to.Email, RecipientName: to.Name, Locale: to.Locale, SubjectID: e.RegistrationID}, detail{RequestID: e.RegistrationID})
	})
	onAccount(s, EmailVerification, func(e identity.VerificationRequested) (string, detail) {
		return e.AccountID, detail{RequestID: e.RequestID, Audience: e.Audience}
	})
}

// onOrder tells an order's buyer.
func onOrder[E event.Event](s *Service, kind Kind, read func(E) (string, detail)) {
	event.Do(s.d.Events, "notify."+string(kind), func(ctx context.Context, _ job.Info, env event.Envelope, e E) error {
		orderID, more := read(e)
		o, err := s.d.Orders.Get(system(ctx), s.d.DB, orderID)
		if err != nil {
			return fmt.Errorf("order %s: %w", orderID, err)
		}
		name := ""
		if o.ShippingAddress != nil {
			name = o.ShippingAddress.Name()
		}
		return s.queue(ctx, Delivery{EventID: env.ID, Kind: kind, Recipient: o.Email, RecipientName: name, Locale: o.Locale, SubjectID: orderID}, more)
	})
}

// onAccount tells an account's holder.
func onAccount[E event.Event](s *Service, kind Kind, read func(E) (string, detail)) {
	event.Do(s.d.Events, "notify."+string(kind), func(ctx context.Context, _ job.Info, env event.Envelope, e E) error {
		accountID, more := read(e)
		a, err := s.d.Accounts.Get(system(ctx), s.d.DB, accountID)
		if err != nil {
			return fmt.Errorf("account %s: %w", accountID, err)
		}
		return s.queue(ctx, Delivery{EventID: env.ID, Kind: kind, Recipient: a.Email, RecipientName: a.Name, Locale: a.Locale, SubjectID: accountID}, more)
	})
}

// system is the shop itself reading: a message is about the whole of its order.
func system(ctx context.Context) context.Context { return actor.With(ctx, actor.TheSystem()) }

// queue writes a delivery once (N1) and enqueues its sending.
func (s *Service) queue(ctx context.Context, d Delivery, more detail) error {
	return s.d.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error { return s.queueTx(ctx, tx, d, more) })
}

func (s *Service) queueTx(ctx context.Context, tx db.Tx, d Delivery, more detail) error {
	if strings.TrimSpace(d.Recipient) == "" {
		return nil // an order of staff, for somebody without an address
	}
	d.ID, d.Channel, d.CreatedAt = s.d.IDs.New("mail_"), Email, s.d.Clock.Now()
	n, err := db.Exec(ctx, tx, insertDelivery, d.ID, d.EventID, d.Kind, d.Channel, d.Recipient, d.RecipientName, d.Locale, d.SubjectID, db.JSONOf(more), d.CreatedAt)
	if err != nil || n == 0 {
		return err
	}
	return s.enqueue(ctx, tx, d.Kind, d.ID)
}

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
