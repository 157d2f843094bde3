package search_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/catalog/catalogtest"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/listing/listingtest"
	"github.com/haatshop/haat/internal/shop/search"
	"github.com/haatshop/haat/internal/shop/search/searchtest"
	"github.com/haatshop/haat/internal/shop/seller/sellertest"
)

// BenchmarkShop measures what a catalogue of a few thousand products costs to save, list, warm and search on SQLite.
func BenchmarkShop(b *testing.B) {
	const products = 4000
	f := searchtest.New(b, dbtest.Open(b, db.SQLite, searchtest.Sets()))
	_, sto := sellertest.Open(b, f.Seller, f.DB, "kiln")
	goods := func(i int) listing.Save {
		in := listingtest.Goods(sto.ID, fmt.Sprintf("Mug %d of stoneware with a handle", i), int64(i%500), int64(i%3))
		in.DescriptionHTML = opt.Some("<p>Thrown by hand, glazed twice and fired at a temperature that matters.</p>")
		return in
	}
	for i := range products / 50 {
		f.InTx(b, func(ctx context.Context, tx db.Tx) error {
			for j := range 50 {
				if _, err := f.Listing.SaveTx(ctx, tx, goods(50*i+j)); err != nil {
					return err
				}
			}
			return nil
		})
	}
	f.Settle(b)
	each := func(name string, fn func(i int) error) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if err := fn(i); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	yes := true
	for _, sort := range []string{"new", "price", "title"} {
		each("list/"+sort, func(int) error {
			_, err := f.Listing.List(context.Background(), f.DB, listing.Filter{InStock: &yes}, listingtest.Shopper(), sort, page.Request{})
			return err
		})
	}
	each("search", func(i int) error {
		_, err := f.Search.Search(context.Background(), f.DB, search.Request{Text: fmt.Sprintf("stoneware mug %d", i%products), Audience: listingtest.Shopper(), Facets: true})
		return err
	})
	each("narrow", func(int) error {
		_, err := f.Search.Narrow(context.Background(), f.DB, search.Request{Filter: listing.Filter{StoreID: sto.ID}, Audience: listingtest.Shopper()})
		return err
	})
	each("warm", func(int) error {
		w := dbtest.NewWorld(f.DB)
		s := search.New(search.Deps{DB: f.DB, Events: w.Events, Log: w.Log, Listing: f.Listing, Catalog: f.Catalog, Seller: f.Seller})
		return s.Warm(context.Background())
	})
	each("save", func(i int) error {
		_, err := f.Listing.Save(catalogtest.Owner(), goods(i))
		return err
	})
}
