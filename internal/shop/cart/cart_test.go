package cart_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/cart"
	"github.com/haatshop/haat/internal/shop/cart/carttest"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/catalog/catalogtest"
	"github.com/haatshop/haat/internal/shop/identity"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/pricing"
	"github.com/haatshop/haat/internal/shop/tax/taxtest"
)

func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func wantErr(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("error %v, want %v", err, want)
	}
}

func quantities(c cart.Cart) map[string]int64 {
	out := map[string]int64{}
	for _, l := range c.Lines {
		out[l.VariantID] = l.Quantity
	}
	return out
}

func TestAddingWhatIsThereAddsToItsLine(t *testing.T) {
	carttest.Each(t, func(t *testing.T, f *carttest.Fixture) {
		c := f.Start(t, "")
		must(f.Add(c.ID, f.Mug, 2))(t)
		must(f.Add(c.ID, f.Pack, 1))(t)
		c = must(f.Add(c.ID, f.Mug, 3))(t)
		if d := cmp.Diff(map[string]int64{f.Mug: 5, f.Pack: 1}, quantities(c)); d != "" {
			t.Error(d)
		}
		if c.Count() != 6 || len(c.StoreIDs()) != 2 {
			t.Errorf("count %d of stores %v", c.Count(), c.StoreIDs())
		}
	})
}

func TestQuantitiesOutsideTheLimitsAreRefusedAndChangeNothing(t *testing.T) {
	carttest.Each(t, func(t *testing.T, f *carttest.Fixture) {
		c := f.Start(t, "")
		c = must(f.Add(c.ID, f.Mug, 2))(t)
		for _, n := range []int64{0, -1, -1 << 62, cart.MaxQuantity + 1, 1 << 62} {
			_, err := f.Add(c.ID, f.Mug, n)
			wantErr(t, err, cart.ErrInvalid)
			_, err = f.Do(func(ctx context.Context, tx db.Tx) (cart.Cart, error) {
				return f.Cart.SetQuantityTx(ctx, tx, c.ID, c.Lines[0].ID, n)
			})
			wantErr(t, err, cart.ErrInvalid)
		}
		_, err := f.Add(c.ID, f.Mug, cart.MaxQuantity)
		wantErr(t, err, cart.ErrInvalid)
		_, err = f.Add(c.ID, f.Mug, carttest.Stock)
		wantErr(t, err, cart.ErrNotBuyable)
		_, err = f.Add(c.ID, "var_unknown", 1)
		wantErr(t, err, cart.ErrInvalid)
		if d := cmp.Diff(map[string]int64{f.Mug: 2}, quantities(must(f.Cart.Get(context.Background(), f.DB, c.ID))(t))); d != "" {
			t.Error(d)
		}
	})
}

func TestACartHoldsAHundredDifferentThings(t *testing.T) {
	carttest.Each(t, func(t *testing.T, f *carttest.Fixture) {
		c := f.Start(t, "")
		f.InTx(t, func(ctx context.Context, tx db.Tx) error {
			for i := range cart.MaxLines {
				out, err := f.Listing.SaveTx(ctx, tx, goods(f, i))
				if err != nil {
					return err
				}
				if _, err := f.Cart.AddTx(ctx, tx, cart.Add{CartID: c.ID, VariantID: out.Product.Variants[0].ID, Quantity: 1}); err != nil {
					return err
				}
			}
			return nil
		})
		_, err := f.Add(c.ID, f.Mug, 1)
		wantErr(t, err, cart.ErrTooManyLines)
	})
}

func goods(f *carttest.Fixture, i int) listing.Save {
	n := int64(5)
	return listing.Save{SaveProduct: catalog.SaveProduct{StoreID: f.StoreA.ID, Title: opt.Some(fmt.Sprint("Thing ", i)), Status: opt.Some(catalog.Active), Variants: opt.Some([]catalog.SaveVariant{{}})},
		Offers: []listing.Offer{{Prices: opt.Some([]pricing.Price{{Currency: "USD", Amount: 100, MinQuantity: 1}}), Stock: &n}}}
}

func TestTotalsFollowThePricesOfTheMoment(t *testing.T) {
	carttest.Each(t, func(t *testing.T, f *carttest.Fixture) {
		p := f.Ready(t)
		if got, want := p.Total(), money.New(1800+4900+2*500, "USD"); got != want {
			t.Errorf("total %v, want %v", got, want)
		}
		reprice(t, f, f.ProductA, f.Mug, 2000)
		taxtest.Put(t, f.Tax, "US", must(money.ParseRate("0.1"))(t))
		p = f.Priced(t, p.ID)
		if got, want := p.Total(), money.New((2000+4900+2*500)*11/10, "USD"); got != want {
			t.Errorf("total %v, want %v", got, want)
		}
		var stores int64
		for _, s := range p.Breakdown.Stores {
			stores += s.Total
		}
		if stores != p.Breakdown.Total {
			t.Errorf("the stores' parts are %d of %d", stores, p.Breakdown.Total)
		}
	})
}

