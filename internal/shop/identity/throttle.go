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

// guessesNoted is how many log-ins of strangers at one account, none of them
// good, the journal hears of: once in a window.
const guessesNoted = 10

// allProofs counts wrong tokens of everybody.
const allProofs = "proofs of all"

// tried is what came of counting: how long to wait when a limit was passed,
// and which.
type tried struct {
	wait  time.Duration
	limit int
	noted bool // this very try made it so many that the journal is told
}

func (t tried) over() bool { return t.wait > 0 }

// refusal is ErrTooManyTries with when to come back, nil for who may go on.
func (t tried) refusal() error {
	if !t.over() {
		return nil
	}
	return ErrTooManyTries.With(Wait{Seconds: max(1, int64((t.wait+time.Second-1)/time.Second)), limit: t.limit})
}

// take counts a try on every counter before anything is looked at, so that a
// burst cannot slip through between looking and counting.
func (s *Service) take(ctx context.Context, tx db.Tx, tries ...try) (tried, error) {
	slices.SortFunc(tries, func(a, b try) int { return strings.Compare(a.key, b.key) }) // one order: no deadlock
	var out tried
	for _, t := range tries {
		n, reset, err := s.count(ctx, tx, t.key)
		if err != nil {
			return tried{}, err
		}
		if n == guessesNoted && strings.HasPrefix(t.key, "account:") {
			out.noted = true
		}
		if t.limit < 0 || n <= int64(t.limit) {
			continue
		}
		if reset, err = s.backOff(ctx, tx, t, n, reset); err != nil {
			return tried{}, err
		}
		if wait := reset.Sub(s.now()); wait > out.wait {
			out.wait, out.limit = wait, t.limit
		}
	}
	return out, nil
}

func (s *Service) count(ctx context.Context, tx db.Tx, key string) (int64, time.Time, error) {
	row, err := db.Get[struct {
		N       int64
		ResetAt time.Time
	}](ctx, tx, takeTry, key, s.now().Add(s.limits.Window), s.now())
	return row.N, row.ResetAt, err
}

// maxBackOff is the longest wait, in windows.
const maxBackOff = 4

// backOff makes whoever does not stop wait longer: at twice and four times the
// limit the window begins anew, twice and four times as long. Not for an
// account as a whole, nor for an address that mails go to: that would be the
// victim's wait.
func (s *Service) backOff(ctx context.Context, tx db.Tx, t try, n int64, reset time.Time) (time.Time, error) {
	times := n / int64(max(1, t.limit))
	if n%int64(max(1, t.limit)) != 0 || times&(times-1) != 0 || times > maxBackOff || times < 2 ||
		strings.HasPrefix(t.key, "account:") || strings.HasPrefix(t.key, "mails:") {
		return reset, nil
	}
	reset = s.now().Add(time.Duration(times) * s.limits.Window)
	_, err := db.Exec(ctx, tx, lengthenTry, t.key, reset)
	return reset, err
}

// admit counts a log-in and returns the account it is for; one that does not
// exist is empty. Returns ErrTooManyTries, in the same words for both.
func (s *Service) admit(ctx context.Context, email, network string) (accountRow, error) {
	var a accountRow
	var wait tried
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
		if wait, err = s.take(ctx, tx, tries...); err != nil || !wait.noted {
			return err
		}
		return s.noteGuessing(ctx, tx, a.ID)
	})
	if err == nil {
		err = wait.refusal()
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

// guess counts a try of a mailed token from the caller's network. While all
// networks together guess wrong a lot, each has a tenth of its tries: a botnet
// is slowed down, and nobody's mail is worth nothing because of it.
func (s *Service) guess(ctx context.Context, network string) error {
	var wait tried
	err := s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		limit := s.limits.Proofs
		n, _, err := s.count(ctx, tx, allProofs)
		if err != nil {
			return err
		}
		if s.limits.AllProofs >= 0 && n > int64(s.limits.AllProofs) && limit > 0 {
			limit = max(1, limit/10)
		}
		wait, err = s.take(ctx, tx, try{proofsKey(network), limit})
		return err
	})
	if err == nil {
		err = wait.refusal()
	}
	return err
}

// guessed takes the try back: the token was good.
func (s *Service) guessed(ctx context.Context, tx db.Tx, network string) error {
	for _, key := range []string{allProofs, proofsKey(network)} {
		if _, err := db.Exec(ctx, tx, giveTry, key); err != nil {
			return err
		}
	}
	return nil
}
