package event

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
)

const (
	batchSize = 256
	slowPoll  = time.Second
	// gather is the shortest time between two looks at the log that found all of it.
	// Under load every commit wakes every listener, and one look for a few commits costs
	// what one for each would. What comes after a quiet moment is heard at once; while no
	// moment is quiet the pause grows to mostGather.
	gather     = 10 * time.Millisecond
	mostGather = 4 * gather
	cursorLag  = time.Second      // how long a cursor stays behind events that are nothing to its listener
	longPause  = 10 * time.Second // of a listener that fails: a database that was away must not cost a minute more
)

// reader is one listener with its cursor: in memory for Follow, in the
// database for Project.
type reader struct {
	log     *Log
	id      string
	how     string
	names   []string
	follow  func(context.Context, []Envelope) error
	project func(context.Context, db.Tx, []Envelope) error
	at      atomic.Int64 // -1: only the database knows
	// Of Project, the loop's own: whether the cursor in the database was left behind at,
	// and when it was last moved.
	behind bool
	moved  time.Time
}

// Start begins reading. Unknown event names are a wiring mistake and an error.
func (l *Log) Start(ctx context.Context) error {
	for _, r := range l.readers {
		for _, n := range r.names {
			if _, ok := l.declared[n]; !ok {
				return fmt.Errorf("event: %s listens to unknown %s", r.id, n)
			}
		}
	}
	for n, kinds := range l.dos {
		if _, ok := l.declared[n]; !ok {
			return fmt.Errorf("event: %v listens to unknown %s", kinds, n)
		}
	}
	if !l.ids["#touches"] {
		l.Follow("#touches", nil, l.hearTouches)
	}
	head := l.origin
	if head < 0 {
		var err error
		if head, err = l.head(ctx); err != nil {
			return err
		}
	}
	if err := l.d.DB.InTx(ctx, l.makeCursors); err != nil {
		return err
	}
	loop, stop := context.WithCancel(actor.With(context.WithoutCancel(ctx), actor.TheSystem()))
	l.stop = stop
	if l.d.DB.Engine() == db.Postgres {
		l.start(loop, l.sequence)
	}
	for _, r := range l.readers {
		r.at.Store(head)
		if r.project != nil {
			r.at.Store(-1) // the database knows
		}
		l.start(loop, r.step)
	}
	return nil
}

func (l *Log) makeCursors(ctx context.Context, tx db.Tx) error {
	for _, r := range l.readers {
		if r.project == nil {
			continue
		}
		if _, err := db.Exec(ctx, tx, makeCursor, r.id, 0); err != nil {
			return err
		}
	}
	return nil
}

// Stop ends reading and waits; cursors stay where they are.
func (l *Log) Stop() {
	if l.stop != nil {
		l.stop()
		l.wg.Wait()
	}
}

// start runs step over and over: at once while it reports more, else when the
// bus wakes it or after a slow poll. Failures back off.
func (l *Log) start(ctx context.Context, step func(context.Context) (more bool, err error)) {
	sub := l.d.Bus.Subscribe(Topic)
	l.wg.Add(1)
	go func() {
		defer l.wg.Done()
		defer sub.Close()
		pause, pace := time.Duration(0), gather
		for ctx.Err() == nil {
			looked := time.Now()
			more, err := l.guard(ctx, step)
			switch {
			case err != nil:
				pause = min(max(2*pause, 50*time.Millisecond), longPause)
				if ctx.Err() == nil {
					l.d.Log.Error("events: a listener failed and will try again", "error", err, "in", pause)
				}
				wait(ctx, nil, pause)
			case more:
				pause = 0
			default:
				pause = 0
				wait(ctx, sub.C(), slowPoll)
				if rest := pace - time.Since(looked); rest > 0 {
					wait(ctx, nil, rest)
					pace = min(2*pace, mostGather)
				} else {
					pace = gather
				}
			}
		}
	}()
}

