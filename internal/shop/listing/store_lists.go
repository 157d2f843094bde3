package listing

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/kit/text"
)

const (
	cardCols = `p.product_id, p.store_id, p.handle, p.title, p.in_stock, p.backorder, p.card, t.handle AS store_handle, t.name AS store_name,
		r.low, r.high, r.compare_at, p.title_sort, p.created_at`
	alsoOn = `EXISTS (SELECT 1 FROM listing_shelves x WHERE x.shelf = $? AND x.product_id = s.product_id AND x.currency = s.currency)`
)

var (
	// shelfCards walks one shelf in the order of its index and looks the rest up by key; further shelves only check.
	shelfCards = db.NewList(db.ListSpec{
		Select: `SELECT ` + cardCols + ` FROM listing_shelves s
			JOIN listing_products p ON p.product_id = s.product_id
			JOIN listing_stores t ON t.store_id = s.store_id
			JOIN listing_prices r ON r.product_id = s.product_id AND r.currency = s.currency`,
		Where: `t.open = TRUE`,
		Filters: map[string]string{
			"shelf": `s.shelf = $? AND s.currency = $?`, "also": alsoOn, "and_also": alsoOn,
			"in_stock": `s.in_stock = TRUE`, "out_of_stock": `s.in_stock = FALSE`,
			"price_min": `s.price >= $?`, "price_max": `s.price <= $?`,
			// In other orders the planner must not walk the prices and sort: + 0 keeps it on the order's own index.
			"residual_min": `s.price + 0 >= $?`, "residual_max": `s.price + 0 <= $?`,
		},
		Sorts: map[string][]string{
			SortNew:       {"s.created_at DESC", "s.product_id DESC"},
			SortPriceUp:   {"s.price", "s.product_id"},
			SortPriceDown: {"s.price DESC", "s.product_id DESC"},
			SortTitle:     {"s.title_sort", "s.product_id"},
			// The prices lead, and what they find is sorted.
			"few:" + SortNew:   {"s.created_at + 0 DESC", "s.product_id DESC"},
			"few:" + SortTitle: {"s.title_sort || ''", "s.product_id"},
		},
		Sets: shelfSets,
	})
	// fewPrices is how many products of a shelf lie in a range of prices, as far as it matters.
	fewPrices = db.SQL(`SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM listing_shelves WHERE shelf = $1 AND currency = $2 AND price >= $3 AND price <= $4 LIMIT $5) f`)
	cardsByID = db.SQL(`SELECT ` + cardCols + ` FROM listing_products p
		JOIN listing_stores t ON t.store_id = p.store_id
		JOIN listing_prices r ON r.product_id = p.product_id AND r.currency = $2
		WHERE p.product_id IN ($1...) AND p.public = TRUE AND t.open = TRUE`)
	cardsByHandle = db.SQL(`SELECT ` + cardCols + ` FROM listing_products p
		JOIN listing_stores t ON t.store_id = p.store_id
		JOIN listing_prices r ON r.product_id = p.product_id AND r.currency = $2
		WHERE p.handle IN ($1...) AND p.public = TRUE AND t.open = TRUE`)
	publicByID     = db.SQL(`SELECT p.product_id FROM listing_products p JOIN listing_stores t ON t.store_id = p.store_id WHERE p.product_id = $1 AND p.public = TRUE AND t.open = TRUE`)
	publicByHandle = db.SQL(`SELECT p.product_id FROM listing_products p JOIN listing_stores t ON t.store_id = p.store_id WHERE p.handle = $1 AND p.public = TRUE AND t.open = TRUE`)

	staffProducts = db.NewList(db.ListSpec{
		Select: `SELECT p.product_id, p.title_sort, p.created_at FROM listing_products p`,
		Filters: map[string]string{
			"store": `p.store_id = $?`, "status": `p.status = $?`, "+status": `/*+*/p.status = $?`,
			"in_stock": `p.in_stock = $?`, "needle": `p.needle LIKE $? ESCAPE '\'`,
		},
		Sets: staffSets,
		Sorts: map[string][]string{
			SortNew:   {"p.created_at DESC", "p.product_id DESC"},
			SortTitle: {"p.title_sort", "p.product_id"},
		},
	})
	documentRows = db.SQL(`SELECT p.product_id, p.public, t.open, p.version + t.version AS version, p.in_stock
		FROM listing_products p JOIN listing_stores t ON t.store_id = p.store_id WHERE p.product_id IN ($1...)`)
)

