package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/identity"
	"github.com/haatshop/haat/internal/shop/order"
	"github.com/haatshop/haat/internal/shop/settings"
)

const (
	jobLeaveDemo = "demo.remove"
	// demoSupport is the support address the demo comes with.
	demoSupport = "hello@haat.example"
	// mostNumbers is how many orders an obstacle names.
	mostNumbers = 10
)

// demoDoor lets the settings room show and begin what only the whole shop can do.
type demoDoor struct{ *App }

// Plan implements settings.Demo.
func (d demoDoor) Plan(ctx context.Context) (settings.DemoPlan, error) {
	plan, _, err := d.planLeaving(AsSystem(ctx))
	return plan, err
}

// Ask implements settings.Demo.
func (d demoDoor) Ask(ctx context.Context) (settings.DemoPlan, error) {
	plan, l, err := d.planLeaving(AsSystem(ctx))
	if err != nil || !plan.Demo {
		return plan, err
	}
	if slices.Contains(l.ids(settings.DemoAccounts), actor.From(ctx).AccountID) {
		return plan, settings.ErrDemoSelf
	}
	if err := refusal(plan); err != nil {
		return plan, err
	}
	err = d.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		if err := d.Settings.BeginLeavingTx(ctx, tx, plan.Goes); err != nil {
			return err
		}
		return d.Queue.Enqueue(ctx, tx, jobLeaveDemo, struct{}{}, job.Options{Unique: jobLeaveDemo})
	})
	plan.Leaving = err == nil
	return plan, err
}

// plugDemo registers the job and opens the door of the settings room to it.
func (a *App) plugDemo() {
	a.Settings.UseDemo(demoDoor{a})
	job.Outside(a.Jobs, jobLeaveDemo, func(ctx context.Context, _ job.Info, _ struct{}) error {
		_, err := a.RemoveDemo(ctx, func(string) {})
		return err
	})
}

// PlanDemo says what RemoveDemo would do, and what is in the way.
func (a *App) PlanDemo(ctx context.Context) (settings.DemoPlan, error) {
	plan, _, err := a.planLeaving(AsSystem(ctx))
	return plan, err
}

// refusal is the first obstacle as an error, nil without one.
func refusal(plan settings.DemoPlan) error {
	for _, o := range plan.Obstacles {
		switch o.Code {
		case settings.ErrDemoUnrecorded.Code:
			return settings.ErrDemoUnrecorded
		case settings.ErrDemoOwner.Code:
			return settings.ErrDemoOwner
		case settings.ErrDemoPaid.Code:
			err := settings.ErrDemoPaid.With(o)
			for i, n := range o.Orders {
				err = err.At(fmt.Sprintf("orders[%d]", i), "paid", fmt.Sprintf("Order #%d holds real money.", n))
			}
			return err
		}
	}
	return nil
}

// leaving is what came with the demo, as it is recorded, and which of its stores and which orders go.
type leaving struct {
	items  map[settings.DemoKind][]settings.DemoItem
	goes   []string // stores, of those that are there
	orders map[string]bool
}

func (l *leaving) ids(kind settings.DemoKind) []string {
	out := make([]string, len(l.items[kind]))
	for i, v := range l.items[kind] {
		out[i] = v.ID
	}
	return out
}

// has returns the ids of a kind as a set.
func (l *leaving) has(kind settings.DemoKind) map[string]bool {
	out := map[string]bool{}
	for _, v := range l.items[kind] {
		out[v.ID] = true
	}
	return out
}

// planLeaving reads the record, and how things stand now. What it decides it decides by ids: a
// store stays when a product or an order in it is not of the demo's goods.
func (a *App) planLeaving(ctx context.Context) (plan settings.DemoPlan, l *leaving, err error) {
	plan.Obstacles = []settings.DemoObstacle{}
	state, err := a.Settings.DemoState(ctx, a.DB)
	if err != nil || !state.Demo {
		return plan, nil, err
	}
	plan.Demo, plan.Leaving = true, state.Leaving
	if !state.Recorded {
		plan.Obstacles = append(plan.Obstacles, obstacle(settings.ErrDemoUnrecorded.Code, settings.ErrDemoUnrecorded.Message))
		return plan, &leaving{}, nil
	}
	if l, err = a.demoRecord(ctx); err != nil {
		return plan, l, err
	}
	owners, err := a.Identity.OwnersBeside(ctx, a.DB, l.ids(settings.DemoAccounts))
	if err != nil {
		return plan, l, err
	}
	if owners == 0 {
		plan.Obstacles = append(plan.Obstacles, obstacle(settings.ErrDemoOwner.Code, settings.ErrDemoOwner.Message))
	}
	err = a.countLeaving(ctx, l, &plan)
	return plan, l, err
}

func obstacle(code, message string) settings.DemoObstacle {
	return settings.DemoObstacle{Code: code, Message: message, Orders: []int64{}}
}

