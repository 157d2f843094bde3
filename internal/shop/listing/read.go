package listing

import (
	"context"
	"maps"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/inventory"
	"github.com/haatshop/haat/internal/shop/pricing"
)

// List returns one page of the public products a filter lets through, sold in the audience's currency (L3).
// The empty sort is newest first. Returns db.ErrSort or page.ErrCursor for a sort or cursor it does not know.
func (s *Service) List(ctx context.Context, q db.Querier, f Filter, a Audience, sort string, p page.Request) (page.List[Card], error) {
	if sort == "" {
		sort = SortNew
	}
	rows, err := listCards(ctx, q, f, a.Currency, sort, p)
	if err != nil {
		return page.List[Card]{}, err
	}
	l := page.Map(rows, func(r cardRow) Card { return r.card(a) })
	return l, s.forGroup(ctx, q, a, l.Items)
}

// Cards returns the public products among ids, in the order of ids; the others are left out.
func (s *Service) Cards(ctx context.Context, q db.Querier, ids []string, a Audience) ([]Card, error) {
	rows, err := getCards(ctx, q, ids, a.Currency)
	if err != nil {
		return nil, err
	}
	out := make([]Card, 0, len(rows))
	for _, id := range ids {
		if r, ok := rows[id]; ok {
			out = append(out, r.card(a))
		}
	}
	return out, s.forGroup(ctx, q, a, out)
}

