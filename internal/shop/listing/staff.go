package listing

import (
	"context"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/inventory"
	"github.com/haatshop/haat/internal/shop/pricing"
)

// Row is a product in the dashboard's list.
type Row struct {
	ID         string             `json:"id"`
	Handle     string             `json:"handle"`
	Title      string             `json:"title"`
	Status     catalog.Status     `json:"status"`
	Moderation catalog.Moderation `json:"moderation"`
	Store      StoreRef           `json:"store"`
	Image      *catalog.ImageRef  `json:"image"`
	Prices     []PriceRange       `json:"prices" doc:"What everyone pays now, one per currency."`
	Variants   int                `json:"variants"`
	Available  int64              `json:"available" doc:"Pieces of all counted variants that may be promised."`
	InStock    bool               `json:"in_stock"`
	Version    int64              `json:"version"`
	CreatedAt  time.Time          `json:"created_at"`
	UpdatedAt  time.Time          `json:"updated_at"`
}

// PriceRange is what the variants of a product cost in one currency.
type PriceRange struct {
	From money.Amount `json:"from"`
	To   money.Amount `json:"to"`
}

// Search narrows the dashboard's list; zero members do not filter.
type Search struct {
	Text    string // in title, vendor and article numbers
	Status  catalog.Status
	StoreID string
	InStock *bool
}

// Full is a product as the editor needs it.
type Full struct {
	catalog.Product
	Variants []FullVariant `json:"variants"`
	Store    StoreRef      `json:"store"`
}

// FullVariant is a variant with its prices and stock.
type FullVariant struct {
	catalog.Variant
	Prices []PriceRule `json:"prices"`
	Stock  Stock       `json:"stock"`
}

// PriceRule is one row of a variant's price set.
type PriceRule struct {
	Currency    money.Currency `json:"currency" minLength:"3" maxLength:"3" example:"USD"`
	Amount      int64          `json:"amount" minimum:"0" doc:"Minor units."`
	CompareAt   *int64         `json:"compare_at,omitempty" minimum:"0" doc:"Struck through beside the price."`
	Group       string         `json:"group,omitempty" maxLength:"80" doc:"Customer group; empty is everyone."`
	MinQuantity int64          `json:"min_quantity,omitempty" minimum:"0" doc:"From this quantity on; 0 and 1 are every quantity."`
	From        *time.Time     `json:"from,omitempty"`
	Until       *time.Time     `json:"until,omitempty"`
}

// Stock is a variant's stock.
type Stock struct {
	OnHand         int64 `json:"on_hand"`
	Reserved       int64 `json:"reserved"`
	Safety         int64 `json:"safety"`
	Available      int64 `json:"available"`
	Tracked        bool  `json:"tracked"`
	AllowBackorder bool  `json:"allow_backorder"`
}

// Rows lists the products in the caller's scope.
func (s *Service) Rows(ctx context.Context, q db.Querier, f Search, sort string, p page.Request) (page.List[Row], error) {
	if sort == "" {
		sort = SortNew
	}
	scope := actor.From(ctx).Scope(actor.ProductsRead)
	if scope.None() || f.StoreID != "" && !scope.Has(f.StoreID) {
		return page.List[Row]{Items: []Row{}}, nil
	}
	ids, err := listStaff(ctx, q, scope, f, sort, p)
	if err != nil {
		return page.List[Row]{}, err
	}
	rows, err := s.rows(ctx, q, ids.Items)
	return page.List[Row]{Items: rows, Next: ids.Next}, err
}

// CollectionRows lists the products of a collection, whatever their state and store, in the order of their ids. It knows
// no scope: collections are the platform's. Returns catalog.ErrCollectionNotFound.
func (s *Service) CollectionRows(ctx context.Context, q db.Querier, collectionID string, p page.Request) (page.List[Row], error) {
	c, err := s.catalog.Collection(ctx, q, collectionID)
	if err != nil {
		return page.List[Row]{}, err
	}
	after := ""
	if p.Cursor != "" {
		if err := page.Decode(p.Cursor, "collection", &after); err != nil {
			return page.List[Row]{}, err
		}
	}
	ids, err := s.catalog.ProductIDs(ctx, q, c.ID, after)
	if err != nil {
		return page.List[Row]{}, err
	}
	found := make([]staffRow, 0, p.Size()+1)
	for _, id := range ids[:min(len(ids), p.Size()+1)] {
		found = append(found, staffRow{ProductID: id})
	}
	l := page.Cut(found, p.Size(), "collection", func(r staffRow) []any { return []any{r.ProductID} })
	rows, err := s.rows(ctx, q, l.Items)
	return page.List[Row]{Items: rows, Next: l.Next}, err
}

