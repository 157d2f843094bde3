package analytics

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/verify"
	"github.com/haatshop/haat/internal/shop/order"
)

const (
	jobFill   = "analytics.fill"
	fillBatch = 200
	// slot is the piece of time sales are added up in. The offsets of all time zones, and
	// what clocks are moved by, are whole quarters of an hour.
	slot = 15 * time.Minute
	day  = 24 * time.Hour
	// market is the store that stands for all of them.
	market = ""
)

// hear adds up the orders that events tell of, as the orders are by now (A6).
func (s *Service) hear(ctx context.Context, tx db.Tx, batch []event.Envelope) error {
	var ids []string
	for _, e := range batch {
		var of struct {
			OrderID string `json:"order_id"`
		}
		if err := e.Decode(&of); err != nil {
			return err
		}
		ids = append(ids, of.OrderID)
	}
	if _, err := lock(ctx, tx); err != nil {
		return err
	}
	slices.Sort(ids)
	for part := range slices.Chunk(slices.Compact(ids), db.MaxIn) {
		if err := s.count(ctx, tx, part); err != nil {
			return err
		}
	}
	return nil
}

// fill adds up a batch of orders from before this room counted them: those of a shop that
// was upgraded, or all of them after Recount. It says whether there are more.
func (s *Service) fill(ctx context.Context, tx db.Tx) (more bool, err error) {
	p, err := lock(ctx, tx)
	if err != nil || p.Done {
		return false, err
	}
	ids, err := s.d.Orders.IDsAfter(ctx, tx, p.AfterID, fillBatch)
	if err != nil {
		return false, err
	}
	if len(ids) > 0 {
		p.AfterID = ids[len(ids)-1]
		if err := s.count(ctx, tx, ids); err != nil {
			return false, err
		}
	}
	more = len(ids) == fillBatch // the others are told of by events
	_, err = db.Exec(ctx, tx, saveProgress, p.AfterID, !more)
	return more, err
}

// Recount forgets all sums and adds them up anew from the orders. While it forgets, nothing
// else is written; until it is done, reports say that they are not complete.
func (s *Service) Recount(ctx context.Context) error {
	err := s.d.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		if _, err := lock(ctx, tx); err != nil {
			return err
		}
		for _, forget := range []*db.Stmt{deleteSales, deleteDays, deleteCounted} {
			if _, err := db.Exec(ctx, tx, forget); err != nil {
				return err
			}
		}
		_, err := db.Exec(ctx, tx, saveProgress, "", false)
		return err
	})
	if err != nil {
		return err
	}
	return s.Fill(ctx)
}

