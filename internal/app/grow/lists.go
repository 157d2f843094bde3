package grow

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/analytics"
	"github.com/haatshop/haat/internal/shop/audit"
	"github.com/haatshop/haat/internal/shop/inventory"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/notify"
	"github.com/haatshop/haat/internal/shop/order"
)

// probe is one list in one sort with one set of filters, as one caller.
type probe struct {
	list, as, filter, sort string
	ctx                    context.Context
	get                    func(context.Context, page.Request) (items any, n int, next string, err error)
}

// slow is what a page may take, at the 95th percentile.
const slow = 100 * time.Millisecond

// Look says which lists are measured and how long.
type Look struct {
	Only  string // lists whose line begins so; empty is all
	All   bool   // print every line, not only the slowest of each list and what is too slow
	Pages int    // to turn in each
}

// Lists measures every list of the dashboard and prints a table. It fails when one is too slow.
func Lists(ctx context.Context, w Where, look Look, out io.Writer) error {
	a, err := w.open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	probes, err := allProbes(ctx, a)
	if err != nil {
		return err
	}
	t := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(t, "list\tas\tfilter\tsort\tpages\trows\tp50 ms\tp95 ms\tmax ms")
	late := 0
	worst := map[string]result{}
	for _, p := range probes {
		if !strings.HasPrefix(p.list+" "+p.as+" "+p.filter, look.Only) {
			continue
		}
		r, err := p.measure(look.Pages)
		if err != nil {
			return fmt.Errorf("%s as %s by %s in %s: %w", p.list, p.as, p.filter, p.sort, err)
		}
		if r.p95 > slow {
			late++
		}
		if key := p.list + p.as; r.p95 > worst[key].p95 {
			worst[key] = r
		}
		if look.All || r.p95 > slow {
			r.print(t)
		}
	}
	if !look.All {
		for _, key := range sortedKeys(worst) {
			worst[key].print(t)
		}
	}
	if err := t.Flush(); err != nil {
		return err
	}
	if late > 0 {
		return fmt.Errorf("%d lists take more than %s", late, slow)
	}
	return nil
}

type result struct {
	probe
	pages, rows   int
	p50, p95, max time.Duration
}

func (r result) print(t *tabwriter.Writer) {
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%d\t%d\t%.1f\t%.1f\t%.1f\n", r.list, r.as, r.filter, r.sort, r.pages, r.rows, ms(r.p50), ms(r.p95), ms(r.max))
}

// measure asks for the first page again and again, then turns pages, small ones and the largest. Each page is made into
// JSON as an answer would be. The first answer, which finds nothing in memory, counts too.
func (p probe) measure(depth int) (result, error) {
	r := result{probe: p}
	var times []time.Duration
	once := func(req page.Request) (string, error) {
		began := time.Now()
		items, n, next, err := p.get(p.ctx, req)
		if err != nil {
			return "", err
		}
		if _, err := json.Marshal(items); err != nil {
			return "", err
		}
		times = append(times, time.Since(began))
		r.pages++
		r.rows += n
		return next, nil
	}
	for range 25 {
		if _, err := once(page.Request{}); err != nil {
			return r, err
		}
	}
	next, err := once(page.Request{})
	for range depth {
		if err != nil || next == "" {
			break
		}
		next, err = once(page.Request{Cursor: next, Limit: 24 + r.pages%2*76})
	}
	slices.Sort(times)
	r.p50, r.p95, r.max = times[len(times)/2], times[len(times)*95/100], times[len(times)-1]
	return r, err
}

// callers are who looks: the platform, the seller of the largest stores, and one of the smallest.
func callers(ctx context.Context, a *app.App) (map[string]context.Context, []string, error) {
	sys := app.AsSystem(ctx)
	all, err := a.Seller.Stores(sys, a.DB, page.Request{Limit: 100})
	if err != nil {
		return nil, nil, err
	}
	ids := map[string]string{}
	for _, s := range all.Items {
		ids[s.Handle] = s.ID
	}
	of := func(n ...int) context.Context {
		g := actor.Grant{SellerID: "sel", Perms: actor.SellerPerms()}
		for _, i := range n {
			g.StoreIDs = append(g.StoreIDs, ids[fmt.Sprintf("store-%02d", i)])
		}
		return actor.With(ctx, actor.Actor{Kind: actor.Member, AccountID: "acc", Grants: []actor.Grant{g}})
	}
	return map[string]context.Context{"platform": sys, "big seller": of(0, 1), "small seller": of(stores - 1)}, []string{ids["store-00"], ids[fmt.Sprintf("store-%02d", stores-1)]}, nil
}

