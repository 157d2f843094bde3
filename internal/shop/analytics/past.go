package analytics

import (
	"context"
	"fmt"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
)

// PastHit is a hit of a time that is over.
type PastHit struct {
	Hit
	At time.Time
}

// MostPast is how many past hits are taken in one transaction.
const MostPast = 1_000

// RecordPastTx writes hits of a time that is over, at most MostPast, cleaned like every other.
// Unlike Record it writes at once and says what goes wrong. Only the shop itself does it, which
// plays the past of a demonstration. Returns actor.ErrForbidden and ErrInvalid.
func (s *Service) RecordPastTx(ctx context.Context, tx db.Tx, hits []PastHit) error {
	if actor.From(ctx).Kind != actor.System {
		return actor.ErrForbidden
	}
	if len(hits) > MostPast {
		return ErrInvalid.At("items", "count", fmt.Sprintf("Send at most %d hits.", MostPast))
	}
	all := make([]kept, len(hits))
	for i, h := range hits {
		all[i] = h.clean(h.At)
	}
	return insert(ctx, tx, all, func() string { return s.d.IDs.New("hit_") })
}

// EraseHitsTx forgets hits from before a moment, a batch of them, and says whether there may be
// more. Only the shop itself does it. Returns actor.ErrForbidden.
func (s *Service) EraseHitsTx(ctx context.Context, tx db.Tx, before time.Time) (more bool, err error) {
	if actor.From(ctx).Kind != actor.System {
		return false, actor.ErrForbidden
	}
	n, err := db.Exec(ctx, tx, deleteOld, before, pruneBatch)
	return n == pruneBatch, err
}
