package customer

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"time"

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
	return db.Migrations{Room: "customer", FS: sub}
}

const (
	cols      = `id, account_id, email, email_norm, first_name, last_name, phone, locale, groups, note, version, created_at, updated_at`
	entryCols = `id, address, default_shipping, default_billing, created_at`
)

var (
	selectCustomer  = db.SQL(`SELECT ` + cols + ` FROM customer_customers WHERE id = $1 AND merged_into IS NULL`)
	lockCustomerRow = db.SQL(`SELECT ` + cols + ` FROM customer_customers WHERE id = $1 AND merged_into IS NULL`).ForUpdate()
	byAccount       = db.SQL(`SELECT ` + cols + ` FROM customer_customers WHERE account_id = $1`)
	lockByAccount   = db.SQL(`SELECT ` + cols + ` FROM customer_customers WHERE account_id = $1`).ForUpdate()
	customersByID   = db.SQL(`SELECT ` + cols + ` FROM customer_customers WHERE id IN ($1...)`)
	// lockGuest makes an order and a claim of the same guest wait for each
	// other (U2).
	lockGuest   = db.SQL(`SELECT ` + cols + ` FROM customer_customers WHERE email_norm = $1 AND account_id IS NULL AND merged_into IS NULL`).ForUpdate()
	insertGuest = db.SQL(`INSERT INTO customer_customers (` + cols + `, name_norm, last_norm)
		VALUES ($1, NULL, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
		ON CONFLICT (email_norm) WHERE account_id IS NULL AND merged_into IS NULL DO NOTHING`)
	insertAccount = db.SQL(`INSERT INTO customer_customers (` + cols + `, name_norm, last_norm)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT (account_id) DO NOTHING`)
	updateCustomer = db.SQL(`UPDATE customer_customers SET email = $2, email_norm = $3, first_name = $4, last_name = $5, phone = $6, locale = $7,
		groups = $8, note = $9, version = $10, updated_at = $11, name_norm = $12, last_norm = $13 WHERE id = $1`)
	mergeGuest = db.SQL(`UPDATE customer_customers SET merged_into = $2, updated_at = $3 WHERE id = $1 AND merged_into IS NULL`)
	customers  = db.NewList(db.ListSpec{
		Select: `SELECT ` + cols + ` FROM customer_customers`,
		Where:  `merged_into IS NULL`,
		Filters: map[string]string{
			"q": "email_norm >= $? AND email_norm < $? OR name_norm >= $? AND name_norm < $? OR last_norm >= $? AND last_norm < $?",
			// The same, looked for on the way through all.
			"+q": "/*+*/email_norm >= $? AND /*+*/email_norm < $? OR /*+*/name_norm >= $? AND /*+*/name_norm < $? OR /*+*/last_norm >= $? AND /*+*/last_norm < $?",
		},
		Sets: func(sort string) [][]string {
			if sort == "few:-id" {
				return [][]string{{"q"}}
			}
			return [][]string{nil, {"+q"}}
		},
		Sorts: map[string][]string{"-id": {"id DESC"}, "few:-id": {"id || '' DESC"}},
	})
	// How many a text finds, as far as it matters.
	fewEmails       = db.SQL(`SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM customer_customers WHERE email_norm >= $1 AND email_norm < $2 LIMIT $3) f`)
	fewNames        = db.SQL(`SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM customer_customers WHERE name_norm >= $1 AND name_norm < $2 LIMIT $3) f`)
	fewLasts        = db.SQL(`SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM customer_customers WHERE last_norm >= $1 AND last_norm < $2 LIMIT $3) f`)
	lockAnyCustomer = db.SQL(`SELECT ` + cols + ` FROM customer_customers WHERE id = $1`).ForUpdate() // merged into another or not
	// leaveAccount makes a guest of them, unless there is one with the address already.
	leaveAccount = db.SQL(`UPDATE customer_customers SET account_id = NULL WHERE id = $1 AND merged_into IS NULL AND NOT EXISTS (SELECT 1 FROM customer_customers g
		WHERE g.email_norm = customer_customers.email_norm AND g.account_id IS NULL AND g.merged_into IS NULL)`)
	deleteCustomer = db.SQL(`DELETE FROM customer_customers WHERE id = $1`)
	countCustomers = db.SQL(`SELECT COUNT(*) FROM customer_customers WHERE merged_into IS NULL`).Whole()
	liveByID       = db.SQL(`SELECT ` + cols + ` FROM customer_customers WHERE id IN ($1...) AND merged_into IS NULL ORDER BY id DESC`)

	selectEntries = db.SQL(`SELECT ` + entryCols + ` FROM customer_addresses WHERE customer_id = $1 ORDER BY id LIMIT 100`)
	insertEntry   = db.SQL(`INSERT INTO customer_addresses (` + entryCols + `, customer_id) VALUES ($1, $2, $3, $4, $5, $6)`)
	updateEntry   = db.SQL(`UPDATE customer_addresses SET address = $3, default_shipping = $4, default_billing = $5 WHERE id = $1 AND customer_id = $2`)
	deleteEntries = db.SQL(`DELETE FROM customer_addresses WHERE customer_id = $1`)
	deleteEntry   = db.SQL(`DELETE FROM customer_addresses WHERE id = $1 AND customer_id = $2`)
)

