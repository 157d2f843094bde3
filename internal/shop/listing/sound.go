package listing

import (
	"context"
	"reflect"
	"strings"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/verify"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/seller"
)

// Sound reports products, stores and categories whose read model is not what
// their parts make of it (L2). It reads and mends nothing; Repair mends.
func (s *Service) Sound(ctx context.Context, q db.Querier, r *verify.Report) error {
	tree, err := s.catalog.TreeAt(ctx, q)
	if err != nil {
		return err
	}
	waiting, err := s.queue.Waiting(ctx, q, kindReshelve)
	if err != nil {
		return err
	}
	c := r.Check("listing.products", "What lists show of a product is what its catalogue entry, prices, stock and shelves make of it.")
	err = verify.Walk(func(after string) ([]string, string, error) {
		ids, err := s.someProducts(ctx, q, after)
		if len(ids) == 0 {
			return nil, "", err
		}
		return ids, ids[len(ids)-1], err
	}, func(ids []string) error { return s.checkProducts(ctx, q, c, ids, tree, waiting > 0) })
	if err != nil {
		return err
	}
	if err := s.checkStores(ctx, q, r.Check("listing.stores", "What lists know of a store is what it is.")); err != nil {
		return err
	}
	return checkPaths(ctx, q, r.Check("listing.categories", "What lists know of the tree of categories is what it is."), tree)
}

func (s *Service) checkProducts(ctx context.Context, q db.Querier, c *verify.Check, ids []string, tree *catalog.Tree, moving bool) error {
	products, err := s.catalog.Products(ctx, q, ids)
	if err != nil {
		return err
	}
	for _, id := range ids {
		c.Look(1)
		have, known, err := peek(ctx, q, id)
		if err != nil {
			return err
		}
		p, exists := products[id]
		switch {
		case !exists:
			c.Fail(id, "is listed and does not exist")
			continue
		case !known:
			c.Fail(id, "is not listed")
			continue
		}
		p.CreatedAt = stored(p.CreatedAt)
		in := source{product: p, tree: tree, at: s.clock.Now()}
		if err := s.offers(ctx, q, &in); err != nil {
			return err
		}
		compare(c, have, project(in), in, moving)
	}
	return nil
}

// compare forgives what a job is about to bring up to date.
func compare(c *verify.Check, have, want projection, in source, moving bool) {
	want.product.Version = have.product.Version
	if reflect.DeepEqual(have, want) {
		return
	}
	id, due := have.product.ProductID, have.product.DueAt
	late := due != nil && !due.After(in.at)
	if late && reflect.DeepEqual(have.seen(), want.seen()) {
		return // it is about to be looked at, and will be found right
	}
	moved := want
	moved.shelves, moved.product.Card = have.shelves, have.product.Card
	switch {
	case late:
		c.Note(id, "a price changed at %s and is not listed yet", due)
	case moving && reflect.DeepEqual(have, moved):
		c.Note(id, "its categories or collections changed and are not listed yet")
	default:
		c.Fail(id, "%s", difference(have, want))
	}
}

// difference names the first part that differs.
func difference(have, want projection) string {
	for _, p := range []struct {
		name       string
		have, want any
	}{{"variants", have.variants, want.variants}, {"prices", have.prices, want.prices}, {"product", have.product, want.product}, {"shelves", have.shelves, want.shelves}} {
		if !reflect.DeepEqual(p.have, p.want) {
			return p.name + " differ from what the parts make"
		}
	}
	return "differs"
}

func (s *Service) checkStores(ctx context.Context, q db.Querier, c *verify.Check) error {
	return verify.Walk(func(after string) ([]storeRow, string, error) {
		rows, err := db.All[storeRow](ctx, q, selectStores, after)
		if len(rows) == 0 {
			return nil, "", err
		}
		return rows, rows[len(rows)-1].StoreID, err
	}, func(rows []storeRow) error {
		ids := make([]string, len(rows))
		for i, r := range rows {
			ids[i] = r.StoreID
		}
		stores, err := s.seller.ByIDs(ctx, q, ids)
		for _, r := range rows {
			c.Look(1)
			if v, ok := stores[r.StoreID]; !ok {
				c.Fail(r.StoreID, "is listed and does not exist")
			} else if want := storeRowOf(v, r.Version); r != want {
				c.Fail(r.StoreID, "is listed as %s %q open=%t, is %s %q open=%t", r.Handle, r.Name, r.Open, want.Handle, want.Name, want.Open)
			}
		}
		return err
	})
}

// storeRowOf is what lists know of a store.
func storeRowOf(v seller.Store, version int64) storeRow {
	return storeRow{StoreID: v.ID, Handle: v.Handle, Name: v.Name, Open: v.Visible(), Version: version}
}

func checkPaths(ctx context.Context, q db.Querier, c *verify.Check, tree *catalog.Tree) error {
	return db.Each(ctx, q, selectPaths, func(r struct{ CategoryID, Path string }) error {
		c.Look(1)
		cat, _ := tree.Get(r.CategoryID)
		verify.Want(c, r.CategoryID, "path", r.Path, strings.Join(cat.Path, "/"))
		return nil
	})
}
