package settings

import (
	"context"
	"embed"
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
	return db.Migrations{Room: "settings", FS: sub}
}

// platformID is the key of the only row.
const platformID = "platform"

const cols = `name, base_url, support_email, time_zone, currencies, locales, regions, tax_rounding, bank_details, appearance, demo, version`

var (
	insertFirst = db.SQL(`INSERT INTO settings_platform (id, updated_at, ` + cols + `)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT (id) DO NOTHING`)
	updateRow = db.SQL(`UPDATE settings_platform SET updated_at = $2, name = $3, base_url = $4, support_email = $5, time_zone = $6,
		currencies = $7, locales = $8, regions = $9, tax_rounding = $10, bank_details = $11, appearance = $12, demo = $13, version = $14 WHERE id = $1`)
	selectRow = db.SQL(`SELECT ` + cols + ` FROM settings_platform WHERE id = $1`)
	lockRow   = db.SQL(`SELECT ` + cols + ` FROM settings_platform WHERE id = $1`).ForUpdate()
)

type row struct {
	Name, BaseURL, SupportEmail, TimeZone string
	Currencies                            db.JSON[[]money.Currency]
	Locales                               db.JSON[[]string]
	Regions                               db.JSON[[]Region]
	TaxRounding, BankDetails              string
	Appearance                            db.JSON[Appearance]
	Demo                                  bool
	Version                               int64
}

func (r row) platform() Platform {
	return Platform{Name: r.Name, BaseURL: r.BaseURL, SupportEmail: r.SupportEmail, TimeZone: r.TimeZone, Currencies: r.Currencies.V,
		Locales: r.Locales.V, Regions: r.Regions.V, TaxRounding: r.TaxRounding, BankDetails: r.BankDetails, Appearance: r.Appearance.V.tidy(), Demo: r.Demo, Version: r.Version}
}

func args(p Platform, now time.Time) []any {
	return []any{platformID, now, p.Name, p.BaseURL, p.SupportEmail, p.TimeZone, db.JSONOf(p.Currencies), db.JSONOf(p.Locales), db.JSONOf(p.Regions), p.TaxRounding, p.BankDetails, db.JSONOf(p.Appearance), p.Demo, p.Version}
}

func getPlatform(ctx context.Context, q db.Querier) (Platform, error) {
	r, err := db.Get[row](ctx, q, selectRow, platformID)
	return r.platform(), err
}

func lockPlatform(ctx context.Context, tx db.Tx) (Platform, error) {
	r, err := db.Get[row](ctx, tx, lockRow, platformID)
	return r.platform(), err
}

func putFirst(ctx context.Context, tx db.Tx, p Platform, now time.Time) error {
	_, err := db.Exec(ctx, tx, insertFirst, args(p, now)...)
	return err
}

func putPlatform(ctx context.Context, tx db.Tx, p Platform, now time.Time) error {
	_, err := db.Exec(ctx, tx, updateRow, args(p, now)...)
	return err
}
