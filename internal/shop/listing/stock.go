package listing

import (
	"context"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/shop/inventory"
)

// followStock makes this node forget how many pieces there were when another node moved some: one event tells of
// a movement already, a second one for caches would be a row more in every order.
func (s *Service) followStock(_ context.Context, batch []event.Envelope) error {
	var tags []string
	for _, e := range batch {
		var moved inventory.Changed
		if err := e.Decode(&moved); err != nil {
			return err
		}
		for _, id := range moved.VariantIDs {
			tags = append(tags, stockTag(id))
		}
	}
	s.db.Touched(tags)
	return nil
}

// stockMoved looks whether a movement made a variant run out or come back, or the next piece one to wait for. It runs in the transaction that
// places an order, so the usual case, nothing to see (L5), costs nothing.
func (s *Service) stockMoved(ctx context.Context, tx db.Tx, moves []inventory.Moved) error {
	if held(ctx) {
		return nil
	}
	var variantIDs []string
	for _, m := range moves {
		db.TouchHere(tx, stockTag(m.VariantID)) // the other nodes follow the event
		if m.Was != m.Is {
			variantIDs = append(variantIDs, m.VariantID)
		}
	}
	if len(variantIDs) == 0 {
		return nil
	}
	rows, err := variants(ctx, tx, variantIDs)
	if err != nil || len(rows) == 0 {
		return err
	}
	available, err := s.inventory.Available(ctx, tx, variantIDs)
	if err != nil {
		return err
	}
	var flipped []variantRow
	for _, r := range rows {
		if r.of(available[r.VariantID]) != r {
			flipped = append(flipped, r)
		}
	}
	for _, id := range productsOf(flipped) {
		if err := s.restock(ctx, tx, id); err != nil {
			return err
		}
	}
	return nil
}

// restock brings one product's stock state up to date. Everything is read again under the product's lock: two
// orders may take the last pieces of two variants at the same moment, and the second must see both gone.
func (s *Service) restock(ctx context.Context, tx db.Tx, productID string) error {
	before, known, err := load(ctx, tx, productID)
	if err != nil || !known {
		return err
	}
	ids := make([]string, len(before.variants))
	for i, v := range before.variants {
		ids[i] = v.VariantID
	}
	available, err := s.inventory.Available(ctx, tx, ids)
	if err != nil {
		return err
	}
	after := make([]variantRow, len(before.variants))
	for i, v := range before.variants {
		after[i] = v.of(available[v.VariantID])
		if after[i] != v {
			if err := exec(ctx, tx, flipVariant, v.VariantID, after[i].InStock, after[i].Backorder); err != nil {
				return err
			}
		}
	}
	tx.Touch("product:" + productID)
	is, backorder := supplyOf(after)
	if is == before.product.InStock && backorder == before.product.Backorder {
		return nil
	}
	if err := exec(ctx, tx, flipProduct, productID, is, backorder); err != nil {
		return err
	}
	if is != before.product.InStock {
		if err := exec(ctx, tx, flipShelves, productID, is); err != nil {
			return err
		}
	}
	return s.changed(ctx, tx, before, before)
}
