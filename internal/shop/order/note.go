package order

import (
	"context"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/text"
)

const maxNote = 5000

// Note adds a remark of staff to the timeline; buyers do not see it, and a
// seller's remark is for that seller and the platform. Card numbers are hidden
// before anything is kept. Returns ErrNotFound or
// ErrInvalid.
func (s *Service) Note(ctx context.Context, orderID, remark string) (Order, error) {
	remark = text.MaskCards(text.Block(remark))
	var f errs.Fields
	text.Required(&f, "text", remark, maxNote)
	if err := f.As(ErrInvalid); err != nil {
		return Order{}, err
	}
	return s.inTx(ctx, func(ctx context.Context, tx db.Tx) (Order, error) {
		return s.change(ctx, tx, orderID, "", func(ctx context.Context, o *Order) error {
			parts, err := mine(ctx, *o, nil)
			if err != nil {
				return err
			}
			part, storeID := "", ""
			if !actor.From(ctx).Platform(actor.OrdersWrite) {
				part, storeID = o.StoreOrders[parts[0]].ID, o.StoreOrders[parts[0]].StoreID
			}
			if err := s.note(ctx, tx, *o, part, "note", false, map[string]any{"text": remark}); err != nil {
				return err
			}
			if actor.From(ctx).Staff() { // that it was written; what it says is in the timeline (O12)
				if err := s.journal.Record(ctx, tx, journal.Entry{Entity: "order", EntityID: o.ID, StoreID: storeID, Action: "note"}); err != nil {
					return err
				}
			}
			return s.events.Publish(ctx, tx, NotedEvent{OrderID: o.ID})
		})
	})
}
