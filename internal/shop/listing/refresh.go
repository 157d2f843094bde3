package listing

import (
	"context"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/shop/catalog"
)

type heldKey struct{}

// hold keeps the hooks of one save from refreshing the same product over and over; whoever holds refreshes at
// the end, in the same transaction.
func hold(ctx context.Context) context.Context { return context.WithValue(ctx, heldKey{}, true) }

func held(ctx context.Context) bool { return ctx.Value(heldKey{}) != nil }

// refresh recomputes a product's read model from its parts and writes, touches and tells what differs.
func (s *Service) refresh(ctx context.Context, tx db.Tx, productID string) error {
	if held(ctx) {
		return nil
	}
	before, known, err := load(ctx, tx, productID)
	if err != nil {
		return err
	}
	in, exists, err := s.source(ctx, tx, productID)
	if err != nil {
		return err
	}
	if !exists {
		return s.forget(ctx, tx, before, known)
	}
	after := project(in)
	after.product.Version = before.product.Version
	if known && reflect.DeepEqual(before, after) {
		return nil
	}
	visible := !known || !reflect.DeepEqual(before.seen(), after.seen())
	if visible {
		after.product.Version++
	}
	if err := save(ctx, tx, before, after); err != nil || !visible {
		return err
	}
	return s.changed(ctx, tx, before, after)
}

// seen is the projection without what nobody sees.
func (p projection) seen() projection {
	p.product.DueAt = nil
	return p
}

// sameRow compares rows as they are stored: times are cut to what the database keeps.
func sameRow[T any](a, b T) bool { return reflect.DeepEqual(a, b) }

func (s *Service) forget(ctx context.Context, tx db.Tx, before projection, known bool) error {
	if !known {
		return nil
	}
	if err := remove(ctx, tx, before.product.ProductID); err != nil {
		return err
	}
	return s.changed(ctx, tx, before, projection{product: before.product})
}

// changed tells caches and listeners, inside the transaction.
func (s *Service) changed(ctx context.Context, tx db.Tx, before, after projection) error {
	id := after.product.ProductID
	tags := map[string]bool{"product:" + id: true}
	for _, r := range slices.Concat(before.shelves, after.shelves) { // a draft is on no page
		tags[shelfTag(r.Shelf)], tags["home"] = true, true
	}
	tx.Touch(slices.Sorted(maps.Keys(tags))...)
	return s.events.Publish(ctx, tx, Changed{ProductIDs: []string{id}})
}

func shelfTag(shelf string) string {
	for prefix, tag := range map[string]string{shelfStore: "store:", shelfCategory: "category:", shelfCollection: "collection:"} {
		if id, ok := strings.CutPrefix(shelf, prefix); ok {
			return tag + id
		}
	}
	return "products"
}

// source gathers what a product is made of, as this transaction sees it; false when the product is gone.
func (s *Service) source(ctx context.Context, tx db.Tx, productID string) (source, bool, error) {
	ps, err := s.catalog.Products(ctx, tx, []string{productID})
	p, ok := ps[productID]
	if err != nil || !ok {
		return source{}, false, err
	}
	p.CreatedAt = stored(p.CreatedAt)
	in := source{product: p, at: s.clock.Now()}
	if err := s.offers(ctx, tx, &in); err != nil {
		return source{}, false, err
	}
	in.tree, err = s.catalog.Categories(ctx, tx)
	return in, true, err
}

// offers adds prices and stock.
func (s *Service) offers(ctx context.Context, q db.Querier, in *source) (err error) {
	ids := variantIDs(in.product)
	if in.prices, err = s.pricing.Prices(ctx, q, ids); err != nil {
		return err
	}
	in.stock, err = s.inventory.Available(ctx, q, ids)
	return err
}

// stored is a time as the database gives it back.
func stored(t time.Time) time.Time { return time.UnixMicro(t.UnixMicro()).UTC() }

func variantIDs(ps ...catalog.Product) []string {
	var out []string
	for _, p := range ps {
		for _, v := range p.Variants {
			out = append(out, v.ID)
		}
	}
	return out
}

// pricesChanged refreshes the products of variants whose prices changed.
func (s *Service) pricesChanged(ctx context.Context, tx db.Tx, variantIDs []string) error {
	if held(ctx) {
		return nil
	}
	rows, err := variants(ctx, tx, variantIDs)
	if err != nil {
		return err
	}
	for _, id := range productsOf(rows) {
		if err := s.refresh(ctx, tx, id); err != nil {
			return err
		}
	}
	return nil
}

func variants(ctx context.Context, q db.Querier, ids []string) ([]variantRow, error) {
	var out []variantRow
	err := eachChunk(ids, func(chunk []string) error {
		rows, err := db.All[variantRow](ctx, q, variantsByID, chunk)
		out = append(out, rows...)
		return err
	})
	return out, err
}

// productsOf lists the products of variants in key order, the order in which they are locked.
func productsOf(rows []variantRow) []string {
	ids := map[string]bool{}
	for _, r := range rows {
		ids[r.ProductID] = true
	}
	return slices.Sorted(maps.Keys(ids))
}
