package listing

import (
	"slices"
	"strings"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/text"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/inventory"
	"github.com/haatshop/haat/internal/shop/pricing"
)

// Names of shelves.
const (
	shelfAll        = "all"
	shelfStore      = "sto:"
	shelfCategory   = "cat:"
	shelfCollection = "col:"
)

// Bounds of what lists sort and search by; the rest of a longer title does not matter there.
const (
	maxTitleSort = 160
	maxNeedle    = 1000
)

// source is everything the read model of one product is made of.
type source struct {
	product catalog.Product
	prices  map[string][]pricing.Price
	stock   map[string]inventory.Availability
	tree    *catalog.Tree
	at      time.Time
}

// projection is the read model of one product. project is its only maker: what is stored is compared with what
// it makes, never patched by hand, but for stock (see stock.go).
type projection struct {
	product  productRow
	variants []variantRow
	prices   []priceRow
	shelves  []shelfRow
}

// project is pure (L2).
func project(in source) projection {
	p := in.product
	var out projection
	out.product = productRow{
		ProductID: p.ID, StoreID: p.StoreID, Handle: p.Handle, Status: string(p.Status), Title: p.Title,
		Public: public(p),
		Needle: needle(p), Card: db.JSONOf(cardOf(p)), CreatedAt: p.CreatedAt, Revision: p.Version,
	}
	sort := text.SortKey(p.Title)
	out.product.TitleSort = sort[:min(len(sort), maxTitleSort)]
	for _, v := range p.Variants {
		out.variants = append(out.variants, variantRow{VariantID: v.ID, ProductID: p.ID}.of(in.stock[v.ID]))
	}
	out.product.InStock, out.product.Backorder = supplyOf(out.variants)
	slices.SortFunc(out.variants, func(a, b variantRow) int { return strings.Compare(a.VariantID, b.VariantID) })
	out.prices, out.product.DueAt = priceRows(in)
	if out.product.Public {
		out.shelves = shelfRows(out, shelvesOf(in))
	}
	if len(out.shelves) > 0 { // what stands on no shelf is not shown, nor reached when a category goes
		card := &out.product.Card.V
		card.Categories, card.Collections = append(card.Categories, p.CategoryIDs...), append(card.Collections, p.CollectionIDs...)
	}
	return out
}

// public says whether shoppers may see a product while its store is open.
func public(p catalog.Product) bool {
	return p.Status == catalog.Active && p.Moderation == catalog.Approved
}

// inStock says whether a shopper may have one.
func inStock(a inventory.Availability) bool { return a.Supply() != inventory.SoldOut }

// backorder says whether a shopper who may have one waits for it.
func backorder(a inventory.Availability) bool { return a.Supply() == inventory.BackOrder }

// of is the row with the stock there is.
func (r variantRow) of(a inventory.Availability) variantRow {
	r.InStock, r.Backorder = inStock(a), backorder(a)
	return r
}

// supplyOf says whether a shopper may have any of a product's variants, and whether all of those are to be waited for.
func supplyOf(variants []variantRow) (in, backorder bool) {
	ready := false
	for _, v := range variants {
		in = in || v.InStock
		ready = ready || v.InStock && !v.Backorder
	}
	return in, in && !ready
}

// needle is what the dashboard's quick search looks in: title, vendor and article numbers, folded.
func needle(p catalog.Product) string {
	parts := []string{p.Title, p.Vendor, p.Handle, p.ExternalID}
	for _, v := range p.Variants {
		parts = append(parts, v.SKU, v.Barcode)
	}
	s := text.Fold(strings.Join(parts, " "))
	if len(s) > maxNeedle {
		s = strings.ToValidUTF8(s[:maxNeedle], "")
	}
	return s
}

// cardDoc is what a card shows and no list asks for.
type cardDoc struct {
	Titles      map[string]string `json:"titles,omitempty"`
	Image       *catalog.ImageRef `json:"image,omitempty"`
	Categories  []string          `json:"categories"`
	Collections []string          `json:"collections"`
}

func cardOf(p catalog.Product) cardDoc {
	c := cardDoc{Categories: []string{}, Collections: []string{}}
	if len(p.Images) > 0 {
		c.Image = &p.Images[0]
	}
	for locale, t := range p.Translations {
		if t.Title != "" {
			if c.Titles == nil {
				c.Titles = map[string]string{}
			}
			c.Titles[locale] = t.Title
		}
	}
	return c
}

// priceRows resolves what everyone pays for one piece of each variant, and when to look again.
func priceRows(in source) (rows []priceRow, due *time.Time) {
	for _, c := range currencies(in) {
		row := priceRow{ProductID: in.product.ID, Currency: c}
		found := false
		for _, v := range in.product.Variants {
			set := in.prices[v.ID]
			r, ok := pricing.Resolve(set, pricing.Query{Currency: c, Quantity: 1, At: in.at})
			due = earlier(due, windowEdge(set, in.at))
			if !ok {
				continue
			}
			if !found || r.Price.Amount < row.Low {
				row.Low, row.CompareAt = r.Price.Amount, r.CompareAt
			}
			row.High = max(row.High, r.Price.Amount)
			found = true
		}
		if found {
			rows = append(rows, row)
		}
	}
	return rows, due
}

func currencies(in source) []money.Currency {
	var out []money.Currency
	for _, v := range in.product.Variants {
		for _, p := range in.prices[v.ID] {
			if !slices.Contains(out, p.Currency) {
				out = append(out, p.Currency)
			}
		}
	}
	slices.Sort(out)
	return out
}

// windowEdge is the next moment at which a price of the set begins or ends; also of prices that lose to others
// now, which costs an idle look and spares thinking.
func windowEdge(set []pricing.Price, at time.Time) *time.Time {
	var next *time.Time
	for _, p := range set {
		for _, t := range []*time.Time{p.From, p.Until} {
			if t != nil && t.After(at) {
				next = earlier(next, t)
			}
		}
	}
	return next
}

func earlier(a, b *time.Time) *time.Time {
	if a == nil || b != nil && b.Before(*a) {
		return b
	}
	return a
}

// shelvesOf names the shelves of a product, each once.
func shelvesOf(in source) []string {
	out := []string{shelfAll, shelfStore + in.product.StoreID}
	for _, id := range withAncestors(in.tree, in.product.CategoryIDs) {
		out = append(out, shelfCategory+id)
	}
	for _, id := range in.product.CollectionIDs {
		out = append(out, shelfCollection+id)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func shelfRows(p projection, shelves []string) []shelfRow {
	var out []shelfRow
	for _, shelf := range shelves {
		for _, price := range p.prices {
			out = append(out, shelfRow{
				Shelf: shelf, Currency: price.Currency, ProductID: p.product.ProductID, StoreID: p.product.StoreID,
				InStock: p.product.InStock, Price: price.Low, TitleSort: p.product.TitleSort, CreatedAt: p.product.CreatedAt,
			})
		}
	}
	return out
}
