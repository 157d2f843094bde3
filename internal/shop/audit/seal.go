package audit

import (
	"context"
	"errors"
	"fmt"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/verify"
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
func (s *Service) Verify(ctx context.Context) (int64, error) { return verifyChain(ctx, s.db) }

// Sound reports whether the chain holds; see Verify.
func (s *Service) Sound(ctx context.Context, q db.Querier, r *verify.Report) error {
	c := r.Check("audit.chain", "No sealed entry of the audit was edited, removed or put in afterwards.")
	n, err := verifyChain(ctx, q)
	c.Look(int(n))
	if errors.Is(err, ErrBroken) {
		c.Fail(fmt.Sprint(n+1), "%s", err)
		return nil
	}
	return err
}

func verifyChain(ctx context.Context, q db.Querier) (int64, error) {
	var at link
	for {
		batch, err := sealedAfter(ctx, q, at.Seq, sealBatch)
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
			return at.Seq, checkHead(ctx, q, at)
		}
	}
}

// checkHead finds entries removed from the end. The head may have moved on
// since the walk ended; then the place it was at must still be there.
func checkHead(ctx context.Context, q db.Querier, at link) error {
	head, err := getHead(ctx, q)
	if err != nil || head == at {
		return err
	}
	more, err := sealedAfter(ctx, q, at.Seq, 1)
	if err != nil {
		return err
	}
	if head.Seq <= at.Seq || len(more) == 0 {
		return ErrBroken.Becausef("the chain ends at %d, its head says %d", at.Seq, head.Seq)
	}
	return nil
}
