// Package ordertest gives other rooms' tests orders of two stores.
package ordertest

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/customer"
	"github.com/haatshop/haat/internal/shop/inventory/inventorytest"
	"github.com/haatshop/haat/internal/shop/order"
	"github.com/haatshop/haat/internal/shop/payment"
	"github.com/haatshop/haat/internal/shop/payment/paymenttest"
	"github.com/haatshop/haat/internal/shop/seller"
	"github.com/haatshop/haat/internal/shop/seller/sellertest"
	"github.com/haatshop/haat/internal/shop/totals"
)

// Sets is the schema the room needs.
func Sets() []db.Migrations {
	return append(inventorytest.Sets(), payment.Migrations(), order.Migrations())
}

// key is the secret of the room under test.
const key = "the secret key of tests, 32 bytes or more"

// ShippingPrice is what each store of an order charges.
const ShippingPrice = 500

// Fixture is the room with its lower rooms, two stores, and one variant of each
// with stock.
type Fixture struct {
	*inventorytest.Fixture
	Card       *Card
	Payment    *payment.Service
	Order      *order.Service
	SellerA    seller.Seller
	SellerB    seller.Seller
	StoreA     seller.Store
	StoreB     seller.Store
	VariantA   string
	VariantB   string
	ProductOfA string
	Zone       *time.Location // where the shop is; UTC at first
	carts      int
}

// Stock is how many there are of each variant at first.
const Stock = 100

// New returns the room on d, in a world of its own; nothing runs yet.
func New(t testing.TB, d *db.DB) *Fixture {
	t.Helper()
	f := &Fixture{Fixture: inventorytest.New(t, d), Card: &Card{}, Zone: time.UTC}
	f.Payment = paymenttest.New(f.World, f.Card)
	f.Events.Declare(customer.Claimed{}) // the order room listens; the customer room is not here
	f.Order = order.New(order.Deps{DB: f.DB, Clock: f.Clock, IDs: f.IDs, Events: f.Events, Jobs: f.Jobs, Bus: f.Bus, Log: f.Log, Journal: journal.Discard{}, SecretKey: []byte(key),
		Inventory: f.Inventory, Payment: f.Payment, Zone: func() *time.Location { return f.Zone }})
	f.SellerA, f.StoreA = sellertest.Open(t, f.Seller, d, "kiln")
	f.SellerB, f.StoreB = sellertest.Open(t, f.Seller, d, "ridge")
	a, b := f.Product(t, f.StoreA.ID, "Clay mug", "MUG"), f.Product(t, f.StoreB.ID, "Day pack", "PACK")
	f.ProductOfA, f.VariantA, f.VariantB = a.ID, a.Variants[0].ID, b.Variants[0].ID
	f.Stock(t, f.StoreA.ID, f.VariantA, Stock)
	f.Stock(t, f.StoreB.ID, f.VariantB, Stock)
	return f
}

// Owner is a context in which the platform's owner acts.
func Owner() context.Context { return actor.With(context.Background(), sellertest.Owner()) }

// AsA is a context in which the owner of seller A acts; AsB is B's.
func (f *Fixture) AsA() context.Context {
	return actor.With(context.Background(), sellertest.MemberOf(f.SellerA.ID, f.StoreA.ID))
}

// AsB is a context in which the owner of seller B acts.
func (f *Fixture) AsB() context.Context {
	return actor.With(context.Background(), sellertest.MemberOf(f.SellerB.ID, f.StoreB.ID))
}

// Goods is a quantity of a variant at a price in US cents.
type Goods struct {
	StoreID, VariantID string
	Quantity, Cents    int64
}

// A is n mugs of store A, for 18 dollars each; B is n packs of store B for 49.
func (f *Fixture) A(n int64) Goods { return Goods{f.StoreA.ID, f.VariantA, n, 1800} }

// B is n packs of store B for 49 dollars each.
func (f *Fixture) B(n int64) Goods { return Goods{f.StoreB.ID, f.VariantB, n, 4900} }

// Purchase is what checkout would hand over for these goods.
func (f *Fixture) Purchase(t testing.TB, method string, goods ...Goods) order.Purchase {
	t.Helper()
	f.carts++
	in := order.Purchase{CartRef: fmt.Sprintf("crt_%d", f.carts), Email: "Guest@Shop.example", Currency: "USD", Locale: "en", PaymentMethod: method,
		ShippingAddress: &address.Address{FirstName: "Ada", LastName: "Byron", Line1: "1 Main St", City: "Springfield", Region: "IL", Postcode: "62701", Country: "US"}}
	sum := totals.Input{Currency: "USD", TaxRounding: totals.RoundPerLine}
	seen := map[string]bool{}
	for i, g := range goods {
		id := fmt.Sprintf("l%d", i)
		in.Lines = append(in.Lines, order.NewLine{ID: id, StoreID: g.StoreID, VariantID: g.VariantID, Title: "Goods " + id, Quantity: g.Quantity, RequiresShipping: true})
		sum.Lines = append(sum.Lines, totals.Line{ID: id, StoreID: g.StoreID, Quantity: g.Quantity, UnitPrice: money.New(g.Cents, "USD")})
		if seen[g.StoreID] {
			continue
		}
		seen[g.StoreID] = true
		sum.Shipping = append(sum.Shipping, totals.Shipping{StoreID: g.StoreID, OptionID: "shp_1", Label: "Standard", Price: money.New(ShippingPrice, "USD")})
		in.Stores = append(in.Stores, order.NewStore{StoreID: g.StoreID, Name: "Store " + g.StoreID, Shipping: order.ShippingChoice{OptionID: "shp_1", Name: "Standard"}})
	}
	var err error
	if in.Breakdown, err = totals.Compute(sum); err != nil {
		t.Fatal(err)
	}
	return in
}

