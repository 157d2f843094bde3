package app_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/content"
	"github.com/haatshop/haat/internal/shop/identity"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/order"
	"github.com/haatshop/haat/internal/shop/seller"
	"github.com/haatshop/haat/internal/shop/settings"
	"github.com/haatshop/haat/internal/shop/shipping"
)

// trial is a shop with the demo in which somebody began to make their own.
type trial struct {
	*apptest.Shop
	t                       *testing.T
	own                     seller.Store // of the merchant
	ownProduct, ownVariant  string
	demoVariant, demoStore  string
	ownOrder, mixed, bought string // orders: of own goods; of both; of the demo's goods, by the merchant
}

func seeded(t *testing.T, e db.Engine) *apptest.Shop {
	t.Helper()
	s := apptest.Start(t, e, apptest.Options{})
	if err := s.SeedDemo(context.Background(), io.Discard); err != nil {
		t.Fatal(err)
	}
	s.Settled()
	return s
}

// seededBesideABusyServer is seeded while the server looks for orders whose time to pay is over all the time, not
// once a minute: for the server the weeks that are played are long over.
func seededBesideABusyServer(t *testing.T, e db.Engine) *apptest.Shop {
	t.Helper()
	s := apptest.Start(t, e, apptest.Options{})
	ctx, stop := context.WithCancel(context.Background())
	looked := make(chan struct{})
	go func() {
		defer close(looked)
		for ctx.Err() == nil {
			if _, err := s.Order.Expire(ctx); err != nil && ctx.Err() == nil {
				t.Error(err)
			}
			time.Sleep(5 * time.Millisecond)
		}
	}()
	err := s.SeedDemo(context.Background(), io.Discard)
	stop()
	<-looked
	if err != nil {
		t.Fatal(err)
	}
	if n := apptest.Count(t, s.App, testsOnly+` SELECT COUNT(*) FROM order_orders WHERE payment_method = 'bank_transfer' AND status = 'cancelled'`); n == 0 {
		t.Error("nothing expired while the demo was played")
	}
	s.Settled()
	return s
}

