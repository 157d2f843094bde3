package httpx

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations is the schema of the idempotency keys.
func Migrations() db.Migrations {
	sub, err := fs.Sub(files, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return db.Migrations{Room: "kit_idempotency", FS: sub}
}

var (
	// A second request with the same key waits here for the first one's
	// transaction, and then sees its answer.
	claimKey    = db.SQL(`INSERT INTO kit_idempotency (scope, idem_key, request_hash, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (scope, idem_key) DO NOTHING`)
	readKey     = db.SQL(`SELECT request_hash, answer FROM kit_idempotency WHERE scope = $1 AND idem_key = $2`)
	storeAnswer = db.SQL(`UPDATE kit_idempotency SET answer = $3 WHERE scope = $1 AND idem_key = $2`)
	nthOldKey   = db.SQL(`SELECT created_at FROM kit_idempotency WHERE created_at < $1 ORDER BY created_at LIMIT 1 OFFSET $2`)
	deleteKeys  = db.SQL(`DELETE FROM kit_idempotency WHERE created_at < $1`)
)

// pruneBatch is about how many keys go at a time.
const pruneBatch = 2000

// KeepKeys is how long a key replays its answer.
const KeepKeys = 24 * time.Hour

// ErrKeyReused is returned when a key comes again with another request.
var ErrKeyReused = errs.New(errs.Invalid, "idempotency.reused", "This Idempotency-Key was used for a different request. Use a new key.")

// Key is a request's idempotency key with what it is bound to: the caller and
// route (Scope) and the exact request (Hash).
type Key struct{ Scope, Key, Hash string }

type keyCtx struct{}

// WithKey carries the request's key to Once; serve's middleware calls it.
func WithKey(ctx context.Context, k Key) context.Context { return context.WithValue(ctx, keyCtx{}, k) }

// Once runs fn in one transaction, and at most once per idempotency key: the
// key and the answer commit with fn's own writes, so there is never one
// without the other. A repetition gets the stored answer; the same key with
// another request is ErrKeyReused. Without a key it is just InTx. An error
// stores nothing: the request may be tried again.
func Once[T any](ctx context.Context, d *db.DB, c clock.Clock, fn func(ctx context.Context, tx db.Tx) (T, error)) (T, error) {
	k, ok := ctx.Value(keyCtx{}).(Key)
	var out T
	err := d.InTx(ctx, func(ctx context.Context, tx db.Tx) (err error) {
		out = *new(T) // what a try that was rolled back left must not mix with a stored answer
		if ok {
			if replayed, err := k.claim(ctx, tx, c.Now(), &out); err != nil || replayed {
				return err
			}
		}
		if out, err = fn(ctx, tx); err != nil || !ok {
			return err
		}
		answer, err := json.Marshal(out)
		if err != nil {
			return err
		}
		// An answer that cannot be read back is refused while nothing has
		// happened yet, not when it is asked for again.
		if err := json.Unmarshal(answer, new(T)); err != nil {
			return fmt.Errorf("httpx: an answer of type %T cannot be repeated: %w", out, err)
		}
		return db.Write(ctx, tx, storeAnswer, k.Scope, k.Key, string(answer))
	})
	return out, err
}

func (k Key) claim(ctx context.Context, tx db.Tx, now time.Time, out any) (replayed bool, err error) {
	n, err := db.Exec(ctx, tx, claimKey, k.Scope, k.Key, k.Hash, now)
	if err != nil || n == 1 {
		return false, err
	}
	row, err := db.Get[struct{ RequestHash, Answer string }](ctx, tx, readKey, k.Scope, k.Key)
	if err != nil {
		return false, err
	}
	if row.RequestHash != k.Hash {
		return false, ErrKeyReused
	}
	return true, json.Unmarshal([]byte(row.Answer), out)
}

// PruneKeys forgets keys older than KeepKeys, a bounded number at a time; it
// says whether there may be more.
func PruneKeys(ctx context.Context, tx db.Tx, now time.Time) (more bool, err error) {
	before := now.Add(-KeepKeys)
	nth, err := db.Get[int64](ctx, tx, nthOldKey, before, pruneBatch)
	switch {
	case err == nil:
		before, more = time.UnixMicro(nth).Add(time.Microsecond), true
	case !errors.Is(err, db.ErrNoRows):
		return false, err
	}
	_, err = db.Exec(ctx, tx, deleteKeys, before)
	return more, err
}
