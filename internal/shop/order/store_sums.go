package order

import (
	"context"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
)

var (
	countByStatus = db.SQL(`SELECT status AS key, COUNT(DISTINCT order_id) AS n FROM order_store_orders WHERE store_id IN ($1...) AND status IN ('pending', 'confirmed') GROUP BY status`)
	countAll      = db.SQL(`SELECT status AS key, COUNT(*) AS n FROM order_orders WHERE status IN ('pending', 'confirmed') GROUP BY status`)
	// What needs a hand. An order counts once for whoever sees it, a seller's by its parts: as often as it stands in their list.
	countFailed = db.SQL(`SELECT COUNT(*) FROM order_orders WHERE status IN ('pending', 'confirmed') AND payment_status = 'failed'`)
	countToShip = db.SQL(`SELECT COUNT(*) FROM order_orders WHERE ` + toShipOf(""))
	countHeld   = db.SQL(`SELECT COUNT(*) FROM order_orders WHERE ` + heldOf(""))
	ownFailed   = db.SQL(countOwn + `status IN ('pending', 'confirmed') AND payment_status = 'failed'`)
	ownToShip   = db.SQL(countOwn + toShipOf(""))
	ownHeld     = db.SQL(countOwn + heldOf(""))
	takingsOf   = db.SQL(`SELECT s.order_id, s.store_id, o.currency, s.placed_at, s.total, s.status FROM order_store_orders s
		JOIN order_orders o ON o.id = s.order_id WHERE s.order_id IN ($1...) ORDER BY s.order_id, s.store_id`)
	idsAfter = db.SQL(`SELECT id FROM order_orders WHERE id > $1 ORDER BY id LIMIT $2`)
	salesOf  = db.SQL(`SELECT o.currency, COUNT(*) AS orders, CAST(COALESCE(SUM(s.total), 0) AS BIGINT) AS total FROM order_store_orders s
		JOIN order_orders o ON o.id = s.order_id
		WHERE s.store_id IN ($1...) AND s.placed_at >= $2 AND s.placed_at < $3 AND s.status <> 'cancelled' GROUP BY o.currency ORDER BY o.currency`)
	salesAll = db.SQL(`SELECT o.currency, COUNT(*) AS orders, CAST(COALESCE(SUM(o.total - o.cancelled), 0) AS BIGINT) AS total FROM order_orders o
		WHERE o.placed_at >= $1 AND o.placed_at < $2 AND o.status <> 'cancelled' GROUP BY o.currency ORDER BY o.currency`)
)

const countOwn = `SELECT COUNT(DISTINCT order_id) FROM order_store_orders WHERE store_id IN ($1...) AND `

type countRow struct {
	Key string
	N   int64
}

// Sales are orders placed in a window, per currency.
type Sales struct {
	Currency string `json:"currency"`
	Orders   int64  `json:"orders"`
	Total    int64  `json:"total" doc:"Minor units."`
}

func counts(ctx context.Context, q db.Querier, scope actor.Scope) (map[string]int64, error) {
	var rows []countRow
	var err error
	if scope.All {
		rows, err = db.All[countRow](ctx, q, countAll)
	} else {
		rows, err = db.All[countRow](ctx, q, countByStatus, scope.StoreIDs)
	}
	out := map[string]int64{}
	for _, r := range rows {
		out[r.Key] = r.N
	}
	return out, err
}

// todo counts what needs a hand.
func todo(ctx context.Context, q db.Querier, scope actor.Scope, out *Overview) error {
	for _, c := range []struct {
		to       *int64
		all, own *db.Stmt
	}{{&out.ToShip, countToShip, ownToShip}, {&out.Held, countHeld, ownHeld}, {&out.PaymentFailed, countFailed, ownFailed}} {
		var err error
		if scope.All {
			*c.to, err = db.Get[int64](ctx, q, c.all)
		} else {
			*c.to, err = db.Get[int64](ctx, q, c.own, scope.StoreIDs)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func sales(ctx context.Context, q db.Querier, scope actor.Scope, from, until time.Time) ([]Sales, error) {
	if scope.All {
		return db.All[Sales](ctx, q, salesAll, from, until)
	}
	return db.All[Sales](ctx, q, salesOf, scope.StoreIDs, from, until)
}
