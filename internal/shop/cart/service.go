package cart

import (
	"context"
	"slices"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/hook"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/settings"
)

// Service is the room.
type Service struct {
	d Deps

	// BeforeAdd: see the package documentation.
	BeforeAdd hook.Hook[Adding]
}

// Adding is what BeforeAdd is told.
type Adding struct {
	Cart      Cart
	VariantID string
	Quantity  int64
}

// keepOpen is how long an untouched open cart is kept when nobody says.
const keepOpen = 90 * 24 * time.Hour

const pruneBatch = 200

// New returns the room; it panics when a dependency is missing.
func New(d Deps) *Service {
	if d.DB == nil || d.Clock == nil || d.IDs == nil || d.Events == nil || d.Jobs == nil || d.Settings == nil || d.Seller == nil ||
		d.Identity == nil || d.Listing == nil || d.Tax == nil || d.Shipping == nil {
		panic("cart: a dependency is missing")
	}
	d.Events.Declare(Created{}, Changed{})
	s := &Service{d: d}
	d.Identity.AfterLogin.Add("cart", s.loggedIn)
	if s.d.Keep == 0 {
		s.d.Keep = keepOpen
	}
	job.Prune(d.Jobs, "cart.prune", time.Hour, s.prune)
	return s
}

// Get returns a cart by its secret id. Returns ErrNotFound.
func (s *Service) Get(ctx context.Context, q db.Querier, cartID string) (Cart, error) {
	if !id.Valid("cart_", cartID) {
		return Cart{}, ErrNotFound
	}
	return getCart(ctx, q, cartID)
}

// OpenOf returns the secret of a customer's current cart, "" without one.
func (s *Service) OpenOf(ctx context.Context, q db.Querier, customerID string) (string, error) {
	ids, err := db.All[string](ctx, q, openOf, customerID)
	if err != nil || len(ids) == 0 {
		return "", err
	}
	return ids[0], nil
}

// Start says what a new cart is for; empty members take the shop's defaults.
type Start struct {
	Currency   money.Currency
	Locale     string
	Country    string
	CustomerID string
}

// CreateTx starts a cart. The region is the country's, else the default one;
// the currency is the region's unless another of the platform's is asked for.
// Returns ErrInvalid for a currency or language the shop does not have.
func (s *Service) CreateTx(ctx context.Context, tx db.Tx, in Start) (Cart, error) {
	p := s.d.Settings.Platform()
	r := region(p, in.Country)
	if in.Currency == "" {
		in.Currency = r.Currency
	}
	if in.Locale == "" && len(p.Locales) > 0 {
		in.Locale = p.Locales[0]
	}
	if !slices.Contains(p.Currencies, in.Currency) {
		return Cart{}, ErrInvalid.At("currency", "unknown", "This shop does not sell in this currency.")
	}
	if !slices.Contains(p.Locales, in.Locale) {
		return Cart{}, ErrInvalid.At("locale", "unknown", "This shop does not speak this language.")
	}
	now := s.d.Clock.Now()
	c := Cart{ID: s.d.IDs.Secret("cart_"), Ref: s.d.IDs.New("crt_"), Status: Open, RegionID: r.ID, Currency: in.Currency, Locale: in.Locale,
		Shipping: map[string]string{}, Version: 1, CreatedAt: now, UpdatedAt: now}
	if in.CustomerID != "" {
		c.CustomerID = &in.CustomerID
	}
	if _, err := db.Exec(ctx, tx, insertCart, c.Ref, c.ID, c.RegionID, c.Currency, c.Locale, c.CustomerID, now); err != nil {
		return Cart{}, err
	}
	return c, s.d.Events.Publish(ctx, tx, Created{CartRef: c.Ref})
}

func region(p settings.Platform, country string) settings.Region {
	if r, ok := p.RegionOf(country); ok {
		return r
	}
	return p.DefaultRegion()
}

// change is how every verb alters a cart: lock, check it is open (C4), act,
// save, read anew.
func (s *Service) change(ctx context.Context, tx db.Tx, cartID string, fn func(ctx context.Context, c *Cart) error) (Cart, error) {
	if !id.Valid("cart_", cartID) {
		return Cart{}, ErrNotFound
	}
	c, err := lockCart(ctx, tx, cartID)
	if err != nil {
		return Cart{}, err
	}
	if c.Status != Open {
		return Cart{}, closed(c)
	}
	if err := fn(ctx, &c); err != nil {
		return Cart{}, err
	}
	if err := saveCart(ctx, tx, c, s.d.Clock.Now()); err != nil {
		return Cart{}, err
	}
	after, err := getCart(ctx, tx, cartID)
	if err != nil {
		return Cart{}, err
	}
	return after, s.d.Events.Publish(ctx, tx, Changed{CartRef: c.Ref, Lines: len(after.Lines)})
}

// closed is the refusal of a cart that takes no more changes; it names the
// order, which the owner of the cart may know.
func closed(c Cart) error {
	if c.OrderID != nil {
		return ErrClosed.With(map[string]string{"order_id": *c.OrderID})
	}
	return ErrClosed
}

func (s *Service) prune(ctx context.Context, tx db.Tx) (more bool, err error) {
	refs, err := db.All[string](ctx, tx, pickStale, s.d.Clock.Now().Add(-s.d.Keep), pruneBatch)
	if err != nil || len(refs) == 0 {
		return false, err
	}
	_, err = db.Exec(ctx, tx, deleteCarts, refs)
	return len(refs) == pruneBatch, err
}