// few is how many products are read whole and sorted for one page. A range of prices that has more of a shelf is so wide
// that a walk in the order of the page soon meets it, and to read and sort it costs more than the walk.
const few = 256

// shelfSets are the filters listCards asks for together.
func shelfSets(sort string) (sets [][]string) {
	prices := [][]string{nil, {"price_max", "price_min"}}
	switch sort {
	case SortNew, SortTitle:
		prices = [][]string{nil, {"residual_max", "residual_min"}}
	case "few:" + SortNew, "few:" + SortTitle:
		prices = prices[1:]
	}
	for _, on := range [][]string{{"shelf"}, {"also", "shelf"}, {"also", "and_also", "shelf"}} {
		for _, stock := range [][]string{nil, {"in_stock"}, {"out_of_stock"}} {
			for _, bounds := range prices {
				set := slices.Concat(on, stock, bounds)
				slices.Sort(set)
				sets = append(sets, set)
			}
		}
	}
	return sets
}

// byPrice says whether the prices shall lead although the page is in another order.
func (f Filter) byPrice(ctx context.Context, q db.Querier, c money.Currency, sort string) (bool, error) {
	if f.PriceMin == nil && f.PriceMax == nil || sort != SortNew && sort != SortTitle {
		return false, nil
	}
	low, high := int64(0), int64(math.MaxInt64)
	if f.PriceMin != nil {
		low = *f.PriceMin
	}
	if f.PriceMax != nil {
		high = *f.PriceMax
	}
	n, err := db.Get[int64](ctx, q, fewPrices, f.shelves()[0], c, low, high, few+1)
	return n <= few, err
}

// listCards reads one page of a shelf.
func listCards(ctx context.Context, q db.Querier, f Filter, c money.Currency, sort string, p page.Request) (page.List[cardRow], error) {
	led, err := f.byPrice(ctx, q, c, sort)
	if err != nil {
		return page.List[cardRow]{}, err
	}
	lq := shelfCards.Query(sort, p.Size()+1)
	if led {
		lq = shelfCards.Query("few:"+sort, p.Size()+1)
	}
	shelves := f.shelves()
	lq.Where("shelf", shelves[0], c)
	for i, name := range []string{"also", "and_also"} {
		if len(shelves) > i+1 {
			lq.Where(name, shelves[i+1])
		}
	}
	if f.InStock != nil && *f.InStock {
		lq.Where("in_stock")
	}
	if f.InStock != nil && !*f.InStock {
		lq.Where("out_of_stock")
	}
	bounds := "residual_"
	if led || sort == SortPriceUp || sort == SortPriceDown {
		bounds = "price_"
	}
	if f.PriceMin != nil {
		lq.Where(bounds+"min", *f.PriceMin)
	}
	if f.PriceMax != nil {
		lq.Where(bounds+"max", *f.PriceMax)
	}
	if p.Cursor != "" {
		after, err := readCursor(p.Cursor, sort, string(c))
		if err != nil {
			return page.List[cardRow]{}, err
		}
		lq.After(after...)
	}
	st, args, err := lq.Build()
	if err != nil {
		return page.List[cardRow]{}, err
	}
	rows, err := db.All[cardRow](ctx, q, st, args...)
	return page.Cut(rows, p.Size(), sort+string(c), func(r cardRow) []any { return r.key(sort) }), err
}

// shelves lists the shelves a filter asks for, the one likely to be shortest first.
func (f Filter) shelves() []string {
	var out []string
	if f.CollectionID != "" {
		out = append(out, shelfCollection+f.CollectionID)
	}
	if f.StoreID != "" {
		out = append(out, shelfStore+f.StoreID)
	}
	if f.CategoryID != "" {
		out = append(out, shelfCategory+f.CategoryID)
	}
	if len(out) == 0 {
		return []string{shelfAll}
	}
	return out
}

func (r cardRow) key(sort string) []any {
	switch sort {
	case SortPriceUp, SortPriceDown:
		return []any{r.Low, r.ProductID}
	case SortTitle:
		return []any{r.TitleSort, r.ProductID}
	}
	return []any{db.Micros(r.CreatedAt), r.ProductID}
}

func readCursor(cursor, sort, currency string) ([]any, error) {
	var n int64
	var s, id string
	if sort == SortTitle {
		err := page.Decode(cursor, sort+currency, &s, &id)
		return []any{s, id}, err
	}
	err := page.Decode(cursor, sort+currency, &n, &id)
	return []any{n, id}, err
}

