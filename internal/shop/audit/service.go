package audit

import (
	"context"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/page"
)

// Service is the room.
type Service struct {
	db     *db.DB
	clock  clock.Clock
	ids    *id.Source
	namers map[string]Namer
}

var _ journal.Recorder = (*Service)(nil)

// sealEvery bounds how long an entry stays outside the chain.
const sealEvery = time.Minute

// New returns the room; it panics when a dependency is missing.
func New(d Deps) *Service {
	if d.DB == nil || d.Clock == nil || d.IDs == nil || d.Jobs == nil {
		panic("audit: a dependency is missing")
	}
	s := &Service{db: d.DB, clock: d.Clock, ids: d.IDs}
	job.Outside(d.Jobs, "audit.seal", func(ctx context.Context, _ job.Info, _ struct{}) error { return s.Seal(ctx) })
	d.Jobs.Every("audit.seal", sealEvery)
	return s
}

// Record implements journal.Recorder (A1).
func (s *Service) Record(ctx context.Context, tx db.Tx, e journal.Entry) error {
	changes, err := diff(e.Before, e.After)
	if err != nil {
		return err
	}
	return s.put(ctx, tx, Entry{Entity: e.Entity, EntityID: e.EntityID, StoreID: e.StoreID, Action: e.Action, Changes: changes})
}

// RecordRefusal notes that the caller tried what they may not.
func (s *Service) RecordRefusal(ctx context.Context, action string) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		return s.put(ctx, tx, Entry{Entity: "operation", EntityID: action, Action: "refused", Changes: Changes{Before: map[string]any{}, After: map[string]any{}}})
	})
}

func (s *Service) put(ctx context.Context, tx db.Tx, e Entry) error {
	a := actor.From(ctx)
	e.ID, e.At = s.ids.New("aud_"), s.clock.Now()
	e.ActorKind, e.ActorID, e.Network, e.RequestID = string(a.Kind), a.ID(), a.Network, a.RequestID
	return insert(ctx, tx, e)
}

// Filter narrows the audit; empty members do not filter.
type Filter struct {
	Entity   string
	EntityID string
	ActorID  string
	StoreID  string
}

// List returns entries, newest first; nothing to who may not read them (A5).
func (s *Service) List(ctx context.Context, q db.Querier, f Filter, p page.Request) (page.List[Entry], error) {
	if !actor.From(ctx).Platform(actor.AuditRead) {
		return page.List[Entry]{Items: []Entry{}}, nil
	}
	l, err := list(ctx, q, f, p)
	if err != nil {
		return l, err
	}
	return l, s.name(ctx, q, l.Items)
}
