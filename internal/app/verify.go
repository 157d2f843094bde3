package app

import (
	"context"
	"fmt"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/verify"
	"github.com/haatshop/haat/internal/shop/order"
)

// Verify looks whether everything that must hold of a shop's data does: sums,
// states, money, stock, numbers, chains, read models, files. It reads one
// moment and changes nothing, so it may run beside servers that sell; memory
// stays bounded whatever there is. The report is as far as it came when there
// is an error, which means that the database could not be read.
func (a *App) Verify(ctx context.Context) (verify.Report, error) {
	var r verify.Report
	err := a.DB.Snapshot(AsSystem(ctx), func(ctx context.Context, q db.Querier) error { return a.sound(ctx, q, &r) })
	if err != nil {
		return r, err
	}
	return r, a.Content.SoundFiles(AsSystem(ctx), &r)
}

// sound runs the checks of every room that has some, the engine's own first.
func (a *App) sound(ctx context.Context, q db.Querier, r *verify.Report) error {
	whole := r.Check("database.whole", "The database is whole: pages, indexes and keys.")
	whole.Look(1)
	problems, err := db.Integrity(ctx, q)
	for _, p := range problems {
		whole.Fail(q.Engine().String(), "%s", p)
	}
	if err != nil {
		return fmt.Errorf("database.whole: %w", err)
	}
	for _, room := range []func(context.Context, db.Querier, *verify.Report) error{
		a.Events.Sound, a.Queue.Sound, a.Audit.Sound, a.Inventory.Sound, a.Payment.Sound, a.Listing.Sound,
		a.Order.Sound, a.Checkout.Sound, a.Fulfilment.Sound, a.Analytics.Sound, a.soundPlacing,
	} {
		if err := room(ctx, q, r); err != nil {
			return err
		}
	}
	return nil
}

// soundPlacing compares orders with what was said of them.
func (a *App) soundPlacing(ctx context.Context, q db.Querier, r *verify.Report) error {
	c := r.Check("order.events", "Every order was told of once when it was placed, while events are kept.")
	told, since := int64(0), a.Events.KeptSince()
	err := verify.Walk(func(after string) ([]order.Placed, string, error) {
		all, err := a.Events.Named(ctx, q, order.Placed{}.EventName(), after)
		out := make([]order.Placed, len(all))
		for i, e := range all {
			if err := e.Decode(&out[i]); err != nil {
				return nil, "", fmt.Errorf("event %s: %w", e.ID, err)
			}
			after = e.ID
		}
		return out, after, err
	}, func(all []order.Placed) error {
		ids := make([]string, len(all))
		for i, p := range all {
			ids[i] = p.OrderID
		}
		have, err := a.Order.Receipts(ctx, q, ids)
		if err != nil {
			return err
		}
		erased, err := a.Order.Erased(ctx, q, ids)
		for _, p := range all {
			c.Look(1)
			r, there := have[p.OrderID]
			if !there {
				r = erased[p.OrderID] // removed for good, with the demo
			}
			verify.Want(c, p.OrderID, "number", r.Number, p.Number)
			if there && !r.PlacedAt.Before(since) {
				told++
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	n, err := a.Order.CountSince(ctx, q, since)
	verify.Want(c, "orders of late", "events of placing", told, n)
	return err
}
