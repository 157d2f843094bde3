package app_test

import (
	"context"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/identity"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/order"
)

var demoNow = time.Date(2026, 11, 22, 14, 30, 0, 0, time.UTC)

func demoShop(t *testing.T, e db.Engine) *app.App { return demoShopAt(t, e, demoNow) }

func demoShopAt(t *testing.T, e db.Engine, now time.Time) *app.App {
	t.Helper()
	cfg := app.Config{Addr: "127.0.0.1:0", Data: t.TempDir(), BcryptCost: 4, MailFrom: "shop@haat.example", RateLimit: "off", Nodes: 1, CacheMB: 8, LogLevel: "error"}
	if e == db.Postgres {
		cfg.DatabaseURL, cfg.SecretKey = dbtest.Fresh(t, e, nil).URL, strings.Repeat("k", 40)
	}
	a, err := app.New(context.Background(), cfg, app.Parts{Clock: clock.NewManual(now), NoSync: true, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	return a
}

func TestTheDemoMarketplaceIsAShopThatSells(t *testing.T) {
	for _, e := range dbtest.Engines() {
		t.Run(e.String(), func(t *testing.T) {
			a := demoShop(t, e)
			var out strings.Builder
			start := time.Now()
			if err := a.SeedDemo(context.Background(), &out); err != nil {
				t.Fatal(err)
			}
			t.Logf("seeded in %s", time.Since(start).Round(time.Millisecond))
			checkShelves(t, a)
			checkDemoOrders(t, a)
			checkLogIns(t, a)
			checkVisits(t, a)
			if !strings.Contains(out.String(), app.DemoPassword) || !a.Settings.Platform().Demo {
				t.Error("nobody said that this is a demonstration:", out.String())
			}
			out.Reset()
			if err := a.SeedDemo(context.Background(), &out); err != nil || !strings.Contains(out.String(), "has its data already") {
				t.Error("a filled shop was filled again:", out.String(), err)
			}
		})
	}
}

// What somebody buys must not hang on the hour at which the demo is played: what is in stock in the evening is in the morning.
func TestTheDemoIsTheSameAtEveryHour(t *testing.T) {
	bought := db.SQL(testsOnly + ` SELECT sku, SUM(quantity) AS n FROM order_lines GROUP BY sku ORDER BY sku`)
	type row struct {
		SKU string
		N   int64
	}
	var first []row
	for _, now := range []time.Time{demoNow, demoNow.Add(9*time.Hour + 25*time.Minute), demoNow.Add(12 * time.Hour)} {
		a := demoShopAt(t, db.SQLite, now)
		if err := a.SeedDemo(context.Background(), io.Discard); err != nil {
			t.Fatal(err)
		}
		got, err := db.All[row](context.Background(), a.DB, bought)
		if err != nil || len(got) < 30 {
			t.Fatal(len(got), err)
		}
		if first == nil {
			first = got
		}
		if diff := cmp.Diff(first, got); diff != "" {
			t.Errorf("at %s something else is bought: %s", now.Format(time.TimeOnly), diff)
		}
	}
}

func checkShelves(t *testing.T, a *app.App) {
	t.Helper()
	ctx := context.Background()
	cards := onSale(t, a)
	if len(cards) < 150 {
		t.Fatalf("%d products on sale", len(cards))
	}
	stores := map[string]bool{}
	for _, c := range cards {
		stores[c.Store.Handle] = true
		if c.Image == nil || !strings.HasPrefix(c.Image.URL, "/media/") || c.PriceFrom.Minor <= 0 {
			t.Errorf("%s: %+v %v", c.Handle, c.Image, c.PriceFrom)
		}
	}
	if len(stores) != 6 {
		t.Error(stores)
	}
	mug, err := a.Listing.Product(ctx, a.DB, "tidal-mug", listing.Audience{Currency: "USD", Locale: "ne"})
	if err != nil || mug.Title != "टाइडल मग" || len(mug.Variants) != 3 || len(mug.Images) != 5 {
		t.Errorf("%+v %v", mug.Card, err)
	}
	home, err := a.Content.Home(ctx)
	if err != nil || len(home.Sections) < 5 {
		t.Errorf("%d sections, %v", len(home.Sections), err)
	}
}

// checkVisits sees that every day of the last weeks had visitors, that some of them bought, and
// that they looked at what is there.
func checkVisits(t *testing.T, a *app.App) {
	t.Helper()
	count := func(query string) int64 { return apptest.Count(t, a, testsOnly+" "+query) }
	if n := count(`SELECT COUNT(DISTINCT at / 86400000000) FROM analytics_hits`); n < 30 {
		t.Errorf("visits on %d days", n)
	}
	views, adds, checkouts := count(`SELECT COUNT(*) FROM analytics_hits WHERE kind = 'product_view'`),
		count(`SELECT COUNT(*) FROM analytics_hits WHERE kind = 'cart_add'`), count(`SELECT COUNT(*) FROM analytics_hits WHERE kind = 'checkout_started'`)
	if views < 2_000 || adds < views/20 || adds > views/4 || checkouts < 42 || checkouts > adds {
		t.Errorf("%d looks at products, %d went into baskets, %d to the checkout", views, adds, checkouts)
	}
	if n := count(`SELECT COUNT(*) FROM analytics_hits WHERE kind = 'product_view' AND subject_id NOT IN (SELECT id FROM catalog_products)`); n != 0 {
		t.Errorf("%d looks at products that are not there", n)
	}
	if n := count(`SELECT COUNT(*) FROM analytics_hits WHERE source = 'www.google.com' OR source = 'google.com'`); n == 0 {
		t.Error("nobody came from elsewhere")
	}
}

// onSale reads all the pages of everything.
func onSale(t *testing.T, a *app.App) (all []listing.Card) {
	t.Helper()
	req := page.Request{Limit: 100}
	for {
		list, err := a.Listing.List(context.Background(), a.DB, listing.Filter{}, listing.Audience{Currency: "USD", Locale: "en"}, "new", req)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, list.Items...)
		if list.Next == "" {
			return all
		}
		req.Cursor = list.Next
	}
}

func checkDemoOrders(t *testing.T, a *app.App) {
	t.Helper()
	list, err := a.Order.List(app.AsSystem(context.Background()), a.DB, order.Filter{}, "-placed", page.Request{Limit: 100})
	if err != nil || len(list.Items) < 40 {
		t.Fatalf("%d orders, %v", len(list.Items), err)
	}
	seen := map[string]int{}
	for _, o := range list.Items {
		seen["status "+string(o.Status)]++
		seen["payment "+string(o.PaymentStatus)]++
		seen["fulfilment "+string(o.FulfilmentStatus)]++
		seen["method "+o.PaymentMethod]++
		if o.HeldAt != nil {
			seen["held"]++
		}
		if len(o.StoreOrders) == 2 {
			seen["two stores"]++
		}
		for _, part := range o.StoreOrders {
			seen["store "+part.StoreName]++
		}
		if o.PlacedAt.After(demoNow) || o.PlacedAt.Before(demoNow.AddDate(0, 0, -47)) {
			t.Errorf("#%d was placed at %s", o.Number, o.PlacedAt)
		}
	}
	for _, what := range []string{"status pending", "status confirmed", "status completed", "status cancelled", "held",
		"payment unpaid", "payment paid", "payment voided", "payment refunded", "payment partially_refunded",
		"fulfilment unfulfilled", "fulfilment partially_fulfilled", "fulfilment fulfilled", "fulfilment delivered", "method cod", "method bank_transfer", "two stores",
		"store Potter's Row", "store Far Ridge", "store Paper Lantern", "store Hill Station", "store Warp & Weather", "store Small Parade"} {
		if seen[what] == 0 {
			t.Errorf("no order: %s (%v)", what, seen)
		}
	}
}

func checkLogIns(t *testing.T, a *app.App) {
	t.Helper()
	for email, audience := range map[string]string{app.DemoOwner: "store", app.DemoSeller: "store", app.DemoCustomer: "site"} {
		s, err := a.Identity.LogIn(context.Background(), identity.LogIn{Email: email, Password: app.DemoPassword, Audience: audience, Network: "192.0.2.1"})
		if err != nil {
			t.Errorf("%s: %v", email, err)
			continue
		}
		if audience == "site" {
			mine, err := a.Order.Of(context.Background(), a.DB, s.CustomerID, page.Request{})
			if err != nil || len(mine.Items) < 2 {
				t.Errorf("the demo customer has %d orders, %v", len(mine.Items), err)
			}
		}
	}
	if _, open, err := a.Identity.SetupToken(app.AsSystem(context.Background())); err != nil || open {
		t.Error("the door for a first owner stands open", err)
	}
}
