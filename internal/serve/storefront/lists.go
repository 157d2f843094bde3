package storefront

import (
	"context"
	"errors"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/serve/storefront/view"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/search"
)

// listQuery is what a list of products understands of its address. What cannot be
// read is dropped, so that a mangled link still shows a list.
type listQuery struct {
	text     string // of a search
	sort     string
	cursor   string
	priceMin *money.Amount
	priceMax *money.Amount
	inStock  bool
	// Only search knows these: brands and attributes may be several.
	category, store string
	chosen          map[string][]string // by field: "brand", "attr.material"
}

const (
	maxQueryText = 200
	maxCursor    = 2048
)

func (v *visit) listQuery(sorts []string) listQuery {
	in := v.r.URL.Query()
	q := listQuery{text: clip(strings.TrimSpace(strings.ToValidUTF8(in.Get("q"), "")), maxQueryText), priceMin: v.amountOf(in.Get("price_min")), priceMax: v.amountOf(in.Get("price_max"))}
	if s := in.Get("sort"); slices.Contains(sorts[1:], s) {
		q.sort = s // the first is the default and needs no word
	}
	if c := in.Get("cursor"); len(c) <= maxCursor {
		q.cursor = c
	}
	q.facets(in)
	q.inStock = in.Get("in_stock") == "1" || in.Get("in_stock") == "true"
	return q
}

// Bounds of what an address may choose.
const (
	maxChosen = 12
	maxValue  = 120
)

// facets reads the choices among facets; there are few of them, and they are short.
func (q *listQuery) facets(in url.Values) {
	q.category, q.store = clip(in.Get("category"), maxValue), clip(in.Get("store"), maxValue)
	q.chosen = map[string][]string{}
	for _, field := range slices.Sorted(maps.Keys(in)) {
		if field != search.FieldBrand && !strings.HasPrefix(field, search.AttributeField("")) || len(field) > maxValue || len(q.chosen) >= maxChosen {
			continue
		}
		values := slices.DeleteFunc(slices.Clone(in[field]), func(s string) bool { return s == "" || len(s) > 4*maxValue })
		slices.Sort(values)
		if values = slices.Compact(values); len(values) > 0 {
			q.chosen[field] = values[:min(maxChosen, len(values))]
		}
	}
}

func (v *visit) amountOf(s string) *money.Amount {
	a, err := money.ParseDecimal(s, v.currency)
	if err != nil || a.Minor < 0 {
		return nil
	}
	return &a
}

// values is the canonical query: known parameters, in one form.
func (q listQuery) values() url.Values {
	out := url.Values{}
	set := func(name, value string) {
		if value != "" {
			out.Set(name, value)
		}
	}
	set("q", q.text)
	set("sort", q.sort)
	set("cursor", q.cursor)
	if q.priceMin != nil {
		set("price_min", q.priceMin.Decimal())
	}
	if q.priceMax != nil {
		set("price_max", q.priceMax.Decimal())
	}
	if q.inStock {
		set("in_stock", "1")
	}
	set("category", q.category)
	set("store", q.store)
	for field, values := range q.chosen {
		out[field] = values
	}
	return out
}

func (q listQuery) filter() listing.Filter {
	var f listing.Filter
	if q.priceMin != nil {
		f.PriceMin = &q.priceMin.Minor
	}
	if q.priceMax != nil {
		f.PriceMax = &q.priceMax.Minor
	}
	if q.inStock {
		f.InStock = &q.inStock
	}
	return f
}

// listSorts are the sorts of lists; the first is the default.
func listSorts() []string {
	return []string{listing.SortNew, listing.SortPriceUp, listing.SortPriceDown, listing.SortTitle}
}

// within is for a list that is one value of a facet itself: there is nothing to choose there.
func (q listQuery) within(facet string) listQuery {
	switch facet {
	case search.FieldCategory:
		q.category = ""
	case search.FieldStore:
		q.store = ""
	}
	return q
}

// narrowed reports whether something was chosen that only search can answer.
func (q listQuery) narrowed() bool { return q.category != "" || q.store != "" || len(q.chosen) > 0 }

// request asks search for what the filter lets through and the query chose.
func (v *visit) request(f listing.Filter, q listQuery) search.Request {
	own := q.filter()
	f.PriceMin, f.PriceMax, f.InStock = own.PriceMin, own.PriceMax, own.InStock
	if q.category != "" {
		f.CategoryID = q.category
	}
	if q.store != "" {
		f.StoreID = q.store
	}
	r := search.Request{Text: q.text, Filter: f, Audience: v.audience(), Facets: true, Limit: pageSize, Cursor: q.cursor,
		Brands: q.chosen[search.FieldBrand], Attributes: map[string][]string{}}
	for field, values := range q.chosen {
		if code, ok := strings.CutPrefix(field, search.AttributeField("")); ok {
			r.Attributes[code] = values
		}
	}
	return r
}

