package fulfilment

import (
	"context"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/verify"
	"github.com/haatshop/haat/internal/shop/order"
)

// sent is what the shipments say of one line.
type sent struct{ shipped, arrived int64 }

// Sound reports order lines that are not what their shipments make of them.
func (s *Service) Sound(ctx context.Context, q db.Querier, r *verify.Report) error {
	c := r.Check("fulfilment.lines", "What was sent and what arrived of a line is what its shipments hold.")
	var matched int64
	err := s.order.Walk(ctx, q, func(all []order.Placement) error {
		ids := make([]string, len(all))
		for i, o := range all {
			ids[i] = o.ID
		}
		rows, err := db.All[shipmentRow](ctx, q, ofOrders, ids)
		if err != nil {
			return err
		}
		matched += int64(len(rows))
		lines := map[string]sent{}
		for _, v := range rows {
			for _, l := range v.Lines.V {
				n := lines[l.LineID]
				n.shipped += l.Quantity
				if v.Status == Delivered {
					n.arrived += l.Quantity
				}
				lines[l.LineID] = n
			}
		}
		for _, o := range all {
			for _, l := range o.Lines {
				c.Look(1)
				verify.Want(c, o.ID+" "+l.ID, "sent", l.Fulfilled, lines[l.ID].shipped)
				verify.Want(c, o.ID+" "+l.ID, "arrived", l.Delivered, lines[l.ID].arrived)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	n, err := db.Get[int64](ctx, q, countShipments)
	if n != matched {
		c.Fail("shipments", "%d of %d belong to no order", n-matched, n)
	}
	return err
}