// rows looks products up whole: the dashboard shows counts that move too often for the read model.
func (s *Service) rows(ctx context.Context, q db.Querier, found []staffRow) ([]Row, error) {
	ids := make([]string, len(found))
	for i, r := range found {
		ids[i] = r.ProductID
	}
	products, err := s.catalog.Products(ctx, q, ids)
	if err != nil {
		return nil, err
	}
	var variants, stores []string
	for _, p := range products {
		variants, stores = append(variants, variantIDs(p)...), append(stores, p.StoreID)
	}
	stock := map[string]inventory.Availability{}
	err = eachChunk(variants, func(chunk []string) error {
		part, err := s.inventory.Available(ctx, q, chunk)
		for k, v := range part {
			stock[k] = v
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	names, err := s.storeRefs(ctx, q, stores)
	if err != nil {
		return nil, err
	}
	prices, err := rangesOf(ctx, q, ids)
	out := make([]Row, 0, len(found))
	for _, r := range found {
		if p, ok := products[r.ProductID]; ok {
			out = append(out, rowOf(p, names[p.StoreID], prices[p.ID], stock))
		}
	}
	return out, err
}

func rowOf(p catalog.Product, store StoreRef, prices []PriceRange, stock map[string]inventory.Availability) Row {
	r := Row{ID: p.ID, Handle: p.Handle, Title: p.Title, Status: p.Status, Moderation: p.Moderation, Store: store, Prices: prices,
		Variants: len(p.Variants), Version: p.Version, CreatedAt: p.CreatedAt, UpdatedAt: p.UpdatedAt}
	if r.Prices == nil {
		r.Prices = []PriceRange{}
	}
	if len(p.Images) > 0 {
		r.Image = &p.Images[0]
	}
	for _, v := range p.Variants {
		a := stock[v.ID]
		r.InStock = r.InStock || inStock(a)
		if a.Tracked {
			r.Available += a.Available
		}
	}
	return r
}

func (s *Service) storeRefs(ctx context.Context, q db.Querier, ids []string) (map[string]StoreRef, error) {
	stores, err := s.seller.ByIDs(ctx, q, ids)
	out := make(map[string]StoreRef, len(stores))
	for id, v := range stores {
		out[id] = StoreRef{v.ID, v.Handle, v.Name}
	}
	return out, err
}

// Full returns a product in the caller's scope with prices and stock. Returns catalog.ErrNotFound.
func (s *Service) Full(ctx context.Context, q db.Querier, productID string) (Full, error) {
	p, err := s.catalog.Managed(ctx, q, productID)
	if err != nil {
		return Full{}, err
	}
	ids := variantIDs(p)
	prices, err := s.pricing.Prices(ctx, q, ids)
	if err != nil {
		return Full{}, err
	}
	levels, err := s.inventory.Levels(ctx, q, ids)
	if err != nil {
		return Full{}, err
	}
	stores, err := s.storeRefs(ctx, q, []string{p.StoreID})
	if err != nil {
		return Full{}, err
	}
	out := Full{Product: p, Store: stores[p.StoreID], Variants: make([]FullVariant, len(p.Variants))}
	for i, v := range p.Variants {
		out.Variants[i] = FullVariant{Variant: v, Prices: rulesOf(prices[v.ID]), Stock: stockOf(levels, v.ID)}
	}
	return out, nil
}

func rulesOf(set []pricing.Price) []PriceRule {
	out := make([]PriceRule, len(set))
	for i, p := range set {
		out[i] = PriceRule{p.Currency, p.Amount, p.CompareAt, p.Group, p.MinQuantity, p.From, p.Until}
	}
	return out
}

// stockOf shows a variant without a level as what it is: counted, and none there.
func stockOf(levels map[string]inventory.Level, variantID string) Stock {
	l, ok := levels[variantID]
	if !ok {
		return Stock{Tracked: true}
	}
	return Stock{OnHand: l.OnHand, Reserved: l.Reserved, Safety: l.Safety, Available: l.Available(), Tracked: l.Tracked, AllowBackorder: l.AllowBackorder}
}

// price is the rule as pricing takes it.
func (r PriceRule) price() pricing.Price {
	return pricing.Price{Currency: r.Currency, Amount: r.Amount, CompareAt: r.CompareAt, Group: r.Group, MinQuantity: max(r.MinQuantity, 1), From: r.From, Until: r.Until}
}
