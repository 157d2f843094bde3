package bench

import (
	"context"
	"fmt"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/cart"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/checkout"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/pricing"
	"github.com/haatshop/haat/internal/shop/seller"
)

const (
	stores     = 4
	categories = 20
	plenty     = 1_000_000 // of each variant, so that nothing is ever sold out
)

// words make titles in which a search finds some forty of a thousand products.
func words() []string {
	return []string{"amber", "birch", "copper", "delta", "ember", "fjord", "garnet", "harbor", "indigo", "juniper", "kelp", "lunar", "maple",
		"nectar", "onyx", "pine", "quartz", "raven", "slate", "tundra", "umber", "violet", "willow", "xenon", "yarrow"}
}

// goods are what the seeded shop sells.
type goods struct {
	handles  []string
	variants []string
}

// seed fills a shop with products of two variants each.
func seed(ctx context.Context, a *app.App, products int) (goods, error) {
	ctx = app.AsSystem(ctx)
	var ids, shelves []string
	err := a.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		for i := range stores {
			id, err := openStore(ctx, tx, a, i)
			if err != nil {
				return err
			}
			ids = append(ids, id)
		}
		for i := range categories {
			c, err := a.Catalog.SaveCategoryTx(ctx, tx, catalog.SaveCategory{Name: opt.Some(fmt.Sprintf("Category %d", i+1))})
			if err != nil {
				return err
			}
			shelves = append(shelves, c.ID)
		}
		return nil
	})
	var g goods
	for i := 0; i < products && err == nil; i++ {
		err = g.add(ctx, a, i, ids[i%stores], shelves[i%categories])
	}
	return g, err
}

func openStore(ctx context.Context, tx db.Tx, a *app.App, i int) (string, error) {
	sel, err := a.Seller.CreateTx(ctx, tx, seller.NewSeller{Name: fmt.Sprintf("Seller %d", i+1), Email: fmt.Sprintf("seller%d@bench.example", i+1), Status: seller.Approved})
	if err != nil {
		return "", err
	}
	sto, err := a.Seller.CreateStoreTx(ctx, tx, seller.NewStore{SellerID: sel.ID, Handle: fmt.Sprintf("store-%d", i+1), Name: fmt.Sprintf("Store %d", i+1)})
	if err != nil {
		return "", err
	}
	return sto.ID, a.Shipping.EnsureDefaultsTx(ctx, tx, sto.ID)
}

func (g *goods) add(ctx context.Context, a *app.App, i int, storeID, categoryID string) error {
	w := words()
	title := fmt.Sprintf("%s %s no %d", w[i%len(w)], w[(i/len(w))%len(w)], i+1)
	in := listing.Save{SaveProduct: catalog.SaveProduct{StoreID: storeID, Title: opt.Some(title), Status: opt.Some(catalog.Active), Moderation: opt.Some(catalog.Approved),
		DescriptionHTML: opt.Some("<p>Made of " + w[(i+3)%len(w)] + " and " + w[(i+7)%len(w)] + ", for every day. It keeps for years and can be mended.</p>"),
		CategoryIDs:     opt.Some([]string{categoryID}), Options: opt.Some([]catalog.Option{{Name: "Size", Values: []string{"S", "L"}}})}}
	var variants []catalog.SaveVariant
	for k, size := range []string{"S", "L"} {
		stock := int64(plenty)
		variants = append(variants, catalog.SaveVariant{SKU: opt.Some(fmt.Sprintf("SKU-%d-%s", i+1, size)), OptionValues: opt.Some([]string{size}), WeightGrams: opt.Some[int64](400), RequiresShipping: opt.Some(true)})
		in.Offers = append(in.Offers, listing.Offer{Stock: &stock,
			Prices: opt.Some([]pricing.Price{{Currency: money.Currency("USD"), Amount: int64(900 + i*7%4000 + k*300), MinQuantity: 1}})})
	}
	in.Variants = opt.Some(variants)
	saved, err := a.Listing.Save(ctx, in)
	if err != nil {
		return err
	}
	p, err := a.Catalog.Get(ctx, a.DB, saved.ProductID)
	if err != nil {
		return err
	}
	g.handles = append(g.handles, p.Handle)
	for _, v := range p.Variants {
		g.variants = append(g.variants, v.ID)
	}
	return nil
}

// buyer lives where nobody taxes or forbids anything.
func buyer() address.Address {
	return address.Address{FirstName: "Ada", LastName: "Byron", Line1: "1 Main St", City: "Springfield", Region: "IL", Postcode: "62701", Country: "US"}
}

// prepare makes carts of one line that only need to be placed.
func prepare(ctx context.Context, a *app.App, g goods, n int) ([]checkout.Place, error) {
	ctx = app.AsSystem(ctx)
	out := make([]checkout.Place, 0, n)
	for i := range n {
		place, err := basket(ctx, a, g.variants[(i*7919)%len(g.variants)], i)
		if err != nil {
			return nil, err
		}
		out = append(out, place)
	}
	return out, nil
}

func basket(ctx context.Context, a *app.App, variantID string, i int) (out checkout.Place, err error) {
	err = a.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		c, err := a.Cart.CreateTx(ctx, tx, cart.Start{})
		if err != nil {
			return err
		}
		if c, err = a.Cart.AddTx(ctx, tx, cart.Add{CartID: c.ID, VariantID: variantID, Quantity: 1}); err != nil {
			return err
		}
		if c, err = a.Cart.UpdateTx(ctx, tx, c.ID, cart.Patch{Email: opt.Some(fmt.Sprintf("buyer%d@bench.example", i)), ShippingAddress: opt.Some(buyer())}); err != nil {
			return err
		}
		offered, err := a.Cart.ShippingOptions(ctx, tx, c.ID)
		if err != nil {
			return err
		}
		if c, err = a.Cart.ChooseShippingTx(ctx, tx, c.ID, []cart.Selection{{StoreID: offered[0].StoreID, OptionID: offered[0].Options[0].ID}}); err != nil {
			return err
		}
		p, err := a.Cart.PriceTx(ctx, tx, c)
		out = checkout.Place{CartID: c.ID, PaymentMethod: "cod", ExpectedTotal: p.Total()}
		return err
	})
	return out, err
}
