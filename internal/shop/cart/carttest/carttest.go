// Package carttest gives other rooms' tests carts of two stores.
package carttest

import (
	"context"
	"testing"

	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/cart"
	"github.com/haatshop/haat/internal/shop/identity"
	"github.com/haatshop/haat/internal/shop/identity/identitytest"
	"github.com/haatshop/haat/internal/shop/listing/listingtest"
	"github.com/haatshop/haat/internal/shop/seller"
	"github.com/haatshop/haat/internal/shop/seller/sellertest"
	"github.com/haatshop/haat/internal/shop/shipping"
	"github.com/haatshop/haat/internal/shop/shipping/shippingtest"
	"github.com/haatshop/haat/internal/shop/tax"
	"github.com/haatshop/haat/internal/shop/tax/taxtest"
)

// Sets is the schema the room needs.
func Sets() []db.Migrations {
	return append(listingtest.Sets(), identity.Migrations(), tax.Migrations(), shipping.Migrations(), cart.Migrations())
}

// Stock is how many there are of each thing at first.
const Stock = 20

// Fixture is the room with its lower rooms, and two stores that ship
// everywhere for five dollars: mugs of A for 18 dollars, packs of B for 49.
type Fixture struct {
	*listingtest.Fixture
	Identity *identity.Service
	Tax      *tax.Service
	Shipping *shipping.Service
	Cart     *cart.Service
	StoreA   seller.Store
	StoreB   seller.Store
	ProductA string
	ProductB string
	Mug      string
	Pack     string
	// OptionA and OptionB are how the stores ship.
	OptionA, OptionB string
}

// New returns the room on d, in a world of its own; nothing runs yet.
func New(t testing.TB, d *db.DB) *Fixture {
	t.Helper()
	f := &Fixture{Fixture: listingtest.New(t, d)}
	f.Identity = identitytest.New(f.World, identitytest.Stores{})
	f.Tax, f.Shipping = taxtest.New(f.World), shippingtest.New(f.World)
	f.Cart = cart.New(cart.Deps{DB: f.DB, Clock: f.Clock, IDs: f.IDs, Events: f.Events, Jobs: f.Jobs, Settings: f.Settings, Seller: f.Seller,
		Identity: f.Identity, Listing: f.Listing, Tax: f.Tax, Shipping: f.Shipping})
	_, f.StoreA = sellertest.Open(t, f.Seller, d, "kiln")
	_, f.StoreB = sellertest.Open(t, f.Seller, d, "ridge")
	a, b := f.Sell(t, f.StoreA.ID, "Clay mug", 1800, Stock), f.Sell(t, f.StoreB.ID, "Day pack", 4900, Stock)
	f.ProductA, f.Mug, f.ProductB, f.Pack = a.ID, a.Variants[0].ID, b.ID, b.Variants[0].ID
	f.OptionA, f.OptionB = shippingtest.Defaults(t, f.Shipping, d, f.StoreA.ID), shippingtest.Defaults(t, f.Shipping, d, f.StoreB.ID)
	return f
}

// Each runs fn in a world of its own, once per engine.
func Each(t *testing.T, fn func(t *testing.T, f *Fixture)) {
	t.Helper()
	dbtest.Each(t, Sets(), func(t *testing.T, d *db.DB) { fn(t, New(t, d)) })
}

// Do runs a verb of a shopper in a transaction.
func (f *Fixture) Do(fn func(ctx context.Context, tx db.Tx) (cart.Cart, error)) (c cart.Cart, err error) {
	err = f.DB.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
		c, err = fn(ctx, tx)
		return err
	})
	return c, err
}

// Start makes an empty cart; customerID may be empty.
func (f *Fixture) Start(t testing.TB, customerID string) cart.Cart {
	t.Helper()
	c, err := f.Do(func(ctx context.Context, tx db.Tx) (cart.Cart, error) {
		return f.Cart.CreateTx(ctx, tx, cart.Start{CustomerID: customerID})
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Add puts a quantity of a variant into a cart.
func (f *Fixture) Add(cartID, variantID string, quantity int64) (cart.Cart, error) {
	return f.Do(func(ctx context.Context, tx db.Tx) (cart.Cart, error) {
		return f.Cart.AddTx(ctx, tx, cart.Add{CartID: cartID, VariantID: variantID, Quantity: quantity})
	})
}

// Home is where the shoppers of tests live.
func Home() address.Address {
	return address.Address{FirstName: "Ada", LastName: "Byron", Line1: "1 Main St", City: "Springfield", Region: "IL", Postcode: "62701", Country: "US"}
}

// Ready is a cart of a mug and a pack that can be ordered.
func (f *Fixture) Ready(t testing.TB) cart.Priced {
	t.Helper()
	c := f.Start(t, "")
	for _, v := range []string{f.Mug, f.Pack} {
		if _, err := f.Add(c.ID, v, 1); err != nil {
			t.Fatal(err)
		}
	}
	_, err := f.Do(func(ctx context.Context, tx db.Tx) (cart.Cart, error) {
		if _, err := f.Cart.UpdateTx(ctx, tx, c.ID, cart.Patch{Email: opt.Some("ada@guest.example"), ShippingAddress: opt.Some(Home())}); err != nil {
			return cart.Cart{}, err
		}
		return f.Cart.ChooseShippingTx(ctx, tx, c.ID, []cart.Selection{{StoreID: f.StoreA.ID, OptionID: f.OptionA}, {StoreID: f.StoreB.ID, OptionID: f.OptionB}})
	})
	if err != nil {
		t.Fatal(err)
	}
	return f.Priced(t, c.ID)
}

// Priced computes a cart.
func (f *Fixture) Priced(t testing.TB, cartID string) cart.Priced {
	t.Helper()
	p, err := f.Cart.Priced(context.Background(), f.DB, cartID)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
