package search

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/shop/catalog"
)

// ErrSort refuses an order search does not offer.
var ErrSort = errs.New(errs.Invalid, "search.unknown_sort", "Search results cannot be sorted that way.")

// fieldCurrency marks the currencies a product is sold in: what is not sold in the audience's is not found.
const fieldCurrency = "currency"

// query is the request in the engine's words.
func (r Request) query() (Query, error) {
	q := Query{Text: r.Text, Currency: string(r.Audience.Currency), PriceMin: r.Filter.PriceMin, PriceMax: r.Filter.PriceMax,
		Sort: r.Sort, Limit: r.Limit, Cursor: r.Cursor, Exact: r.Exact}
	switch q.Sort {
	case "", SortRelevance, SortPriceUp, SortPriceDown, SortNewest:
	default:
		return q, ErrSort.At("query.sort", "unknown", "Use relevance, price, -price or newest.")
	}
	if q.Sort == "" && strings.TrimSpace(q.Text) == "" {
		q.Sort = SortNewest
	}
	q.only(fieldCurrency, q.Currency)
	q.only(FieldCategory, r.Filter.CategoryID)
	q.only(FieldCollection, r.Filter.CollectionID)
	q.only(FieldStore, r.Filter.StoreID)
	q.only(FieldBrand, r.Brands...)
	if r.Filter.InStock != nil {
		q.only(FieldInStock, map[bool]string{true: "true", false: "false"}[*r.Filter.InStock])
	}
	for _, code := range slices.Sorted(maps.Keys(r.Attributes)) {
		q.only(AttributeField(code), r.Attributes[code]...)
	}
	if r.Facets {
		q.Facets = []string{FieldCategory, FieldStore, FieldBrand, FieldCollection, FieldInStock, FieldAttributes}
	}
	return q, nil
}

// only adds a filter unless nothing was chosen.
func (q *Query) only(field string, values ...string) {
	if len(values) > 0 && values[0] != "" {
		q.Filters = append(q.Filters, Filter{field, values})
	}
}

// named puts words on facet values; a value nobody knows any more is left out.
func (s *Service) named(ctx context.Context, q db.Querier, facets []Facet, locale string) ([]NamedFacet, error) {
	out := make([]NamedFacet, 0, len(facets))
	for _, f := range facets {
		names, err := s.names(ctx, q, f, locale)
		if err != nil {
			return nil, err
		}
		nf := NamedFacet{Field: f.Field, Name: s.label(f.Field), Values: make([]NamedCount, 0, len(f.Values))}
		for _, v := range f.Values {
			if name := names(v.Value); name != "" {
				nf.Values = append(nf.Values, NamedCount{v.Value, name, v.Count, v.Selected})
			}
		}
		out = append(out, nf)
	}
	return out, nil
}

// names returns how to name the values of a facet.
func (s *Service) names(ctx context.Context, q db.Querier, f Facet, locale string) (func(string) string, error) {
	ids := make([]string, len(f.Values))
	for i, v := range f.Values {
		ids[i] = v.Value
	}
	switch f.Field {
	case FieldCategory:
		tree, err := s.catalog.Categories(ctx, q)
		return func(id string) string {
			c, _ := tree.Get(id)
			return c.Localised(locale).Name
		}, err
	case FieldCollection:
		found, err := s.catalog.CollectionsByID(ctx, q, ids)
		return func(id string) string { return found[id].Localised(locale).Title }, err
	case FieldStore:
		found, err := s.seller.ByIDs(ctx, q, ids)
		return func(id string) string { return found[id].Name }, err
	}
	return func(v string) string { return v }, nil
}

// label names a facet: an attribute by what its products call it, the others by their field, which doors translate.
func (s *Service) label(field string) string {
	code, ok := strings.CutPrefix(field, attributePrefix)
	if !ok {
		return field
	}
	if name, ok := s.labels.Load(code); ok {
		return name.(string)
	}
	return strings.ReplaceAll(code, "_", " ")
}

// learn remembers what attributes are called.
func (s *Service) learn(p catalog.Product) {
	for _, a := range p.Attributes {
		if a.Name != "" {
			s.labels.Store(a.Code, a.Name)
		}
	}
}
