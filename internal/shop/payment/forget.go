package payment

import (
	"context"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
)

const (
	jobPrune   = "payment.prune"
	pruneEvery = time.Hour
	pruneBatch = 200
	// keepRaw is how long a provider's own words are kept when nobody says: as long as
	// most card schemes let a payment be disputed.
	keepRaw = 540 * 24 * time.Hour
	// keepRefused is for whoever looks into an alert.
	keepRefused = 30 * 24 * time.Hour
)

// prune forgets the words of messages that were worked off long ago, and what was refused.
// What a message meant (its fact and outcome) stays as long as the payment does.
func (s *Service) prune(ctx context.Context, tx db.Tx) (more bool, err error) {
	now := s.d.Clock.Now()
	emptied, err := db.Exec(ctx, tx, emptyOld, now.Add(-s.d.KeepRaw), []byte{}, pruneBatch)
	if err != nil {
		return false, err
	}
	dropped, err := db.Exec(ctx, tx, dropRefused, now.Add(-keepRefused), pruneBatch)
	return emptied == pruneBatch || dropped == pruneBatch, err
}
