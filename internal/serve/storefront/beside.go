package storefront

import (
	"slices"

	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/serve/storefront/view"
	"github.com/haatshop/haat/internal/shop/cart"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/listing"
)

// besides is how many shelves are looked at for what goes with a cart. Each is one
// statement that the cart's answer waits for.
const besides = 2

// beside are things that go well with what is in the cart: of the categories most of it
// is in, what can be had at once and is not in it yet, one of each in turn. It is nil
// when there is nothing.
func (v *visit) beside(p cart.Priced) (*view.Carousel, error) {
	const shown = 8
	tree, err := v.s.catalog.Categories(v.ctx(), v.s.db)
	if err != nil {
		return nil, err
	}
	have := map[string]bool{}
	for _, l := range p.Items {
		have[l.Sellable.ProductID] = true
	}
	inStock := true
	var rows [besides][]listing.Card
	for i, id := range besideCategories(p, tree) {
		l, err := v.s.listing.List(v.ctx(), v.s.db, listing.Filter{CategoryID: id, InStock: &inStock}, v.audience(), listing.SortNew, page.Request{Limit: 2*shown + len(have)})
		if err != nil {
			return nil, err
		}
		rows[i] = l.Items
	}
	return v.carousel("cart.beside", inTurn(rows[:], have, shown)), nil
}

// besideCategories are the categories with most of the cart's products. A cart of one
// kind also gets the category above: who has a mug may want a pot.
func besideCategories(p cart.Priced, tree *catalog.Tree) []string {
	products, times := map[string]bool{}, map[string]int{}
	var ids []string
	for _, l := range p.Items {
		if products[l.Sellable.ProductID] {
			continue // another choice of the same
		}
		products[l.Sellable.ProductID] = true
		for _, id := range l.Sellable.CategoryIDs {
			if times[id]++; times[id] == 1 {
				ids = append(ids, id)
			}
		}
	}
	slices.SortStableFunc(ids, func(a, b string) int { return times[b] - times[a] })
	if len(ids) == 1 {
		if c, ok := tree.Get(ids[0]); ok && c.ParentID != "" {
			ids = append(ids, c.ParentID)
		}
	}
	return ids[:min(besides, len(ids))]
}

// inTurn takes a card of each row in turn, none twice and none that somebody has.
func inTurn(rows [][]listing.Card, have map[string]bool, most int) (out []listing.Card) {
	for i := 0; len(out) < most; i++ {
		more := false
		for _, row := range rows {
			if i >= len(row) {
				continue
			}
			more = true
			if c := row[i]; !have[c.ID] && len(out) < most {
				have[c.ID] = true
				out = append(out, c)
			}
		}
		if !more {
			break
		}
	}
	return out
}