func wait(ctx context.Context, wake <-chan string, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	case <-wake:
		for len(wake) > 0 { // one look at the log finds all of it
			<-wake
		}
	}
}

func (l *Log) guard(ctx context.Context, step func(context.Context) (bool, error)) (more bool, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return step(ctx)
}

// sequence numbers committed events; any node may, one at a time does.
func (l *Log) sequence(ctx context.Context) (bool, error) {
	if some, err := waiting(ctx, l.d.DB); err != nil || !some {
		return false, err
	}
	var n int64
	err := l.d.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) (err error) {
		if n, err = number(ctx, tx); n > 0 {
			l.d.Bus.After(tx, Topic)
		}
		return err
	})
	return n == numberAtOnce, err
}

// Number gives every event its place in the log. PostgreSQL servers do so all
// the time; SQLite numbers when it writes, so what was restored from PostgreSQL
// may hold events that nobody would ever read.
func (l *Log) Number(ctx context.Context) error {
	for {
		if more, err := l.sequence(ctx); err != nil || !more {
			return err
		}
	}
}

func (r *reader) step(ctx context.Context) (bool, error) {
	if r.project != nil {
		return r.stepProject(ctx)
	}
	at := r.at.Load()
	batch, all, err := r.log.after(ctx, at)
	if err != nil || len(batch) == 0 {
		return false, err
	}
	if mine := r.pick(batch); len(mine) > 0 {
		if err := r.follow(ctx, mine); err != nil {
			return false, fmt.Errorf("%s: %w", r.id, err)
		}
	}
	r.at.Store(batch[len(batch)-1].Seq)
	return !all, nil // what came meanwhile has woken us again
}

// recent is what was read of the log last, for the other listeners of this node: they
// all want the same few events at about the same moment, and one of them has read them.
type recent struct {
	mu     sync.Mutex
	events []Envelope // consecutive
	before int64      // the place they follow

	reading sync.Mutex // one listener reads, the others wait for what it finds
	end     int64      // where the log was seen to end,
	looked  time.Time  // by a look that began then
}

// maxRecent bounds what is kept of the log in memory.
const maxRecent = 4 * batchSize

// after returns events that follow a place, as many as one batch, and whether these are
// all there are. They are shared: a listener must not change them. What another listener
// found counts only if it looked after this one was woken: the wake may be for what came
// in between, and there will be no other.
func (l *Log) after(ctx context.Context, at int64) (batch []Envelope, all bool, err error) {
	asked := time.Now()
	m := &l.recent
	m.reading.Lock()
	defer m.reading.Unlock()
	if m.looked.After(asked) {
		if batch = m.get(at); len(batch) > 0 {
			return batch, batch[len(batch)-1].Seq >= m.end, nil
		}
		if at >= m.end {
			return nil, true, nil
		}
	}
	looked := time.Now()
	if batch, err = readBatch(ctx, l.d.DB, at, batchSize); err != nil {
		return nil, false, err
	}
	m.put(at, batch)
	if all = len(batch) < batchSize; all {
		m.end, m.looked = at, looked
		if n := len(batch); n > 0 {
			m.end = batch[n-1].Seq
		}
	}
	return batch, all, nil
}

func (m *recent) get(at int64) []Envelope {
	m.mu.Lock()
	defer m.mu.Unlock()
	if at < m.before {
		return nil
	}
	for i, e := range m.events {
		if e.Seq > at {
			return m.events[i:min(len(m.events), i+batchSize):min(len(m.events), i+batchSize)]
		}
	}
	return nil
}

