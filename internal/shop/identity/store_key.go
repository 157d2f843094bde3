package identity

import (
	"context"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/page"
)

const keyCols = `id, account_id, made_by, seller_id, name, perms, hint, hash, old_hash, old_until, created_at, rotated_at, expires_at, used_at, revoked_at`

var (
	insertKey = db.SQL(`INSERT INTO identity_keys (id, account_id, made_by, seller_id, name, perms, hint, hash, created_at, expires_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`)
	selectKey      = db.SQL(`SELECT ` + keyCols + ` FROM identity_keys WHERE id = $1`)
	lockKey        = db.SQL(`SELECT ` + keyCols + ` FROM identity_keys WHERE id = $1`).ForUpdate()
	keyByHash      = db.SQL(`SELECT id FROM identity_keys WHERE (hash = $1 OR old_hash = $1) AND revoked_at IS NULL`)
	liveKeysOf     = db.SQL(`SELECT id FROM identity_keys WHERE account_id = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2) ORDER BY id`)
	countKeys      = db.SQL(`SELECT COUNT(*) FROM identity_keys WHERE account_id = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)`)
	rotateKey      = db.SQL(`UPDATE identity_keys SET old_hash = $2, old_until = $3, hash = $4, hint = $5, rotated_at = $6, expires_at = $7 WHERE id = $1`)
	revokeKeys     = db.SQL(`UPDATE identity_keys SET revoked_at = $2 WHERE (id = $1 OR made_by = $1) AND revoked_at IS NULL RETURNING id`)
	revokeOf       = db.SQL(`UPDATE identity_keys SET revoked_at = $2 WHERE account_id = $1 AND revoked_at IS NULL RETURNING id`)
	revokeOfSeller = db.SQL(`UPDATE identity_keys SET revoked_at = $2 WHERE seller_id = $1 AND revoked_at IS NULL RETURNING id`)
	touchKey       = db.SQL(`UPDATE identity_keys SET used_at = $2 WHERE id = $1 AND (used_at IS NULL OR used_at < $2)`)
	oldKeys        = db.SQL(`SELECT id FROM identity_keys WHERE revoked_at < $1 ORDER BY revoked_at LIMIT 500`)
	lapsedKeys     = db.SQL(`SELECT id FROM identity_keys WHERE expires_at < $1 ORDER BY expires_at LIMIT 500`)
	keyNames       = db.SQL(`SELECT id, name FROM identity_keys WHERE id IN ($1...)`)
	dropKeys       = db.SQL(`DELETE FROM identity_keys WHERE id IN ($1...)`)
	keys           = db.NewList(db.ListSpec{
		Select:  `SELECT ` + keyCols + ` FROM identity_keys`,
		Filters: map[string]string{"sellers": "seller_id IN ($?...)"},
		Sorts:   map[string][]string{"-id": {"id DESC"}},
	})
)

type keyRow struct {
	ID, AccountID, MadeBy, SellerID, Name   string
	Perms                                   db.JSON[[]actor.Perm]
	Hint, Hash                              string
	OldHash                                 *string
	OldUntil                                *time.Time
	CreatedAt                               time.Time
	RotatedAt, ExpiresAt, UsedAt, RevokedAt *time.Time
}

// Key is the row without its secrets.
func (r *keyRow) Key() Key {
	return Key{ID: r.ID, AccountID: r.AccountID, MadeBy: r.MadeBy, SellerID: r.SellerID, Name: r.Name, Perms: r.Perms.V, Hint: r.Hint, CreatedAt: r.CreatedAt,
		RotatedAt: r.RotatedAt, OldUntil: r.OldUntil, ExpiresAt: r.ExpiresAt, UsedAt: r.UsedAt, RevokedAt: r.RevokedAt}
}

func getKey(ctx context.Context, q db.Querier, st *db.Stmt, keyID string) (keyRow, error) {
	v, err := db.Get[keyRow](ctx, q, st, keyID)
	return v, orElse(err, ErrKeyNotFound)
}

// listKeys lists keys of the sellers, nil for everybody's.
func listKeys(ctx context.Context, q db.Querier, sellers []string, p page.Request) (page.List[Key], error) {
	lq := keys.Query("-id", 0)
	if sellers != nil {
		lq.Where("sellers", sellers)
	}
	l, err := db.Page(ctx, q, lq, p, func(r keyRow) []any { return []any{r.ID} })
	return page.Map(l, func(r keyRow) Key { return r.Key() }), err
}
