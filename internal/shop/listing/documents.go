package listing

import (
	"context"
	"slices"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/catalog"
)

// Document is a product as rooms that index products need it.
type Document struct {
	Product    catalog.Product
	Public     bool  // shoppers may see it: the product is public and its store open
	Version    int64 // grows with every change of what is seen of the product or its store
	InStock    bool
	Categories []string // its categories and all their ancestors
	Prices     []money.Amount
}

// documentRow is what the read model adds to a product.
type documentRow struct {
	ProductID    string
	Public, Open bool
	Version      int64
	InStock      bool
}

// Versions returns the versions of public products; those missing are gone or not public.
func (s *Service) Versions(ctx context.Context, q db.Querier, ids []string) (map[string]int64, error) {
	out := map[string]int64{}
	err := eachChunk(ids, func(chunk []string) error {
		rows, err := db.All[documentRow](ctx, q, documentRows, chunk)
		for _, r := range rows {
			if r.Public && r.Open {
				out[r.ProductID] = r.Version
			}
		}
		return err
	})
	return out, err
}

// Documents returns products whole, at most db.MaxIn at a time; those that do not exist are left out. The version
// is read first: what else is read may be newer, never older, than what the version stands for.
func (s *Service) Documents(ctx context.Context, q db.Querier, ids []string) ([]Document, error) {
	rows, err := db.All[documentRow](ctx, q, documentRows, ids)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	products, err := s.catalog.Products(ctx, q, ids)
	if err != nil {
		return nil, err
	}
	prices, err := db.All[priceRow](ctx, q, pricesOf, ids)
	if err != nil {
		return nil, err
	}
	amounts := map[string][]money.Amount{}
	for _, p := range prices {
		amounts[p.ProductID] = append(amounts[p.ProductID], money.New(p.Low, p.Currency))
	}
	tree, err := s.catalog.Categories(ctx, q)
	if err != nil {
		return nil, err
	}
	out := make([]Document, 0, len(rows))
	for _, r := range rows {
		p, ok := products[r.ProductID]
		if !ok {
			continue
		}
		out = append(out, Document{Product: p, Public: r.Public && r.Open, Version: r.Version, InStock: r.InStock, Categories: withAncestors(tree, p.CategoryIDs), Prices: amounts[r.ProductID]})
	}
	return out, nil
}

// withAncestors lists categories and everything above them, each once.
func withAncestors(tree *catalog.Tree, ids []string) []string {
	out := slices.Clone(ids)
	for _, id := range ids {
		if c, ok := tree.Get(id); ok {
			out = append(out, c.Path...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// IDs walks all products, of every state, in ascending order of their ids.
func (s *Service) IDs(ctx context.Context, q db.Querier, after string, limit int) ([]string, error) {
	return db.All[string](ctx, q, productIDs, after, limit)
}

// StoreProductIDs walks the products of one store.
func (s *Service) StoreProductIDs(ctx context.Context, q db.Querier, storeID, after string, limit int) ([]string, error) {
	return db.All[string](ctx, q, storeProductIDs, storeID, after, limit)
}