func allProbes(ctx context.Context, a *app.App) ([]probe, error) {
	who, storeIDs, err := callers(ctx, a)
	if err != nil {
		return nil, err
	}
	var out []probe
	for _, as := range []string{"platform", "big seller", "small seller"} {
		some, err := a.Order.List(who[as], a.DB, order.Filter{}, "-placed", page.Request{Limit: 30})
		if err != nil {
			return nil, err
		}
		if len(some.Items) > 0 {
			out = append(out, orderProbes(a, as, who[as], some.Items[len(some.Items)-1], storeIDs[0])...)
		}
		out = append(out, productProbes(a, as, who[as], storeIDs[0])...)
		out = append(out, otherProbes(a, as, who[as])...)
		out = append(out, reportProbes(a, as, who[as])...)
	}
	return append(out, teamProbes(a, who["platform"])...), nil
}

// orderFilters are what orders are looked for by; one is an order to look for.
func orderFilters(one order.Order) map[string]order.Filter {
	at := func(days int) *time.Time { t := one.PlacedAt.AddDate(0, 0, -days); return &t }
	filters := map[string]order.Filter{
		"none": {}, "number": {Query: fmt.Sprint(one.Number)}, "email": {Query: one.Email}, "name a": {Query: "a"}, "name asha shr": {Query: "asha shr"},
		"name of nobody": {Query: "xyzzy"}, "name and status": {Query: "m", Status: order.Pending}, "customer": {CustomerID: *one.CustomerID},
		"a day": {PlacedFrom: at(30), PlacedUntil: at(29)}, "a year": {PlacedFrom: at(500), PlacedUntil: at(135)},
		"open and paid":        {Status: order.Pending, PaymentStatus: order.Paid},
		"confirmed and unsent": {Status: order.Confirmed, FulfilmentStatus: order.Unfulfilled, PaymentStatus: order.Paid},
		"cancelled in a year":  {Status: order.Cancelled, PlacedFrom: at(500), PlacedUntil: at(135)},
		"done in a week":       {Status: order.Completed, PlacedFrom: at(90), PlacedUntil: at(83)},
		"held":                 {Held: true}, "held and pending": {Held: true, Status: order.Pending}, "held and done": {Held: true, Status: order.Completed},
		"held and name m": {Held: true, Query: "m"}, "held in a year": {Held: true, PlacedFrom: at(500), PlacedUntil: at(135)},
		"held of a customer": {Held: true, CustomerID: *one.CustomerID}, "held number": {Held: true, Query: fmt.Sprint(one.Number)},
		"to ship": {ToShip: true}, "to ship and paid": {ToShip: true, PaymentStatus: order.Paid}, "to ship and done": {ToShip: true, Status: order.Completed},
		"to ship in a week": {ToShip: true, PlacedFrom: at(7)}, "to ship and name m": {ToShip: true, Query: "m"}, "to ship of a customer": {ToShip: true, CustomerID: *one.CustomerID},
		"to ship and held": {ToShip: true, Held: true}, "to ship by email": {ToShip: true, Query: one.Email},
	}
	for _, s := range []order.Status{order.Pending, order.Confirmed, order.Completed, order.Cancelled} {
		filters["status "+string(s)] = order.Filter{Status: s}
	}
	for _, s := range []order.PaymentStatus{order.Unpaid, order.Authorized, order.PartiallyPaid, order.Paid, order.PartiallyRefunded, order.Refunded, order.Voided, order.PaymentFailed} {
		filters["payment "+string(s)] = order.Filter{PaymentStatus: s}
	}
	for _, s := range []order.FulfilmentStatus{order.Unfulfilled, order.PartiallyFulfilled, order.Fulfilled, order.Delivered} {
		filters["fulfilment "+string(s)] = order.Filter{FulfilmentStatus: s}
	}
	return filters
}

func orderProbes(a *app.App, as string, ctx context.Context, one order.Order, store string) []probe {
	filters := orderFilters(one)
	sorts := []string{"-placed", "placed"}
	if as == "platform" {
		sorts = append(sorts, "-total", "total")
	}
	var out []probe
	for _, name := range sortedKeys(filters) {
		for _, sort := range sorts {
			out = append(out, orderProbe(a, as, ctx, name, filters[name], sort))
		}
		if as == "platform" {
			f := filters[name]
			f.StoreID = store
			out = append(out, orderProbe(a, as, ctx, name+", a store's", f, "-placed"))
		}
	}
	return out
}

