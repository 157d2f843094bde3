package catalog_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/catalog/catalogtest"
	"github.com/haatshop/haat/internal/shop/seller/sellertest"
)

// BenchmarkCatalog shows what reading one product and importing many cost.
func BenchmarkCatalog(b *testing.B) {
	for _, e := range dbtest.Engines() {
		d := dbtest.Open(b, e, catalogtest.Sets())
		f := catalogtest.New(b, d)
		_, sto := sellertest.Open(b, f.Seller, d, "kiln")
		p := f.Product(b, sto.ID, "Mug", "A", "B", "C")
		b.Run(e.String()+"/get", func(b *testing.B) {
			for b.Loop() {
				if _, err := f.Catalog.Get(context.Background(), d, p.ID); err != nil {
					b.Fatal(err)
				}
			}
		})
		n := 0
		b.Run(e.String()+"/import", func(b *testing.B) {
			for b.Loop() {
				err := d.InTx(catalogtest.Owner(), func(ctx context.Context, tx db.Tx) error {
					for range 50 {
						n++
						in := catalog.SaveProduct{StoreID: sto.ID, Title: opt.Some(fmt.Sprint("Product ", n)), ExternalID: opt.Some(fmt.Sprint("x", n)),
							DescriptionHTML: opt.Some("<p>A round-bellied mug with a dipped rim, thrown by hand.</p>")}
						if _, err := f.Catalog.SaveTx(ctx, tx, in); err != nil {
							return err
						}
					}
					return nil
				})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(e.String()+"/unchanged", func(b *testing.B) {
			for b.Loop() {
				if _, err := f.Catalog.Save(catalogtest.Owner(), everything(p)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