// products draws one page of a list of products with its filters. The list is the database's, which is never behind;
// search counts what it can be narrowed by, and answers where something of that was chosen. While the index is not
// there yet a list is drawn without choices, and kept until a moment later only.
func (v *visit) products(ctx context.Context, f listing.Filter, q listQuery) (out view.Listing, until time.Time, err error) {
	if q.narrowed() {
		out, err = v.narrowed(ctx, f, q)
		return out, until, err
	}
	r := v.request(f, q)
	sort := q.sort
	if sort == "" {
		sort = listing.SortNew
	}
	l, err := v.s.listing.List(ctx, v.s.db, r.Filter, v.audience(), sort, page.Request{Limit: pageSize, Cursor: q.cursor})
	if err != nil {
		return out, until, err
	}
	out = v.listView(q, listSorts(), v.cards(l.Items), l.Next)
	found, err := v.s.search.Narrow(ctx, v.s.db, r)
	if errors.Is(err, search.ErrNotReady) {
		return out, v.s.clock.Now().Add(time.Second), nil
	}
	if err == nil {
		v.choices(&out, f, q, found)
	}
	return out, until, err
}

// narrowed is products where facets were chosen. Search knows no order by title: it falls back to the first.
func (v *visit) narrowed(ctx context.Context, f listing.Filter, q listQuery) (view.Listing, error) {
	if q.sort == listing.SortTitle {
		q.sort = ""
	}
	r := v.request(f, q)
	r.Sort = search.SortNewest
	if q.sort != "" {
		r.Sort = search.Sort(q.sort) // prices are called alike
	}
	found, err := v.s.search.Search(ctx, v.s.db, r)
	if err != nil {
		return view.Listing{}, err
	}
	sorts := slices.DeleteFunc(listSorts(), func(s string) bool { return s == listing.SortTitle })
	out := v.listView(q, sorts, v.cards(found.Cards), found.Next)
	v.choices(&out, f, q, found)
	return out, nil
}

// listTags are what any list of products shows: the products, and the names and counts of what it can be narrowed by.
func listTags(more ...string) []string {
	return append([]string{"products", "search", "stores"}, more...)
}

// choices puts on a list what it can be narrowed by, but for what it is itself.
func (v *visit) choices(out *view.Listing, f listing.Filter, q listQuery, found search.Found) {
	own := func(nf search.NamedFacet) bool {
		return nf.Field == search.FieldCategory && f.CategoryID != "" || nf.Field == search.FieldStore && f.StoreID != ""
	}
	facets := slices.DeleteFunc(slices.Clone(found.Facets), own)
	out.Total, out.TotalCount = v.locale.Number(int64(found.Total)), found.Total
	out.Facets = v.facetViews(facets)
	out.Active = append(out.Active, v.activeFacets(q, facets)...)
}

// pageSize fills whole rows of two, three and four.
const pageSize = 24

func (v *visit) listView(q listQuery, sorts []string, cards []view.ProductCard, next string) view.Listing {
	l := view.Listing{Action: v.url(v.path), TotalCount: -1, Cards: cards, Query: q.text, InStock: q.inStock,
		Price: &view.PriceFilter{Currency: string(v.currency)}}
	for i, s := range sorts {
		value := s
		if i == 0 {
			value = ""
		}
		l.Sorts = append(l.Sorts, view.Option{Value: value, Label: v.t("listing.sort_" + sortWord(s)), Selected: q.sort == value})
	}
	if q.priceMin != nil {
		l.Price.Min = q.priceMin.Decimal()
	}
	if q.priceMax != nil {
		l.Price.Max = q.priceMax.Decimal()
	}
	l.Active = v.activeFilters(q)
	l.ClearHref = v.listURL(listQuery{text: q.text, sort: q.sort})
	if q.cursor != "" {
		first := q
		first.cursor = ""
		l.Pagination.FirstHref = v.listURL(first)
	}
	if next != "" {
		q.cursor = next
		l.Pagination.NextHref = v.listURL(q)
	}
	return l
}

// sortWord is the theme's key of a sort.
func sortWord(s string) string {
	switch s {
	case listing.SortPriceUp:
		return "price_asc"
	case listing.SortPriceDown:
		return "price_desc"
	case listing.SortTitle:
		return "title"
	case listing.SortNew:
		return "newest"
	}
	return "relevance"
}

func (v *visit) listURL(q listQuery) string {
	q2 := q.values()
	if len(q2) == 0 {
		return v.url(v.path)
	}
	return v.url(v.path) + "?" + q2.Encode()
}

// activeFilters are the filters in force, each with the address without it.
func (v *visit) activeFilters(q listQuery) (out []view.ActiveFilter) {
	q.cursor = ""
	if q.inStock {
		without := q
		without.inStock = false
		out = append(out, view.ActiveFilter{Label: v.t("listing.in_stock"), RemoveHref: v.listURL(without)})
	}
	if q.priceMin == nil && q.priceMax == nil {
		return out
	}
	without := q
	without.priceMin, without.priceMax = nil, nil
	return append(out, view.ActiveFilter{Label: v.priceLabel(q), RemoveHref: v.listURL(without)})
}

func (v *visit) priceLabel(q listQuery) string {
	switch {
	case q.priceMin == nil:
		return v.t("listing.price_under", "max", v.money(*q.priceMax))
	case q.priceMax == nil:
		return v.t("listing.price_over", "min", v.money(*q.priceMin))
	}
	return v.t("listing.price_range", "min", v.money(*q.priceMin), "max", v.money(*q.priceMax))
}

// clip cuts a text a stranger typed at a number of characters.
func clip(s string, most int) string {
	if n := []rune(s); len(n) > most {
		return string(n[:most])
	}
	return s
}