func (a *App) demoRecord(ctx context.Context) (*leaving, error) {
	l := &leaving{items: map[settings.DemoKind][]settings.DemoItem{}, orders: map[string]bool{}}
	var err error
	for _, kind := range []settings.DemoKind{settings.DemoSellers, settings.DemoStores, settings.DemoCategories, settings.DemoCollections, settings.DemoProducts,
		settings.DemoVariants, settings.DemoPages, settings.DemoSections, settings.DemoCustomers, settings.DemoAccounts, settings.DemoVisits, settings.DemoPictures} {
		if l.items[kind], err = a.Settings.DemoItems(ctx, a.DB, kind); err != nil {
			return l, err
		}
	}
	stores, err := a.Seller.ByIDs(ctx, a.DB, l.ids(settings.DemoStores))
	if err != nil {
		return l, err
	}
	ours := l.has(settings.DemoProducts)
	for _, id := range l.ids(settings.DemoStores) {
		if _, there := stores[id]; !there {
			continue
		}
		used, err := a.holdsOthers(ctx, id, ours)
		if err != nil {
			return l, err
		}
		if !used {
			l.goes = append(l.goes, id)
		}
	}
	return l, nil
}

// holdsOthers says whether a store has, or ever sold, something that is not among these products.
func (a *App) holdsOthers(ctx context.Context, storeID string, ours map[string]bool) (bool, error) {
	foreign := func(id string) bool { return !ours[id] }
	for after := ""; ; {
		ids, err := a.Catalog.InStore(ctx, a.DB, storeID, after)
		if err != nil {
			return false, err
		}
		if len(ids) == 0 {
			break
		}
		if slices.ContainsFunc(ids, foreign) {
			return true, nil
		}
		after = ids[len(ids)-1]
	}
	sold, err := a.Order.GoodsSold(ctx, a.DB, storeID)
	return slices.ContainsFunc(sold, foreign), err
}

// countLeaving counts what goes and what stays.
func (a *App) countLeaving(ctx context.Context, l *leaving, plan *settings.DemoPlan) error {
	goes, stays := &plan.Goes, &plan.Stays
	products, err := a.Catalog.Products(ctx, a.DB, l.ids(settings.DemoProducts))
	if err != nil {
		return err
	}
	goes.Products, goes.Stores = int64(len(products)), int64(len(l.goes))
	if err := a.countOrders(ctx, l, plan); err != nil {
		return err
	}
	for _, count := range []func(context.Context, *leaving, *settings.DemoCounts) error{a.countSellers, a.countShelves, a.countPages, a.countPeople} {
		if err := count(ctx, l, goes); err != nil {
			return err
		}
	}
	if stays.Sellers, stays.Stores, err = a.Seller.Count(ctx, a.DB); err != nil {
		return err
	}
	if stays.Products, stays.Categories, stays.Collections, err = a.Catalog.Count(ctx, a.DB); err != nil {
		return err
	}
	if stays.Pages, err = a.Content.CountPages(ctx, a.DB); err != nil {
		return err
	}
	if stays.Orders, err = a.Order.CountSince(ctx, a.DB, time.Unix(0, 0)); err != nil {
		return err
	}
	if stays.Customers, err = a.Customer.Count(ctx, a.DB); err != nil {
		return err
	}
	if stays.Accounts, err = a.Identity.CountAccounts(ctx, a.DB); err != nil {
		return err
	}
	for _, pair := range [][2]*int64{{&stays.Sellers, &goes.Sellers}, {&stays.Stores, &goes.Stores}, {&stays.Products, &goes.Products}, {&stays.Categories, &goes.Categories},
		{&stays.Collections, &goes.Collections}, {&stays.Pages, &goes.Pages}, {&stays.Orders, &goes.Orders}, {&stays.Customers, &goes.Customers}, {&stays.Accounts, &goes.Accounts}} {
		*pair[0] -= *pair[1]
	}
	return nil
}

// countOrders counts the orders that go, and finds those that hold real money.
func (a *App) countOrders(ctx context.Context, l *leaving, plan *settings.DemoPlan) error {
	var held []string
	for after := ""; ; {
		ids, err := a.Order.OfGoods(ctx, a.DB, l.ids(settings.DemoStores), l.ids(settings.DemoProducts), after)
		if err != nil {
			return err
		}
		if len(ids) == 0 {
			break
		}
		after = ids[len(ids)-1]
		for _, id := range ids {
			l.orders[id] = true
		}
		real, err := a.Payment.RealMoney(ctx, a.DB, ids)
		if err != nil {
			return err
		}
		held = append(held, real...)
	}
	plan.Goes.Orders = int64(len(l.orders))
	if len(held) == 0 {
		return nil
	}
	o := obstacle(settings.ErrDemoPaid.Code, settings.ErrDemoPaid.Message)
	receipts, err := a.Order.Receipts(ctx, a.DB, held[:min(len(held), mostNumbers)])
	for _, r := range receipts {
		o.Orders = append(o.Orders, r.Number)
	}
	slices.Sort(o.Orders)
	plan.Obstacles = append(plan.Obstacles, o)
	return err
}

