package identity

import (
	"context"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/job"
)

// staleRefresh is how long a refresh token that was used is remembered, to
// recognise a thief: longer than any session lives without one.
func (s *Service) staleRefresh() time.Duration {
	return max(s.lives.Site.Idle, s.lives.Store.Idle) + 24*time.Hour
}

func (s *Service) registerJobs() {
	job.InTx(s.jobs, "identity.find", s.find)
	job.InTx(s.jobs, "identity.welcome", s.welcome)
	job.InTx(s.jobs, "identity.guessed", s.recordGuessing)
	job.Prune(s.jobs, "identity.prune", 10*time.Minute, s.prune)
}

// prune forgets what is over, a bounded number of rows at a time.
func (s *Service) prune(ctx context.Context, tx db.Tx) (more bool, err error) {
	now := s.now()
	for _, p := range []struct {
		find, drop *db.Stmt
		before     time.Time
	}{
		{oldTries, deleteTries, now},
		{oldProofs, dropProofs, now.Add(-2 * requestAge)},
		{oldInvites, dropProofs, now.Add(-inviteLife - 2*requestAge)},
		{oldRegistrations, dropRegistrations, now.Add(-2 * requestAge)},
		{oldKeys, dropKeys, now.Add(-deadKeys)},
		{lapsedKeys, dropKeys, now.Add(-deadKeys)},
		{oldRefreshes, dropRefreshes, now.Add(-s.staleRefresh())},
	} {
		keys, err := db.All[string](ctx, tx, p.find, p.before)
		if err != nil {
			return false, err
		}
		if len(keys) == 0 {
			continue
		}
		more = more || len(keys) == pruneBatch
		if _, err := db.Exec(ctx, tx, p.drop, keys); err != nil {
			return false, err
		}
	}
	sessions, err := s.pruneSessions(ctx, tx, now.Add(-deadSessions))
	return more || sessions, err
}

// Batches of the statements that find what is over.
const (
	pruneBatch   = 500
	sessionBatch = 200
)

func (s *Service) pruneSessions(ctx context.Context, tx db.Tx, before time.Time) (more bool, err error) {
	ids, err := db.All[string](ctx, tx, oldSessions, before)
	if err != nil || len(ids) == 0 {
		return false, err
	}
	if _, err := db.Exec(ctx, tx, dropRefreshOf, ids); err != nil {
		return false, err
	}
	_, err = db.Exec(ctx, tx, dropSessions, ids)
	return len(ids) == sessionBatch, err
}
