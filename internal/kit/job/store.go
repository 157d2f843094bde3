package job

import (
	"context"
	"embed"
	"io/fs"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations is the schema of the queue.
func Migrations() db.Migrations {
	sub, err := fs.Sub(files, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return db.Migrations{Room: "kit_job", FS: sub}
}

var (
	insertJob = db.SQL(`INSERT INTO kit_jobs (id, kind, args, state, priority, max_attempts, run_at, unique_key, trace, created_at)
		VALUES ($1, $2, $3, 'ready', $4, $5, $6, $7, $8, $9)
		ON CONFLICT (unique_key) WHERE unique_key IS NOT NULL AND state IN ('ready', 'running') DO NOTHING`)
	// One priority at a time: over several, the index would be read through
	// every job whose time has not come.
	pickReady = db.SQL(`SELECT id FROM kit_jobs WHERE state = 'ready' AND priority = $4 AND run_at <= $1 AND kind NOT IN ($3...)
		ORDER BY run_at, id LIMIT $2`).SkipLocked()
	claimJobs = db.SQL(`UPDATE kit_jobs SET state = 'running', attempt = attempt + 1, lease_until = $1
		WHERE id IN ($2...) AND state = 'ready' RETURNING id, kind, args, attempt, max_attempts, trace, created_at`)
	// Every outcome is fenced by the attempt: a runner whose lease ran out and
	// whose job another took over can no longer finish it.
	finishJob = db.SQL(`DELETE FROM kit_jobs WHERE id = $1 AND attempt = $2 AND state = 'running'`)
	retryJob  = db.SQL(`UPDATE kit_jobs SET state = 'ready', run_at = $3, lease_until = NULL, last_error = $4
		WHERE id = $1 AND attempt = $2 AND state = 'running'`)
	releaseJob = db.SQL(`UPDATE kit_jobs SET state = 'ready', attempt = attempt - 1, lease_until = NULL
		WHERE id = $1 AND attempt = $2 AND state = 'running'`)
	buryJob = db.SQL(`UPDATE kit_jobs SET state = 'dead', lease_until = NULL, finished_at = $3, last_error = $4
		WHERE id = $1 AND attempt = $2 AND state = 'running'`)
	renewJob = db.SQL(`UPDATE kit_jobs SET lease_until = $3 WHERE id = $1 AND attempt = $2 AND state = 'running'`)
	// A lease that ends far in the future was given by a clock that was wrong.
	pickExpired = db.SQL(`SELECT id FROM kit_jobs WHERE state = 'running' AND (lease_until < $1 OR lease_until > $2) ORDER BY lease_until LIMIT 100`).SkipLocked()
	rescueJobs  = db.SQL(`UPDATE kit_jobs SET state = CASE WHEN attempt >= max_attempts THEN 'dead' ELSE 'ready' END,
		finished_at = CASE WHEN attempt >= max_attempts THEN $1 END, run_at = created_at, lease_until = NULL,
		last_error = 'The worker stopped without an answer.' WHERE id IN ($2...) AND state = 'running' AND (lease_until < $1 OR lease_until > $3)`)
	// So was a job made in the future, and one to be tried again later than any
	// pause is long. They are moved to where a right clock would have them, or a
	// mail of today waits until tomorrow. A job that was to run at once is due
	// however little the clock that made it was ahead.
	pickAhead = db.SQL(`SELECT id FROM kit_jobs WHERE state = 'ready' AND priority = $5 AND run_at > $1
		AND (run_at = created_at OR created_at > $2 OR attempt > 0 AND run_at > $3) ORDER BY run_at LIMIT $4`).SkipLocked()
	pullBack = db.SQL(`UPDATE kit_jobs SET run_at = CASE WHEN created_at > $1 THEN run_at - (created_at - $1) ELSE $1 END,
		created_at = CASE WHEN created_at > $1 THEN $1 ELSE created_at END WHERE id IN ($2...) AND state = 'ready'`)
	unclaimJobs = db.SQL(`UPDATE kit_jobs SET state = 'ready', attempt = attempt - 1, lease_until = NULL WHERE state = 'running'`)
	// A slot far in the future was taken by a clock that was wrong; it must not
	// stop the job until then.
	takeSlot = db.SQL(`INSERT INTO kit_periodic (kind, last_slot) VALUES ($1, $2)
		ON CONFLICT (kind) DO UPDATE SET last_slot = excluded.last_slot
		WHERE kit_periodic.last_slot < excluded.last_slot OR kit_periodic.last_slot > $3`)
	deadJobs = db.NewList(db.ListSpec{
		Select:  `SELECT id, kind, args, state, attempt, max_attempts, last_error, created_at, finished_at FROM kit_jobs`,
		Where:   `state = 'dead'`,
		Filters: map[string]string{"kind": "kind = $?"},
		Sorts:   map[string][]string{"-id": {"id DESC"}},
	})
	reviveJob = db.SQL(`UPDATE kit_jobs SET state = 'ready', attempt = 0, run_at = $2, finished_at = NULL WHERE id = $1 AND state = 'dead'
		AND NOT EXISTS (SELECT 1 FROM kit_jobs o WHERE o.unique_key = kit_jobs.unique_key AND o.state IN ('ready', 'running'))`)
	discardJob = db.SQL(`DELETE FROM kit_jobs WHERE id = $1 AND state = 'dead'`)
	countJobs  = db.SQL(`SELECT COUNT(*) FROM kit_jobs`).Whole()
	countKind  = db.SQL(`SELECT COUNT(*) FROM kit_jobs WHERE kind = $1 AND state <> 'dead'`)
	lastSlot   = db.SQL(`SELECT COALESCE(MAX(last_slot), 0) FROM kit_periodic`)
	// A runner takes up what another left within seconds, so a lease that ended long before a runner was last seen
	// is a job that nobody will ever do.
	stuckJobs = db.SQL(`SELECT id, kind || ' has been running without a living worker' AS problem FROM kit_jobs
		WHERE state = 'running' AND lease_until < $1 ORDER BY id`).Whole()
	brokenJobs = db.SQL(`SELECT id, kind || ' is ' || state || ' with a lease that does not fit' AS problem FROM kit_jobs
		WHERE (state = 'running') <> (lease_until IS NOT NULL) ORDER BY id`).Whole()
	buriedJobs  = db.SQL(`SELECT id, kind, last_error FROM kit_jobs WHERE state = 'dead' ORDER BY id`).Whole()
	countStates = db.SQL(`SELECT state, COUNT(*) AS n FROM kit_jobs GROUP BY state`)
	countKinds  = db.SQL(`SELECT kind, state, COUNT(*) AS n FROM kit_jobs GROUP BY kind, state`)
	oldestReady = db.SQL(`SELECT run_at FROM kit_jobs WHERE state = 'ready' AND priority = $1 AND run_at <= $2 ORDER BY run_at LIMIT 1`)
	countDead   = db.SQL(`SELECT COUNT(*) FROM (SELECT id FROM kit_jobs WHERE state = 'dead' LIMIT $1) d`)
	died        = db.SQL(`SELECT kind, 'dead' AS state, COUNT(*) AS n FROM kit_jobs
		WHERE state = 'dead' AND finished_at > $1 AND finished_at <= $2 GROUP BY kind ORDER BY kind`)
	pickOldDead = db.SQL(`SELECT id FROM kit_jobs WHERE state = 'dead' AND finished_at < $1 ORDER BY finished_at LIMIT $2`)
	deleteJobs  = db.SQL(`DELETE FROM kit_jobs WHERE id IN ($1...) AND state = 'dead'`)
)

type jobRow struct {
	ID          string
	Kind        string
	Args        []byte
	Attempt     int64
	MaxAttempts int64
	Trace       string
	CreatedAt   time.Time
}

func claim(ctx context.Context, tx db.Tx, now time.Time, lease time.Duration, n int, busy []string) ([]jobRow, error) {
	busy = append(busy, "") // NOT IN () of nothing would be nothing
	var ids []string
	for _, priority := range []int{normal, low} {
		more, err := db.All[string](ctx, tx, pickReady, now, n-len(ids), busy, priority)
		if err != nil {
			return nil, err
		}
		if ids = append(ids, more...); len(ids) == n {
			break
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	return db.All[jobRow](ctx, tx, claimJobs, now.Add(lease), ids)
}

// rescue gives jobs back that nobody works on: the lease is over, or reaches
// beyond limit, which no right clock gives.
func rescue(ctx context.Context, tx db.Tx, now, limit time.Time) error {
	ids, err := db.All[string](ctx, tx, pickExpired, now, limit)
	if err != nil || len(ids) == 0 {
		return err
	}
	_, err = db.Exec(ctx, tx, rescueJobs, now, ids, limit)
	return err
}

// pullForward makes jobs due as a right clock would have made them, a bounded
// number: those made later than limit or to run at once, and those to be tried
// again later than latest.
func pullForward(ctx context.Context, tx db.Tx, now, limit, latest time.Time) error {
	for _, priority := range []int{normal, low} {
		ids, err := db.All[string](ctx, tx, pickAhead, now, limit, latest, 100, priority)
		if err != nil {
			return err
		}
		if len(ids) == 0 {
			continue
		}
		if _, err := db.Exec(ctx, tx, pullBack, now, ids); err != nil {
			return err
		}
	}
	return nil
}
