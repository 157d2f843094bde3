package transfer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/money"
)

// Refusals.
var (
	// ErrRunning: the same file is being imported into the same store right now.
	ErrRunning = errs.New(errs.Conflict, "transfer.running", "This file is being imported already.")
	// ErrLost: another process took the run over because this one was silent for too long.
	ErrLost = errs.New(errs.Conflict, "transfer.lost", "Another process has taken this import over.")
	// ErrStore: no store was named, or it is not the caller's.
	ErrStore = errs.New(errs.Invalid, "transfer.store", "Say which store the products belong to.")
)

// Import says what to do with a file of products.
type Import struct {
	// File names the content, best by a digest: an unfinished run of the same file into the same store is taken up where
	// it stopped. Empty never resumes.
	File     string
	StoreID  string         // for records that name no store
	Currency money.Currency // of a CSV that names none
	DryRun   bool           // everything is tried and rolled back
	Images   Images         // nil: local pictures are refused
	Rejects  io.Writer      // nil: rejects are only counted and reported
	Progress func(Report)   // called after every batch
}

// Report says what a run did. Line is the last line that is settled.
type Report struct {
	RunID     string
	Format    Format
	Line      int
	Created   int
	Updated   int
	Unchanged int
	Rejected  int
	Resumed   bool       // the run began behind a line settled earlier
	Errors    []RowError // the first of them
}

// Records is how many products the file had up to Line.
func (r Report) Records() int { return r.Created + r.Updated + r.Unchanged + r.Rejected }

const (
	maxReported = 100
	maxBatch    = 20
	// batchTime is what a batch should take; transactions longer than 50 ms keep shoppers waiting on SQLite.
	batchTime = 20 * time.Millisecond
	lease     = 2 * time.Minute
)

// ImportProducts reads a file of products and saves them through the composite save of listing, in the scope of the
// caller. The report is complete up to its Line even when an error is returned.
//
// Returns ErrFile when the file is not one of products or breaks off, ErrStore, ErrRunning, ErrLost, or an error of the
// database; what was committed before stays, and the same call goes on behind it.
func (s *Service) ImportProducts(ctx context.Context, r io.Reader, in Import) (Report, error) {
	src, err := Open(r, Reading{Currency: in.Currency})
	if err != nil {
		return Report{}, err
	}
	run := &run{s: s, in: in, src: src, places: newPlaces(s), rejects: newRejects(in.Rejects, src), size: 4}
	run.report.Format = src.Format()
	if err := run.begin(ctx); err != nil {
		return Report{}, err
	}
	err = run.loop(ctx)
	return run.report, run.end(ctx, err)
}

// run is one import at work.
type run struct {
	s       *Service
	in      Import
	src     Source
	places  *places
	rejects *rejects
	report  Report
	skip    int // lines settled by an earlier process
	until   time.Time
	size    int // records in the next batch
}

// begin takes the run, or takes it up again.
func (r *run) begin(ctx context.Context) error {
	if r.in.DryRun || r.in.File == "" {
		return nil
	}
	now := r.s.clock.Now()
	r.until = now.Add(lease)
	return r.s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		before, err := running(ctx, tx, r.in.File, r.in.StoreID)
		if err != nil {
			return err
		}
		if before != nil {
			return r.resume(ctx, tx, before, now)
		}
		r.report.RunID = r.s.ids.New("run_")
		n, err := db.Exec(ctx, tx, insertRun, r.report.RunID, r.in.File, r.in.StoreID, r.until, now)
		if err == nil && n == 0 {
			return ErrRunning
		}
		return err
	})
}

func (r *run) resume(ctx context.Context, tx db.Tx, before *runRow, now time.Time) error {
	if before.LeaseUntil.After(now) {
		return ErrRunning
	}
	n, err := db.Exec(ctx, tx, takeRun, before.ID, r.until, before.LeaseUntil)
	if err != nil || n == 0 {
		return errors.Join(err, ErrRunning)
	}
	r.skip = int(before.Line)
	r.report = Report{RunID: before.ID, Format: r.report.Format, Line: r.skip, Created: int(before.Created), Updated: int(before.Updated),
		Unchanged: int(before.Unchanged), Rejected: int(before.Rejected), Resumed: true}
	return nil
}

// loop reads and settles batch by batch.
func (r *run) loop(ctx context.Context) error {
	for {
		batch, readErr := r.read(ctx)
		if len(batch) > 0 {
			if err := r.settle(ctx, batch); err != nil {
				return err
			}
			if r.in.Progress != nil {
				r.in.Progress(r.report)
			}
		}
		if errors.Is(readErr, io.EOF) {
			return nil
		}
		if readErr != nil {
			return readErr
		}
	}
}

// read collects the next batch and does what must happen outside a transaction: pictures are kept, places looked up.
func (r *run) read(ctx context.Context) ([]*candidate, error) {
	var batch []*candidate
	for len(batch) < r.size {
		if err := ctx.Err(); err != nil {
			return batch, err
		}
		item, err := r.src.Next()
		if err != nil {
			return batch, err
		}
		if item.Line <= r.skip {
			continue
		}
		j := &candidate{item: item}
		if len(item.Errors) == 0 {
			if err := r.prepare(ctx, j); err != nil {
				return batch, err
			}
		}
		batch = append(batch, j)
	}
	return batch, nil
}

