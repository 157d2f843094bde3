package order

import (
	"context"
	"slices"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
)

type entryRow struct {
	ID, StoreOrderID, Kind string
	Public                 bool
	ActorKind, ActorID     string
	Data                   db.JSON[map[string]any]
	At                     time.Time
}

func (r entryRow) entry() Entry {
	return Entry{ID: r.ID, StoreOrderID: r.StoreOrderID, Kind: r.Kind, Public: r.Public, ActorKind: r.ActorKind, ActorID: r.ActorID, Data: r.Data.V, At: r.At}
}

// within takes the amounts of the whole order out of what a seller sees who
// fulfils only a part of it (O6).
func (e Entry) within(o Order) Entry {
	if o.Partial && e.StoreOrderID == "" {
		for _, amount := range []string{"total", "amount", "captured", "refunded"} {
			delete(e.Data, amount)
		}
	}
	return e
}

// note appends to the timeline (O8). Public entries are shown to the buyer.
func (s *Service) note(ctx context.Context, tx db.Tx, o Order, storeOrderID, kind string, public bool, data map[string]any) error {
	if data == nil {
		data = map[string]any{}
	}
	a := actor.From(ctx)
	return db.Write(ctx, tx, insertEntry, s.ids.New("tle_"), o.ID, storeOrderID, kind, public, a.Kind, a.ID(), db.JSONOf(data), s.clock.Now())
}

// wake tells everyone who is looking at the order, once it is durable.
func (s *Service) wake(tx db.Tx, o Order) {
	topics := []string{"orders", "order:" + o.ID}
	for _, p := range o.StoreOrders {
		topics = append(topics, "orders:"+p.StoreID)
	}
	s.bus.After(tx, topics...)
}

// named fills in how the members are called who acted. Buyers are not: their
// name is on the order.
func (s *Service) named(ctx context.Context, q db.Querier, entries []Entry) ([]Entry, error) {
	if s.names == nil {
		return entries, nil
	}
	var ids []string
	for _, e := range entries {
		if e.ActorKind == string(actor.Member) && !slices.Contains(ids, e.ActorID) {
			ids = append(ids, e.ActorID)
		}
	}
	if len(ids) == 0 {
		return entries, nil
	}
	names, err := s.names(ctx, q, ids)
	for i, e := range entries {
		if e.ActorKind == string(actor.Member) {
			entries[i].ActorName = names[e.ActorID]
		}
	}
	return entries, err
}