// owner makes an owner of the merchant's.
func owner(t *testing.T, a *app.App, email string) {
	t.Helper()
	ctx := app.AsSystem(context.Background())
	err := a.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		acc, err := a.Identity.CreateTx(ctx, tx, identity.NewAccount{Email: email, Password: apptest.Password, Name: "Merchant", Locale: "en", Verified: true})
		if err != nil {
			return err
		}
		return a.Identity.AddMemberTx(ctx, tx, identity.Member{AccountID: acc.ID, Role: identity.Owner})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func tried(t *testing.T, e db.Engine) *trial {
	t.Helper()
	s := &trial{Shop: seeded(t, e), t: t}
	ctx := app.AsSystem(context.Background())
	owner(t, s.App, apptest.Owner)
	err := s.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) (err error) {
		if s.own, err = s.Seller.CreateStoreTx(ctx, tx, seller.NewStore{SellerID: seller.HouseID, Handle: "mine", Name: "Mine"}); err != nil {
			return err
		}
		_, err = s.Shipping.SaveTx(ctx, tx, shipping.Save{StoreID: s.own.ID, Name: "Home", Places: []shipping.Place{{Country: "US"}},
			Rates: []shipping.Rate{{Name: "Post", Active: true, DaysMin: 1, DaysMax: 3, Tariffs: []shipping.Tariff{{Currency: "USD", Bands: []shipping.Band{{Amount: 500}}}}}}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	s.ownProduct, s.ownVariant = apptest.Product(t, s.App, s.own.ID, "My own kettle", 2500, 20)
	mug, err := s.Catalog.ByHandle(ctx, s.DB, "tidal-mug")
	if err != nil {
		t.Fatal(err)
	}
	s.demoStore, s.demoVariant = mug.StoreID, mug.Variants[0].ID
	buyer := s.Client()
	s.ownOrder = buyer.Place(buyer.Basket("ada@buyer.example", s.ownVariant), "cod").Order.ID
	s.mixed = buyer.Place(buyer.Basket("ada@buyer.example", s.ownVariant, s.demoVariant), "cod").Order.ID
	s.bought = buyer.Place(buyer.Basket("me@merchant.example", s.demoVariant), "cod").Order.ID
	s.Settled()
	return s
}

// ship sends the own part of the mixed order, so that stock has left for goods of a trial.
func (s *trial) ship() {
	s.t.Helper()
	staff := s.LogIn(apptest.Owner, apptest.Password)
	part := staff.StaffOrder(s.mixed).Part(s.t, s.own.ID)
	staff.Do("POST", store+"/orders/"+s.mixed+"/confirm", map[string]any{}).Want(200)
	staff.Do("POST", store+"/orders/"+s.mixed+"/shipments", map[string]any{"store_order_id": part, "carrier": "Post"}).Want(201)
	s.Settled()
}

func (s *trial) level() (onHand, reserved int64) {
	s.t.Helper()
	l, err := s.Inventory.Levels(app.AsSystem(context.Background()), s.DB, []string{s.ownVariant})
	if err != nil {
		s.t.Fatal(err)
	}
	return l[s.ownVariant].OnHand, l[s.ownVariant].Reserved
}

func TestTheDemoIsRemovedAndWhatIsOnesOwnStays(t *testing.T) {
	for _, e := range dbtest.Engines() {
		t.Run(e.String(), func(t *testing.T) {
			s := tried(t, e)
			s.ship()
			ctx := app.AsSystem(context.Background())
			arrange(t, s)
			before, err := s.PlanDemo(ctx)
			if err != nil || len(before.Obstacles) > 0 {
				t.Fatal(before, err)
			}
			if before.Goes.Stores != 6 || before.Goes.Products < 150 || before.Goes.Orders != 44 || before.Goes.Accounts != 3 || before.Stays.Stores != 1 || before.Stays.Products != 1 ||
				before.Stays.Orders != 1 || before.Stays.Accounts != 1 || before.Stays.Pages != 1 || before.Stays.Categories != 3 {
				t.Errorf("goes %+v, stays %+v", before.Goes, before.Stays)
			}
			start := time.Now()
			done, err := s.RemoveDemo(ctx, func(string) {})
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("removed in %s: %s; left: %s", time.Since(start).Round(time.Millisecond), app.DemoNumbers(done.Goes), app.DemoNumbers(done.Stays))
			s.Settled()
			s.holds()
			nothingLeft(t, s, done.Stays)
			ownThings(t, s)
			s.walk()
			if again, err := s.RemoveDemo(ctx, func(step string) { t.Error("a second removal does", step) }); err != nil || again.Demo {
				t.Error(again, err)
			}
			// The shop goes on selling, with numbers that go on.
			buyer := s.Client()
			next := buyer.Place(buyer.Basket("ada@buyer.example", s.ownVariant), "cod").Order
			if n, err := strconv.Atoi(next.Number); err != nil || n <= 1001+44 {
				t.Error("a number was given again:", next.Number)
			}
			s.Settled()
			s.holds()
		})
	}
}

// holds is everything that must hold of a shop.
func (s *trial) holds() {
	s.t.Helper()
	verified(s.t, s.App)
}

// arrange makes the merchant rewrite a page of the demo, use a category of it, keep a section of
// the front page that leads to the demo, take one of its pictures, and suspend a seller for a while.
func arrange(t *testing.T, s *trial) {
	t.Helper()
	ctx := app.AsSystem(context.Background())
	p, err := s.Content.ByHandle(ctx, s.DB, "about")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Content.SavePage(ctx, content.SavePage{ID: p.ID, BodyHTML: opt.Some("<p>We sell kettles.</p>")}); err != nil {
		t.Fatal(err)
	}
	tree, err := s.Catalog.Categories(ctx, s.DB)
	if err != nil {
		t.Fatal(err)
	}
	var leaf catalog.Category
	for _, c := range tree.All {
		if len(c.Path) == 3 && len(tree.Children(c.ID)) == 0 {
			leaf = c
		}
	}
	mug, err := s.Catalog.ByHandle(ctx, s.DB, "tidal-mug")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Listing.Save(ctx, listing.Save{SaveProduct: catalog.SaveProduct{ID: s.ownProduct, CategoryIDs: opt.Some([]string{leaf.ID}), Images: opt.Some([]catalog.ImageRef{{URL: mug.Images[0].URL, Alt: "My kettle", Width: mug.Images[0].Width, Height: mug.Images[0].Height}})}}); err != nil {
		t.Fatal(err)
	}
	home, err := s.Content.Home(ctx)
	if err != nil {
		t.Fatal(err)
	}
	home.Sections = append(home.Sections, content.Section{Kind: "story", Title: "My story", Text: "Kettles since 1999.", LinkURL: "/collections/new-arrivals"},
		content.Section{Kind: "quotes", Quotes: []content.Quote{{Text: "It boils.", Name: "Noor", LinkURL: "/collections/new-arrivals"}}})
	if _, err := s.Content.SaveHome(ctx, content.SaveHome{Sections: home.Sections}); err != nil {
		t.Fatal(err)
	}
	look := s.Settings.Platform().Appearance
	look.FooterColumns = []settings.FooterColumn{{Title: settings.Texts{"en": "More"}, Links: []settings.FooterLink{
		{Text: settings.Texts{"en": "About"}, Href: "/pages/about"}, {Text: settings.Texts{"en": "New"}, Href: "/collections/new-arrivals"}}}}
	if _, err := s.Settings.Update(ctx, settings.Patch{Appearance: opt.Some(look)}); err != nil {
		t.Fatal(err)
	}
	sellers, err := s.Settings.DemoItems(ctx, s.DB, settings.DemoSellers)
	if err != nil || len(sellers) == 0 {
		t.Fatal(sellers, err)
	}
	for _, to := range []seller.Status{seller.Suspended, seller.Approved} {
		if _, err := s.Seller.ChangeStatus(ctx, sellers[0].ID, to); err != nil {
			t.Fatal(err)
		}
	}
	s.Settled()
	if n := apptest.Count(t, s.App, testsOnly+` SELECT COUNT(*) FROM notify_deliveries WHERE kind = 'seller_status' AND status = 'sent' AND subject_id = $1`, sellers[0].ID); n < 2 {
		t.Error("a seller of the demo was told", n, "times")
	}
}

var leftOfDemo = map[string]string{
	"sellers":      `SELECT COUNT(*) FROM seller_sellers WHERE house = FALSE`,
	"stores":       `SELECT COUNT(*) FROM seller_stores WHERE handle <> 'mine'`,
	"products":     `SELECT COUNT(*) FROM catalog_products WHERE title <> 'My own kettle'`,
	"variants":     `SELECT COUNT(*) FROM catalog_variants WHERE sku <> 'My own kettle'`,
	"prices":       `SELECT COUNT(*) FROM pricing_prices WHERE variant_id NOT IN (SELECT id FROM catalog_variants)`,
	"levels":       `SELECT COUNT(*) FROM inventory_levels WHERE variant_id NOT IN (SELECT id FROM catalog_variants)`,
	"ledger":       `SELECT COUNT(*) FROM inventory_ledger WHERE variant_id NOT IN (SELECT id FROM catalog_variants)`,
	"locations":    `SELECT COUNT(*) FROM inventory_locations WHERE store_id NOT IN (SELECT id FROM seller_stores)`,
	"zones":        `SELECT COUNT(*) FROM shipping_zones WHERE store_id NOT IN (SELECT id FROM seller_stores)`,
	"listed":       `SELECT COUNT(*) FROM listing_products WHERE product_id NOT IN (SELECT id FROM catalog_products)`,
	"listed store": `SELECT COUNT(*) FROM listing_stores WHERE store_id NOT IN (SELECT id FROM seller_stores)`,
	"claims":       `SELECT COUNT(*) FROM inventory_reservations WHERE order_id NOT IN (SELECT id FROM order_orders)`,
	"payments":     `SELECT COUNT(*) FROM payment_payments WHERE order_id NOT IN (SELECT id FROM order_orders)`,
	"shipments":    `SELECT COUNT(*) FROM fulfilment_shipments WHERE order_id NOT IN (SELECT id FROM order_orders)`,
	"lines":        `SELECT COUNT(*) FROM order_lines WHERE order_id NOT IN (SELECT id FROM order_orders)`,
	"timeline":     `SELECT COUNT(*) FROM order_timeline WHERE order_id NOT IN (SELECT id FROM order_orders)`,
	"counted":      `SELECT COUNT(*) FROM analytics_counted WHERE order_id NOT IN (SELECT id FROM order_orders)`,
	"letters":      `SELECT COUNT(*) FROM notify_deliveries WHERE kind LIKE 'order%' AND subject_id NOT IN (SELECT id FROM order_orders)`,
	"news":         `SELECT COUNT(*) FROM notify_deliveries WHERE kind = 'seller_status' AND subject_id NOT IN (SELECT id FROM seller_sellers)`,
	"log-ins":      `SELECT COUNT(*) FROM identity_accounts WHERE email LIKE '%@haat.example'`,
	"sessions":     `SELECT COUNT(*) FROM identity_sessions WHERE account_id NOT IN (SELECT id FROM identity_accounts)`,
	"members":      `SELECT COUNT(*) FROM identity_members WHERE account_id NOT IN (SELECT id FROM identity_accounts)`,
	"customers":    `SELECT COUNT(*) FROM customer_customers WHERE email LIKE '%@mail.example' OR email LIKE '%@haat.example'`,
	"addresses":    `SELECT COUNT(*) FROM customer_addresses`,
	"collections":  `SELECT COUNT(*) FROM catalog_collections`,
	"visits":       `SELECT COUNT(*) FROM analytics_hits`,
	"record":       `SELECT COUNT(*) FROM settings_demo`,
	"flag":         `SELECT COUNT(*) FROM settings_platform WHERE demo = TRUE OR demo_leaving = TRUE OR support_email <> ''`,
}

func nothingLeft(t *testing.T, s *trial, stays settings.DemoCounts) {
	t.Helper()
	for what, text := range leftOfDemo {
		if n := apptest.Count(t, s.App, testsOnly+" "+text); n != 0 {
			t.Errorf("%d left: %s", n, what)
		}
	}
	for text, want := range map[string]int64{
		`SELECT COUNT(*) FROM order_erased`: 44, `SELECT COUNT(*) FROM order_orders`: stays.Orders, `SELECT COUNT(*) FROM catalog_products`: stays.Products,
		`SELECT COUNT(*) FROM customer_customers WHERE merged_into IS NULL`: stays.Customers, `SELECT COUNT(*) FROM catalog_categories`: stays.Categories,
		`SELECT COUNT(*) FROM content_pages`: stays.Pages, `SELECT COUNT(*) FROM seller_stores`: stays.Stores, `SELECT COUNT(*) FROM identity_accounts`: stays.Accounts,
		`SELECT COUNT(*) FROM content_images`:                      1,
		`SELECT COUNT(*) FROM audit_entries WHERE entity = 'demo'`: 2,
	} {
		if n := apptest.Count(t, s.App, testsOnly+" "+text); n != want {
			t.Errorf("%d, want %d: %s", n, want, text)
		}
	}
	if files, err := filepath.Glob(filepath.Join(s.Config.Data, "files", "media", "*")); err != nil || len(files) != 1 {
		t.Errorf("%d files, %v", len(files), err)
	}
	sales, err := db.Get[int64](context.Background(), s.DB, db.SQL(testsOnly+` SELECT CAST(SUM(orders) AS BIGINT) FROM analytics_sales WHERE store_id = ''`))
	if err != nil || sales != 1 {
		t.Errorf("%d orders in the reports, %v", sales, err)
	}
	if p := s.Settings.Platform(); p.Demo {
		t.Error("the running server still thinks that it is a demo")
	}
}

func ownThings(t *testing.T, s *trial) {
	t.Helper()
	ctx := app.AsSystem(context.Background())
	if onHand, reserved := s.level(); onHand != 20 || reserved != 1 {
		t.Errorf("%d on hand, %d reserved: the mixed order must have given back what it took", onHand, reserved)
	}
	if p, err := s.Catalog.Get(ctx, s.DB, s.ownProduct); err != nil || len(p.CategoryIDs) != 1 || len(p.Images) != 1 {
		t.Errorf("%+v %v", p, err)
	}
	home, err := s.Content.Home(ctx)
	if err != nil || len(home.Sections) != 2 || home.Sections[0].Title != "My story" || home.Sections[0].LinkURL != "" ||
		len(home.Sections[1].Quotes) != 1 || home.Sections[1].Quotes[0].Text != "It boils." || home.Sections[1].Quotes[0].LinkURL != "" {
		t.Errorf("%+v %v", home.Sections, err)
	}
	if c := s.Settings.Platform().Appearance.FooterColumns; len(c) != 1 || len(c[0].Links) != 1 || c[0].Links[0].Href != "/pages/about" {
		t.Errorf("%+v", c)
	}
	list, err := s.Order.List(ctx, s.DB, order.Filter{}, "-placed", page.Request{})
	if err != nil || len(list.Items) != 1 || list.Items[0].ID != s.ownOrder {
		t.Errorf("%d orders, %v", len(list.Items), err)
	}
	staff := s.LogIn(apptest.Owner, apptest.Password)
	staff.Do("GET", store+"/orders/"+s.mixed, nil).Want(404)
	staff.Do("GET", store+"/orders/"+s.ownOrder, nil).Want(200)
	if a := s.Client().Do("POST", store+"/auth/login", map[string]any{"email": app.DemoOwner, "password": app.DemoPassword}); a.Status == 200 {
		t.Error("the demo's owner still logs in")
	}
}

var hrefs = regexp.MustCompile(`(?:href|src)="(/[^"#]*)"`)

// walk reads the storefront from the front page on, in three languages, and every page it leads to.
func (s *trial) walk() {
	s.t.Helper()
	c := s.Client()
	seen, todo := map[string]bool{}, []string{"/", "/ar/", "/ne/", "/products", "/stores", "/search?q=mug", "/search?q=kettle"}
	for len(todo) > 0 && len(seen) < 400 {
		at := todo[0]
		todo = todo[1:]
		if seen[at] {
			continue
		}
		seen[at] = true
		a := c.Do("GET", at, nil)
		if a.Status >= 400 {
			s.t.Errorf("%s answers %d", at, a.Status)
			continue
		}
		if strings.Contains(a.Text(), "Tidal Mug") {
			s.t.Errorf("%s still shows a product of the demo", at)
		}
		if !strings.Contains(a.Header.Get("Content-Type"), "html") {
			continue
		}
		for _, m := range hrefs.FindAllStringSubmatch(a.Text(), -1) {
			u, err := url.Parse(strings.ReplaceAll(m[1], "&amp;", "&"))
			if err != nil || u.Host != "" || strings.HasPrefix(u.Path, "/dashboard") || strings.HasPrefix(u.Path, "/account") {
				continue
			}
			todo = append(todo, u.RequestURI())
		}
	}
	if !seen["/products/my-own-kettle"] || !seen["/pages/about"] {
		s.t.Error("the walk did not find what is there:", len(seen), "pages")
	}
	if len(todo) > 0 {
		s.t.Error("the walk did not come to an end")
	}
}

func TestARemovalThatWasKilledIsTakenUpAgain(t *testing.T) {
	for _, e := range dbtest.Engines() {
		t.Run(e.String(), func(t *testing.T) {
			s := tried(t, e)
			killed := errors.New("killed")
			n := 0
			s.Catalog.AfterDelete.Add("test", func(context.Context, db.Tx, catalog.Product) error {
				if n++; n == 40 { // in the midst of the products
					return killed
				}
				return nil
			})
			if _, err := s.RemoveDemo(context.Background(), func(string) {}); !errors.Is(err, killed) {
				t.Fatal(err)
			}
			s.Settled()
			s.holds()
			steps := []string{"orders", "stock", "stores and sellers", "categories and collections", "pages and the front page", "customers and log-ins", "visits", "pictures"}
			for _, at := range steps { // and once before every other step
				ctx, kill := context.WithCancel(context.Background())
				_, err := s.RemoveDemo(ctx, func(step string) {
					if step == at {
						kill()
					}
				})
				kill()
				if err == nil {
					t.Fatal("not killed at", at)
				}
				s.Settled()
				s.holds()
			}
			if plan, err := s.PlanDemo(context.Background()); err != nil || !plan.Leaving || plan.Goes.Stores+plan.Goes.Products+plan.Goes.Orders != 0 {
				t.Errorf("%+v %v", plan, err)
			}
			if _, err := s.RemoveDemo(context.Background(), func(string) {}); err != nil {
				t.Fatal(err)
			}
			s.Settled()
			s.holds()
			for what, text := range leftOfDemo {
				if n := apptest.Count(t, s.App, testsOnly+" "+text); n != 0 {
					t.Errorf("%d left: %s", n, what)
				}
			}
		})
	}
}

var (
	takeForReal = db.SQL(testsOnly + ` UPDATE payment_payments SET method = 'realpay', status = 'captured', captured = amount WHERE order_id = $1`)
	giveBack    = db.SQL(testsOnly + ` UPDATE payment_payments SET status = 'refunded', refunded = captured WHERE order_id = $1`)
	unwhole     = db.SQL(testsOnly + ` DELETE FROM settings_demo WHERE kind = 'whole'`)
	whole       = db.SQL(testsOnly + ` INSERT INTO settings_demo (kind, id, version) VALUES ('whole', 'demo', 1)`)
)

func (s *trial) change(st *db.Stmt, args ...any) {
	s.t.Helper()
	if err := s.DB.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error { _, err := db.Exec(ctx, tx, st, args...); return err }); err != nil {
		s.t.Fatal(err)
	}
}

func TestTheDemoIsNotRemovedWhereItWouldDoHarm(t *testing.T) {
	for _, e := range dbtest.Engines() {
		t.Run(e.String(), func(t *testing.T) {
			s := &trial{Shop: seededBesideABusyServer(t, e), t: t}
			refused := func(want error) {
				t.Helper()
				if _, err := s.RemoveDemo(context.Background(), func(step string) { t.Error("went on to", step) }); !errors.Is(err, want) {
					t.Errorf("%v, want %v", err, want)
				}
			}
			refused(settings.ErrDemoOwner)
			demoOwner := s.LogIn(app.DemoOwner, app.DemoPassword)
			demoOwner.Do("GET", store+"/demo", nil).Want(200)
			owner(t, s.App, apptest.Owner)
			if a := demoOwner.Do("POST", store+"/demo/removal", nil).Want(409); a.Code() != settings.ErrDemoSelf.Code {
				t.Error(a.Text())
			}
			s.change(unwhole)
			refused(settings.ErrDemoUnrecorded)
			s.change(whole)
			list, err := s.Order.List(app.AsSystem(context.Background()), s.DB, order.Filter{}, "-placed", page.Request{Limit: 1})
			if err != nil {
				t.Fatal(err)
			}
			o := list.Items[0]
			s.change(takeForReal, o.ID)
			refused(settings.ErrDemoPaid)
			me := s.LogIn(apptest.Owner, apptest.Password)
			var plan settings.DemoPlan
			me.Do("GET", store+"/demo", nil).Want(200).Into(&plan)
			if len(plan.Obstacles) != 1 || !slices.Equal(plan.Obstacles[0].Orders, []int64{o.Number}) {
				t.Errorf("%+v, want order %d", plan.Obstacles, o.Number)
			}
			if a := me.Do("POST", store+"/demo/removal", nil).Want(409); a.Code() != settings.ErrDemoPaid.Code || !strings.Contains(a.Text(), "orders[0]") {
				t.Error(a.Text())
			}
			if n := apptest.Count(t, s.App, testsOnly+` SELECT COUNT(*) FROM seller_stores WHERE status = 'active'`); n != 6 {
				t.Errorf("%d stores are open: a refusal changes nothing", n)
			}
			// Only an owner, or who was given just this, may.
			s.Member("staff@test.example", "", string(actor.SettingsRead), string(actor.SettingsWrite), string(actor.OrdersSettle))
			s.LogIn("staff@test.example", apptest.Password).Do("POST", store+"/demo/removal", nil).Want(403)
			s.LogIn(app.DemoSeller, app.DemoPassword).Do("GET", store+"/demo", nil).Want(403)
			// Given back, it is in nobody's way. The dashboard's button begins a job.
			s.change(giveBack, o.ID)
			me.Do("POST", store+"/demo/removal", nil).Want(200).Into(&plan)
			if !plan.Leaving {
				t.Errorf("%+v", plan)
			}
			me.Do("POST", store+"/demo/removal", nil).Want(200) // pressed twice
			apptest.Eventually(t, 60*time.Second, "removed", func() bool {
				me.Do("GET", store+"/demo", nil).Want(200).Into(&plan)
				return !plan.Demo
			})
			s.Settled()
			s.holds()
			me.Do("POST", store+"/demo/removal", nil).Want(200).Into(&plan)
			if plan.Demo || plan.Leaving {
				t.Errorf("%+v", plan)
			}
			if n := apptest.Count(t, s.App, testsOnly+` SELECT COUNT(*) FROM audit_entries WHERE entity = 'demo' AND action = 'removal_began' AND actor_kind = 'member'`); n != 1 {
				t.Errorf("%d entries say who began it", n)
			}
		})
	}
}

func TestAStoreOfTheDemoWithOnesOwnGoodsStays(t *testing.T) {
	for _, e := range dbtest.Engines() {
		t.Run(e.String(), func(t *testing.T) {
			s := tried(t, e)
			ctx := app.AsSystem(context.Background())
			_, variant := apptest.Product(t, s.App, s.demoStore, "My own kettle two", 900, 5)
			buyer := s.Client()
			mine := buyer.Place(buyer.Basket("ada@buyer.example", variant), "cod").Order.ID
			// The demo's customer buys it too: they stay, without their log-in.
			shopper := s.Client()
			shopper.Do("POST", site+"/auth/login", map[string]any{"email": app.DemoCustomer, "password": app.DemoPassword}).Want(200)
			theirs := shopper.Place(shopper.Basket(app.DemoCustomer, variant), "cod").Order.ID
			shopper.NewCart()
			open := shopper.Basket("late@buyer.example", s.demoVariant) // stays in a basket
			s.Settled()
			if _, err := s.RemoveDemo(ctx, func(string) {}); err != nil {
				t.Fatal(err)
			}
			s.Settled()
			s.holds()
			kept, err := s.Seller.Public(ctx, s.DB, s.demoStore)
			if err != nil {
				t.Fatal("the store is closed or gone:", err)
			}
			if n := apptest.Count(t, s.App, testsOnly+` SELECT COUNT(*) FROM seller_stores`); n != 2 {
				t.Errorf("%d stores", n)
			}
			if _, err := s.Seller.Get(ctx, s.DB, kept.SellerID); err != nil {
				t.Error("its seller went", err)
			}
			left, err := s.Catalog.InStore(ctx, s.DB, s.demoStore, "")
			if err != nil || len(left) != 1 {
				t.Errorf("%d products in it, %v", len(left), err)
			}
			for _, id := range []string{mine, theirs, s.ownOrder} {
				if _, err := s.Order.Get(ctx, s.DB, id); err != nil {
					t.Errorf("order %s: %v", id, err)
				}
			}
			if n := apptest.Count(t, s.App, testsOnly+` SELECT COUNT(*) FROM customer_customers WHERE email = '`+app.DemoCustomer+`' AND account_id IS NULL`); n != 1 {
				t.Errorf("%d guests that were the demo's customer", n)
			}
			a := s.Client().Do("GET", site+"/carts/"+open.ID, nil)
			if a.Status != http.StatusOK {
				t.Errorf("a basket with goods of the demo answers %d: %s", a.Status, a.Text())
			}
		})
	}
}

func TestAPictureOfTheDemoIsGoneFromTheDisk(t *testing.T) {
	s := seeded(t, db.SQLite)
	owner(t, s.App, apptest.Owner)
	folder := filepath.Join(s.Config.Data, "files", "media")
	before, err := os.ReadDir(folder)
	if err != nil || len(before) < 100 {
		t.Fatal(len(before), err)
	}
	if _, err := s.RemoveDemo(context.Background(), func(string) {}); err != nil {
		t.Fatal(err)
	}
	if after, err := os.ReadDir(folder); err != nil || len(after) != 0 {
		t.Errorf("%d of %d files are left, %v", len(after), len(before), err)
	}
}
