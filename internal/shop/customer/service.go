package customer

import (
	"context"
	"slices"
	"strings"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/kit/text"
	"github.com/haatshop/haat/internal/shop/identity"
)

// Service is the room.
type Service struct {
	db       *db.DB
	clock    clock.Clock
	ids      *id.Source
	events   *event.Log
	journal  journal.Recorder
	identity *identity.Service
	orders   Orders
}

// New returns the room; it panics when a dependency is missing.
func New(d Deps) *Service {
	if d.DB == nil || d.Clock == nil || d.IDs == nil || d.Events == nil || d.Journal == nil || d.Identity == nil {
		panic("customer: a dependency is missing")
	}
	d.Events.Declare(Created{}, Updated{}, Claimed{})
	s := &Service{db: d.DB, clock: d.Clock, ids: d.IDs, events: d.Events, journal: d.Journal, identity: d.Identity}
	s.identity.AfterLogin.Add("customer.arrive", s.arrive)
	s.identity.AfterVerify.Add("customer.claim", s.verified)
	return s
}

// UseOrders plugs the order room, which is built later. Call it before
// anything is served; without it a seller's members see no customers.
func (s *Service) UseOrders(o Orders) { s.orders = o }

// CustomerID returns which customer an account is, "" for none.
func (s *Service) CustomerID(ctx context.Context, q db.Querier, accountID string) (string, error) {
	rows, err := db.All[row](ctx, q, byAccount, accountID)
	if err != nil || len(rows) == 0 {
		return "", err
	}
	return rows[0].ID, nil
}

// ByIDs returns customers whoever asks, for rooms that show what they refer
// to; unknown ids are left out.
func (s *Service) ByIDs(ctx context.Context, q db.Querier, customerIDs []string) (map[string]Customer, error) {
	out := make(map[string]Customer, len(customerIDs))
	for chunk := range slices.Chunk(customerIDs, db.MaxIn) {
		rows, err := db.All[row](ctx, q, customersByID, chunk)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			out[r.ID] = r.customer()
		}
	}
	return out, nil
}

// Detail is a customer with the address book.
type Detail struct {
	Customer
	Addresses []Entry `json:"addresses"`
}

// Get returns a customer in the caller's scope (U4). Returns ErrNotFound.
func (s *Service) Get(ctx context.Context, q db.Querier, customerID string) (Detail, error) {
	c, err := get(ctx, q, selectCustomer, customerID)
	if err != nil {
		return Detail{}, err
	}
	scope := actor.From(ctx).Scope(actor.CustomersRead)
	if scope.All {
		entries, err := getEntries(ctx, q, c.ID)
		return Detail{c, entries}, err
	}
	seen, err := s.buyers(ctx, q, []Customer{c}, scope.StoreIDs)
	if err != nil || len(seen) == 0 {
		return Detail{}, orNotFound(err)
	}
	return Detail{c.forSeller(), []Entry{}}, nil
}

func orNotFound(err error) error {
	if err != nil {
		return err
	}
	return ErrNotFound
}

// forSeller leaves out what is the platform's alone (U4).
func (c Customer) forSeller() Customer {
	c.Groups, c.Note, c.AccountID = []string{}, "", nil
	return c
}

// List returns the customers in the caller's scope, newest first; query
// matches the beginning of the e-mail address or name. A seller's page may be
// shorter than asked for although there is a next one, where a text that many
// customers have is looked for among thousands that do not.
func (s *Service) List(ctx context.Context, q db.Querier, query string, p page.Request) (page.List[Customer], error) {
	after := ""
	if p.Cursor != "" {
		if err := page.Decode(p.Cursor, "-id", &after); err != nil {
			return page.List[Customer]{}, err
		}
	}
	scope := actor.From(ctx).Scope(actor.CustomersRead)
	if scope.All {
		rows, err := list(ctx, q, query, after, p.Size()+1)
		return pageOf(rows, p.Size()), err
	}
	if scope.None() || s.orders == nil {
		return page.List[Customer]{Items: []Customer{}}, nil
	}
	return s.listForSeller(ctx, q, scope.StoreIDs, query, after, p.Size())
}

// How far one request of a seller looks.
const (
	lookStep = 500
	lookMost = 25
)

// look reads the next customers a seller's page may be made of, behind after.
type look func(after string) (candidates []Customer, next string, more bool, err error)

