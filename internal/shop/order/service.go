package order

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"log/slog"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/bus"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/hook"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/kit/text"
	"github.com/haatshop/haat/internal/shop/inventory"
	"github.com/haatshop/haat/internal/shop/payment"
)

// Service is the room.
type Service struct {
	db        *db.DB
	clock     clock.Clock
	ids       *id.Source
	events    *event.Log
	jobs      *job.Runner
	bus       *bus.Bus
	log       *slog.Logger
	journal   journal.Recorder
	key       []byte
	inventory *inventory.Service
	payment   *payment.Service
	names     func(ctx context.Context, q db.Querier, accountIDs []string) (map[string]string, error)
	zone      func() *time.Location

	// AfterPlace: see the package documentation.
	AfterPlace hook.Hook[Order]
}

// minKey is the least a secret key may have, in bytes.
const minKey = 32

// New returns the room; it panics when a dependency is missing.
func New(d Deps) *Service {
	if d.DB == nil || d.Clock == nil || d.IDs == nil || d.Events == nil || d.Jobs == nil || d.Bus == nil || d.Log == nil || d.Journal == nil ||
		d.Inventory == nil || d.Payment == nil || len(d.SecretKey) < minKey {
		panic("order: a dependency is missing")
	}
	s := &Service{db: d.DB, clock: d.Clock, ids: d.IDs, events: d.Events, jobs: d.Jobs, bus: d.Bus, log: d.Log, journal: d.Journal, key: d.SecretKey, inventory: d.Inventory, payment: d.Payment, names: d.Names, zone: d.Zone}
	if s.zone == nil {
		s.zone = func() *time.Location { return time.UTC }
	}
	d.Events.Declare(Placed{}, ConfirmedEvent{}, PaidEvent{}, PaymentFailedEvent{}, CancelledEvent{}, FulfilledEvent{}, DeliveredEvent{}, NotedEvent{}, HeldEvent{}, ErasedEvent{})
	s.payment.BeforeChange.Add("order", s.lockFor)
	s.payment.AfterChange.Add("order", s.paymentChanged)
	s.listen()
	return s
}

// Get returns an order as the caller may see it (O6). Returns ErrNotFound.
func (s *Service) Get(ctx context.Context, q db.Querier, orderID string) (Order, error) {
	o, err := getOrder(ctx, q, orderID)
	if err != nil {
		return Order{}, err
	}
	return o.within(actor.From(ctx).Scope(actor.OrdersRead))
}

// within cuts an order down to what a scope may see: the platform everything,
// a seller their parts, their lines and the sums of these.
func (o Order) within(scope actor.Scope) (Order, error) {
	if scope.All {
		return o, nil
	}
	whole := o
	o.StoreOrders, o.Lines, o.Sums, o.TaxLines = nil, nil, Sums{}, nil
	for _, p := range whole.StoreOrders {
		if !scope.Has(p.StoreID) {
			continue
		}
		o.StoreOrders = append(o.StoreOrders, p)
		o.Sums.Subtotal += p.Sums.Subtotal
		o.Sums.Discount += p.Sums.Discount
		o.Sums.Shipping += p.Sums.Shipping
		o.Sums.Tax += p.Sums.Tax
		o.Sums.Total += p.Sums.Total
	}
	if len(o.StoreOrders) == 0 {
		return Order{}, ErrNotFound
	}
	for _, l := range whole.Lines {
		if scope.Has(l.StoreID) {
			o.Lines = append(o.Lines, l)
		}
	}
	if len(o.StoreOrders) < len(whole.StoreOrders) { // what others sold is not this seller's business
		o.Partial = true
		o.Cancelled, o.Authorized, o.Captured, o.Refunded = 0, 0, 0, 0
		for _, p := range o.StoreOrders {
			if p.Status == Cancelled {
				o.Cancelled += p.Sums.Total
			}
		}
		o.Status, o.FulfilmentStatus = overall(o.StoreOrders), overallFulfilment(o.StoreOrders)
	}
	return o, nil
}

// List returns the orders the caller may see, without lines. Sorts: -placed,
// placed, and for the platform -total, total.
func (s *Service) List(ctx context.Context, q db.Querier, f Filter, sort string, p page.Request) (page.List[Order], error) {
	scope := actor.From(ctx).Scope(actor.OrdersRead)
	if scope.None() || f.StoreID != "" && !scope.Has(f.StoreID) {
		return page.List[Order]{Items: []Order{}}, nil
	}
	l, err := listOrders(ctx, q, scope, f, sort, p)
	if err != nil {
		return l, err
	}
	for i := range l.Items {
		if l.Items[i], err = l.Items[i].within(scope); err != nil {
			return page.List[Order]{}, err
		}
	}
	return l, nil
}

// Of returns a customer's own orders, newest first, without their lines.
func (s *Service) Of(ctx context.Context, q db.Querier, customerID string, p page.Request) (page.List[Order], error) {
	if customerID == "" {
		return page.List[Order]{Items: []Order{}}, nil
	}
	return listOrders(ctx, q, actor.Scope{All: true}, Filter{CustomerID: customerID}, "-placed", p)
}

// ReadLines reads the lines of orders that Of returned, for who shows what was bought.
func (s *Service) ReadLines(ctx context.Context, q db.Querier, orders []Order) error {
	if len(orders) == 0 {
		return nil
	}
	return attachLines(ctx, q, orders)
}

