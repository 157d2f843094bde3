package pricing

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/money"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations is the room's schema.
func Migrations() db.Migrations {
	sub, err := fs.Sub(files, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return db.Migrations{Room: "pricing", FS: sub}
}

const priceCols = `id, variant_id, currency, amount, compare_at, price_group, min_quantity, valid_from, valid_until`

var (
	selectPrices = db.SQL(`SELECT ` + priceCols + ` FROM pricing_prices WHERE variant_id IN ($1...) ORDER BY variant_id, id`)
	makeSet      = db.SQL(`INSERT INTO pricing_sets (variant_id, store_id) VALUES ($1, $2) ON CONFLICT (variant_id) DO NOTHING`)
	// lockSet comes before the set is read: who waited for it sees what the
	// other wrote.
	lockSet     = db.SQL(`SELECT store_id FROM pricing_sets WHERE variant_id = $1`).ForUpdate()
	deleteSet   = db.SQL(`DELETE FROM pricing_sets WHERE variant_id = $1`)
	insertPrice = db.SQL(`INSERT INTO pricing_prices (` + priceCols + `, created_at, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)`)
	updatePrice  = db.SQL(`UPDATE pricing_prices SET amount = $2, compare_at = $3, valid_until = $4, updated_at = $5 WHERE id = $1`)
	deletePrices = db.SQL(`DELETE FROM pricing_prices WHERE id IN ($1...)`)
)

type priceRow struct {
	ID, VariantID         string
	Currency              money.Currency
	Amount                int64
	CompareAt             *int64
	PriceGroup            string
	MinQuantity           int64
	ValidFrom, ValidUntil *time.Time
}

func (r priceRow) price() Price {
	return Price{
		ID: r.ID, VariantID: r.VariantID, Currency: r.Currency, Amount: r.Amount, CompareAt: r.CompareAt,
		Group: r.PriceGroup, MinQuantity: r.MinQuantity, From: r.ValidFrom, Until: r.ValidUntil,
	}
}

func getPrices(ctx context.Context, q db.Querier, variantIDs []string) (map[string][]Price, error) {
	sets := make(map[string][]Price, len(variantIDs))
	err := inChunks(variantIDs, func(ids []string) error {
		rows, err := db.All[priceRow](ctx, q, selectPrices, ids)
		for _, r := range rows {
			sets[r.VariantID] = append(sets[r.VariantID], r.price())
		}
		return err
	})
	return sets, err
}

// lockedSet makes sure the variant has a set, locks it, and returns whose it is
// and what it holds.
func lockedSet(ctx context.Context, tx db.Tx, variantID, storeID string) (owner string, set []Price, err error) {
	if _, err = db.Exec(ctx, tx, makeSet, variantID, storeID); err != nil {
		return "", nil, err
	}
	if owner, err = db.Get[string](ctx, tx, lockSet, variantID); err != nil {
		return "", nil, err
	}
	sets, err := getPrices(ctx, tx, []string{variantID})
	return owner, sets[variantID], err
}

// dropSet locks and removes a set and returns whose it was and what it held;
// nothing when there was none.
func dropSet(ctx context.Context, tx db.Tx, variantID string) (owner string, set []Price, err error) {
	owner, err = db.Get[string](ctx, tx, lockSet, variantID)
	if errors.Is(err, db.ErrNoRows) {
		return "", nil, nil
	}
	if err != nil {
		return "", nil, err
	}
	sets, err := getPrices(ctx, tx, []string{variantID})
	if err != nil {
		return "", nil, err
	}
	if err := removePrices(ctx, tx, idsOf(sets[variantID])); err != nil {
		return "", nil, err
	}
	_, err = db.Exec(ctx, tx, deleteSet, variantID)
	return owner, sets[variantID], err
}

func idsOf(prices []Price) []string {
	ids := make([]string, len(prices))
	for i, p := range prices {
		ids[i] = p.ID
	}
	return ids
}

func removePrices(ctx context.Context, tx db.Tx, ids []string) error {
	return inChunks(ids, func(ids []string) error {
		_, err := db.Exec(ctx, tx, deletePrices, ids)
		return err
	})
}

// inChunks works a long list as often as a statement takes.
func inChunks(ids []string, fn func([]string) error) error {
	for len(ids) > 0 {
		n := min(len(ids), db.MaxIn)
		if err := fn(ids[:n]); err != nil {
			return err
		}
		ids = ids[n:]
	}
	return nil
}
