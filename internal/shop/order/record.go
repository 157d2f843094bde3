package order

import (
	"context"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/money"
)

// stand is where an order stands, as the journal compares it: states, counts
// and amounts. Nobody's name, address or remark is in it, because what the
// journal keeps can never be forgotten; those are in the order and its timeline.
type stand struct {
	whole
	parts []part
}

type whole struct {
	PaymentStatus PaymentStatus `json:"payment_status"`
	Held          bool          `json:"held"`
	Captured      money.Amount  `json:"captured"`
	Refunded      money.Amount  `json:"refunded"`
}

type part struct {
	storeID          string
	Status           Status           `json:"status"`
	FulfilmentStatus FulfilmentStatus `json:"fulfilment_status"`
	Shipped          int64            `json:"shipped"`
	Delivered        int64            `json:"delivered"`
	Cancelled        money.Amount     `json:"cancelled"`
}

func (o Order) stand() stand {
	v := stand{whole: whole{PaymentStatus: o.PaymentStatus, Held: o.HeldAt != nil, Captured: o.Money(o.Captured), Refunded: o.Money(o.Refunded)}}
	for _, p := range o.StoreOrders {
		now := part{storeID: p.StoreID, Status: p.Status, FulfilmentStatus: p.FulfilmentStatus, Cancelled: o.Money(0)}
		if p.Status == Cancelled {
			now.Cancelled = o.Money(p.Sums.Total)
		}
		for _, l := range o.Lines {
			if l.StoreOrderID == p.ID && l.Role == Goods {
				now.Shipped += l.Fulfilled
				now.Delivered += l.Delivered
			}
		}
		v.parts = append(v.parts, now)
	}
	return v
}

// record puts what staff or a program did into the journal, one entry for each
// store concerned and one for what is the whole order's (O12). Of what shoppers
// and the shop itself do the timeline tells.
func (s *Service) record(ctx context.Context, tx db.Tx, orderID, action string, was, now stand) error {
	if !actor.From(ctx).Staff() {
		return nil
	}
	e := journal.Entry{Entity: "order", EntityID: orderID, Action: action}
	if len(now.parts) == 1 {
		type both struct {
			whole
			part
		}
		e.StoreID, e.Before, e.After = now.parts[0].storeID, both{was.whole, was.parts[0]}, both{now.whole, now.parts[0]}
		return s.journal.Record(ctx, tx, e)
	}
	told := false
	for i, p := range now.parts {
		if was.parts[i] == p {
			continue
		}
		told = true
		e.StoreID, e.Before, e.After = p.storeID, was.parts[i], p
		if err := s.journal.Record(ctx, tx, e); err != nil {
			return err
		}
	}
	if told && was.whole == now.whole {
		return nil
	}
	e.StoreID, e.Before, e.After = "", was.whole, now.whole
	return s.journal.Record(ctx, tx, e)
}
