package app

import (
	"context"
	"fmt"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/shop/audit"
)

// plugNames tells the audit how what its entries are about is called. Who reads
// it runs the platform, so no store is outside their scope.
func (a *App) plugNames() {
	a.Audit.UseNames(map[string]audit.Namer{
		"account": a.Identity.Called,
		"key":     a.Identity.KeyNames,
		"order":   a.orderNames,
		"prices":  a.variantNames,
		"product": a.productNames,
		"stock":   a.variantNames,
		"store":   a.storeNames,
	})
}

func (a *App) orderNames(ctx context.Context, q db.Querier, ids []string) (map[string]string, error) {
	found, err := a.Order.Receipts(ctx, q, ids)
	return called(found, func(id string) string { return fmt.Sprintf("#%d", found[id].Number) }), err
}

func (a *App) productNames(ctx context.Context, q db.Querier, ids []string) (map[string]string, error) {
	found, err := a.Catalog.Products(ctx, q, ids)
	return called(found, func(id string) string { return found[id].Title }), err
}

func (a *App) variantNames(ctx context.Context, q db.Querier, ids []string) (map[string]string, error) {
	found, err := a.Catalog.Variants(ctx, q, ids)
	return called(found, func(id string) string {
		v := found[id]
		if v.Variant.SKU == "" {
			return v.Product.Title
		}
		return v.Product.Title + " (" + v.Variant.SKU + ")"
	}), err
}

func (a *App) storeNames(ctx context.Context, q db.Querier, ids []string) (map[string]string, error) {
	found, err := a.Seller.ByIDs(ctx, q, ids)
	return called(found, func(id string) string { return found[id].Name }), err
}

func called[T any](found map[string]T, name func(id string) string) map[string]string {
	out := make(map[string]string, len(found))
	for id := range found {
		out[id] = name(id)
	}
	return out
}
