package content

import (
	"context"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/blob"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/page"
)

// Service is the room.
type Service struct {
	db      *db.DB
	clock   clock.Clock
	ids     *id.Source
	events  *event.Log
	journal journal.Recorder
	blob    blob.Store
}

// New returns the room; it panics when a dependency is missing.
func New(d Deps) *Service {
	if d.DB == nil || d.Clock == nil || d.IDs == nil || d.Events == nil || d.Journal == nil || d.Files == nil {
		panic("content: a dependency is missing")
	}
	d.Events.Declare(Changed{})
	return &Service{db: d.DB, clock: d.Clock, ids: d.IDs, events: d.Events, journal: d.Journal, blob: d.Files}
}

// Page returns a published page by handle in the locale's words (N1). Returns
// ErrNotFound.
func (s *Service) Page(ctx context.Context, q db.Querier, handle, locale string) (Page, error) {
	p, err := getPage(ctx, q, pageByHandle, handle)
	if err == nil && !p.Published {
		return Page{}, ErrNotFound
	}
	return p.Localised(locale), err
}

// Managed returns a page by id in whatever state, for those who write
// content. Returns ErrNotFound.
func (s *Service) Managed(ctx context.Context, q db.Querier, pageID string) (Page, error) {
	if !actor.From(ctx).Platform(actor.ContentWrite) {
		return Page{}, ErrNotFound
	}
	return getPage(ctx, q, selectPage, pageID)
}

// Filter narrows the list of pages.
type Filter struct {
	Published *bool
	Text      string // the beginning of the title, of a word in it, or of the handle
}

// Pages lists pages by title; who does not write content sees published ones.
func (s *Service) Pages(ctx context.Context, q db.Querier, f Filter, p page.Request) (page.List[Page], error) {
	if !actor.From(ctx).Platform(actor.ContentWrite) {
		yes := true
		f.Published = &yes
	}
	return listPages(ctx, q, f, p)
}

// ByHandle returns a page whatever its state. It knows no scope. Returns ErrNotFound.
func (s *Service) ByHandle(ctx context.Context, q db.Querier, handle string) (Page, error) {
	return getPage(ctx, q, pageByHandle, handle)
}

// CountPages returns how many pages there are.
func (s *Service) CountPages(ctx context.Context, q db.Querier) (int64, error) {
	return db.Get[int64](ctx, q, countPages)
}

// Home returns the home page.
func (s *Service) Home(ctx context.Context) (Home, error) { return getHome(ctx, s.db, selectHome) }