func (a *App) countSellers(ctx context.Context, l *leaving, n *settings.DemoCounts) error {
	for _, id := range l.ids(settings.DemoSellers) {
		if _, err := a.Seller.Get(ctx, a.DB, id); err != nil {
			continue // gone
		}
		ids, err := a.Seller.StoreIDs(ctx, a.DB, id)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(ids, func(id string) bool { return !slices.Contains(l.goes, id) }) {
			n.Sellers++
		}
	}
	return nil
}

func (a *App) countShelves(ctx context.Context, l *leaving, n *settings.DemoCounts) error {
	empty, err := a.emptyCategories(ctx, l)
	if err != nil {
		return err
	}
	n.Categories = int64(len(empty))
	all, err := a.Catalog.CollectionsByID(ctx, a.DB, l.ids(settings.DemoCollections))
	if err != nil {
		return err
	}
	for id := range all {
		used, err := a.usedByOthers(ctx, id, l.has(settings.DemoProducts))
		if err != nil {
			return err
		}
		if !used {
			n.Collections++
		}
	}
	return nil
}

// emptyCategories are the demo's in which nothing of the merchant's stands, neither products nor
// categories that stay; children before their parents.
func (a *App) emptyCategories(ctx context.Context, l *leaving) ([]string, error) {
	tree, err := a.Catalog.TreeAt(ctx, a.DB)
	if err != nil {
		return nil, err
	}
	ids := slices.DeleteFunc(l.ids(settings.DemoCategories), func(id string) bool { _, ok := tree.Get(id); return !ok })
	slices.SortStableFunc(ids, func(x, y string) int { return len(tree.Path(y)) - len(tree.Path(x)) })
	ours := l.has(settings.DemoProducts)
	var out []string
	for _, id := range ids {
		if slices.ContainsFunc(tree.Children(id), func(child string) bool { return !slices.Contains(out, child) }) {
			continue
		}
		used, err := a.usedByOthers(ctx, id, ours)
		if err != nil {
			return nil, err
		}
		if !used {
			out = append(out, id)
		}
	}
	return out, nil
}

// usedByOthers says whether a product that is not among these stands in a category or collection.
func (a *App) usedByOthers(ctx context.Context, shelfID string, ours map[string]bool) (bool, error) {
	for after := ""; ; {
		ids, err := a.Catalog.ProductIDs(ctx, a.DB, shelfID, after)
		if err != nil || len(ids) == 0 {
			return false, err
		}
		if slices.ContainsFunc(ids, func(id string) bool { return !ours[id] }) {
			return true, nil
		}
		after = ids[len(ids)-1]
	}
}

func (a *App) countPages(ctx context.Context, l *leaving, n *settings.DemoCounts) error {
	for _, v := range l.items[settings.DemoPages] {
		goes, err := a.pageGoes(ctx, v)
		if err != nil {
			return err
		}
		if goes {
			n.Pages++
		}
	}
	return nil
}

func (a *App) countPeople(ctx context.Context, l *leaving, n *settings.DemoCounts) error {
	customers, err := a.Customer.ByIDs(ctx, a.DB, l.ids(settings.DemoCustomers))
	if err != nil {
		return err
	}
	for id := range customers {
		own, err := a.boughtOthers(ctx, id, l.orders)
		if err != nil {
			return err
		}
		if !own {
			n.Customers++
		}
	}
	for _, id := range l.ids(settings.DemoAccounts) {
		switch _, err := a.Identity.Get(ctx, a.DB, id); {
		case err == nil:
			n.Accounts++
		case !errors.Is(err, identity.ErrNotFound):
			return err
		}
	}
	return nil
}

// boughtOthers says whether a customer has an order that is not among these.
func (a *App) boughtOthers(ctx context.Context, customerID string, going map[string]bool) (bool, error) {
	for req := (page.Request{Limit: 100}); ; {
		list, err := a.Order.Of(ctx, a.DB, customerID, req)
		if err != nil {
			return false, err
		}
		if slices.ContainsFunc(list.Items, func(o order.Order) bool { return !going[o.ID] }) {
			return true, nil
		}
		if req.Cursor = list.Next; req.Cursor == "" {
			return false, nil
		}
	}
}

// DemoNumbers writes counts for people: "6 stores, 158 products".
func DemoNumbers(n settings.DemoCounts) string {
	var out []string
	for _, c := range []struct {
		n         int64
		one, many string
	}{
		{n.Stores, "store", "stores"}, {n.Sellers, "seller", "sellers"}, {n.Products, "product", "products"}, {n.Orders, "order", "orders"},
		{n.Customers, "customer", "customers"}, {n.Categories, "category", "categories"}, {n.Collections, "collection", "collections"},
		{n.Pages, "page", "pages"}, {n.Accounts, "log-in", "log-ins"},
	} {
		word := c.many
		if c.n == 1 {
			word = c.one
		}
		if c.n > 0 {
			out = append(out, fmt.Sprintf("%d %s", c.n, word))
		}
	}
	if len(out) == 0 {
		return "nothing"
	}
	return strings.Join(out, ", ")
}
