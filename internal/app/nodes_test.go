package app_test

import (
	"context"
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/job"
)

// soon is what the design promises between nodes.
const soon = time.Second

// twoNodes starts two nodes on one PostgreSQL.
func twoNodes(t *testing.T) (a, b *apptest.Shop, m apptest.Market) {
	t.Helper()
	if os.Getenv(dbtest.EnvURL) == "" {
		t.Skip(dbtest.EnvURL + " is not set: two nodes need PostgreSQL")
	}
	cfg := apptest.Fresh(t, db.Postgres)
	a = apptest.StartOn(t, cfg, apptest.Options{})
	cfg.Data = t.TempDir()
	b = apptest.StartOn(t, cfg, apptest.Options{})
	return a, b, apptest.Fill(t, a.App, 10)
}

func TestAProductEditedOnOneNodeIsRightOnTheOtherWithinASecond(t *testing.T) {
	a, b, m := twoNodes(t)
	owner, shopper := a.LogIn(apptest.Owner, apptest.Password), b.Client()
	var p struct {
		Handle  string `json:"handle"`
		Version int64  `json:"version"`
	}
	shopper.Do("GET", site+"/products/"+m.ProductA, nil).Want(200).Into(&p)
	page := "/products/" + p.Handle
	read := func(path string) string { return shopper.Do("GET", path, nil).Text() }
	apptest.Eventually(t, 20*time.Second, "the search of B knows the product", func() bool { return strings.Contains(read(site+"/search?q=mug"), m.ProductA) })
	for _, title := range []string{"Stoneware beaker", "Porcelain goblet", "Copper tankard"} {
		for range 3 { // warm: B answers from its caches
			shopper.Do("GET", page, nil).Want(200)
		}
		owner.Do("PATCH", store+"/products/"+m.ProductA, map[string]any{"title": title}).Want(200)
		word := strings.ToLower(title[strings.IndexByte(title, ' ')+1:])
		apptest.Eventually(t, soon, "B shows "+title+" on its page", func() bool { return strings.Contains(read(page), title) })
		apptest.Eventually(t, soon, "B answers "+title+" in its API", func() bool { return strings.Contains(read(site+"/products/"+m.ProductA), title) })
		apptest.Eventually(t, soon, "B finds "+title, func() bool { return strings.Contains(read(site+"/search?q="+word), m.ProductA) })
		apptest.Eventually(t, soon, "B shows "+title+" on its search page", func() bool { return strings.Contains(read("/search?q="+word), title) })
		apptest.Eventually(t, soon, "B lists "+title, func() bool { return strings.Contains(read("/products"), title) })
	}
	// What A's editor sees is never the old one.
	if got := a.Client().Do("GET", page, nil).Text(); !strings.Contains(got, "Copper tankard") {
		t.Error("A shows an old page to its own writer")
	}
}

func TestALastPieceSoldOnOneNodeIsSoldOutOnTheOther(t *testing.T) {
	a, b, m := twoNodes(t)
	guest := a.Client()
	cart := guest.NewCart()
	guest.Add(cart.ID, m.VariantA, 10)
	guest.Place(guest.Prepare(cart.ID, "ada@guest.example"), "cod")
	other := b.Client()
	other.Do("POST", site+"/carts/"+other.NewCart().ID+"/lines", map[string]any{"variant_id": m.VariantA, "quantity": 1}).Want(409)
	apptest.Eventually(t, soon, "B shows it sold out", func() bool {
		return strings.Contains(other.Do("GET", site+"/products/"+m.ProductA, nil).Text(), `"in_stock":false`)
	})
}

func TestAJobRunsOnceOnTwoNodes(t *testing.T) {
	a, b, m := twoNodes(t)
	const orders = 6
	for i := range orders {
		guest := []*apptest.Shop{a, b}[i%2].Client()
		guest.Place(guest.Basket("ada@guest.example", m.VariantA), "cod")
	}
	a.Settled()
	b.Settled()
	if n := rows(t, a, `SELECT COUNT(*) FROM notify_deliveries WHERE kind = 'order_placed'`); n != orders {
		t.Errorf("%d mails for %d orders", n, orders)
	}
	if n := rows(t, a, `SELECT COUNT(*) FROM notify_deliveries WHERE attempts > 1`); n != 0 {
		t.Errorf("%d mails were sent more than once", n)
	}
}

func TestAPeriodicJobHasOneSlotForAllNodes(t *testing.T) {
	if os.Getenv(dbtest.EnvURL) == "" {
		t.Skip(dbtest.EnvURL + " is not set: two nodes need PostgreSQL")
	}
	o := dbtest.Fresh(t, db.Postgres, dbtest.Kit())
	var runs atomic.Int64
	worlds := make([]*dbtest.World, 3)
	for i := range worlds {
		d, err := db.Open(context.Background(), o)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = d.Close() })
		worlds[i] = dbtest.NewWorld(d)
		job.Outside(worlds[i].Jobs, "test.tick", func(context.Context, job.Info, struct{}) error { runs.Add(1); return nil })
		worlds[i].Jobs.Every("test.tick", time.Hour)
	}
	for _, w := range worlds {
		w.Run(t)
	}
	apptest.Eventually(t, 10*time.Second, "the slot was run", func() bool { return runs.Load() > 0 })
	for _, w := range worlds {
		w.Settle(t)
	}
	if n := runs.Load(); n != 1 {
		t.Errorf("the slot ran %d times", n)
	}
}

func TestALogOutOnOneNodeEndsTheSessionOnTheOtherWithinASecond(t *testing.T) {
	a, b, _ := twoNodes(t)
	me := store + "/me"
	bearer := a.LogIn(apptest.MemberA, apptest.Password)
	onB := apptest.NewClient(t, b.URL)
	onB.Bearer = bearer.Bearer
	onB.Do("GET", me, nil).Want(200)
	live := onB.Listen(store + "/orders/events")
	bearer.Do("POST", store+"/auth/logout", map[string]any{}).Want(200, 204)
	apptest.Eventually(t, soon, "the bearer is refused on B", func() bool { return onB.Do("GET", me, nil).Status == http.StatusUnauthorized })
	live.Ended(2 * soon)

	browser := a.Client()
	login := browser.Do("POST", store+"/auth/login", map[string]any{"email": apptest.MemberA, "password": apptest.Password}).Want(200)
	cookie := strings.SplitN(login.Header.Get("Set-Cookie"), ";", 2)[0]
	if !strings.HasPrefix(cookie, (httpx.Door{Secure: true}).CookieName("store")+"=") {
		t.Fatalf("cookie %.20s…", cookie)
	}
	other := apptest.NewClient(t, b.URL)
	other.Do("GET", me, nil, "Cookie", cookie).Want(200)
	a.Client().Do("POST", store+"/auth/logout", map[string]any{}, "Cookie", cookie).Want(200, 204)
	apptest.Eventually(t, soon, "the cookie is refused on B", func() bool {
		return other.Do("GET", me, nil, "Cookie", cookie).Status == http.StatusUnauthorized
	})
}
