package identity

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/id"
)

// try is one counter and how far it may go in a window; keys are hashed, so
// that the table holds nobody's address.
type try struct {
	key   string
	limit int
}

func pairKey(email, network string) string { return "pair:" + id.Hash(email+"\n"+network) }
func accountKey(email string) string       { return "account:" + id.Hash(email) }
func networkKey(network string) string     { return "network:" + id.Hash(network) }
func proofsKey(network string) string      { return "proofs:" + id.Hash(network) }
func mailsKey(email string) string         { return "mails:" + id.Hash(email) }

// take counts a try on every counter before anything is looked at, so that a
// burst cannot slip through between looking and counting. It returns how long
// to wait when one of them is over its limit, else 0.
func (s *Service) take(ctx context.Context, tx db.Tx, tries ...try) (time.Duration, error) {
	slices.SortFunc(tries, func(a, b try) int { return strings.Compare(a.key, b.key) }) // one order: no deadlock
	now, wait := s.now(), time.Duration(0)
	for _, t := range tries {
		row, err := db.Get[struct {
			N       int64
			ResetAt time.Time
		}](ctx, tx, takeTry, t.key, now.Add(s.limits.Window), now)
		if err != nil {
			return 0, err
		}
		if t.limit >= 0 && row.N > int64(t.limit) {
			wait = max(wait, row.ResetAt.Sub(now))
		}
	}
	return wait, nil
}

// admit counts a log-in and returns the account it is for; one that does not
// exist is empty. Returns ErrTooManyTries, in the same words for both.
func (s *Service) admit(ctx context.Context, email, network string) (accountRow, error) {
	var a accountRow
	var wait time.Duration
	err := s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		found, err := getByEmail(ctx, tx, email)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
		a = found
		tries := []try{{pairKey(email, network), s.limits.Pair}, {networkKey(network), s.limits.Network}}
		home, err := db.Get[int64](ctx, tx, knownHere, a.ID, network)
		if err != nil {
			return err
		}
		if home == 0 { // strangers share one counter; where the owner was before, it does not count (I2)
			tries = append(tries, try{accountKey(email), s.limits.Account})
		}
		wait, err = s.take(ctx, tx, tries...)
		return err
	})
	if err == nil && wait > 0 {
		err = tooMany(wait)
	}
	return a, err
}

// forgive takes a try back that turned out to be the owner's.
func (s *Service) forgive(ctx context.Context, tx db.Tx, email, network string) error {
	keys := []string{pairKey(email, network), networkKey(network), accountKey(email)}
	slices.Sort(keys)
	for _, key := range keys {
		st := giveTry
		if strings.HasPrefix(key, "pair:") {
			st = clearTry
		}
		if _, err := db.Exec(ctx, tx, st, key); err != nil {
			return err
		}
	}
	return nil
}

// guess counts a try of a mailed token from the caller's network.
func (s *Service) guess(ctx context.Context, network string) error {
	var wait time.Duration
	err := s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) (err error) {
		wait, err = s.take(ctx, tx, try{proofsKey(network), s.limits.Proofs})
		return err
	})
	if err == nil && wait > 0 {
		err = tooMany(wait)
	}
	return err
}