func reprice(t *testing.T, f *carttest.Fixture, productID, variantID string, cents int64) {
	t.Helper()
	f.InTx(t, func(ctx context.Context, tx db.Tx) error {
		_, err := f.Listing.SaveTx(ctx, tx, listing.Save{SaveProduct: catalog.SaveProduct{ID: productID, Variants: opt.Some([]catalog.SaveVariant{{ID: variantID}})},
			Offers: []listing.Offer{{Prices: opt.Some([]pricing.Price{{Currency: "USD", Amount: cents, MinQuantity: 1}})}}})
		return err
	})
}

func TestALineThatCannotBeBoughtStaysAndSaysWhy(t *testing.T) {
	carttest.Each(t, func(t *testing.T, f *carttest.Fixture) {
		c := f.Start(t, "")
		c = must(f.Add(c.ID, f.Mug, 5))(t)
		problem := func() string {
			p := f.Priced(t, c.ID)
			if !p.Problems() {
				return ""
			}
			return p.Items[0].Problems[0].Code
		}
		for _, step := range []struct {
			stock int64
			want  string
		}{{5, ""}, {4, "too_few"}, {0, "out_of_stock"}, {6, ""}} {
			f.Stock(t, f.StoreA.ID, f.Mug, step.stock)
			if got := problem(); got != step.want {
				t.Errorf("with %d in stock: %q, want %q", step.stock, got, step.want)
			}
		}
		f.Stock(t, f.StoreA.ID, f.Mug, 0)
		c = must(f.Do(func(ctx context.Context, tx db.Tx) (cart.Cart, error) {
			return f.Cart.SetQuantityTx(ctx, tx, c.ID, c.Lines[0].ID, 1) // fewer is always possible
		}))(t)
		if len(c.Lines) != 1 || c.Lines[0].Quantity != 1 {
			t.Errorf("lines %+v", c.Lines)
		}
	})
}

func TestAChangedAddressDropsShippingThatNoLongerServesIt(t *testing.T) {
	carttest.Each(t, func(t *testing.T, f *carttest.Fixture) {
		p := f.Ready(t)
		update := func(a address.Address) cart.Cart {
			t.Helper()
			return must(f.Do(func(ctx context.Context, tx db.Tx) (cart.Cart, error) {
				return f.Cart.UpdateTx(ctx, tx, p.ID, cart.Patch{ShippingAddress: opt.Some(a)})
			}))(t)
		}
		at := carttest.Home()
		at.Line1 = "2 Main St"
		if c := update(at); len(c.Shipping) != 2 {
			t.Errorf("another street dropped shipping: %v", c.Shipping)
		}
		for _, z := range must(f.Shipping.Zones(catalogtest.Owner(), f.DB, f.StoreA.ID))(t) { // store A ships no longer
			if err := f.Shipping.Delete(catalogtest.Owner(), z.ID, nil); err != nil {
				t.Fatal(err)
			}
		}
		at.Line1 = "3 Main St"
		c := update(at)
		if d := cmp.Diff(map[string]string{f.StoreB.ID: f.OptionB}, c.Shipping); d != "" {
			t.Error(d)
		}
		priced := f.Priced(t, c.ID)
		if len(priced.Notices) != 1 || priced.Notices[0].Code != "no_shipping" || priced.Notices[0].StoreID != f.StoreA.ID {
			t.Errorf("notices %+v", priced.Notices)
		}
		_, err := f.Do(func(ctx context.Context, tx db.Tx) (cart.Cart, error) {
			return f.Cart.ChooseShippingTx(ctx, tx, c.ID, []cart.Selection{{StoreID: f.StoreA.ID, OptionID: f.OptionA}})
		})
		wantErr(t, err, cart.ErrNoOption)
	})
}

func TestAnOrderedCartTakesNoMoreChangesAndNamesItsOrder(t *testing.T) {
	carttest.Each(t, func(t *testing.T, f *carttest.Fixture) {
		p := f.Ready(t)
		f.InTx(t, func(ctx context.Context, tx db.Tx) error {
			c, err := f.Cart.LockTx(ctx, tx, p.ID)
			if err != nil {
				return err
			}
			return f.Cart.CloseTx(ctx, tx, c, "ord_1")
		})
		_, err := f.Add(p.ID, f.Mug, 1)
		wantErr(t, err, cart.ErrClosed)
		var e *errs.Error
		if !errors.As(err, &e) || !strings.Contains(fmt.Sprint(e.Detail), "ord_1") {
			t.Errorf("the refusal does not name the order: %+v", err)
		}
		_, err = f.Do(func(ctx context.Context, tx db.Tx) (cart.Cart, error) {
			return f.Cart.UpdateTx(ctx, tx, p.ID, cart.Patch{Note: opt.Some("late")})
		})
		wantErr(t, err, cart.ErrClosed)
	})
}

