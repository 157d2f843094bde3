package payment

import (
	"context"
	"sync"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
)

// refusals counts messages that were refused, in memory first: anybody may send some, and a
// flood of them must not become a flood of writes.
type refusals struct {
	mu      sync.Mutex
	n       map[string]int64
	written time.Time
}

// writeRefused is how often a node writes down what it refused.
const writeRefused = 10 * time.Second

// take adds one and returns what is to be written now, if anything.
func (r *refusals) take(provider string, now time.Time) map[string]int64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.n == nil {
		r.n = map[string]int64{}
	}
	r.n[provider]++
	if d := now.Sub(r.written); d >= 0 && d < writeRefused {
		return nil
	}
	out := r.n
	r.n, r.written = nil, now
	return out
}

// noteRefused remembers that a message of a provider was refused. What cannot be written
// is lost: the message was refused all the same.
func (s *Service) noteRefused(ctx context.Context, provider string) {
	now := s.d.Clock.Now()
	counts := s.turnedAway.take(provider, now)
	if counts == nil {
		return
	}
	err := s.d.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		for p, n := range counts {
			if _, err := db.Exec(ctx, tx, insertRefused, s.d.IDs.New("ref_"), p, n, now); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		s.d.Log.ErrorContext(ctx, "payment: refused messages could not be counted", "error", err)
	}
}

// Refused returns how many messages of each provider were refused after one moment and
// until another. The last seconds may be missing.
func (s *Service) Refused(ctx context.Context, q db.Querier, after, until time.Time) (map[string]int64, error) {
	rows, err := db.All[struct {
		Provider string
		N        int64
	}](ctx, q, countRefused, after, until)
	out := make(map[string]int64, len(rows))
	for _, r := range rows {
		out[r.Provider] = r.N
	}
	return out, err
}