type row struct {
	ID                                                         string
	AccountID                                                  *string
	Email, EmailNorm, FirstName, LastName, Phone, Locale, Note string
	Groups                                                     db.JSON[[]string]
	Version                                                    int64
	CreatedAt, UpdatedAt                                       time.Time
}

func (r row) customer() Customer {
	return Customer{ID: r.ID, AccountID: r.AccountID, Email: r.Email, EmailNorm: r.EmailNorm, FirstName: r.FirstName, LastName: r.LastName,
		Phone: r.Phone, Locale: r.Locale, Groups: r.Groups.V, Note: r.Note, Version: r.Version, CreatedAt: r.CreatedAt, UpdatedAt: r.UpdatedAt}
}

type entryRow struct {
	ID                              string
	Address                         db.JSON[address.Address]
	DefaultShipping, DefaultBilling bool
	CreatedAt                       time.Time
}

func (r entryRow) entry() Entry {
	return Entry{ID: r.ID, Address: r.Address.V, DefaultShipping: r.DefaultShipping, DefaultBilling: r.DefaultBilling, CreatedAt: r.CreatedAt}
}

// get reads the customer a statement finds. Returns ErrNotFound.
func get(ctx context.Context, q db.Querier, st *db.Stmt, key string) (Customer, error) {
	r, err := db.Get[row](ctx, q, st, key)
	if errors.Is(err, db.ErrNoRows) {
		err = ErrNotFound
	}
	return r.customer(), err
}

// insert adds the customer unless there is one already; false then.
func insert(ctx context.Context, tx db.Tx, c Customer) (bool, error) {
	args := []any{c.ID}
	st := insertGuest
	if c.AccountID != nil {
		st, args = insertAccount, append(args, *c.AccountID)
	}
	args = append(args, c.Email, c.EmailNorm, c.FirstName, c.LastName, c.Phone, c.Locale, db.JSONOf(c.Groups), c.Note, c.Version, c.CreatedAt, c.UpdatedAt,
		text.Fold(c.Name()), text.Fold(c.LastName))
	n, err := db.Exec(ctx, tx, st, args...)
	return n > 0, err
}

func update(ctx context.Context, tx db.Tx, c Customer) error {
	_, err := db.Exec(ctx, tx, updateCustomer, c.ID, c.Email, c.EmailNorm, c.FirstName, c.LastName, c.Phone, c.Locale, db.JSONOf(c.Groups), c.Note,
		c.Version, c.UpdatedAt, text.Fold(c.Name()), text.Fold(c.LastName))
	return err
}

// last is behind every text that begins with what stands before it.
const last = "\U0010ffff"

// few is how many customers are read whole and sorted for one page; a text that
// finds more is so common that a walk through all soon meets it.
const few = 2000

// isFew says whether a text finds few of all customers.
func isFew(ctx context.Context, q db.Querier, folded string) (bool, error) {
	sum := int64(0)
	for _, st := range []*db.Stmt{fewEmails, fewNames, fewLasts} {
		n, err := db.Get[int64](ctx, q, st, folded, folded+last, few+1)
		if sum += n; err != nil || sum > few {
			return false, err
		}
	}
	return true, nil
}

// list reads up to limit customers, newest first, after the one with this id.
func list(ctx context.Context, q db.Querier, query, after string, limit int) ([]Customer, error) {
	lq := customers.Query("-id", limit)
	if n := text.Fold(query); n != "" {
		rare, err := isFew(ctx, q, n)
		if err != nil {
			return nil, err
		}
		name := "+q"
		if rare {
			lq, name = customers.Query("few:-id", limit), "q"
		}
		lq.Where(name, n, n+last, n, n+last, n, n+last)
	}
	if after != "" {
		lq.After(after)
	}
	st, args, err := lq.Build()
	if err != nil {
		return nil, err
	}
	rows, err := db.All[row](ctx, q, st, args...)
	return customersOf(rows), err
}

func customersOf(rows []row) []Customer {
	out := make([]Customer, len(rows))
	for i, r := range rows {
		out[i] = r.customer()
	}
	return out
}

func pageOf(rows []Customer, size int) page.List[Customer] {
	return page.Cut(rows, size, "-id", func(c Customer) []any { return []any{c.ID} })
}

func getEntries(ctx context.Context, q db.Querier, customerID string) ([]Entry, error) {
	rows, err := db.All[entryRow](ctx, q, selectEntries, customerID)
	out := make([]Entry, len(rows))
	for i, r := range rows {
		out[i] = r.entry()
	}
	return out, err
}