func (s *Service) listForSeller(ctx context.Context, q db.Querier, storeIDs []string, query, after string, size int) (page.List[Customer], error) {
	next, err := s.looking(ctx, q, storeIDs, query, size)
	if err != nil {
		return page.List[Customer]{}, err
	}
	out := []Customer{}
	for range lookMost {
		found, at, more, err := next(after)
		if err != nil {
			return page.List[Customer]{}, err
		}
		for _, c := range found {
			out = append(out, c.forSeller())
		}
		if len(out) > size || !more {
			return pageOf(out, size), nil
		}
		after = at
	}
	return page.List[Customer]{Items: out, Next: page.Encode("-id", after)}, nil
}

// looking chooses: through the customers the text finds, when these are few,
// asking of each who bought; else through who bought, asking of each whether the
// text is theirs.
func (s *Service) looking(ctx context.Context, q db.Querier, storeIDs []string, query string, size int) (look, error) {
	known, ok := s.orders.(Clientele)
	folded := text.Fold(query)
	rare := !ok
	if ok && folded != "" {
		var err error
		if rare, err = isFew(ctx, q, folded); err != nil {
			return nil, err
		}
	}
	if rare {
		return func(after string) ([]Customer, string, bool, error) {
			rows, err := list(ctx, q, query, after, lookStep)
			if err != nil || len(rows) == 0 {
				return nil, "", false, err
			}
			seen, err := s.buyers(ctx, q, rows, storeIDs)
			return seen, rows[len(rows)-1].ID, len(rows) == lookStep, err
		}, nil
	}
	step := lookStep
	if folded == "" {
		step = min(size+1, lookStep)
	}
	return func(after string) ([]Customer, string, bool, error) {
		ids, err := clientele(ctx, q, known, storeIDs, after, step)
		if err != nil || len(ids) == 0 {
			return nil, "", false, err
		}
		rows, err := db.All[row](ctx, q, liveByID, ids)
		found := slices.DeleteFunc(customersOf(rows), func(c Customer) bool { return !c.begins(folded) })
		return found, ids[len(ids)-1], len(ids) == step, err
	}, nil
}

// clientele merges the next customers of several stores, newest first.
func clientele(ctx context.Context, q db.Querier, known Clientele, storeIDs []string, after string, step int) ([]string, error) {
	var all []string
	for _, id := range storeIDs {
		some, err := known.Clientele(ctx, q, id, after, step)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	slices.SortFunc(all, func(a, b string) int { return strings.Compare(b, a) })
	all = slices.Compact(all)
	return all[:min(step, len(all))], nil
}

// begins says whether a folded text is the beginning of the address or a name.
func (c Customer) begins(folded string) bool {
	return strings.HasPrefix(c.EmailNorm, folded) || strings.HasPrefix(text.Fold(c.Name()), folded) || strings.HasPrefix(text.Fold(c.LastName), folded)
}

// buyers are those of the customers who bought from one of the stores.
func (s *Service) buyers(ctx context.Context, q db.Querier, all []Customer, storeIDs []string) ([]Customer, error) {
	if s.orders == nil || len(storeIDs) == 0 || len(all) == 0 {
		return nil, nil
	}
	known, err := s.whoBought(ctx, q, all, storeIDs)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(all), func(c Customer) bool { return !known[c.ID] }), nil
}

func (s *Service) whoBought(ctx context.Context, q db.Querier, all []Customer, storeIDs []string) (map[string]bool, error) {
	known := map[string]bool{}
	if many, ok := s.orders.(Buyers); ok {
		ids := make([]string, len(all))
		for i, c := range all {
			ids[i] = c.ID
		}
		found, err := many.Buyers(ctx, q, ids, storeIDs)
		for _, id := range found {
			known[id] = true
		}
		return known, err
	}
	for _, c := range all {
		yes, err := s.orders.OrderedFrom(ctx, q, c.ID, storeIDs)
		if err != nil {
			return nil, err
		}
		known[c.ID] = yes
	}
	return known, nil
}

// Mine returns the customer the caller is. Returns ErrNotFound.
func (s *Service) Mine(ctx context.Context, q db.Querier) (Customer, error) {
	return get(ctx, q, byAccount, actor.From(ctx).AccountID)
}
