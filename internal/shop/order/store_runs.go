package order

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/haatshop/haat/internal/kit/db"
)

// wholeState is the lead of a list that is narrowed by states. An order is in one whole state at a time – its own, its
// payment's, its fulfilment's – and of each an index has the orders in the order of the page. The page is merged from the
// few there are of what is asked for, and never depends on how the states keep together: what is confirmed and unsent is
// all of the last days, which no statistics of single columns tell.
const wholeState = "state"

var stateNames = []string{"fulfilment", "payment", "status"}

// stateFilters are the filters that a whole state answers.
var stateFilters = append(slices.Clone(stateNames), "toship")

// mostStates is more than the states make together.
const mostStates = 200

// Which whole states there are, leaping along the index from each to the next: from state to state, in each from payment to
// payment, in each of these from fulfilment to fulfilment. Comparing all three at once would do, but SQLite seeks by the
// first alone then and reads the rest.
var (
	statesOfAll   = db.SQL(leaps("order_orders", "TRUE"))
	statesOfStore = db.SQL(leaps("order_store_orders", "store_id = $2"))
)

func leaps(table, where string) string {
	from := ` FROM ` + table + ` WHERE ` + where
	return `WITH RECURSIVE a (s) AS (
		SELECT MIN(status)` + from + `
		UNION ALL SELECT (SELECT MIN(status)` + from + ` AND status > a.s) FROM a WHERE a.s IS NOT NULL),
	b (s, p) AS (
		SELECT a.s, (SELECT MIN(payment_status)` + from + ` AND status = a.s) FROM a WHERE a.s IS NOT NULL
		UNION ALL SELECT b.s, (SELECT MIN(payment_status)` + from + ` AND status = b.s AND payment_status > b.p) FROM b WHERE b.p IS NOT NULL),
	c (s, p, f) AS (
		SELECT b.s, b.p, (SELECT MIN(fulfilment_status)` + from + ` AND status = b.s AND payment_status = b.p) FROM b WHERE b.p IS NOT NULL
		UNION ALL SELECT c.s, c.p, (SELECT MIN(fulfilment_status)` + from + ` AND status = c.s AND payment_status = c.p AND fulfilment_status > c.f)
		FROM c WHERE c.f IS NOT NULL)
	SELECT c.s AS status, c.p AS payment, c.f AS fulfilment FROM c WHERE c.f IS NOT NULL LIMIT $1`
}

type stateRow struct{ Status, Payment, Fulfilment string }

// whole says whether the states lead.
func (a asked) whole() bool {
	return slices.ContainsFunc(stateFilters, a.asks)
}

// allows says whether what is in a whole state is asked for.
func (a asked) allows(r stateRow) bool {
	if a.asks("toship") && (r.Status != string(Confirmed) || r.Fulfilment != string(Unfulfilled) && r.Fulfilment != string(PartiallyFulfilled)) {
		return false
	}
	for name, is := range r.named() {
		if a.asks(name) && a.conds[name][0] != is {
			return false
		}
	}
	return true
}

func (r stateRow) named() map[string]string {
	return map[string]string{"status": r.Status, "payment": r.Payment, "fulfilment": r.Fulfilment}
}

func ifWhole(whole bool) string {
	if whole {
		return wholeState
	}
	return ""
}

// wholeStates are those that what is asked for is in.
func (a asked) wholeStates(ctx context.Context, q db.Querier) (found []map[string]string, err error) {
	var rows []stateRow
	if a.store == "" {
		rows, err = db.All[stateRow](ctx, q, statesOfAll, mostStates)
	} else {
		rows, err = db.All[stateRow](ctx, q, statesOfStore, mostStates, a.store)
	}
	for _, r := range rows {
		if a.allows(r) {
			found = append(found, r.named())
		}
	}
	return found, err
}

