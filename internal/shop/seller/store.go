package seller

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/kit/text"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations is the room's schema.
func Migrations() db.Migrations {
	sub, err := fs.Sub(files, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return db.Migrations{Room: "seller", FS: sub}
}

const (
	sellerCols = `id, name, email, status, house, version, created_at`
	storeCols  = `s.id, s.seller_id, s.handle, s.name, s.description, s.email, s.phone, s.logo_url, s.status,
		p.status AS seller_status, s.address, s.policies, s.version, s.created_at`
	storeFrom = ` FROM seller_stores s JOIN seller_sellers p ON p.id = s.seller_id`
)

var (
	insertHouse = db.SQL(`INSERT INTO seller_sellers (id, name, email, status, house, version, created_at)
		VALUES ($1, $2, '', $3, TRUE, 1, $4) ON CONFLICT (id) DO NOTHING`)
	insertSeller = db.SQL(`INSERT INTO seller_sellers (id, name, email, status, house, version, created_at) VALUES ($1, $2, $3, $4, $5, 1, $6)`)
	selectSeller = db.SQL(`SELECT ` + sellerCols + ` FROM seller_sellers WHERE id = $1`)
	updateStatus = db.SQL(`UPDATE seller_sellers SET status = $2, version = $3 WHERE id = $1`)
	sellers      = db.NewList(db.ListSpec{
		Select:  `SELECT ` + sellerCols + ` FROM seller_sellers`,
		Filters: map[string]string{"status": "status = $?"},
		Sorts:   map[string][]string{"-id": {"id DESC"}},
	})
	insertStore = db.SQL(`INSERT INTO seller_stores (id, seller_id, handle, name, description, email, phone, logo_url, status, address, policies, version, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (handle) DO NOTHING`)
	updateStore = db.SQL(`UPDATE seller_stores SET seller_id = $2, handle = $3, name = $4, description = $5, email = $6, phone = $7,
		logo_url = $8, status = $9, address = $10, policies = $11, version = $12, created_at = $13 WHERE id = $1`)
	selectStore    = db.SQL(`SELECT ` + storeCols + storeFrom + ` WHERE s.id = $1`)
	lockStoreRow   = db.SQL(`SELECT id FROM seller_stores WHERE id = $1`).ForUpdate()
	lockSellerRow  = db.SQL(`SELECT ` + sellerCols + ` FROM seller_sellers WHERE id = $1`).ForUpdate()
	storeByHandle  = db.SQL(`SELECT ` + storeCols + storeFrom + ` WHERE s.handle = $1`)
	shownByHandle  = db.SQL(`SELECT ` + storeCols + storeFrom + ` WHERE s.handle IN ($1...) AND s.status = 'active' AND p.status = $2`)
	storesByID     = db.SQL(`SELECT ` + storeCols + storeFrom + ` WHERE s.id IN ($1...)`)
	selectStoreIDs = db.SQL(`SELECT id FROM seller_stores WHERE seller_id = $1 ORDER BY id LIMIT 500`)
	deleteStore    = db.SQL(`DELETE FROM seller_stores WHERE id = $1`)
	deleteSeller   = db.SQL(`DELETE FROM seller_sellers WHERE id = $1`)
	countSellers   = db.SQL(`SELECT COUNT(*) FROM seller_sellers WHERE house = FALSE`)
	countStores    = db.SQL(`SELECT COUNT(*) FROM seller_stores`)
	stores         = db.NewList(db.ListSpec{
		Select:  `SELECT ` + storeCols + storeFrom,
		Filters: map[string]string{"ids": "s.id IN ($?...)", "visible": "s.status = 'active' AND p.status = $?"},
		Sorts:   map[string][]string{"name": {"s.name", "s.id"}},
	})
	// storeNames is what is looked through: a store's texts are long.
	storeNames = db.NewList(db.ListSpec{
		Select:  `SELECT s.id, s.handle, s.name, s.email FROM seller_stores s`,
		Filters: map[string]string{"ids": "s.id IN ($?...)"},
		Sorts:   map[string][]string{"name": {"s.name", "s.id"}},
	})
)

type storeRow struct {
	ID, SellerID, Handle, Name, Description, Email, Phone, LogoURL string
	Status                                                         StoreStatus
	SellerStatus                                                   Status
	Address                                                        db.JSON[address.Address]
	Policies                                                       db.JSON[Policies]
	Version                                                        int64
	CreatedAt                                                      time.Time
}

func (r storeRow) store() Store {
	return Store{ID: r.ID, SellerID: r.SellerID, Handle: r.Handle, Name: r.Name, Description: r.Description, Email: r.Email, Phone: r.Phone,
		LogoURL: r.LogoURL, Status: r.Status, SellerStatus: r.SellerStatus, Address: r.Address.V, Policies: r.Policies.V, Version: r.Version, CreatedAt: r.CreatedAt}
}

func storeArgs(v Store) []any {
	return []any{v.ID, v.SellerID, v.Handle, v.Name, v.Description, v.Email, v.Phone, v.LogoURL, v.Status, db.JSONOf(v.Address), db.JSONOf(v.Policies), v.Version, v.CreatedAt}
}

// orNotFound turns a missing row into the room's refusal.
func orNotFound(err, refusal error) error {
	if errors.Is(err, db.ErrNoRows) {
		return refusal
	}
	return err
}

func getSeller(ctx context.Context, q db.Querier, id string) (Seller, error) {
	v, err := db.Get[Seller](ctx, q, selectSeller, id)
	return v, orNotFound(err, ErrNotFound)
}

func lockSeller(ctx context.Context, tx db.Tx, id string) (Seller, error) {
	v, err := db.Get[Seller](ctx, tx, lockSellerRow, id)
	return v, orNotFound(err, ErrNotFound)
}

func getStore(ctx context.Context, q db.Querier, id string) (Store, error) {
	r, err := db.Get[storeRow](ctx, q, selectStore, id)
	return r.store(), orNotFound(err, ErrStoreNotFound)
}

// lockStore locks the row first and reads it then, so that the version seen is
// the one that will be changed.
func lockStore(ctx context.Context, tx db.Tx, id string) (Store, error) {
	if _, err := db.Get[string](ctx, tx, lockStoreRow, id); err != nil {
		return Store{}, orNotFound(err, ErrStoreNotFound)
	}
	return getStore(ctx, tx, id)
}

func getStoreByHandle(ctx context.Context, q db.Querier, handle string) (Store, error) {
	r, err := db.Get[storeRow](ctx, q, storeByHandle, handle)
	return r.store(), orNotFound(err, ErrStoreNotFound)
}

func getStores(ctx context.Context, q db.Querier, ids []string) (map[string]Store, error) {
	rows, err := db.All[storeRow](ctx, q, storesByID, ids)
	out := make(map[string]Store, len(rows))
	for _, r := range rows {
		out[r.ID] = r.store()
	}
	return out, err
}

func getShown(ctx context.Context, q db.Querier, handles []string) (map[string]Store, error) {
	rows, err := db.All[storeRow](ctx, q, shownByHandle, handles, Approved)
	out := make(map[string]Store, len(rows))
	for _, r := range rows {
		out[r.Handle] = r.store()
	}
	return out, err
}

func listSellers(ctx context.Context, q db.Querier, f Filter, p page.Request) (page.List[Seller], error) {
	lq := sellers.Query("-id", 0)
	if f.Status != "" {
		lq.Where("status", f.Status)
	}
	key := func(v Seller) []any { return []any{v.ID} }
	if f.Text == "" {
		return db.Page(ctx, q, lq, p, key)
	}
	begins := text.Begins(f.Text)
	return db.Find(ctx, q, lq, p, key, func(v Seller) bool { return begins(v.Name, v.Email) })
}

type storeFilter struct {
	scope   *actor.Scope
	visible bool
}

func listStores(ctx context.Context, q db.Querier, f storeFilter, p page.Request) (page.List[Store], error) {
	lq := stores.Query("name", 0)
	if f.scope != nil && !f.scope.All {
		lq.Where("ids", f.scope.StoreIDs)
	}
	if f.visible {
		lq.Where("visible", Approved)
	}
	l, err := db.Page(ctx, q, lq, p, func(r storeRow) []any { return []any{r.Name, r.ID} })
	return page.Map(l, storeRow.store), err
}

type nameRow struct{ ID, Handle, Name, Email string }

// findStores lists the stores of a scope by what their names begin with.
func findStores(ctx context.Context, q db.Querier, scope actor.Scope, typed string, p page.Request) (page.List[Store], error) {
	lq := storeNames.Query("name", 0)
	if !scope.All {
		lq.Where("ids", scope.StoreIDs)
	}
	begins := text.Begins(typed)
	l, err := db.Find(ctx, q, lq, p, func(r nameRow) []any { return []any{r.Name, r.ID} }, func(r nameRow) bool { return begins(r.Name, r.Handle, r.Email) })
	if err != nil {
		return page.List[Store]{}, err
	}
	id := func(r nameRow) string { return r.ID }
	read, err := getStores(ctx, q, page.Map(l, id).Items)
	return page.Fill(l, id, read), err
}