func TestWhatIsSaidOfTheBuyerIsChecked(t *testing.T) {
	carttest.Each(t, func(t *testing.T, f *carttest.Fixture) {
		c := f.Start(t, "")
		for _, email := range []string{"", "ada", "ada@", "@x.example", "a b@x.example", "a@x", "a@.example", "a@@x.example", "a\x01@x.example", strings.Repeat("a", 250) + "@x.example"} {
			_, err := f.Do(func(ctx context.Context, tx db.Tx) (cart.Cart, error) {
				return f.Cart.UpdateTx(ctx, tx, c.ID, cart.Patch{Email: opt.Some(email)})
			})
			wantErr(t, err, cart.ErrInvalid)
		}
		for name, p := range map[string]cart.Patch{
			"a note too long":           {Note: opt.Some(strings.Repeat("n", 2001))},
			"a note with a bell":        {Note: opt.Some("ring \x07")},
			"an address nowhere":        {ShippingAddress: opt.Some(address.Address{Country: "XX"})},
			"an address without a name": {BillingAddress: opt.Some(address.Address{Country: "US"})},
		} {
			_, err := f.Do(func(ctx context.Context, tx db.Tx) (cart.Cart, error) { return f.Cart.UpdateTx(ctx, tx, c.ID, p) })
			if !errors.Is(err, cart.ErrInvalid) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestLoggingInJoinsTheGuestsCartWithTheCustomersAndTwiceAddsNothing(t *testing.T) {
	carttest.Each(t, func(t *testing.T, f *carttest.Fixture) {
		old, guest := f.Start(t, "cus_1"), f.Start(t, "")
		must(f.Add(old.ID, f.Mug, 4))(t)
		must(f.Add(old.ID, f.Pack, 1))(t)
		must(f.Add(guest.ID, f.Mug, 2))(t)
		logIn := func(customerID, cartID string) {
			t.Helper()
			f.InTx(t, func(ctx context.Context, tx db.Tx) error {
				return f.Identity.AfterLogin.Run(ctx, tx, &identity.LoggedIn{Audience: "site", CustomerID: customerID, CartID: cartID})
			})
		}
		logIn("cus_1", guest.ID)
		logIn("cus_1", guest.ID)
		get := func(id string) cart.Cart { return must(f.Cart.Get(context.Background(), f.DB, id))(t) }
		if d := cmp.Diff(map[string]int64{f.Mug: 4, f.Pack: 1}, quantities(get(guest.ID))); d != "" {
			t.Error(d)
		}
		if c := get(guest.ID); c.CustomerID == nil || *c.CustomerID != "cus_1" || get(old.ID).Status != cart.Merged {
			t.Errorf("guest's cart of %v, the old one is %s", c.CustomerID, get(old.ID).Status)
		}
		if id := must(f.Cart.OpenOf(context.Background(), f.DB, "cus_1"))(t); id != guest.ID {
			t.Errorf("the customer's cart is %s", id)
		}
		logIn("cus_2", guest.ID) // somebody else with this cart in the browser: it stays its owner's
		if c := get(guest.ID); *c.CustomerID != "cus_1" {
			t.Errorf("the cart went to %s", *c.CustomerID)
		}
		logIn("cus_2", "cart_00000000000000000000000000") // a planted cookie is no reason to refuse a log-in
	})
}

func TestACartSomebodyGuessedIsNotFound(t *testing.T) {
	carttest.Each(t, func(t *testing.T, f *carttest.Fixture) {
		c := f.Start(t, "")
		for _, id := range []string{"", c.Ref, "cart_", "cart_00000000000000000000000000", c.ID[:len(c.ID)-1], strings.ToUpper(c.ID), c.ID + "0", "' OR 1=1 --"} {
			_, err := f.Cart.Get(context.Background(), f.DB, id)
			wantErr(t, err, cart.ErrNotFound)
			_, err = f.Add(id, f.Mug, 1)
			wantErr(t, err, cart.ErrNotFound)
		}
		for _, e := range f.EventNames(t) {
			if strings.Contains(e, c.ID) {
				t.Error("an event names the secret")
			}
		}
	})
}