// Fill adds up every order that is not counted yet. A job does it by itself; this is for
// whoever cannot wait.
func (s *Service) Fill(ctx context.Context) error {
	for more := true; more; {
		err := s.d.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) (err error) {
			more, err = s.fill(ctx, tx)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// key is where a sale belongs.
type key struct {
	store    string
	currency money.Currency
	slot     time.Time
}

func (k key) compare(o key) int {
	return cmp.Or(cmp.Compare(k.store, o.store), cmp.Compare(k.currency, o.currency), k.slot.Compare(o.slot))
}

// sum is what sales come to.
type sum struct{ orders, total int64 }

func (s *sum) add(orders, total int64) { s.orders, s.total = s.orders+orders, s.total+total }

// count brings the sums in step with orders, at most db.MaxIn: it compares what is counted
// of each with what the order says now, and adds the difference. The caller holds the lock,
// else two of them would add the same difference.
func (s *Service) count(ctx context.Context, tx db.Tx, orderIDs []string) error {
	return s.countAs(ctx, tx, orderIDs, func([]order.Taking) {})
}

// countAs is count for orders that are taken for something else than they are.
func (s *Service) countAs(ctx context.Context, tx db.Tx, orderIDs []string, take func([]order.Taking)) error {
	now, err := s.d.Orders.Takings(ctx, tx, orderIDs)
	if err != nil {
		return err
	}
	take(now)
	rows, err := db.All[countedRow](ctx, tx, countedOf, orderIDs)
	if err != nil {
		return err
	}
	before := map[string]map[string]int64{}
	for _, r := range rows {
		if before[r.OrderID] == nil {
			before[r.OrderID] = map[string]int64{}
		}
		before[r.OrderID][r.StoreID] = r.Total
	}
	change := map[key]*sum{}
	for len(now) > 0 { // they come order by order
		n := slices.IndexFunc(now, func(t order.Taking) bool { return t.OrderID != now[0].OrderID })
		if n < 0 {
			n = len(now)
		}
		if err := countOrder(ctx, tx, now[:n], before[now[0].OrderID], change); err != nil {
			return err
		}
		now = now[n:]
	}
	days := map[key]*sum{}
	for k, c := range change {
		if k.store != market {
			plus(days, key{k.store, k.currency, k.slot.Truncate(day)}, c.orders, c.total)
		}
	}
	if err := write(ctx, tx, addSales, change); err != nil {
		return err
	}
	return write(ctx, tx, addDay, days)
}

// plus adds to one of many sums.
func plus(sums map[key]*sum, k key, orders, total int64) {
	if sums[k] == nil {
		sums[k] = &sum{}
	}
	sums[k].add(orders, total)
}

// write adds what changed, in the order of the keys.
func write(ctx context.Context, tx db.Tx, add *db.Stmt, change map[key]*sum) error {
	for _, k := range slices.SortedFunc(maps.Keys(change), key.compare) {
		c := change[k]
		if *c == (sum{}) {
			continue
		}
		if err := db.Write(ctx, tx, add, k.store, k.currency, k.slot, c.orders, c.total); err != nil {
			return err
		}
	}
	return nil
}

// countOrder writes what of one order is counted from now on, and adds what that changes.
func countOrder(ctx context.Context, tx db.Tx, parts []order.Taking, before map[string]int64, change map[key]*sum) error {
	add := func(p order.Taking, store string, orders, total int64) {
		plus(change, key{store, p.Currency, p.PlacedAt.UTC().Truncate(slot)}, orders, total)
	}
	var was, is int64 // whether the order counts as one of the market's
	for _, p := range parts {
		old, counted := before[p.StoreID]
		if counted {
			was = 1
		}
		switch {
		case p.Status != order.Cancelled:
			is = 1
			if counted && old == p.Total {
				continue
			}
			if err := db.Write(ctx, tx, saveCounted, p.OrderID, p.StoreID, p.Total); err != nil {
				return err
			}
			add(p, market, 0, p.Total-old)
			add(p, p.StoreID, one(!counted), p.Total-old)
		case counted:
			if err := db.Write(ctx, tx, deleteOne, p.OrderID, p.StoreID); err != nil {
				return err
			}
			add(p, market, 0, -old)
			add(p, p.StoreID, -1, -old)
		}
	}
	if was != is {
		add(parts[0], market, is-was, 0)
	}
	return nil
}

func one(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}

// Sound reports stores whose sums are not those of their counted orders.
func (s *Service) Sound(ctx context.Context, q db.Querier, r *verify.Report) error {
	c := r.Check("analytics.sales", "The sales of each store, and of all of them, are the sum of the orders that are counted.")
	var all [3]map[string]sum // counted, by slots, by days
	stores := map[string]bool{}
	for i, stmt := range []*db.Stmt{countedSums, salesSums, daySums} {
		all[i] = map[string]sum{}
		err := db.Each(ctx, q, stmt, func(row storeRow) error {
			stores[row.StoreID] = true
			all[i][row.StoreID] = sum{row.Orders, row.Total}
			return nil
		})
		if err != nil {
			return err
		}
	}
	for id := range stores {
		c.Look(1)
		at := fmt.Sprintf("store %q", id)
		verify.Want(c, at, "orders and total of its slots", all[1][id], all[0][id])
		if id != market {
			verify.Want(c, at, "orders and total of its days", all[2][id], all[0][id])
		}
	}
	return nil
}
