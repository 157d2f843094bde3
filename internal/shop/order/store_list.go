package order

import (
	"context"
	"maps"
	"strconv"
	"strings"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/page"
)

// filters are the same for both lists, so that a seller and the platform find
// the same orders by the same words.
var filters = map[string]string{
	"status": "o.status = $?", "payment": "o.payment_status = $?", "fulfilment": "o.fulfilment_status = $?",
	"customer": "o.customer_id = $?", "number": "o.number = $?", "email": "o.email_norm = $?",
	"name": `o.name_search LIKE $? ESCAPE '\'`, "from": "o.placed_at >= $?", "until": "o.placed_at < $?",
}

var (
	allOrders = db.NewList(db.ListSpec{
		Select:  `SELECT ` + orderCols + ` FROM order_orders o`,
		Filters: filters,
		Sorts: map[string][]string{"-placed": {"o.placed_at DESC", "o.id DESC"}, "placed": {"o.placed_at", "o.id"},
			"-total": {"o.total DESC", "o.id DESC"}, "total": {"o.total", "o.id"}},
	})
	// storesOrders starts from the stores' own parts: a small seller's page
	// does not cost a walk over everybody's orders. An order with parts of two
	// of the stores comes twice, next to each other.
	storesOrders = db.NewList(db.ListSpec{
		Select:  `SELECT ` + orderCols + ` FROM order_store_orders s JOIN order_orders o ON o.id = s.order_id`,
		Filters: withStores(filters),
		Sorts:   map[string][]string{"-placed": {"s.placed_at DESC", "s.order_id DESC"}, "placed": {"s.placed_at", "s.order_id"}},
	})
)

func withStores(m map[string]string) map[string]string {
	out := maps.Clone(m)
	// A store works through its own parts, whatever the others' do.
	out["stores"], out["status"], out["fulfilment"] = "s.store_id IN ($?...)", "s.status = $?", "s.fulfilment_status = $?"
	return out
}

// Filter narrows the list of orders; zero members do not filter. Query is a
// number, an e-mail address, or the beginning of the buyer's name.
type Filter struct {
	Status           Status
	PaymentStatus    PaymentStatus
	FulfilmentStatus FulfilmentStatus
	StoreID          string
	CustomerID       string
	Query            string
	PlacedFrom       *time.Time
	PlacedUntil      *time.Time
}

func (f Filter) apply(q *db.ListQuery) {
	set := func(name string, v string) {
		if v != "" {
			q.Where(name, v)
		}
	}
	set("status", string(f.Status))
	set("payment", string(f.PaymentStatus))
	set("fulfilment", string(f.FulfilmentStatus))
	set("customer", f.CustomerID)
	if f.PlacedFrom != nil {
		q.Where("from", *f.PlacedFrom)
	}
	if f.PlacedUntil != nil {
		q.Where("until", *f.PlacedUntil)
	}
	text := strings.TrimSpace(f.Query)
	if text == "" {
		return
	}
	if n, err := strconv.ParseInt(strings.TrimPrefix(text, "#"), 10, 64); err == nil {
		q.Where("number", n)
	} else if strings.Contains(text, "@") {
		q.Where("email", emailNorm(text))
	} else {
		q.Where("name", db.EscapeLike(nameSearch(text))+"%")
	}
}

// listOrders returns one page of orders without their lines.
func listOrders(ctx context.Context, q db.Querier, scope actor.Scope, f Filter, sort string, p page.Request) (page.List[Order], error) {
	list := allOrders
	if !scope.All || f.StoreID != "" {
		list = storesOrders
	}
	rows := p.Size() + 1
	ids := scope.StoreIDs
	if f.StoreID != "" {
		ids = []string{f.StoreID}
	}
	if list == storesOrders {
		rows *= len(ids) // an order comes as often as it has parts of these stores
	}
	lq := list.Query(sort, rows)
	if list == storesOrders {
		lq.Where("stores", ids)
	}
	f.apply(lq)
	if p.Cursor != "" {
		var key int64
		var id string
		if err := page.Decode(p.Cursor, sort, &key, &id); err != nil {
			return page.List[Order]{}, err
		}
		lq.After(key, id)
	}
	st, args, err := lq.Build()
	if err != nil {
		return page.List[Order]{}, err
	}
	found, err := db.All[orderRow](ctx, q, st, args...)
	if err != nil {
		return page.List[Order]{}, err
	}
	l := page.Cut(distinct(found), p.Size(), sort, func(o Order) []any {
		if strings.HasSuffix(sort, "total") {
			return []any{o.Sums.Total, o.ID}
		}
		return []any{db.Micros(o.PlacedAt), o.ID}
	})
	return l, attachParts(ctx, q, l.Items)
}

func distinct(rows []orderRow) []Order {
	out := make([]Order, 0, len(rows))
	for _, r := range rows {
		if n := len(out); n == 0 || out[n-1].ID != r.ID {
			out = append(out, r.order())
		}
	}
	return out
}

func attachParts(ctx context.Context, q db.Querier, orders []Order) error {
	ids := make([]string, len(orders))
	at := make(map[string]int, len(orders))
	for i, o := range orders {
		ids[i], at[o.ID] = o.ID, i
	}
	rows, err := db.All[storeOrderRow](ctx, q, storeOrdersOf, ids)
	for _, r := range rows {
		o := &orders[at[r.OrderID]]
		o.StoreOrders = append(o.StoreOrders, r.storeOrder())
	}
	return err
}

var (
	countByStatus = db.SQL(`SELECT status AS key, COUNT(*) AS n FROM order_store_orders WHERE store_id IN ($1...) AND status IN ('pending', 'confirmed') GROUP BY status`)
	countAll      = db.SQL(`SELECT status AS key, COUNT(*) AS n FROM order_orders WHERE status IN ('pending', 'confirmed') GROUP BY status`)
	salesOf       = db.SQL(`SELECT o.currency, COUNT(*) AS orders, CAST(COALESCE(SUM(s.total), 0) AS BIGINT) AS total FROM order_store_orders s
		JOIN order_orders o ON o.id = s.order_id
		WHERE s.store_id IN ($1...) AND s.placed_at >= $2 AND s.placed_at < $3 AND s.status <> 'cancelled' GROUP BY o.currency ORDER BY o.currency`)
	salesAll = db.SQL(`SELECT o.currency, COUNT(*) AS orders, CAST(COALESCE(SUM(o.total - o.cancelled), 0) AS BIGINT) AS total FROM order_orders o
		WHERE o.placed_at >= $1 AND o.placed_at < $2 AND o.status <> 'cancelled' GROUP BY o.currency ORDER BY o.currency`)
)

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

func sales(ctx context.Context, q db.Querier, scope actor.Scope, from, until time.Time) ([]Sales, error) {
	if scope.All {
		return db.All[Sales](ctx, q, salesAll, from, until)
	}
	return db.All[Sales](ctx, q, salesOf, scope.StoreIDs, from, until)
}
