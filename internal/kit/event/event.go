// Package event is how rooms tell what happened, and how others listen.
//
// Publish writes one row in the business transaction: commit makes the change
// and its event both true, rollback makes both never have happened. There are
// three ways to listen: Follow (every node, for in-memory projections),
// Project (once per cluster, effects committed with the cursor) and Do (one
// job per event, for the outside world).
package event

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"reflect"
	"slices"
	"sort"
	"sync"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/bus"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/job"
)

// Event is a fact in the past tense: ids and facts, never entities or secrets.
type Event interface{ EventName() string }

// Envelope is an event as stored.
type Envelope struct {
	ID         string          `json:"id"`
	Seq        int64           `json:"seq"`
	Name       string          `json:"name"`
	Payload    json.RawMessage `json:"payload"`
	ActorKind  string          `json:"actor_kind"`
	ActorID    string          `json:"actor_id"`
	Trace      string          `json:"trace,omitempty"`
	OccurredAt time.Time       `json:"occurred_at"`
}

// Decode reads the payload into an event value.
func (e Envelope) Decode(into any) error { return json.Unmarshal(e.Payload, into) }

// Topic is the bus topic that wakes readers of the log.
const Topic = "events"

// touchedName is the log's own event: cache tags another node must forget.
const touchedName = "cache.touched"

type touched struct {
	Node string   `json:"node"`
	Tags []string `json:"tags"`
}

// Deps of the log.
type Deps struct {
	DB     *db.DB
	Clock  clock.Clock
	IDs    *id.Source
	Queue  *job.Queue
	Runner *job.Runner // nil where nothing runs (the command line)
	Bus    *bus.Bus
	Log    *slog.Logger
	Keep   time.Duration // how long read events are kept; 30 days
	// Foreign says that another process may serve this database and must hear
	// which cache tags this one touches. With PostgreSQL it always may.
	Foreign bool
}

// Log is the event log of one node.
type Log struct {
	d        Deps
	node     string
	declared map[string]reflect.Type
	dos      map[string][]string // event name -> job kinds
	readers  []*reader
	ids      map[string]bool
	origin   int64 // where followers begin; -1: where the log ends at Start
	stop     context.CancelFunc
	wg       sync.WaitGroup
	recent   recent
}

// New returns a log. Declare events and listeners before Start.
func New(d Deps) *Log {
	if d.DB == nil || d.Clock == nil || d.IDs == nil || d.Queue == nil || d.Bus == nil || d.Log == nil {
		panic("event: a dependency is missing")
	}
	if d.Keep == 0 {
		d.Keep = 30 * 24 * time.Hour
	}
	l := &Log{d: d, node: d.IDs.Secret("node_"), declared: map[string]reflect.Type{}, dos: map[string][]string{}, ids: map[string]bool{}}
	l.origin = l.now()
	if d.Foreign || d.DB.Engine() == db.Postgres {
		d.DB.BeforeCommit(l.shareTouches)
	}
	if d.Runner != nil {
		job.Prune(d.Runner, "event.prune", 10*time.Minute, l.prune)
	}
	return l
}

// Declare says which events a room publishes; an undeclared one is refused.
func (l *Log) Declare(events ...Event) {
	for _, e := range events {
		if _, ok := l.declared[e.EventName()]; ok {
			panic("event: " + e.EventName() + " declared twice")
		}
		l.declared[e.EventName()] = reflect.TypeOf(e)
	}
}

// Declared lists the known events by name, for the generated documentation.
func (l *Log) Declared() map[string]reflect.Type { return l.declared }

// Listeners lists, per event name ("*" for all), who listens and how.
func (l *Log) Listeners() map[string][]string {
	out := map[string][]string{}
	for name, kinds := range l.dos {
		out[name] = append(out[name], kinds...)
	}
	for _, r := range l.readers {
		names := r.names
		if names == nil {
			names = []string{"*"}
		}
		for _, n := range names {
			out[n] = append(out[n], r.how+":"+r.id)
		}
	}
	for _, v := range out {
		sort.Strings(v)
	}
	return out
}

// Publish records that e happened, if and only if tx commits.
func (l *Log) Publish(ctx context.Context, tx db.Tx, e Event) error {
	name := e.EventName()
	if _, ok := l.declared[name]; !ok {
		return fmt.Errorf("event: %s was never declared", name)
	}
	env, err := l.append(ctx, tx, name, e)
	if err != nil {
		return err
	}
	for _, kind := range l.dos[name] {
		if err := l.d.Queue.Enqueue(ctx, tx, kind, env, job.Options{}); err != nil {
			return err
		}
	}
	return nil
}

