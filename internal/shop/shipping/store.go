package shipping

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations is the room's schema.
func Migrations() db.Migrations {
	sub, err := fs.Sub(files, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return db.Migrations{Room: "shipping", FS: sub}
}

const zoneCols = `id, store_id, name, position, places, rates, version, created_at`

var (
	insertZone = db.SQL(`INSERT INTO shipping_zones (id, store_id, name, position, places, rates, version, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, 1, $7)`)
	updateZone  = db.SQL(`UPDATE shipping_zones SET name = $2, position = $3, places = $4, rates = $5, version = $6 WHERE id = $1`)
	deleteZone  = db.SQL(`DELETE FROM shipping_zones WHERE id = $1`)
	selectZone  = db.SQL(`SELECT ` + zoneCols + ` FROM shipping_zones WHERE id = $1`)
	selectLock  = db.SQL(`SELECT ` + zoneCols + ` FROM shipping_zones WHERE id = $1`).ForUpdate()
	selectZones = db.SQL(`SELECT ` + zoneCols + ` FROM shipping_zones WHERE store_id = $1 ORDER BY position, id LIMIT 100`)
	countZones  = db.SQL(`SELECT COUNT(*) FROM shipping_zones WHERE store_id = $1`)
)

type zoneRow struct {
	ID, StoreID, Name string
	Position          int64
	Places            db.JSON[[]Place]
	Rates             db.JSON[[]Rate]
	Version           int64
	CreatedAt         time.Time
}

func (r zoneRow) zone() Zone {
	z := Zone{ID: r.ID, StoreID: r.StoreID, Name: r.Name, Position: r.Position, Places: r.Places.V, Rates: r.Rates.V, Version: r.Version, CreatedAt: r.CreatedAt}
	if z.Rates == nil {
		z.Rates = []Rate{}
	}
	return z
}

func getZone(ctx context.Context, q db.Querier, zoneID string) (Zone, error) {
	r, err := db.Get[zoneRow](ctx, q, selectZone, zoneID)
	return r.zone(), orNotFound(err)
}

func lockZone(ctx context.Context, tx db.Tx, zoneID string) (Zone, error) {
	r, err := db.Get[zoneRow](ctx, tx, selectLock, zoneID)
	return r.zone(), orNotFound(err)
}

func orNotFound(err error) error {
	if errors.Is(err, db.ErrNoRows) {
		return ErrNotFound
	}
	return err
}

func zonesOf(ctx context.Context, q db.Querier, storeID string) ([]Zone, error) {
	rows, err := db.All[zoneRow](ctx, q, selectZones, storeID)
	zones := make([]Zone, len(rows))
	for i, r := range rows {
		zones[i] = r.zone()
	}
	return zones, err
}