// Proof is what a shopper shows to open an order: the token of its link, or
// being the customer it belongs to.
type Proof struct {
	Token      string
	CustomerID string
}

// ForShopper opens an order for its buyer (O7). Returns ErrNotFound, the same
// for an order that does not exist and for a wrong proof.
func (s *Service) ForShopper(ctx context.Context, q db.Querier, orderID string, p Proof) (Order, error) {
	o, err := getOrder(ctx, q, orderID)
	if err != nil {
		return Order{}, err
	}
	owner := p.CustomerID != "" && o.CustomerID != nil && *o.CustomerID == p.CustomerID
	if !owner && subtle.ConstantTimeCompare([]byte(p.Token), []byte(s.Token(orderID))) != 1 {
		return Order{}, ErrNotFound
	}
	return o, nil
}

// ByNumber finds an order by what a guest remembers: its number and the
// e-mail address. Returns ErrNotFound for any other pair. The caller limits
// the tries.
func (s *Service) ByNumber(ctx context.Context, q db.Querier, number int64, email string) (Order, error) {
	orderID, err := db.Get[string](ctx, q, orderByNumber, number, emailNorm(email))
	if err != nil {
		return Order{}, orNotFound(err)
	}
	return getOrder(ctx, q, orderID)
}

// OfCart returns the order a cart became. Returns ErrNotFound.
func (s *Service) OfCart(ctx context.Context, q db.Querier, cartRef string) (Order, error) {
	orderID, err := db.Get[string](ctx, q, orderOfCart, cartRef)
	if err != nil {
		return Order{}, orNotFound(err)
	}
	return getOrder(ctx, q, orderID)
}

// Timeline returns what happened to an order, oldest first, as the caller may
// see it: a seller's member sees their parts and what concerns the whole.
func (s *Service) Timeline(ctx context.Context, q db.Querier, o Order) ([]Entry, error) {
	rows, err := db.All[entryRow](ctx, q, timelineOf, o.ID)
	out := make([]Entry, 0, len(rows))
	for _, r := range rows {
		if _, mine := o.StoreOrder(r.StoreOrderID); r.StoreOrderID == "" || mine {
			out = append(out, r.entry().within(o))
		}
	}
	return out, err
}

// Token opens the order for whoever holds it (O7).
func (s *Service) Token(orderID string) string {
	m := hmac.New(sha256.New, s.key)
	m.Write([]byte("order token:" + orderID))
	return hex.EncodeToString(m.Sum(nil)[:20])
}

// OrderedFrom reports whether a customer ever bought from one of the stores,
// which is when their members may see the customer.
func (s *Service) OrderedFrom(ctx context.Context, q db.Querier, customerID string, storeIDs []string) (bool, error) {
	rows, err := db.All[int64](ctx, q, orderedFrom, customerID, storeIDs)
	return len(rows) > 0, err
}

// Buyers returns those of the customers who ever bought from one of the stores.
func (s *Service) Buyers(ctx context.Context, q db.Querier, customerIDs, storeIDs []string) ([]string, error) {
	return db.All[string](ctx, q, customersOf, customerIDs, storeIDs)
}

// Clientele lists who ever bought from a store, by descending id behind after
// ("" begins).
func (s *Service) Clientele(ctx context.Context, q db.Querier, storeID, after string, limit int) ([]string, error) {
	if after == "" {
		after = last
	}
	return db.All[string](ctx, q, clientele, storeID, after, limit)
}

// Overview is what the dashboard's home shows.
type Overview struct {
	Pending       int64   `json:"pending" doc:"Orders waiting to be confirmed."`
	Confirmed     int64   `json:"confirmed" doc:"Orders being worked on."`
	ToShip        int64   `json:"to_ship" doc:"Confirmed orders of which something has not left yet."`
	Held          int64   `json:"held" doc:"Orders on hold."`
	PaymentFailed int64   `json:"payment_failed" doc:"Open orders whose last payment was declined."`
	Today         []Sales `json:"today"`
	LastWeek      []Sales `json:"last_week" doc:"The same hours of the same day last week."`
}

// Overview counts within the caller's scope; dayStart is when today began for the
// reader, zero for the shop's own day. Last week ends at the same time of day by the
// clocks on the shop's walls, also when they were moved since.
func (s *Service) Overview(ctx context.Context, q db.Querier, dayStart time.Time) (Overview, error) {
	out := Overview{Today: []Sales{}, LastWeek: []Sales{}}
	scope := actor.From(ctx).Scope(actor.OrdersRead)
	if scope.None() {
		return out, nil
	}
	n, err := counts(ctx, q, scope)
	if err != nil {
		return out, err
	}
	out.Pending, out.Confirmed = n["pending"], n["confirmed"]
	if err := todo(ctx, q, scope, &out); err != nil {
		return out, err
	}
	now, zone := s.clock.Now(), s.zone()
	if dayStart.IsZero() {
		dayStart = clock.Today(now, zone)
	}
	today, err := sales(ctx, q, scope, dayStart, now)
	if err != nil {
		return out, err
	}
	week := func(t time.Time) time.Time { return t.In(zone).AddDate(0, 0, -7) }
	before, err := sales(ctx, q, scope, week(dayStart), week(now))
	out.Today, out.LastWeek = orEmpty(today), orEmpty(before)
	return out, err
}

// emailNorm makes addresses comparable, as the customer room does.
func emailNorm(s string) string { return text.Fold(s) }

func nameSearch(s string) string { return text.Fold(s) }