func (l *Log) append(ctx context.Context, tx db.Tx, name string, payload any) (Envelope, error) {
	body, err := json.Marshal(payload)
	if err != nil {
		return Envelope{}, fmt.Errorf("event %s: %w", name, err)
	}
	a := actor.From(ctx)
	env := Envelope{ID: l.d.IDs.New("evt_"), Name: name, Payload: body, ActorKind: string(a.Kind), ActorID: a.ID(), Trace: job.Trace(ctx), OccurredAt: l.d.Clock.Now()}
	var seq *int64
	if tx.Engine() == db.SQLite {
		n, err := db.Get[int64](ctx, tx, nextSeq)
		if err != nil {
			return Envelope{}, err
		}
		seq, env.Seq = &n, n
	}
	if err := db.Write(ctx, tx, insertEvent, env.ID, seq, name, string(body), env.ActorKind, env.ActorID, env.Trace, env.OccurredAt); err != nil {
		return Envelope{}, err
	}
	l.d.Bus.After(tx, Topic)
	return env, nil
}

// shareTouches tells the other nodes which cache tags a transaction changed.
func (l *Log) shareTouches(ctx context.Context, tx db.Tx) error {
	tags := db.Touched(tx)
	if len(tags) == 0 {
		return nil
	}
	tags = slices.Clone(tags)
	slices.Sort(tags)
	_, err := l.append(ctx, tx, touchedName, touched{Node: l.node, Tags: slices.Compact(tags)})
	return err
}

// Follow hears the events on every node, in order, from the moment the log was
// made: state read after New is never stale. names nil means all. fn re-reads
// what it needs, and sees a batch again when it returns an error.
func (l *Log) Follow(id string, names []string, fn func(ctx context.Context, batch []Envelope) error) {
	l.read(&reader{id: id, how: "follow", names: names, follow: fn})
}

// Project hears the events once per cluster, in order and from the first kept
// event on: what fn writes commits together with the cursor, exactly once.
func (l *Log) Project(id string, names []string, fn func(ctx context.Context, tx db.Tx, batch []Envelope) error) {
	l.read(&reader{id: id, how: "project", names: names, project: fn})
}

func (l *Log) read(r *reader) {
	if l.ids[r.id] {
		panic("event: listener " + r.id + " registered twice")
	}
	l.ids[r.id] = true
	r.log = l
	l.readers = append(l.readers, r)
}

// Do runs fn once per event of the type of E, as a job: at least once, outside
// any transaction. info.ID is the idempotency key towards the outside.
func Do[E Event](l *Log, id string, fn func(ctx context.Context, info job.Info, env Envelope, e E) error) {
	var zero E
	name, kind := zero.EventName(), "event."+id
	if l.ids[id] {
		panic("event: listener " + id + " registered twice")
	}
	l.ids[id] = true
	l.dos[name] = append(l.dos[name], kind)
	if l.d.Runner == nil {
		return
	}
	job.Outside(l.d.Runner, kind, func(ctx context.Context, info job.Info, env Envelope) error {
		var e E
		if err := env.Decode(&e); err != nil {
			return err
		}
		return fn(ctx, info, env, e)
	})
}

const pruneBatch = 500

// aheadMost is how far in the future an event may lie and still be believed:
// a node whose clock was wrong must not keep the log for years.
const aheadMost = 24 * time.Hour

// prune deletes one batch of what is old and was read by every listener this
// program has; the cursor of one that is gone must not keep everything for
// ever. It takes from the beginning of the log and stops at the first young
// event: times do not always grow with the numbers (a demo plays weeks that
// are over, clocks are set back), and a log with holes cannot be told from one
// that has lost something.
func (l *Log) prune(ctx context.Context, tx db.Tx) (more bool, err error) {
	names := []string{"#head"}
	for _, r := range l.readers {
		if r.project != nil {
			names = append(names, r.id)
		}
	}
	low, err := db.Get[int64](ctx, tx, lowestRead, names)
	if err != nil {
		return false, err
	}
	rows, err := db.All[struct {
		ID         string
		OccurredAt time.Time
	}](ctx, tx, oldest, low, pruneBatch)
	if err != nil {
		return false, err
	}
	now := l.d.Clock.Now()
	var ids []string
	for _, r := range rows {
		if !r.OccurredAt.Before(now.Add(-l.d.Keep)) && !r.OccurredAt.After(now.Add(aheadMost)) {
			break
		}
		ids = append(ids, r.ID)
	}
	if len(ids) == 0 {
		return false, nil
	}
	_, err = db.Exec(ctx, tx, deleteOld, ids)
	return len(ids) == pruneBatch, err
}
