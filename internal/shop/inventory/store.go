package inventory

import (
	"cmp"
	"context"
	"embed"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/page"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations is the room's schema.
func Migrations() db.Migrations {
	sub, err := fs.Sub(files, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return db.Migrations{Room: "inventory", FS: sub}
}

const (
	levelCols       = `variant_id, location_id, store_id, on_hand, reserved, incoming, safety, allow_backorder, tracked`
	reservationCols = `order_id, line_id, variant_id, location_id, store_id, quantity, committed, released, restocked, counted`
	movementCols    = `id, variant_id, location_id, on_hand_delta, reserved_delta, reason, order_id, note, actor_id, created_at`
)

var (
	insertLocation = db.SQL(`INSERT INTO inventory_locations (id, store_id, name, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (store_id) DO NOTHING`)
	selectLocation = db.SQL(`SELECT id FROM inventory_locations WHERE store_id = $1`)

	selectLevels = db.SQL(`SELECT ` + levelCols + ` FROM inventory_levels WHERE variant_id IN ($1...)`)
	// lockLevels takes rows in the order of variants, as reserving does (I4).
	lockLevels  = db.SQL(`SELECT ` + levelCols + ` FROM inventory_levels WHERE variant_id IN ($1...) ORDER BY variant_id, location_id`).ForUpdate()
	insertLevel = db.SQL(`INSERT INTO inventory_levels (` + levelCols + `) VALUES ($1, $2, $3, 0, 0, 0, 0, FALSE, TRUE) ON CONFLICT (variant_id, location_id) DO NOTHING`)
	updateLevel = db.SQL(`UPDATE inventory_levels SET on_hand = $3, incoming = $4, safety = $5, allow_backorder = $6, tracked = $7
		WHERE variant_id = $1 AND location_id = $2`)
	// promise is the one statement that decides who gets the last piece (I1).
	promise = db.SQL(`UPDATE inventory_levels SET reserved = reserved + $2
		WHERE variant_id = $1 AND tracked AND (allow_backorder OR on_hand - reserved - safety >= $2) RETURNING ` + levelCols)
	moveLevel = db.SQL(`UPDATE inventory_levels SET on_hand = on_hand + $3, reserved = reserved + $4
		WHERE variant_id = $1 AND location_id = $2 AND reserved + $4 >= 0`)
	deleteStoreLevels = db.SQL(`DELETE FROM inventory_levels WHERE store_id = $1`)
	deleteLocation    = db.SQL(`DELETE FROM inventory_locations WHERE store_id = $1`)
	deleteLedger      = db.SQL(`DELETE FROM inventory_ledger WHERE variant_id IN ($1...)`)
	deleteLevels      = db.SQL(`DELETE FROM inventory_levels WHERE variant_id IN ($1...) AND reserved = 0`)
	levels            = db.NewList(db.ListSpec{
		Select:  `SELECT ` + levelCols + ` FROM inventory_levels`,
		Filters: map[string]string{"store": "store_id = $?", "+store": "/*+*/store_id = $?", "variant": "variant_id = $?"},
		Sets:    func(string) [][]string { return [][]string{nil, {"store"}, {"variant"}, {"+store", "variant"}} },
		Sorts:   map[string][]string{"variant": {"variant_id", "location_id"}},
	})

	lockReservationsOf = db.SQL(`SELECT ` + reservationCols + ` FROM inventory_reservations WHERE order_id IN ($1...) ORDER BY order_id, line_id`).ForUpdate()
	deleteReservations = db.SQL(`DELETE FROM inventory_reservations WHERE order_id IN ($1...)`)
	insertReservation  = db.SQL(`INSERT INTO inventory_reservations (` + reservationCols + `, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, 0, 0, 0, $7, $8)`)
	selectReservations = db.SQL(`SELECT ` + reservationCols + ` FROM inventory_reservations WHERE order_id = $1 ORDER BY line_id`)
	lockReservations   = db.SQL(`SELECT ` + reservationCols + ` FROM inventory_reservations WHERE order_id = $1 ORDER BY line_id`).ForUpdate()
	settleReservation  = db.SQL(`UPDATE inventory_reservations SET committed = committed + $3, released = released + $4, restocked = restocked + $5
		WHERE order_id = $1 AND line_id = $2 AND committed + released + $3 + $4 <= quantity AND restocked + $5 <= committed`)

	reservationsOf = db.SQL(`SELECT ` + reservationCols + ` FROM inventory_reservations WHERE order_id IN ($1...) ORDER BY order_id, line_id`)

	levelsAfter = db.SQL(`SELECT ` + levelCols + ` FROM inventory_levels WHERE variant_id > $1 ORDER BY variant_id, location_id LIMIT 500`)
	sumMoves    = db.SQL(`SELECT variant_id, location_id, CAST(SUM(on_hand_delta) AS BIGINT) AS on_hand, CAST(SUM(reserved_delta) AS BIGINT) AS reserved
		FROM inventory_ledger WHERE variant_id IN ($1...) GROUP BY variant_id, location_id`)
	sumClaims = db.SQL(`SELECT variant_id, location_id, 0 AS on_hand, CAST(SUM(quantity - committed - released) AS BIGINT) AS reserved
		FROM inventory_reservations WHERE variant_id IN ($1...) AND counted GROUP BY variant_id, location_id`)
	countReservations  = db.SQL(`SELECT COUNT(*) FROM inventory_reservations`).Whole()
	brokenReservations = db.SQL(`SELECT order_id || ' ' || line_id AS id, 'more is settled than was reserved' AS problem FROM inventory_reservations
		WHERE committed + released > quantity OR committed < 0 OR released < 0 OR restocked < 0 OR restocked > committed`).Whole()

	insertMovement = db.SQL(`INSERT INTO inventory_ledger (` + movementCols + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`)
	movements      = db.NewList(db.ListSpec{
		Select:  `SELECT ` + movementCols + ` FROM inventory_ledger`,
		Filters: map[string]string{"variant": "variant_id = $?"},
		Sorts:   map[string][]string{"-id": {"id DESC"}},
	})
)

// getLevels returns the level of each variant; a store has one location.
func getLevels(ctx context.Context, q db.Querier, variantIDs []string) (map[string]Level, error) {
	out := make(map[string]Level, len(variantIDs))
	for chunk := range slices.Chunk(variantIDs, db.MaxIn) {
		rows, err := db.All[Level](ctx, q, selectLevels, chunk)
		if err != nil {
			return nil, err
		}
		for _, l := range rows {
			out[l.VariantID] = l
		}
	}
	return out, nil
}

// lockedLevels locks and returns the levels of few variants.
func lockedLevels(ctx context.Context, tx db.Tx, variantIDs []string) (map[string]Level, error) {
	rows, err := db.All[Level](ctx, tx, lockLevels, variantIDs)
	out := make(map[string]Level, len(rows))
	for _, l := range rows {
		out[l.VariantID] = l
	}
	return out, err
}

// promiseLevel reserves quantity of a tracked variant; false when it has not
// that much, is not tracked or has no level.
func promiseLevel(ctx context.Context, tx db.Tx, variantID string, quantity int64) (Level, bool, error) {
	l, err := db.Get[Level](ctx, tx, promise, variantID, quantity)
	if errors.Is(err, db.ErrNoRows) {
		return Level{}, false, nil
	}
	return l, err == nil, err
}

// locationOf returns the store's location, making it when it is missing.
func (s *Service) locationOf(ctx context.Context, tx db.Tx, storeID string) (string, error) {
	at, err := db.Get[string](ctx, tx, selectLocation, storeID)
	if !errors.Is(err, db.ErrNoRows) {
		return at, err
	}
	if _, err := db.Exec(ctx, tx, insertLocation, s.ids.New("loc_"), storeID, "Default", s.clock.Now()); err != nil {
		return "", err
	}
	return db.Get[string](ctx, tx, selectLocation, storeID)
}

// record writes a row of the ledger (I2).
func (s *Service) record(ctx context.Context, tx db.Tx, m Movement) error {
	return db.Write(ctx, tx, insertMovement, s.ids.New("stk_"), m.VariantID, m.LocationID, m.OnHandDelta, m.ReservedDelta, m.Reason,
		m.OrderID, m.Note, actor.From(ctx).ID(), s.clock.Now())
}

type levelFilter struct {
	scope            actor.Scope
	storeID, variant string
}

// listLevels reads one page store by store: no index is in the order of a page
// over several.
func listLevels(ctx context.Context, q db.Querier, f levelFilter, p page.Request) (page.List[Level], error) {
	key := func(l Level) []any { return []any{l.VariantID, l.LocationID} }
	if f.scope.All && f.storeID == "" {
		return db.Page(ctx, q, f.query(""), p, key)
	}
	stores := f.scope.StoreIDs
	if f.storeID != "" {
		if !f.scope.Has(f.storeID) {
			return page.List[Level]{Items: []Level{}}, nil
		}
		stores = []string{f.storeID}
	}
	out := page.List[Level]{Items: []Level{}}
	for _, id := range stores {
		part, err := db.Page(ctx, q, f.query(id), p, key)
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, part.Items...)
		if part.Next != "" {
			out.Next = part.Next // there is more; where, is told below
		}
	}
	if len(stores) == 1 {
		return out, nil
	}
	slices.SortFunc(out.Items, func(a, b Level) int {
		return cmp.Or(strings.Compare(a.VariantID, b.VariantID), strings.Compare(a.LocationID, b.LocationID))
	})
	if n := p.Size(); len(out.Items) > n {
		out.Items = out.Items[:n]
		out.Next = page.Encode("variant", key(out.Items[n-1])...)
	} else if out.Next != "" {
		out.Next = page.Encode("variant", key(out.Items[len(out.Items)-1])...)
	}
	return out, nil
}

func (f levelFilter) query(storeID string) *db.ListQuery {
	lq := levels.Query("variant", 0)
	store := "store"
	if f.variant != "" {
		lq.Where("variant", f.variant)
		store = "+store"
	}
	if storeID != "" {
		lq.Where(store, storeID)
	}
	return lq
}

func listMovements(ctx context.Context, q db.Querier, variantID string, p page.Request) (page.List[Movement], error) {
	lq := movements.Query("-id", 0).Where("variant", variantID)
	return db.Page(ctx, q, lq, p, func(m Movement) []any { return []any{m.ID} })
}
