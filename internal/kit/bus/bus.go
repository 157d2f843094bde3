// Package bus wakes: other goroutines of this node, other nodes, and through
// them browsers. A message is a topic and nothing else ("order:ord_…"), who
// hears it re-reads what it needs. It is coalesced and may get lost; what it
// loses the event log and every listener's own slow poll repair.
package bus

import (
	"context"
	"encoding/json"
	"log/slog"
	"sync"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
)

const (
	channel    = "haat_bus"
	maxPayload = 7000 // PostgreSQL refuses 8000 bytes
	maxPending = 4096 // distinct topics waiting to be sent; more are dropped
	backlog    = 16   // topics a slow subscriber may lag before it only hears All
)

// All is what a subscriber hears when it may have missed something: re-read
// everything you show.
const All = "*"

// Bus fans topics out. Safe for concurrent use.
type Bus struct {
	db      *db.DB
	log     *slog.Logger
	mu      sync.Mutex
	subs    map[string]map[*Sub]struct{}
	pending map[string]struct{}
	kick    chan struct{}
	wg      sync.WaitGroup
	stop    context.CancelFunc
}

// New returns a bus; without Start it serves this node only.
func New(d *db.DB, log *slog.Logger) *Bus {
	return &Bus{db: d, log: log, subs: map[string]map[*Sub]struct{}{}, pending: map[string]struct{}{}, kick: make(chan struct{}, 1)}
}

// Sub is a subscription. Close it.
type Sub struct {
	bus    *Bus
	topics []string
	c      chan string
}

// C delivers topics; All means "may have missed some".
func (s *Sub) C() <-chan string { return s.c }

// Close ends the subscription. C is not closed.
func (s *Sub) Close() {
	s.bus.mu.Lock()
	defer s.bus.mu.Unlock()
	for _, t := range s.topics {
		delete(s.bus.subs[t], s)
		if len(s.bus.subs[t]) == 0 {
			delete(s.bus.subs, t)
		}
	}
}

// Subscribe hears the topics from now on.
func (b *Bus) Subscribe(topics ...string) *Sub {
	s := &Sub{bus: b, topics: topics, c: make(chan string, backlog)}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, t := range topics {
		if b.subs[t] == nil {
			b.subs[t] = map[*Sub]struct{}{}
		}
		b.subs[t][s] = struct{}{}
	}
	return s
}

// After publishes the topics once the transaction is durable.
func (b *Bus) After(tx db.Tx, topics ...string) {
	tx.AfterCommit(func() { b.Publish(topics...) })
}

// Publish wakes everyone on the topics, here at once, elsewhere soon. It never
// blocks.
func (b *Bus) Publish(topics ...string) {
	b.local(topics)
	if b.db.Engine() != db.Postgres {
		return
	}
	b.mu.Lock()
	for _, t := range topics {
		if len(b.pending) < maxPending {
			b.pending[t] = struct{}{}
		}
	}
	b.mu.Unlock()
	select {
	case b.kick <- struct{}{}:
	default:
	}
}

func (b *Bus) local(topics []string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, t := range topics {
		for s := range b.subs[t] {
			s.send(t)
		}
	}
}

func (b *Bus) wakeAll() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, set := range b.subs {
		for s := range set {
			s.send(All)
		}
	}
}

// send never blocks: a full subscriber already has something to wake it, and
// its last place is turned into All.
func (s *Sub) send(topic string) {
	if len(s.c) == cap(s.c)-1 {
		topic = All
	}
	select {
	case s.c <- topic:
	default:
	}
}

// Start connects this node to the others (PostgreSQL) until Stop.
func (b *Bus) Start(ctx context.Context) {
	if b.db.Engine() != db.Postgres {
		return
	}
	ctx, b.stop = context.WithCancel(context.WithoutCancel(ctx))
	b.wg.Add(2)
	go func() { defer b.wg.Done(); b.receive(ctx) }()
	go func() { defer b.wg.Done(); b.transmit(ctx) }()
}

// Stop disconnects and waits.
func (b *Bus) Stop() {
	if b.stop != nil {
		b.stop()
		b.wg.Wait()
	}
}

func (b *Bus) receive(ctx context.Context) {
	for ctx.Err() == nil {
		err := b.db.Listen(ctx, channel, b.wakeAll, func(payload string) {
			var topics []string
			if json.Unmarshal([]byte(payload), &topics) == nil {
				b.local(topics)
			}
		})
		if ctx.Err() == nil {
			b.log.Warn("bus: listening again", "error", err)
			sleep(ctx, time.Second)
		}
	}
}

func (b *Bus) transmit(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-b.kick:
		}
		for _, payload := range b.drain() {
			if err := b.db.Notify(ctx, channel, payload); err != nil && ctx.Err() == nil {
				b.log.Warn("bus: notify", "error", err)
			}
		}
	}
}

// drain packs what is waiting into as few payloads as fit.
func (b *Bus) drain() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []string
	var batch []string
	size := 2
	flush := func() {
		if len(batch) > 0 {
			j, _ := json.Marshal(batch) // strings always marshal
			out = append(out, string(j))
			batch, size = nil, 2
		}
	}
	for t := range b.pending {
		if size+len(t)+3 > maxPayload {
			flush()
		}
		batch, size = append(batch, t), size+len(t)+3
	}
	flush()
	clear(b.pending)
	return out
}

func sleep(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}
