package checkout_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/cart"
	"github.com/haatshop/haat/internal/shop/cart/carttest"
	"github.com/haatshop/haat/internal/shop/checkout"
	"github.com/haatshop/haat/internal/shop/checkout/checkouttest"
	"github.com/haatshop/haat/internal/shop/order"
	"github.com/haatshop/haat/internal/shop/order/ordertest"
	"github.com/haatshop/haat/internal/shop/payment"
	"github.com/haatshop/haat/internal/shop/tax/taxtest"
)

func wantErr(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("error %v, want %v", err, want)
	}
}

// wantNoOrder checks that a refusal left nothing behind.
func wantNoOrder(t *testing.T, f *checkouttest.Fixture, p cart.Priced) {
	t.Helper()
	if _, err := f.Order.OfCart(context.Background(), f.DB, p.Ref); !errors.Is(err, order.ErrNotFound) {
		t.Errorf("an order is there: %v", err)
	}
	if c, err := f.Cart.Get(context.Background(), f.DB, p.ID); err != nil || c.Status != cart.Open {
		t.Errorf("the cart is %s: %v", c.Status, err)
	}
	levels, err := f.Inventory.Levels(ordertest.Owner(), f.DB, []string{f.Mug, f.Pack})
	if err != nil || levels[f.Mug].Reserved != 0 || levels[f.Pack].Reserved != 0 {
		t.Errorf("reserved %+v: %v", levels, err)
	}
	if slices.Contains(f.EventNames(t), "order.placed") {
		t.Error("order.placed was said")
	}
}

func TestPlacingMakesAnOrderOfWhatTheShopperSaw(t *testing.T) {
	checkouttest.Each(t, func(t *testing.T, f *checkouttest.Fixture) {
		p := f.Ready(t)
		placed, err := f.Place(p, payment.CashOnDelivery)
		if err != nil {
			t.Fatal(err)
		}
		o := placed.Order
		if o.Money(o.Due()) != p.Total() || len(o.StoreOrders) != 2 || o.Email != "ada@guest.example" || o.CustomerID == nil || placed.Next != nil || placed.PaymentProblem {
			t.Errorf("placed %+v", placed)
		}
		if d := cmp.Diff(p.ShippingAddress, o.BillingAddress); d != "" {
			t.Error("the bill goes elsewhere:", d)
		}
		again, err := f.Checkout.Place(context.Background(), checkout.Place{CartID: p.ID, PaymentMethod: "nonsense", ExpectedTotal: money.New(1, "JPY")})
		if err != nil || again.Order.ID != o.ID || again.Token != placed.Token {
			t.Errorf("placed again: %s, %v", again.Order.ID, err)
		}
	})
}

func TestWhatIsMissingIsSaidAtOnceAndNothingHappens(t *testing.T) {
	checkouttest.Each(t, func(t *testing.T, f *checkouttest.Fixture) {
		c := f.Start(t, "")
		empty := f.Priced(t, c.ID)
		_, err := f.Place(empty, payment.CashOnDelivery)
		wantErr(t, err, checkout.ErrEmpty)
		if _, err := f.Add(c.ID, f.Mug, 1); err != nil {
			t.Fatal(err)
		}
		p := f.Priced(t, c.ID)
		_, err = f.Place(p, payment.CashOnDelivery)
		wantErr(t, err, checkout.ErrNotReady)
		var e *errs.Error
		var paths []string
		if errors.As(err, &e) {
			for _, field := range e.Fields {
				paths = append(paths, field.Path)
			}
		}
		slices.Sort(paths)
		want := []string{"email", "shipping." + f.StoreA.ID, "shipping_address"}
		if d := cmp.Diff(want, paths); d != "" {
			t.Error(d)
		}
		wantNoOrder(t, f, p)
	})
}

func TestAnotherTotalMethodOrStockRefusesAndNothingHappens(t *testing.T) {
	checkouttest.Each(t, func(t *testing.T, f *checkouttest.Fixture) {
		ctx := context.Background()
		p := f.Ready(t)
		for _, total := range []money.Amount{money.New(p.Total().Minor-1, "USD"), money.New(p.Total().Minor+1, "USD"), money.New(p.Total().Minor, "JPY"), {}} {
			_, err := f.Checkout.Place(ctx, checkout.Place{CartID: p.ID, PaymentMethod: payment.CashOnDelivery, ExpectedTotal: total})
			wantErr(t, err, checkout.ErrTotalsChanged)
		}
		_, err := f.Place(p, "nonsense")
		wantErr(t, err, payment.ErrUnknownMethod)
		f.Stock(t, f.StoreA.ID, f.Mug, 0)
		_, err = f.Place(p, payment.CashOnDelivery)
		wantErr(t, err, checkout.ErrNotReady)
		wantNoOrder(t, f, p)
		f.Checkout.BeforePlace.Add("test", func(context.Context, db.Tx, cart.Priced) error { return checkout.ErrNotPayable })
		f.Stock(t, f.StoreA.ID, f.Mug, 5)
		_, err = f.Place(p, payment.CashOnDelivery)
		wantErr(t, err, checkout.ErrNotPayable)
		wantNoOrder(t, f, p)
	})
}

