// Package checkouttest gives other rooms' tests a checkout with everything
// below it.
package checkouttest

import (
	"context"
	"testing"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/shop/cart"
	"github.com/haatshop/haat/internal/shop/cart/carttest"
	"github.com/haatshop/haat/internal/shop/checkout"
	"github.com/haatshop/haat/internal/shop/customer"
	"github.com/haatshop/haat/internal/shop/order"
	"github.com/haatshop/haat/internal/shop/order/ordertest"
	"github.com/haatshop/haat/internal/shop/payment"
	"github.com/haatshop/haat/internal/shop/payment/paymenttest"
)

// Sets is the schema the room needs.
func Sets() []db.Migrations {
	return append(carttest.Sets(), customer.Migrations(), payment.Migrations(), order.Migrations())
}

// Fixture is the room with its lower rooms.
type Fixture struct {
	*carttest.Fixture
	Card     *ordertest.Card
	Customer *customer.Service
	Payment  *payment.Service
	Order    *order.Service
	Checkout *checkout.Service
}

// New returns the room on d, in a world of its own; nothing runs yet.
func New(t testing.TB, d *db.DB) *Fixture {
	t.Helper()
	f := &Fixture{Fixture: carttest.New(t, d), Card: &ordertest.Card{}}
	f.Customer = customer.New(customer.Deps{DB: f.DB, Clock: f.Clock, IDs: f.IDs, Events: f.Events, Journal: journal.Discard{}, Identity: f.Identity})
	f.Payment = paymenttest.New(f.World, f.Card)
	f.Order = order.New(order.Deps{DB: f.DB, Clock: f.Clock, IDs: f.IDs, Events: f.Events, Jobs: f.Jobs, Bus: f.Bus, Log: f.Log, Journal: journal.Discard{},
		SecretKey: []byte("the secret key of tests, 32 bytes or more"), Inventory: f.Inventory, Payment: f.Payment})
	f.Checkout = checkout.New(checkout.Deps{DB: f.DB, Clock: f.Clock, Log: f.Log, Customer: f.Customer, Payment: f.Payment, Cart: f.Cart, Order: f.Order,
		OrderURL: func(_ context.Context, id string) string { return "https://shop.example/orders/" + id }})
	return f
}

// Each runs fn in a world of its own, once per engine.
func Each(t *testing.T, fn func(t *testing.T, f *Fixture)) {
	t.Helper()
	dbtest.Each(t, Sets(), func(t *testing.T, d *db.DB) { fn(t, New(t, d)) })
}

// Place orders a priced cart for the total it shows.
func (f *Fixture) Place(p cart.Priced, method string) (checkout.Placed, error) {
	return f.Checkout.Place(context.Background(), checkout.Place{CartID: p.ID, PaymentMethod: method, ExpectedTotal: p.Total()})
}
