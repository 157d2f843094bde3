package listing_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/catalog/catalogtest"
	"github.com/haatshop/haat/internal/shop/inventory"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/listing/listingtest"
	"github.com/haatshop/haat/internal/shop/pricing"
	"github.com/haatshop/haat/internal/shop/seller"
	"github.com/haatshop/haat/internal/shop/seller/sellertest"
)

// history makes random changes to a shop, through whichever room.
type history struct {
	t          *testing.T
	f          *listingtest.Fixture
	rng        *rand.Rand
	sellers    []string
	stores     []string
	categories []string
	collection []string
	products   []string
	orders     int
}

func newHistory(t *testing.T, f *listingtest.Fixture, seed uint64) *history {
	h := &history{t: t, f: f, rng: rand.New(rand.NewPCG(seed, seed))}
	for i := range 3 {
		sel, sto := sellertest.Open(t, f.Seller, f.DB, fmt.Sprintf("store-%d", i))
		h.sellers, h.stores = append(h.sellers, sel.ID), append(h.stores, sto.ID)
	}
	for i := range 4 {
		parent := ""
		if i > 1 {
			parent = h.categories[i-2]
		}
		c, err := f.Catalog.SaveCategory(catalogtest.Owner(), catalog.SaveCategory{Name: opt.Some(fmt.Sprintf("Category %d", i)), ParentID: opt.Some(parent)})
		h.must(err)
		col, err := f.Catalog.SaveCollection(catalogtest.Owner(), catalog.SaveCollection{Title: opt.Some(fmt.Sprintf("Collection %d", i))})
		h.must(err)
		h.categories, h.collection = append(h.categories, c.ID), append(h.collection, col.ID)
	}
	return h
}

func (h *history) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func pick[T any](h *history, from []T) T { return from[h.rng.IntN(len(from))] }

func (h *history) some(from []string) []string {
	out := []string{}
	for _, v := range from {
		if h.rng.IntN(3) == 0 {
			out = append(out, v)
		}
	}
	return out
}

// step makes one change.
func (h *history) step() {
	if len(h.products) < 3 {
		h.save("")
		return
	}
	switch h.rng.IntN(10) {
	case 0:
		h.save("")
	case 1, 2:
		h.save(pick(h, h.products))
	case 3:
		h.price()
	case 4, 5:
		h.stock()
	case 6:
		h.order()
	case 7:
		h.seller()
	case 8:
		if h.rng.IntN(3) == 0 {
			i := h.rng.IntN(len(h.products))
			h.must(h.f.Listing.Delete(catalogtest.Owner(), h.products[i]))
			h.products = append(h.products[:i], h.products[i+1:]...)
		} else {
			h.move()
		}
	case 9:
		h.drop()
	}
}

// drop deletes a category or collection that may have products, and makes another.
func (h *history) drop() {
	if i := h.rng.IntN(len(h.categories)); h.rng.IntN(2) == 0 {
		if h.f.Catalog.DeleteCategory(catalogtest.Owner(), h.categories[i]) == nil { // else others stand below it
			c, err := h.f.Catalog.SaveCategory(catalogtest.Owner(), catalog.SaveCategory{Name: opt.Some("Another")})
			h.must(err)
			h.categories[i] = c.ID
		}
		return
	}
	i := h.rng.IntN(len(h.collection))
	h.must(h.f.Catalog.DeleteCollection(catalogtest.Owner(), h.collection[i]))
	c, err := h.f.Catalog.SaveCollection(catalogtest.Owner(), catalog.SaveCollection{Title: opt.Some("Another")})
	h.must(err)
	h.collection[i] = c.ID
}