func TestAnAddressChangedAfterShippingWasChosenIsPricedAgain(t *testing.T) {
	checkouttest.Each(t, func(t *testing.T, f *checkouttest.Fixture) {
		p := f.Ready(t)
		at := carttest.Home()
		at.Country, at.Region, at.Postcode = "NP", "", "44600"
		rate, err := money.ParseRate("0.13")
		if err != nil {
			t.Fatal(err)
		}
		taxtest.Put(t, f.Tax, "NP", rate)
		if _, err := f.Do(func(ctx context.Context, tx db.Tx) (cart.Cart, error) {
			return f.Cart.UpdateTx(ctx, tx, p.ID, cart.Patch{ShippingAddress: opt.Some(at)})
		}); err != nil {
			t.Fatal(err)
		}
		_, err = f.Place(p, payment.CashOnDelivery) // the total of the old address
		wantErr(t, err, checkout.ErrTotalsChanged)
		wantNoOrder(t, f, p)
		_, err = f.Do(func(ctx context.Context, tx db.Tx) (cart.Cart, error) { // another store's way to ship
			return f.Cart.ChooseShippingTx(ctx, tx, p.ID, []cart.Selection{{StoreID: f.StoreA.ID, OptionID: f.OptionB}})
		})
		wantErr(t, err, cart.ErrNoOption)
		now := f.Priced(t, p.ID)
		placed, err := f.Place(now, payment.CashOnDelivery)
		if err != nil || placed.Order.Sums.Tax == 0 || placed.Order.Money(placed.Order.Due()) != now.Total() {
			t.Errorf("%+v %v", placed.Order.Sums, err)
		}
	})
}

func TestAProviderThatIsDownLeavesAnOrderThatCanBePaidAgain(t *testing.T) {
	checkouttest.Each(t, func(t *testing.T, f *checkouttest.Fixture) {
		ctx := context.Background()
		f.Card.Down.Store(true)
		placed, err := f.Place(f.Ready(t), ordertest.CardCode)
		if err != nil || !placed.PaymentProblem || placed.Next != nil {
			t.Fatalf("%+v %v", placed, err)
		}
		f.Card.Down.Store(false)
		proof := order.Proof{Token: placed.Token}
		again, err := f.Checkout.PayAgain(ctx, placed.Order.ID, proof, ordertest.CardCode)
		if err != nil || again.PaymentProblem || again.Next == nil || again.Next.Type != payment.Redirect {
			t.Errorf("%+v %v", again, err)
		}
		_, err = f.Checkout.PayAgain(ctx, placed.Order.ID, order.Proof{Token: "x"}, ordertest.CardCode)
		wantErr(t, err, order.ErrNotFound)
		_, err = f.Checkout.PayAgain(ctx, placed.Order.ID, proof, "nonsense")
		wantErr(t, err, payment.ErrUnknownMethod)
		ps, err := f.Payment.OfOrder(ctx, f.DB, placed.Order.ID)
		if err != nil || len(ps) != 2 || ps[0].Status != payment.Voided || ps[1].Status != payment.Pending {
			t.Errorf("payments %+v %v", ps, err)
		}
	})
}

func TestAPaidOrderIsNotPaidAgainAndPlacingItAgainIsNoProblem(t *testing.T) {
	checkouttest.Each(t, func(t *testing.T, f *checkouttest.Fixture) {
		p := f.Ready(t)
		placed, err := f.Place(p, payment.BankTransfer)
		if err != nil || placed.Order.ExpiresAt == nil {
			t.Fatalf("expires %v: %v", placed.Order.ExpiresAt, err)
		}
		if _, err := f.Order.MarkPaid(ordertest.Owner(), placed.Order.ID); err != nil {
			t.Fatal(err)
		}
		_, err = f.Checkout.PayAgain(context.Background(), placed.Order.ID, order.Proof{Token: placed.Token}, payment.CashOnDelivery)
		wantErr(t, err, checkout.ErrNotPayable)
		again, err := f.Place(p, payment.BankTransfer)
		if err != nil || again.PaymentProblem || again.Order.PaymentStatus != order.Paid || again.Order.ExpiresAt != nil {
			t.Errorf("%+v %v", again, err)
		}
		left, err := f.Checkout.MethodsOf(context.Background(), f.DB, again.Order)
		if err != nil || len(left) != 0 {
			t.Errorf("a paid order can be paid by %v: %v", left, err)
		}
	})
}