// getCards reads cards by id; those shoppers may not see are left out.
func getCards(ctx context.Context, q db.Querier, ids []string, c money.Currency) (map[string]cardRow, error) {
	out := make(map[string]cardRow, len(ids))
	err := eachChunk(ids, func(chunk []string) error {
		rows, err := db.All[cardRow](ctx, q, cardsByID, chunk, c)
		for _, r := range rows {
			out[r.ProductID] = r
		}
		return err
	})
	return out, err
}

// publicID finds a product shoppers may see. Returns ErrNotFound.
func publicID(ctx context.Context, q db.Querier, st *db.Stmt, key string) (string, error) {
	id, err := db.Get[string](ctx, q, st, key)
	if errors.Is(err, db.ErrNoRows) {
		return "", ErrNotFound
	}
	return id, err
}

// staffRow is a row of the dashboard's list before it is looked up.
type staffRow struct {
	ProductID string
	TitleSort string
	CreatedAt time.Time
}

// staffSets are the filters listStaff asks for together: the store leads, without one the status.
func staffSets(string) (sets [][]string) {
	for _, lead := range [][]string{nil, {"status"}, {"store"}, {"+status", "store"}} {
		for _, stock := range [][]string{nil, {"in_stock"}} {
			for _, text := range [][]string{nil, {"needle"}} {
				set := slices.Concat(lead, stock, text)
				slices.Sort(set)
				sets = append(sets, set)
			}
		}
	}
	return sets
}

// listStaff finds one page of products in a scope, store by store: no index is in the order of a page over several. A
// text is looked for row by row in the order of the list: the scope and the page bound it, not an index.
func listStaff(ctx context.Context, q db.Querier, scope actor.Scope, f Search, sort string, p page.Request) (page.List[staffRow], error) {
	stores := []string{""} // all of them
	switch {
	case f.StoreID != "":
		stores = []string{f.StoreID}
	case !scope.All:
		stores = scope.StoreIDs
	}
	var found []staffRow
	for _, id := range stores {
		rows, err := listStaffOf(ctx, q, id, f, sort, p)
		if err != nil {
			return page.List[staffRow]{}, err
		}
		found = append(found, rows...)
	}
	if len(stores) > 1 {
		slices.SortFunc(found, func(a, b staffRow) int {
			if sort == SortTitle {
				return cmp.Or(strings.Compare(a.TitleSort, b.TitleSort), strings.Compare(a.ProductID, b.ProductID))
			}
			return -cmp.Or(a.CreatedAt.Compare(b.CreatedAt), strings.Compare(a.ProductID, b.ProductID))
		})
		found = found[:min(p.Size()+1, len(found))]
	}
	return page.Cut(found, p.Size(), sort+"staff", func(r staffRow) []any {
		if sort == SortTitle {
			return []any{r.TitleSort, r.ProductID}
		}
		return []any{db.Micros(r.CreatedAt), r.ProductID}
	}), nil
}

func listStaffOf(ctx context.Context, q db.Querier, storeID string, f Search, sort string, p page.Request) ([]staffRow, error) {
	lq := staffProducts.Query(sort, p.Size()+1)
	status := "status"
	if storeID != "" {
		lq.Where("store", storeID)
		status = "+status"
	}
	if f.Status != "" {
		lq.Where(status, f.Status)
	}
	if f.InStock != nil {
		lq.Where("in_stock", *f.InStock)
	}
	if f.Text != "" {
		lq.Where("needle", "%"+db.EscapeLike(text.Fold(f.Text))+"%")
	}
	if p.Cursor != "" {
		after, err := readCursor(p.Cursor, sort, "staff")
		if err != nil {
			return nil, err
		}
		lq.After(after...)
	}
	st, args, err := lq.Build()
	if err != nil {
		return nil, err
	}
	return db.All[staffRow](ctx, q, st, args...)
}

// rangesOf reads what products cost everyone now.
func rangesOf(ctx context.Context, q db.Querier, ids []string) (map[string][]PriceRange, error) {
	rows, err := db.All[priceRow](ctx, q, pricesOf, ids)
	out := map[string][]PriceRange{}
	for _, r := range rows {
		out[r.ProductID] = append(out[r.ProductID], PriceRange{money.New(r.Low, r.Currency), money.New(r.High, r.Currency)})
	}
	return out, err
}