func orderProbe(a *app.App, as string, ctx context.Context, name string, f order.Filter, sort string) probe {
	return probe{"orders", as, name, sort, ctx, func(ctx context.Context, p page.Request) (any, int, string, error) {
		l, err := a.Order.List(ctx, a.DB, f, sort, p)
		return l, len(l.Items), l.Next, err
	}}
}

func productProbes(a *app.App, as string, ctx context.Context, store string) []probe {
	yes, no := true, false
	filters := map[string]listing.Search{"none": {}, "draft": {Status: "draft"}, "archived": {Status: "archived"}, "in stock": {InStock: &yes},
		"out of stock": {InStock: &no}, "text jacket": {Text: "jacket"}, "text of nothing": {Text: "xyzzy"}, "sku": {Text: "g100777-1"}}
	if as == "platform" {
		filters["a store's"] = listing.Search{StoreID: store}
	}
	var out []probe
	for _, name := range sortedKeys(filters) {
		for _, sort := range []string{listing.SortNew, listing.SortTitle} {
			out = append(out, probe{"products", as, name, sort, ctx, func(ctx context.Context, p page.Request) (any, int, string, error) {
				l, err := a.Listing.Rows(ctx, a.DB, filters[name], sort, p)
				return l, len(l.Items), l.Next, err
			}})
		}
	}
	return out
}

func otherProbes(a *app.App, as string, ctx context.Context) []probe {
	var out []probe
	for _, q := range []string{"", "a", "asha shr", "asha.shrestha", "xyzzy", "gurung"} {
		out = append(out, probe{"customers", as, "text " + q, "-id", ctx, func(ctx context.Context, p page.Request) (any, int, string, error) {
			l, err := a.Customer.List(ctx, a.DB, q, p)
			return l, len(l.Items), l.Next, err
		}})
	}
	return append(out, probe{"inventory", as, "none", "variant", ctx, func(ctx context.Context, p page.Request) (any, int, string, error) {
		l, err := a.Inventory.List(ctx, a.DB, inventory.Filter{}, p)
		return l, len(l.Items), l.Next, err
	}})
}

func reportProbes(a *app.App, as string, ctx context.Context) []probe {
	var out []probe
	for _, days := range []int{7, 90, 366} {
		out = append(out, probe{"sales", as, fmt.Sprintf("%d days", days), "", ctx, func(ctx context.Context, _ page.Request) (any, int, string, error) {
			s, err := a.Analytics.Sales(ctx, a.DB, analytics.Ask{Days: days})
			return s, 1, "", err
		}})
	}
	return out
}

// teamProbes are lists that only the platform has.
func teamProbes(a *app.App, ctx context.Context) []probe {
	var out []probe
	for name, f := range map[string]audit.Filter{"none": {}, "a kind": {Entity: "order"}, "one thing": {Entity: "order", EntityID: "order_7"}} {
		out = append(out, probe{"audit", "platform", name, "-id", ctx, func(ctx context.Context, p page.Request) (any, int, string, error) {
			l, err := a.Audit.List(ctx, a.DB, f, p)
			return l, len(l.Items), l.Next, err
		}})
	}
	for name, f := range map[string]notify.Filter{"none": {}, "sent": {Status: "sent"}, "failed": {Status: "failed"}, "a kind": {Kind: "order_placed"}, "a rare kind": {Kind: "order_cancelled"}} {
		out = append(out, probe{"mails", "platform", name, "-id", ctx, func(ctx context.Context, p page.Request) (any, int, string, error) {
			l, err := a.Notify.List(ctx, a.DB, f, p)
			return l, len(l.Items), l.Next, err
		}})
	}
	for _, kind := range []string{"", "payment.refund", "none.such"} {
		out = append(out, probe{"jobs", "platform", "kind " + kind, "-id", ctx, func(ctx context.Context, p page.Request) (any, int, string, error) {
			l, err := a.Queue.ListDead(ctx, a.DB, kind, p)
			return l, len(l.Items), l.Next, err
		}})
	}
	return append(out, probe{"overview", "platform", "none", "", ctx, func(ctx context.Context, _ page.Request) (any, int, string, error) {
		o, err := a.Order.Overview(ctx, a.DB, time.Now().Truncate(24*time.Hour))
		return o, 1, "", err
	}})
}