// Place makes an order of these goods and asks for its money.
func (f *Fixture) Place(t testing.TB, method string, goods ...Goods) order.Order {
	t.Helper()
	return f.PlaceThis(t, f.Purchase(t, method, goods...))
}

// PlaceThis makes an order of a purchase and asks for its money.
func (f *Fixture) PlaceThis(t testing.TB, in order.Purchase) order.Order {
	t.Helper()
	var o order.Order
	err := f.DB.InTx(context.Background(), func(ctx context.Context, tx db.Tx) (err error) {
		if o, err = f.Order.CreateTx(ctx, tx, in); err != nil {
			return err
		}
		_, err = f.Payment.CreateTx(ctx, tx, payment.Create{OrderID: o.ID, OrderNumber: "1", Method: in.PaymentMethod, Amount: o.Money(o.Due())})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return f.Get(t, o.ID)
}

// Get reads an order whole.
func (f *Fixture) Get(t testing.TB, orderID string) order.Order {
	t.Helper()
	o, err := f.Order.Get(Owner(), f.DB, orderID)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// Part is a store's part of an order.
func Part(t testing.TB, o order.Order, storeID string) order.StoreOrder {
	t.Helper()
	for _, p := range o.StoreOrders {
		if p.StoreID == storeID {
			return p
		}
	}
	t.Fatalf("the order has no part of store %s", storeID)
	return order.StoreOrder{}
}

// LinesOf are the goods of a part with their full quantities.
func LinesOf(o order.Order, partID string) []order.LineQty {
	var out []order.LineQty
	for _, l := range o.Lines {
		if l.StoreOrderID == partID && l.Role == order.Goods {
			out = append(out, order.LineQty{LineID: l.ID, Quantity: l.Quantity})
		}
	}
	return out
}

// Ship ships quantities of a part as whoever ctx is.
func (f *Fixture) Ship(ctx context.Context, orderID, partID string, lines []order.LineQty) error {
	return f.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		_, err := f.Order.FulfilledTx(ctx, tx, order.Shipped{OrderID: orderID, StoreOrderID: partID, ShipmentID: "ful_1", Lines: lines})
		return err
	})
}

// Deliver delivers shipped quantities, with the cash when it was the last.
func (f *Fixture) Deliver(ctx context.Context, orderID, partID string, lines []order.LineQty) error {
	return f.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		o, err := f.Order.DeliveredTx(ctx, tx, order.Shipped{OrderID: orderID, StoreOrderID: partID, ShipmentID: "ful_1", Lines: lines})
		if err != nil {
			return err
		}
		return f.Order.CollectedTx(ctx, tx, o)
	})
}

// PaymentOf is an order's latest payment.
func (f *Fixture) PaymentOf(t testing.TB, orderID string) payment.Payment {
	t.Helper()
	ps, err := f.Payment.OfOrder(context.Background(), f.DB, orderID)
	if err != nil || len(ps) == 0 {
		t.Fatal("payments:", len(ps), err)
	}
	return ps[len(ps)-1]
}

// Hear delivers a fact about a payment as its provider's webhook. The world
// must be running (Run) for it to have an effect, and settle.
func (f *Fixture) Hear(t testing.TB, fact payment.Fact) {
	t.Helper()
	raw, err := json.Marshal(fact)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Payment.HandleWebhook(context.Background(), CardCode, nil, raw); err != nil {
		t.Fatal(err)
	}
}

// Levels checks that a variant has onHand and reserved pieces.
func (f *Fixture) Levels(t testing.TB, variantID string, onHand, reserved int64) {
	t.Helper()
	all, err := f.Inventory.Levels(Owner(), f.DB, []string{variantID})
	if err != nil {
		t.Fatal(err)
	}
	if l := all[variantID]; l.OnHand != onHand || l.Reserved != reserved {
		t.Errorf("on hand %d, reserved %d; want %d and %d", l.OnHand, l.Reserved, onHand, reserved)
	}
}

// Each runs fn in a world with two stores, once per engine.
func Each(t *testing.T, fn func(t *testing.T, f *Fixture)) {
	t.Helper()
	dbtest.Each(t, Sets(), func(t *testing.T, d *db.DB) { fn(t, New(t, d)) })
}