// The keys of a page, which an index has all of: of many states a page is made of little of each.
var (
	placedKeys = db.NewList(db.ListSpec{
		Select: `SELECT o.id, o.placed_at AS at FROM order_orders o`, Filters: filters(orderColumns, "o"),
		Sets:  func(sort string) [][]string { return setsOf(sort, false, []string{wholeState}, filterNames) },
		Sorts: map[string][]string{"-placed": {"o.placed_at DESC", "o.id DESC"}, "placed": {"o.placed_at", "o.id"}},
	})
	totalKeys = db.NewList(db.ListSpec{
		Select: `SELECT o.id, o.total AS at FROM order_orders o`, Filters: filters(orderColumns, "o"),
		Sets:  func(sort string) [][]string { return setsOf(sort, false, []string{wholeState}, filterNames) },
		Sorts: map[string][]string{"-total": {"o.total DESC", "o.id DESC"}, "total": {"o.total", "o.id"}},
	})
	partKeys = db.NewList(db.ListSpec{
		Select: `SELECT s.order_id AS id, s.placed_at AS at FROM order_store_orders s`, Filters: withStore(ofPart(filters(partColumns, "s"))),
		Sets: func(sort string) [][]string {
			return setsOf(sort, true, []string{wholeState}, []string{"customer", "name"})
		},
		Sorts: map[string][]string{"-placed": {"s.placed_at DESC", "s.order_id DESC"}, "placed": {"s.placed_at", "s.order_id"}},
	})
	ordersByID = db.SQL(`SELECT ` + orderCols + ` FROM order_orders o WHERE o.id IN ($1...)`)
)

// ofOrder are filters that a store's part does not know.
var ofOrder = []string{"number", "email"}

// ofPart leaves out what a part does not know. Its name never leads.
func ofPart(m map[string]string) map[string]string {
	for _, name := range ofOrder {
		delete(m, name)
		delete(m, "+"+name)
	}
	delete(m, "name")
	return m
}

func (a asked) keyList() *db.List {
	switch {
	case a.store != "":
		return partKeys
	case strings.HasSuffix(a.sort, "total"):
		return totalKeys
	}
	return placedKeys
}

type keyRow struct {
	ID string
	At int64
}

// runs reads the page of every whole state and merges them.
func (a asked) runs(ctx context.Context, q db.Querier, p path) ([]orderRow, error) {
	states, err := a.wholeStates(ctx, q)
	if err != nil {
		return nil, err
	}
	queries := make([]*db.ListQuery, len(states))
	// What a part does not know is looked up in the order, so the orders are read at once.
	keys := a.store == "" || !slices.ContainsFunc(ofOrder, a.asks)
	for i, state := range states {
		queries[i] = a.query(p, state, keys)
	}
	if !keys {
		rows, err := together[orderRow](ctx, q, queries)
		return merged(rows, a.sort, a.limit), err
	}
	found, err := together[keyRow](ctx, q, queries)
	if err != nil {
		return nil, err
	}
	return a.ofKeys(ctx, q, found)
}

// together reads what all of them find, in one round trip where there is a network.
func together[R any](ctx context.Context, q db.Querier, queries []*db.ListQuery) (found []R, err error) {
	reads := make([]db.Read, len(queries))
	for i, lq := range queries {
		st, args, err := lq.Build()
		if err != nil {
			return nil, err
		}
		reads[i] = st.Read(args...)
	}
	if q, err = db.Ahead(ctx, q, reads...); err != nil {
		return nil, err
	}
	for _, lq := range queries {
		rows, err := read[R](ctx, q, lq)
		if err != nil {
			return nil, err
		}
		found = append(found, rows...)
	}
	return found, nil
}

// ofKeys reads the orders of the first keys there are room for.
func (a asked) ofKeys(ctx context.Context, q db.Querier, keys []keyRow) ([]orderRow, error) {
	slices.SortFunc(keys, func(x, y keyRow) int {
		c := cmp.Or(cmp.Compare(x.At, y.At), strings.Compare(x.ID, y.ID))
		if strings.HasPrefix(a.sort, "-") {
			return -c
		}
		return c
	})
	keys = slices.Compact(keys)
	ids := make([]string, 0, a.limit)
	for _, k := range keys[:min(a.limit, len(keys))] {
		ids = append(ids, k.ID)
	}
	if len(ids) == 0 {
		return nil, nil
	}
	rows, err := db.All[orderRow](ctx, q, ordersByID, ids)
	return merged(rows, a.sort, a.limit), err
}

// merged puts pages together in the order of a sort. An order with parts of two stores, whose pages these are, came twice.
func merged(rows []orderRow, sort string, limit int) []orderRow {
	slices.SortFunc(rows, func(a, b orderRow) int {
		c := cmp.Compare(a.Total, b.Total)
		if strings.HasSuffix(sort, "placed") {
			c = a.PlacedAt.Compare(b.PlacedAt)
		}
		if c = cmp.Or(c, strings.Compare(a.ID, b.ID)); strings.HasPrefix(sort, "-") {
			return -c
		}
		return c
	})
	rows = slices.CompactFunc(rows, func(a, b orderRow) bool { return a.ID == b.ID })
	return rows[:min(limit, len(rows))]
}