func (h *history) save(id string) {
	n := 1 + h.rng.IntN(3)
	in := listing.Save{SaveProduct: catalog.SaveProduct{
		ID: id, Title: opt.Some(fmt.Sprintf("Product %d", h.rng.IntN(50))), Options: opt.Some([]catalog.Option{{Name: "Size"}}),
		Status:        opt.Some(pick(h, []catalog.Status{catalog.Active, catalog.Active, catalog.Active, catalog.Draft})),
		Moderation:    opt.Some(pick(h, []catalog.Moderation{catalog.Approved, catalog.Approved, catalog.Approved, catalog.Rejected})),
		CategoryIDs:   opt.Some(h.some(h.categories)),
		CollectionIDs: opt.Some(h.some(h.collection)),
	}}
	if id == "" {
		in.StoreID = pick(h, h.stores)
	}
	var vs []catalog.SaveVariant
	for i := range n {
		vs = append(vs, catalog.SaveVariant{OptionValues: opt.Some([]string{fmt.Sprint("size ", i)})})
		o := listing.Offer{}
		if h.rng.IntN(2) == 0 {
			o.Prices = opt.Some(h.prices())
		}
		if h.rng.IntN(2) == 0 {
			o.Stock = i64(int64(h.rng.IntN(3)))
		}
		in.Offers = append(in.Offers, o)
	}
	in.Variants = opt.Some(vs)
	out, err := h.f.Listing.Save(catalogtest.Owner(), in)
	h.must(err)
	if id == "" {
		h.products = append(h.products, out.ProductID)
	}
}

func (h *history) prices() []pricing.Price {
	out := []pricing.Price{}
	if h.rng.IntN(4) > 0 {
		out = append(out, listingtest.USD(int64(h.rng.IntN(100))))
	}
	if h.rng.IntN(2) == 0 {
		out = append(out, pricing.Price{Currency: "JPY", Amount: int64(h.rng.IntN(100)), MinQuantity: 1})
	}
	if h.rng.IntN(3) == 0 {
		from := h.f.Clock.Now().Add(time.Duration(h.rng.IntN(100)) * time.Minute)
		out = append(out, pricing.Price{Currency: "USD", Amount: 1, MinQuantity: 1, From: &from})
	}
	return out
}

func (h *history) variant() catalog.Variant {
	p, err := h.f.Catalog.Get(context.Background(), h.f.DB, pick(h, h.products))
	h.must(err)
	return pick(h, p.Variants)
}

func (h *history) price() {
	v := h.variant()
	_, err := h.f.Pricing.Set(catalogtest.Owner(), pricing.Set{VariantID: v.ID, StoreID: v.StoreID, Prices: h.prices()})
	h.must(err)
}

func (h *history) stock() {
	v := h.variant()
	backorder, tracked := h.rng.IntN(5) == 0, h.rng.IntN(5) > 0
	h.f.InTx(h.t, func(ctx context.Context, tx db.Tx) error {
		level, err := h.f.Inventory.Levels(ctx, tx, []string{v.ID})
		if err != nil {
			return err
		}
		n := level[v.ID].Reserved + int64(h.rng.IntN(3))
		_, err = h.f.Inventory.SetTx(ctx, tx, inventory.Set{VariantID: v.ID, StoreID: v.StoreID, OnHand: &n, AllowBackorder: &backorder, Tracked: &tracked, Reason: "count"})
		return err
	})
}

// order takes a piece if there is one, as anyone.
func (h *history) order() {
	v := h.variant()
	h.orders++
	_ = h.f.DB.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
		return h.f.Inventory.ReserveTx(ctx, tx, inventory.Reserve{OrderID: fmt.Sprint("ord_", h.orders), Lines: []inventory.LineNeed{{LineID: fmt.Sprint("line_", h.orders), VariantID: v.ID, Quantity: 1}}})
	})
}

func (h *history) seller() {
	id := pick(h, h.sellers)
	to := pick(h, []seller.Status{seller.Approved, seller.Suspended})
	if _, err := h.f.Seller.ChangeStatus(catalogtest.Owner(), id, to); err != nil {
		return // already so
	}
}

// move puts a category elsewhere in the tree, where that is possible.
func (h *history) move() {
	_, err := h.f.Catalog.SaveCategory(catalogtest.Owner(), catalog.SaveCategory{ID: pick(h, h.categories), ParentID: opt.Some(pick(h, append(h.categories, "")))})
	if err != nil {
		return // it would stand below itself
	}
}

func TestTheReadModelEqualsARecomputationAfterRandomChanges(t *testing.T) {
	for seed := range uint64(3) {
		each(t, func(t *testing.T, f *listingtest.Fixture) {
			h := newHistory(t, f, seed)
			f.Run(t)
			for range 10 {
				for range 20 {
					h.step()
				}
				f.Settle(t)
				right(t, f)
			}
		})
	}
}
