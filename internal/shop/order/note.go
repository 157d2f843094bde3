package order

import (
	"context"
	"strings"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
)

const maxNote = 5000

// Note adds a remark of staff to the timeline; buyers do not see it, and a
// seller's remark is for that seller and the platform. Returns ErrNotFound or
// ErrInvalid.
func (s *Service) Note(ctx context.Context, orderID, text string) (Order, error) {
	text = strings.TrimSpace(text)
	if text == "" || len(text) > maxNote {
		return Order{}, ErrInvalid.At("text", "length", "Write 1 to 5,000 characters.")
	}
	return s.inTx(ctx, func(ctx context.Context, tx db.Tx) (Order, error) {
		return s.change(ctx, tx, orderID, func(ctx context.Context, o *Order) error {
			parts, err := mine(ctx, *o, nil)
			if err != nil {
				return err
			}
			part := ""
			if !actor.From(ctx).Platform(actor.OrdersWrite) {
				part = o.StoreOrders[parts[0]].ID
			}
			if err := s.note(ctx, tx, *o, part, "note", false, map[string]any{"text": text}); err != nil {
				return err
			}
			return s.events.Publish(ctx, tx, NotedEvent{OrderID: o.ID})
		})
	})
}
