package audit

import (
	"context"

	"github.com/haatshop/haat/internal/kit/db"
)

// sealBatch is how many entries one transaction seals.
const sealBatch = 200

// Seal chains what is not chained yet (A4), in short transactions.
func (s *Service) Seal(ctx context.Context) error {
	for n := sealBatch; n == sealBatch; {
		err := s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) (err error) {
			n, err = s.sealSome(ctx, tx)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) sealSome(ctx context.Context, tx db.Tx) (int, error) {
	head, err := lockHead(ctx, tx) // one sealer at a time, over all nodes
	if err != nil {
		return 0, err
	}
	entries, err := unsealed(ctx, tx, sealBatch)
	if err != nil {
		return 0, err
	}
	for _, e := range entries {
		head.Seq++
		if head.Hash, err = e.sum(head.Hash); err != nil {
			return 0, err
		}
		if err := seal(ctx, tx, e.ID, head); err != nil {
			return 0, err
		}
	}
	return len(entries), moveHead(ctx, tx, head)
}

// Verify walks the whole chain and returns how many entries are sealed.
// Returns ErrBroken with the place where it does not hold: a row edited,
// removed or put in.
func (s *Service) Verify(ctx context.Context) (int64, error) {
	var at link
	for {
		batch, err := sealedAfter(ctx, s.db, at.Seq, sealBatch)
		if err != nil {
			return at.Seq, err
		}
		for _, e := range batch {
			want, err := e.sum(at.Hash)
			if err != nil {
				return at.Seq, err
			}
			if *e.Seq != at.Seq+1 || e.Hash != want {
				return at.Seq, ErrBroken.Becausef("at entry %s, place %d", e.ID, *e.Seq)
			}
			at = link{Seq: *e.Seq, Hash: e.Hash}
		}
		if len(batch) < sealBatch {
			return at.Seq, s.checkHead(ctx, at)
		}
	}
}

// checkHead finds entries removed from the end. The head may have moved on
// since the walk ended; then the place it was at must still be there.
func (s *Service) checkHead(ctx context.Context, at link) error {
	head, err := getHead(ctx, s.db)
	if err != nil || head == at {
		return err
	}
	more, err := sealedAfter(ctx, s.db, at.Seq, 1)
	if err != nil {
		return err
	}
	if head.Seq <= at.Seq || len(more) == 0 {
		return ErrBroken.Becausef("the chain ends at %d, its head says %d", at.Seq, head.Seq)
	}
	return nil
}