func (m *recent) put(at int64, batch []Envelope) {
	if len(batch) == 0 {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	end := m.before
	if n := len(m.events); n > 0 {
		end = m.events[n-1].Seq
	}
	if at != end || len(m.events)+len(batch) > maxRecent {
		m.events, m.before = nil, at // somebody far behind must not see a gap
	}
	m.events = append(m.events[:len(m.events):len(m.events)], batch...)
}

func (r *reader) stepProject(ctx context.Context) (more bool, err error) {
	at := r.at.Load()
	if at >= 0 {
		batch, all, err := r.log.after(ctx, at) // what another listener has read costs nothing
		if err != nil {
			return false, err
		}
		if len(r.pick(batch)) == 0 {
			return !all, r.passOver(ctx, at, batch)
		}
	}
	return r.commitStep(ctx, at)
}

// passOver leaves events behind that are nothing to this listener. Its cursor follows
// now and then only: whoever reads on from there passes over the same events.
func (r *reader) passOver(ctx context.Context, at int64, batch []Envelope) error {
	if n := len(batch); n > 0 {
		r.at.Store(batch[n-1].Seq)
		r.behind = true
		return nil
	}
	if !r.behind || time.Since(r.moved) < cursorLag {
		return nil
	}
	err := r.log.d.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		if seq, err := db.All[int64](ctx, tx, lockCursor, r.id); err != nil || len(seq) == 0 || seq[0] >= at {
			return err // another node is at it, or further
		}
		_, err := db.Exec(ctx, tx, moveCursor, r.id, at)
		return err
	})
	if err == nil {
		r.behind, r.moved = false, time.Now()
	}
	return err
}

// commitStep hands a batch on and moves the cursor with what that wrote. known is up to
// where nothing is for this listener, -1 when that is not known.
func (r *reader) commitStep(ctx context.Context, known int64) (more bool, err error) {
	var last int64 = -1
	err = r.log.d.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		more, last = false, -1
		at, err := db.All[int64](ctx, tx, lockCursor, r.id)
		if err != nil || len(at) == 0 { // another node is at it
			return err
		}
		last = max(at[0], known)
		batch, err := readBatch(ctx, tx, last, batchSize)
		if err != nil || len(batch) == 0 {
			return err
		}
		if mine := r.pick(batch); len(mine) > 0 {
			if err := r.project(ctx, tx, mine); err != nil {
				return fmt.Errorf("%s: %w", r.id, err)
			}
		}
		last, more = batch[len(batch)-1].Seq, len(batch) == batchSize
		_, err = db.Exec(ctx, tx, moveCursor, r.id, last)
		return err
	})
	if err == nil && last >= 0 {
		r.at.Store(last)
		r.behind, r.moved = false, time.Now()
	}
	return more, err
}

func (r *reader) pick(batch []Envelope) []Envelope {
	if r.names == nil {
		return batch
	}
	var out []Envelope
	for _, e := range batch {
		if slices.Contains(r.names, e.Name) {
			out = append(out, e)
		}
	}
	return out
}

// hearTouches makes this node's caches forget what other nodes changed.
func (l *Log) hearTouches(_ context.Context, batch []Envelope) error {
	var tags []string
	for _, e := range batch {
		var t touched
		if e.Name == touchedName && e.Decode(&t) == nil && t.Node != l.node {
			tags = append(tags, t.Tags...)
		}
	}
	l.d.DB.Touched(tags)
	return nil
}

// now returns where the log ends, -1 when it cannot be read (yet).
func (l *Log) now() int64 {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	head, err := l.head(ctx)
	if err != nil {
		return -1
	}
	return head
}

func (l *Log) head(ctx context.Context) (int64, error) {
	return db.Get[int64](ctx, l.d.DB, headSeq)
}

// Settled waits until every listener of this node has read everything
// published so far. Jobs made by Do are the runner's: see job.Runner.Idle.
func (l *Log) Settled(ctx context.Context) error {
	for {
		ok, err := l.settled(ctx)
		if err != nil || ok {
			return err
		}
		l.d.Bus.Publish(Topic)
		wait(ctx, nil, 5*time.Millisecond)
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

func (l *Log) settled(ctx context.Context) (bool, error) {
	if some, err := waiting(ctx, l.d.DB); err != nil || some {
		return false, err
	}
	head, err := l.head(ctx)
	if err != nil {
		return false, err
	}
	for _, r := range l.readers {
		if r.at.Load() < head {
			return false, nil
		}
	}
	return true, nil
}