// ByHandles returns the public products with these handles, by handle; the others are left out.
func (s *Service) ByHandles(ctx context.Context, q db.Querier, handles []string, a Audience) (map[string]Card, error) {
	var cards []Card
	err := eachChunk(handles, func(chunk []string) error {
		rows, err := db.All[cardRow](ctx, q, cardsByHandle, chunk, a.Currency)
		for _, r := range rows {
			cards = append(cards, r.card(a))
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := s.forGroup(ctx, q, a, cards); err != nil {
		return nil, err
	}
	out := make(map[string]Card, len(cards))
	for _, c := range cards {
		out[c.Handle] = c
	}
	return out, nil
}

func (r cardRow) card(a Audience) Card {
	c := Card{
		ID: r.ProductID, Handle: r.Handle, Title: r.Title, Store: StoreRef{r.StoreID, r.StoreHandle, r.StoreName},
		PriceFrom: money.New(r.Low, a.Currency), PriceTo: money.New(r.High, a.Currency), InStock: r.InStock, Backorder: r.Backorder,
		Image: r.Card.V.Image, CategoryIDs: r.Card.V.Categories, CollectionIDs: r.Card.V.Collections,
	}
	if t := r.Card.V.Titles[a.Locale]; t != "" {
		c.Title = t
	}
	c.CompareAt = amount(r.CompareAt, a.Currency)
	return c
}

func amount(minor *int64, c money.Currency) *money.Amount {
	if minor == nil {
		return nil
	}
	a := money.New(*minor, c)
	return &a
}

// forGroup puts a customer group's own prices on cards. The read model knows what everyone pays; groups are few
// and logged in, so their prices are looked up for the page at hand.
func (s *Service) forGroup(ctx context.Context, q db.Querier, a Audience, cards []Card) error {
	if a.Group == "" || len(cards) == 0 {
		return nil
	}
	ids := make([]string, len(cards))
	for i, c := range cards {
		ids[i] = c.ID
	}
	products, err := s.catalog.Products(ctx, q, ids)
	if err != nil {
		return err
	}
	var all []string
	for _, p := range products {
		all = append(all, variantIDs(p)...)
	}
	sets := map[string][]pricing.Price{}
	err = eachChunk(all, func(chunk []string) error {
		part, err := s.pricing.Prices(ctx, q, chunk)
		for k, v := range part {
			sets[k] = v
		}
		return err
	})
	if err != nil {
		return err
	}
	now := s.clock.Now()
	for i := range cards {
		cards[i].reprice(products[cards[i].ID], sets, a, now)
	}
	return nil
}

// reprice sets the card's prices to what the audience pays for one piece.
func (c *Card) reprice(p catalog.Product, sets map[string][]pricing.Price, a Audience, at time.Time) {
	found := false
	for _, v := range p.Variants {
		r, ok := pricing.Resolve(sets[v.ID], pricing.Query{Currency: a.Currency, Group: a.Group, Quantity: 1, At: at})
		if !ok {
			continue
		}
		if !found || r.Price.Amount < c.PriceFrom.Minor {
			c.PriceFrom, c.CompareAt = r.Amount(), amount(r.CompareAt, a.Currency)
		}
		if !found || r.Price.Amount > c.PriceTo.Minor {
			c.PriceTo = r.Amount()
		}
		found = true
	}
}

// Product returns a public product by its id or handle, with the variants sold in the audience's currency.
// Returns ErrNotFound (L3, L7).
func (s *Service) Product(ctx context.Context, q db.Querier, idOrHandle string, a Audience) (View, error) {
	find := publicByHandle
	if id.Valid("prod_", idOrHandle) {
		find = publicByID
	}
	productID, err := publicID(ctx, q, find, idOrHandle)
	if err != nil {
		return View{}, err
	}
	cards, err := s.Cards(ctx, q, []string{productID}, a)
	if err != nil {
		return View{}, err
	}
	products, err := s.catalog.Products(ctx, q, []string{productID})
	if err != nil {
		return View{}, err
	}
	p, ok := products[productID]
	if len(cards) == 0 || !ok {
		return View{}, ErrNotFound
	}
	if err := s.fillVariants(ctx, q, cards, products, a); err != nil {
		return View{}, err
	}
	v := viewOf(p, cards[0], a)
	v.Categories, err = s.refs(ctx, q, p.CategoryIDs, a.Locale)
	return v, err
}

func viewOf(p catalog.Product, c Card, a Audience) View {
	v := View{
		Card: c, DescriptionHTML: p.Localised(a.Locale).DescriptionHTML, Vendor: p.Vendor, Origin: p.Origin, Images: append([]catalog.ImageRef{}, p.Images...),
		Options: append([]catalog.Option{}, p.Options...), Attributes: append([]catalog.Attribute{}, p.Attributes...),
		SEO: p.SEO, Version: p.Version,
	}
	return v
}

// WithVariants puts onto cards the variants sold in the audience's currency, as each product's page shows them. A
// product that went since the list was read has none.
func (s *Service) WithVariants(ctx context.Context, q db.Querier, cards []Card, a Audience) error {
	ids := make([]string, len(cards))
	for i, c := range cards {
		ids[i] = c.ID
	}
	products, err := s.catalog.Products(ctx, q, ids)
	if err != nil {
		return err
	}
	return s.fillVariants(ctx, q, cards, products, a)
}

// fillVariants puts the variants of products onto their cards, in the order of each product.
func (s *Service) fillVariants(ctx context.Context, q db.Querier, cards []Card, products map[string]catalog.Product, a Audience) error {
	var ids []string
	for _, p := range products {
		ids = append(ids, variantIDs(p)...)
	}
	sets, stock := map[string][]pricing.Price{}, map[string]inventory.Availability{}
	err := eachChunk(ids, func(chunk []string) error {
		prices, err := s.pricing.Prices(ctx, q, chunk)
		if err != nil {
			return err
		}
		levels, err := s.inventory.Available(ctx, q, chunk)
		maps.Copy(sets, prices)
		maps.Copy(stock, levels)
		return err
	})
	now := s.clock.Now()
	for i := range cards {
		cards[i].choose(products[cards[i].ID], sets, stock, a, now)
	}
	return err
}

// choose sets what the audience may choose of a product.
func (c *Card) choose(p catalog.Product, sets map[string][]pricing.Price, stock map[string]inventory.Availability, a Audience, at time.Time) {
	c.Variants = []VariantView{}
	for _, v := range p.Variants {
		r, ok := pricing.Resolve(sets[v.ID], pricing.Query{Currency: a.Currency, Group: a.Group, Quantity: 1, At: at})
		if !ok {
			continue // not sold in this currency (L3)
		}
		if r.Until != nil && (c.Until == nil || r.Until.Before(*c.Until)) {
			c.Until = r.Until
		}
		c.Variants = append(c.Variants, VariantView{
			ID: v.ID, SKU: v.SKU, Options: optionsOf(p, v), Price: r.Amount(), CompareAt: amount(r.CompareAt, a.Currency),
			InStock: inStock(stock[v.ID]), Backorder: backorder(stock[v.ID]), Available: countOf(stock[v.ID]), ImageURL: v.ImageURL,
		})
	}
}

func optionsOf(p catalog.Product, v catalog.Variant) map[string]string {
	out := make(map[string]string, len(p.Options))
	for i, o := range p.Options {
		if i < len(v.OptionValues) {
			out[o.Name] = v.OptionValues[i]
		}
	}
	return out
}

// countOf is how many a shopper may have; nil when that is not limited.
func countOf(a inventory.Availability) *int64 {
	if !a.Tracked || a.Backorder {
		return nil
	}
	n := max(a.Available, 0)
	return &n
}

// refs names categories, in the order of ids.
func (s *Service) refs(ctx context.Context, q db.Querier, ids []string, locale string) ([]Ref, error) {
	out := []Ref{}
	tree, err := s.catalog.Categories(ctx, q)
	if err != nil {
		return out, err
	}
	for _, id := range ids {
		if c, ok := tree.Get(id); ok {
			out = append(out, Ref{ID: c.ID, Handle: c.Handle, Name: c.Localised(locale).Name})
		}
	}
	return out, nil
}