// candidate is one record on its way.
type candidate struct {
	item    Item
	storeID string
	ready   save
	outcome outcome
}

// outcome is what became of a record.
type outcome int

const (
	unchanged outcome = iota
	created
	updated
	rejected
)

// settle brings a batch in with one transaction. If one record is refused the batch is tried again record by record, so
// that one bad record takes no other with it.
func (r *run) settle(ctx context.Context, batch []*candidate) error {
	started := r.s.clock.Now()
	err := r.commit(ctx, batch)
	if isRefusal(err) && len(batch) == 1 {
		batch[0].refuse(err)
		err = r.commit(ctx, batch)
	} else if isRefusal(err) {
		return r.settleEach(ctx, batch)
	}
	if err != nil {
		return err
	}
	r.adapt(r.s.clock.Now().Sub(started), len(batch))
	return r.note(batch)
}

func (r *run) settleEach(ctx context.Context, batch []*candidate) error {
	for n := range batch {
		if err := r.settle(ctx, batch[n:n+1]); err != nil {
			return err
		}
	}
	return nil
}

// isRefusal tells a record that is wrong from a database that is.
func isRefusal(err error) bool {
	var e *errs.Error
	if !errors.As(err, &e) || errors.Is(err, ErrLost) {
		return false
	}
	switch e.Kind {
	case errs.Invalid, errs.Conflict, errs.NotFound, errs.Forbidden, errs.Malformed, errs.TooLarge:
		return true
	}
	return false
}

// errRollBack ends a dry run's transaction.
var errRollBack = errors.New("transfer: dry run")

func (r *run) commit(ctx context.Context, batch []*candidate) error {
	until := r.s.clock.Now().Add(lease)
	err := r.s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		for _, j := range batch {
			if err := r.bring(ctx, tx, j); err != nil {
				return err
			}
		}
		if r.in.DryRun {
			return errRollBack
		}
		return r.moveCursor(ctx, tx, batch, until)
	})
	if errors.Is(err, errRollBack) {
		return nil
	}
	if err == nil && r.report.RunID != "" {
		r.until = until
	}
	return err
}

// bring saves one record inside the batch's transaction.
func (r *run) bring(ctx context.Context, tx db.Tx, j *candidate) error {
	if len(j.item.Errors) > 0 {
		j.outcome = rejected
		return nil
	}
	out, err := r.s.bring(ctx, tx, j)
	j.outcome = out
	return err
}

// moveCursor commits the place in the file together with what was made of it, and keeps the run ours (X11).
func (r *run) moveCursor(ctx context.Context, tx db.Tx, batch []*candidate, until time.Time) error {
	if r.report.RunID == "" {
		return nil
	}
	next := r.counted(batch)
	n, err := db.Exec(ctx, tx, updateRun, next.RunID, next.Line, next.Created, next.Updated, next.Unchanged, next.Rejected, until, r.until)
	if err == nil && n == 0 {
		return ErrLost
	}
	return err
}

// counted is the report with a batch added.
func (r *run) counted(batch []*candidate) Report {
	next := r.report
	for _, j := range batch {
		next.Line = max(next.Line, j.item.Line)
		switch j.outcome {
		case created:
			next.Created++
		case updated:
			next.Updated++
		case unchanged:
			next.Unchanged++
		case rejected:
			next.Rejected++
		}
	}
	return next
}

// note counts a settled batch and writes its rejects.
func (r *run) note(batch []*candidate) error {
	r.report = r.counted(batch)
	for _, j := range batch {
		if j.outcome != rejected {
			continue
		}
		for _, e := range j.item.Errors {
			if len(r.report.Errors) < maxReported {
				r.report.Errors = append(r.report.Errors, e)
			}
		}
		if err := r.rejects.add(j.item); err != nil {
			return fmt.Errorf("transfer: write the rejects: %w", err)
		}
	}
	return r.rejects.flush()
}

// adapt finds the size of batch that takes about batchTime.
func (r *run) adapt(took time.Duration, n int) {
	switch {
	case took > batchTime:
		r.size = max(1, min(r.size-1, n/2))
	case took < batchTime/2 && n == r.size:
		r.size = min(maxBatch, r.size*2)
	}
}

// end closes the run. A run that broke off on its file is failed; one that lost the database stays to be resumed.
func (r *run) end(ctx context.Context, err error) error {
	if r.report.RunID == "" || err != nil && !errors.Is(err, ErrFile) {
		return err
	}
	status := "done"
	if err != nil {
		status = "failed"
	}
	closed := r.s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		_, err := db.Exec(ctx, tx, finishRun, r.report.RunID, status, r.s.clock.Now(), r.report.Rejected, r.until)
		return err
	})
	r.s.log.LogAttrs(ctx, slog.LevelInfo, "import finished", slog.String("run", r.report.RunID), slog.String("status", status),
		slog.Int("created", r.report.Created), slog.Int("updated", r.report.Updated), slog.Int("unchanged", r.report.Unchanged), slog.Int("rejected", r.report.Rejected))
	return errors.Join(err, closed)
}
