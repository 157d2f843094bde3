package storefront_test

import (
	"context"
	"sync"
	"testing"

	"github.com/haatshop/haat/internal/kit/blob"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/pagecache"
	"github.com/haatshop/haat/internal/serve/storefront"
	"github.com/haatshop/haat/internal/serve/storefront/render"
	"github.com/haatshop/haat/internal/shop/cart"
	"github.com/haatshop/haat/internal/shop/checkout"
	"github.com/haatshop/haat/internal/shop/content"
	"github.com/haatshop/haat/internal/shop/customer"
	"github.com/haatshop/haat/internal/shop/fulfilment"
	"github.com/haatshop/haat/internal/shop/identity"
	"github.com/haatshop/haat/internal/shop/identity/identitytest"
	"github.com/haatshop/haat/internal/shop/listing/listingtest"
	"github.com/haatshop/haat/internal/shop/order"
	"github.com/haatshop/haat/internal/shop/order/ordertest"
	"github.com/haatshop/haat/internal/shop/payment"
	"github.com/haatshop/haat/internal/shop/search"
	"github.com/haatshop/haat/internal/shop/shipping"
	"github.com/haatshop/haat/internal/shop/shipping/shippingtest"
	"github.com/haatshop/haat/internal/shop/tax"
	"github.com/haatshop/haat/internal/shop/tax/taxtest"
	"github.com/haatshop/haat/themes"
)

// shop is a storefront over real rooms.
type shop struct {
	*listingtest.Fixture
	t          *testing.T
	front      *storefront.Storefront
	content    *content.Service
	search     *search.Service
	identity   *identity.Service
	customer   *customer.Service
	shipping   *shipping.Service
	tax        *tax.Service
	cart       *cart.Service
	order      *order.Service
	payment    *payment.Service
	fulfilment *fulfilment.Service
	card       *ordertest.Card
}

func schema() []db.Migrations {
	return append(listingtest.Sets(), content.Migrations(), identity.Migrations(), customer.Migrations(), shipping.Migrations(), tax.Migrations(),
		payment.Migrations(), cart.Migrations(), order.Migrations(), fulfilment.Migrations(), httpx.Migrations())
}

// The theme of all shops: reading it, and each page anew when it is first drawn, takes
// longer than most tests.
var (
	theTheme = sync.OnceValues(func() (*render.Theme, error) {
		return render.Load(render.Options{Base: themes.Default(), OnMissing: func(locale, key string) { missing.Store(locale+": "+key, true) }})
	})
	missing sync.Map // texts that were asked for in vain
)

func eachShop(t *testing.T, fn func(s *shop)) {
	theme, err := theTheme()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		missing.Range(func(text, _ any) bool {
			t.Errorf("no text %v", text)
			missing.Delete(text)
			return true
		})
	})
	dbtest.Each(t, schema(), func(t *testing.T, d *db.DB) { fn(newShop(t, d, theme)) })
}

func newShop(t *testing.T, d *db.DB, theme *render.Theme) *shop {
	s := coldShop(t, d, theme)
	if err := s.search.Warm(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

// coldShop is a shop whose index is not there yet.
func coldShop(t *testing.T, d *db.DB, theme *render.Theme) *shop {
	f := listingtest.New(t, d)
	files, err := blob.OpenDisk(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	s := &shop{Fixture: f, t: t, card: &ordertest.Card{}}
	s.content = content.New(content.Deps{DB: f.DB, Clock: f.Clock, IDs: f.IDs, Events: f.Events, Journal: journal.Discard{}, Files: files})
	s.identity = identitytest.New(f.World, f.Seller)
	s.customer = customer.New(customer.Deps{DB: f.DB, Clock: f.Clock, IDs: f.IDs, Events: f.Events, Journal: journal.Discard{}, Identity: s.identity})
	s.identity.UseCustomers(s.customer)
	s.shipping, s.tax = shippingtest.New(f.World), taxtest.New(f.World)
	s.payment = payment.New(payment.Deps{DB: f.DB, Clock: f.Clock, IDs: f.IDs, Events: f.Events, Jobs: f.Jobs, Log: f.Log,
		Providers: []payment.Provider{s.card}, Demo: func() bool { return true }, BankDetails: func() string { return "Himal Bank, NP12 3456" }})
	s.cart = cart.New(cart.Deps{DB: f.DB, Clock: f.Clock, IDs: f.IDs, Events: f.Events, Jobs: f.Jobs, Settings: f.Settings, Seller: f.Seller,
		Identity: s.identity, Listing: f.Listing, Tax: s.tax, Shipping: s.shipping})
	s.order = order.New(order.Deps{DB: f.DB, Clock: f.Clock, IDs: f.IDs, Events: f.Events, Jobs: f.Jobs, Bus: f.Bus, Log: f.Log, Journal: journal.Discard{},
		SecretKey: []byte(identitytest.Key), Inventory: f.Inventory, Payment: s.payment})
	pay := checkout.New(checkout.Deps{DB: f.DB, Clock: f.Clock, Log: f.Log, Customer: s.customer, Payment: s.payment, Cart: s.cart, Order: s.order,
		OrderURL: func(_ context.Context, id string) string { return "http://shop.example/orders/" + id }})
	s.fulfilment = fulfilment.New(fulfilment.Deps{DB: f.DB, Clock: f.Clock, IDs: f.IDs, Events: f.Events, Order: s.order})
	s.search = search.New(search.Deps{DB: f.DB, Events: f.Events, Log: f.Log, Listing: f.Listing, Catalog: f.Catalog, Seller: f.Seller})
	pages := pagecache.New(pagecache.Options{Now: f.Clock.Now})
	f.DB.OnTouch(func(tags []string) { pages.Touch(tags...) })
	s.front = storefront.New(storefront.Deps{DB: f.DB, Clock: f.Clock, Bus: f.Bus, Log: f.Log, Theme: theme, Settings: f.Settings, Identity: s.identity,
		Seller: f.Seller, Content: s.content, Catalog: f.Catalog, Customer: s.customer, Listing: f.Listing, Search: s.search, Cart: s.cart,
		Checkout: pay, Order: s.order, Payment: s.payment, Shipped: s.fulfilment, Files: files, Cache: pages})
	f.Run(t)
	return s
}
