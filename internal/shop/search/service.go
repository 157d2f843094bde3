package search

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"

	"github.com/haatshop/haat/internal/kit/blob"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/seller"
)

// ErrNotReady is returned while the index is being filled for the first time.
var ErrNotReady = errs.New(errs.Unavailable, "search.not_ready", "Search is getting ready. Try again in a moment.")

// Service is the room: an engine kept in step with what listing shows.
type Service struct {
	db      *db.DB
	log     *slog.Logger
	events  *event.Log
	file    *blob.File
	listing *listing.Service
	catalog *catalog.Service
	seller  *seller.Service
	engine  Engine
	ready   atomic.Bool
	labels  sync.Map // attribute code → name
	changes atomic.Int64
	kept    int64 // changes the snapshot has; of the goroutine that keeps
	stop    func()
}

// New returns the room; it panics when a dependency is missing. Call Warm after the event log was started.
func New(d Deps) *Service {
	if d.DB == nil || d.Events == nil || d.Log == nil || d.Listing == nil || d.Catalog == nil || d.Seller == nil {
		panic("search: a dependency is missing")
	}
	s := &Service{db: d.DB, log: d.Log, events: d.Events, file: d.Snapshot, listing: d.Listing, catalog: d.Catalog, seller: d.Seller, engine: d.Engine}
	if s.engine == nil {
		s.engine = NewIndex(DefaultConfig())
	}
	d.Events.Follow("search.index", []string{"listing.changed", "listing.store_changed"}, s.follow)
	return s
}

// Ready says whether the index holds everything; a node that is not ready takes no traffic.
func (s *Service) Ready() bool { return s.ready.Load() }

// Stats describes the engine.
func (s *Service) Stats() Stats { return s.engine.Stats() }

// Request is what a shopper looks for.
type Request struct {
	Text     string
	Filter   listing.Filter
	Audience listing.Audience
	Brands   []string
	// Attributes narrows by attribute codes.
	Attributes map[string][]string
	Sort       Sort
	Facets     bool
	Exact      bool
	Limit      int
	Cursor     string
}

// Found is one page of what was found.
type Found struct {
	Cards     []listing.Card
	Total     int
	Facets    []NamedFacet
	Price     *PriceSpan // in minor units of the audience's currency
	Corrected string
	Relaxed   bool
	Next      string
}

// NamedFacet is a facet with words for people.
type NamedFacet struct {
	Field  string
	Name   string
	Values []NamedCount
}

// NamedCount is a value with its name and how many products choosing it would show.
type NamedCount struct {
	Value, Name string
	Count       int
	Selected    bool
}

// Search finds public products sold in the audience's currency. Returns ErrNotReady, ErrBadCursor, ErrTooDeep or
// ErrSort.
func (s *Service) Search(ctx context.Context, q db.Querier, r Request) (Found, error) {
	out, hits, err := s.find(ctx, q, r)
	if err != nil {
		return Found{}, err
	}
	out.Cards, err = s.listing.Cards(ctx, q, idsOf(hits), r.Audience)
	return out, err
}

// Narrow counts what a list of products could be narrowed by, without its products: Found has no Cards. Returns
// ErrNotReady.
func (s *Service) Narrow(ctx context.Context, q db.Querier, r Request) (Found, error) {
	r.Facets, r.Limit, r.Cursor = true, 1, ""
	out, _, err := s.find(ctx, q, r)
	out.Next = ""
	return out, err
}

func (s *Service) find(ctx context.Context, q db.Querier, r Request) (out Found, hits []Hit, err error) {
	if !s.Ready() {
		return out, nil, ErrNotReady
	}
	query, err := r.query()
	if err != nil {
		return out, nil, err
	}
	res, err := s.engine.Search(ctx, query)
	if err != nil {
		return out, nil, err
	}
	out = Found{Total: res.Total, Price: res.Price, Corrected: res.Corrected, Relaxed: res.Relaxed, Next: res.Next}
	out.Facets, err = s.named(ctx, q, res.Facets, r.Audience.Locale)
	return out, res.Hits, err
}

// Suggested is what may be meant by words typed so far.
type Suggested struct {
	Words []string
	Cards []listing.Card
}

// Suggest completes what was typed so far. Returns ErrNotReady.
func (s *Service) Suggest(ctx context.Context, q db.Querier, r Request) (Suggested, error) {
	if !s.Ready() {
		return Suggested{}, ErrNotReady
	}
	query, err := r.query()
	if err != nil {
		return Suggested{}, err
	}
	res, err := s.engine.Suggest(ctx, query)
	if err != nil {
		return Suggested{}, err
	}
	cards, err := s.listing.Cards(ctx, q, idsOf(res.Hits), r.Audience)
	return Suggested{Words: res.Words, Cards: cards}, err
}

func idsOf(hits []Hit) []string {
	out := make([]string, len(hits))
	for i, h := range hits {
		out[i] = h.ID
	}
	return out
}
