package storefront

import (
	"context"
	"slices"
	"strings"

	"github.com/haatshop/haat/internal/serve/storefront/view"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/search"
)

// searchSorts are the sorts of search results; the first is the default.
func searchSorts() []string {
	return []string{string(search.SortRelevance), string(search.SortPriceUp), string(search.SortPriceDown), string(search.SortNewest)}
}

// searchPage draws /search.
func (v *visit) searchPage() error {
	q := v.listQuery(searchSorts())
	return v.public(q.values(), nil, func(ctx context.Context) (drawn, error) {
		r := v.request(listing.Filter{}, q)
		r.Sort = search.Sort(q.sort)
		found, err := v.s.search.Search(ctx, v.s.db, r)
		if err != nil {
			return drawn{}, err
		}
		title := v.t("search.title_empty")
		if q.text != "" {
			title = v.t("search.title", "query", q.text)
		}
		l, err := v.layout(ctx, title)
		if err != nil {
			return drawn{}, err
		}
		l.NoIndex, l.Query = true, q.text
		p := view.Search{Layout: l, Query: q.text, Corrected: found.Corrected, Listing: v.listView(q, searchSorts(), v.cards(found.Cards), found.Next)}
		v.choices(&p.Listing, listing.Filter{}, q, found)
		return drawn{page: p, tags: []string{"search", "products"}}, nil
	})
}

// facetWords are the facets the theme has a word for; attributes bring their own.
func facetWords() []string {
	return []string{search.FieldCategory, search.FieldStore, search.FieldBrand}
}

// shownValues is how many values of a facet are offered.
const shownValues = 10

func (v *visit) facetViews(facets []search.NamedFacet) (out []view.Facet) {
	for _, f := range facets {
		attribute := strings.HasPrefix(f.Field, search.AttributeField(""))
		if !attribute && !slices.Contains(facetWords(), f.Field) || len(f.Values) < 2 && !chosenAny(f) {
			continue
		}
		one := view.Facet{Name: f.Name, Field: f.Field, Single: f.Field == search.FieldCategory || f.Field == search.FieldStore}
		if !attribute {
			one.Name = v.t("listing." + f.Field)
		}
		for i, x := range f.Values {
			if i < shownValues || x.Selected {
				one.Values = append(one.Values, view.FacetValue{Value: x.Value, Label: x.Name, Count: v.locale.Number(int64(x.Count)), Selected: x.Selected})
			}
		}
		out = append(out, one)
	}
	return out
}

func chosenAny(f search.NamedFacet) bool {
	return slices.ContainsFunc(f.Values, func(x search.NamedCount) bool { return x.Selected })
}

// activeFacets are the chosen values, each with the address without it.
func (v *visit) activeFacets(q listQuery, facets []search.NamedFacet) (out []view.ActiveFilter) {
	q.cursor = ""
	for _, f := range facets {
		for _, x := range f.Values {
			if !x.Selected || f.Field == search.FieldInStock {
				continue
			}
			without := q
			switch f.Field {
			case search.FieldCategory:
				without.category = ""
			case search.FieldStore:
				without.store = ""
			default:
				without.chosen = map[string][]string{}
				for field, values := range q.chosen {
					if field == f.Field {
						values = slices.DeleteFunc(slices.Clone(values), func(s string) bool { return s == x.Value })
					}
					if len(values) > 0 {
						without.chosen[field] = values
					}
				}
			}
			out = append(out, view.ActiveFilter{Label: x.Name, RemoveHref: v.listURL(without)})
		}
	}
	return out
}
