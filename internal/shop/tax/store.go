package tax

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/money"
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
	return db.Migrations{Room: "tax", FS: sub}
}

const (
	zoneCols = `id, name, version, created_at, updated_at`
	rateCols = `id, zone_id, name, category, rate, position, compound, shipping, reason, valid_from, valid_until`
)

var (
	zonesByName = db.NewList(db.ListSpec{
		Select: `SELECT ` + zoneCols + ` FROM tax_zones`,
		Sorts:  map[string][]string{"name": {"name", "id"}},
	})
	selectZone  = db.SQL(`SELECT ` + zoneCols + ` FROM tax_zones WHERE id = $1`)
	lockZoneRow = db.SQL(`SELECT id FROM tax_zones WHERE id = $1`).ForUpdate()
	insertZone  = db.SQL(`INSERT INTO tax_zones (` + zoneCols + `) VALUES ($1, $2, $3, $4, $5)`)
	updateZone  = db.SQL(`UPDATE tax_zones SET name = $2, version = $3, updated_at = $4 WHERE id = $1`)
	deleteZone  = db.SQL(`DELETE FROM tax_zones WHERE id = $1`)

	areasOfZones = db.SQL(`SELECT zone_id, country, region, postcode FROM tax_areas WHERE zone_id IN ($1...) ORDER BY zone_id, position`)
	// areasAround finds by the primary key every area that covers a place: the
	// lists hold the place's own values, all prefixes of its postcode, and ''.
	areasAround = db.SQL(`SELECT a.zone_id, z.name, a.country, a.region, a.postcode FROM tax_areas a JOIN tax_zones z ON z.id = a.zone_id
		WHERE a.country IN ($1...) AND a.region IN ($2...) AND a.postcode IN ($3...)`)
	insertArea  = db.SQL(`INSERT INTO tax_areas (country, region, postcode, zone_id, position) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (country, region, postcode) DO NOTHING`)
	deleteAreas = db.SQL(`DELETE FROM tax_areas WHERE zone_id = $1`)

	ratesOfZones = db.SQL(`SELECT ` + rateCols + ` FROM tax_rates WHERE zone_id IN ($1...) ORDER BY zone_id, position, id`)
	insertRate   = db.SQL(`INSERT INTO tax_rates (` + rateCols + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`)
	deleteRates  = db.SQL(`DELETE FROM tax_rates WHERE zone_id = $1`)
	ratesIn      = db.SQL(`SELECT id FROM tax_rates WHERE category = $1 LIMIT 1`)

	categoriesByCode = db.NewList(db.ListSpec{
		Select: `SELECT code, name FROM tax_categories`,
		Sorts:  map[string][]string{"code": {"code"}},
	})
	selectCategory = db.SQL(`SELECT code, name FROM tax_categories WHERE code = $1`)
	// lockCategories keeps categories from going while rates that name them come.
	lockCategories = db.SQL(`SELECT code FROM tax_categories WHERE code IN ($1...) ORDER BY code`).ForUpdate()
	putCategory    = db.SQL(`INSERT INTO tax_categories (code, name) VALUES ($1, $2) ON CONFLICT (code) DO UPDATE SET name = excluded.name`)
	deleteCategory = db.SQL(`DELETE FROM tax_categories WHERE code = $1`)
)

type zoneRow struct {
	ID, Name             string
	Version              int64
	CreatedAt, UpdatedAt time.Time
}

type areaRow struct {
	ZoneID, Name              string
	Country, Region, Postcode string
}

type rateRow struct {
	ID, ZoneID, Name, Category string
	Rate                       int64
	Position                   int64
	Compound, Shipping         bool
	Reason                     string
	ValidFrom, ValidUntil      *time.Time
}

func (r rateRow) rate() Rate {
	return Rate{
		ID: r.ID, Name: r.Name, Category: r.Category, Rate: money.Rate(r.Rate), Position: int(r.Position),
		Compound: r.Compound, Shipping: r.Shipping, Reason: r.Reason, From: r.ValidFrom, Until: r.ValidUntil,
	}
}

// zonesCovering returns the zones that cover a place in normal form, each with
// only those of its areas, and without rates.
func zonesCovering(ctx context.Context, q db.Querier, to Place) ([]Zone, error) {
	rows, err := db.All[areaRow](ctx, q, areasAround, []string{to.Country, ""}, []string{to.Region, ""}, prefixes(to.Postcode))
	var zones []Zone
	byID := map[string]int{}
	for _, r := range rows {
		i, ok := byID[r.ZoneID]
		if !ok {
			i = len(zones)
			byID[r.ZoneID] = i
			zones = append(zones, Zone{ID: r.ZoneID, Name: r.Name})
		}
		zones[i].Areas = append(zones[i].Areas, Area{Country: r.Country, Region: r.Region, Postcode: r.Postcode})
	}
	return zones, err
}

// prefixes are all beginnings of a postcode that an area may have, and "".
// Areas are capital letters and digits, so anything else ends the search.
func prefixes(postcode string) []string {
	list := []string{""}
	for end := 1; end <= min(len(postcode), maxPostcode) && isCode(postcode[end-1:end]); end++ {
		list = append(list, postcode[:end])
	}
	return list
}

func getRates(ctx context.Context, q db.Querier, zoneIDs []string) (map[string][]Rate, error) {
	rows, err := db.All[rateRow](ctx, q, ratesOfZones, zoneIDs)
	rates := make(map[string][]Rate, len(zoneIDs))
	for _, r := range rows {
		rates[r.ZoneID] = append(rates[r.ZoneID], r.rate())
	}
	return rates, err
}

func getZone(ctx context.Context, q db.Querier, zoneID string) (Zone, error) {
	r, err := db.Get[zoneRow](ctx, q, selectZone, zoneID)
	if err != nil {
		return Zone{}, orNotFound(err, ErrNotFound)
	}
	zones, err := withParts(ctx, q, []zoneRow{r})
	if err != nil {
		return Zone{}, err
	}
	return zones[0], nil
}

// lockZone locks the row first and reads then, so that the version seen is the
// one that will be changed.
func lockZone(ctx context.Context, tx db.Tx, zoneID string) (Zone, error) {
	if _, err := db.Get[string](ctx, tx, lockZoneRow, zoneID); err != nil {
		return Zone{}, orNotFound(err, ErrNotFound)
	}
	return getZone(ctx, tx, zoneID)
}

func listZones(ctx context.Context, q db.Querier, p page.Request) (page.List[Zone], error) {
	lq := zonesByName.Query("name", 0)
	l, err := db.Page(ctx, q, lq, p, func(r zoneRow) []any { return []any{r.Name, r.ID} })
	if err != nil {
		return page.List[Zone]{}, err
	}
	zones, err := withParts(ctx, q, l.Items)
	return page.List[Zone]{Items: zones, Next: l.Next}, err
}

// withParts adds the areas and rates of zones, in two reads for all of them.
func withParts(ctx context.Context, q db.Querier, rows []zoneRow) ([]Zone, error) {
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	areas, err := db.All[areaRow](ctx, q, areasOfZones, ids)
	if err != nil {
		return nil, err
	}
	rates, err := getRates(ctx, q, ids)
	if err != nil {
		return nil, err
	}
	zones := make([]Zone, len(rows))
	at := make(map[string]int, len(rows))
	for i, r := range rows {
		zones[i] = Zone{ID: r.ID, Name: r.Name, Areas: []Area{}, Rates: append([]Rate{}, rates[r.ID]...), Version: r.Version, CreatedAt: r.CreatedAt, UpdatedAt: r.UpdatedAt}
		at[r.ID] = i
	}
	for _, a := range areas {
		z := &zones[at[a.ZoneID]]
		z.Areas = append(z.Areas, Area{Country: a.Country, Region: a.Region, Postcode: a.Postcode})
	}
	return zones, nil
}

// writeParts replaces the areas and rates of a zone. Returns ErrAreaTaken with
// the place of an area that another zone has.
func writeParts(ctx context.Context, tx db.Tx, z Zone) error {
	if err := dropParts(ctx, tx, z.ID); err != nil {
		return err
	}
	for i, a := range z.Areas {
		n, err := db.Exec(ctx, tx, insertArea, a.Country, a.Region, a.Postcode, z.ID, i)
		if err != nil {
			return err
		}
		if n == 0 {
			return ErrAreaTaken.At(place("areas", i, ""), "taken", "Another zone covers this area already.")
		}
	}
	for _, r := range z.Rates {
		_, err := db.Exec(ctx, tx, insertRate, r.ID, z.ID, r.Name, r.Category, int64(r.Rate), r.Position, r.Compound, r.Shipping, r.Reason, r.From, r.Until)
		if err != nil {
			return err
		}
	}
	return nil
}

func dropParts(ctx context.Context, tx db.Tx, zoneID string) error {
	if _, err := db.Exec(ctx, tx, deleteAreas, zoneID); err != nil {
		return err
	}
	_, err := db.Exec(ctx, tx, deleteRates, zoneID)
	return err
}

func listCategories(ctx context.Context, q db.Querier, p page.Request) (page.List[Category], error) {
	lq := categoriesByCode.Query("code", 0)
	return db.Page(ctx, q, lq, p, func(c Category) []any { return []any{c.Code} })
}

// orNotFound turns a missing row into the room's refusal.
func orNotFound(err, refusal error) error {
	if errors.Is(err, db.ErrNoRows) {
		return refusal
	}
	return err
}
