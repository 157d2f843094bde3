package search

import (
	"context"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/listing"
)

// ErrAttribute refuses an attribute filter that is not "code:value".
var ErrAttribute = errs.New(errs.Invalid, "search.bad_attribute", "Search cannot be narrowed that way.")

type searchInput struct {
	listing.AudienceParams
	listing.FilterParams
	listing.IncludeParams
	Text       string   `query:"q" maxLength:"200" doc:"What to look for; empty finds everything the filters let through."`
	Brands     []string `query:"brand,explode" maxItems:"50" doc:"Any of these brands; may be repeated."`
	Attributes []string `query:"attribute,explode" maxItems:"50" doc:"code:value; any of the values within a code, all of the codes; may be repeated." example:"material:Stoneware"`
	Sort       string   `query:"sort" enum:"relevance,price,-price,newest" doc:"Absent: relevance, or newest first without words."`
	Facets     bool     `query:"facets" doc:"Count what one could narrow by."`
	Exact      bool     `query:"exact" doc:"Do not correct spelling."`
	Limit      int      `query:"limit" minimum:"1" maximum:"100" default:"24"`
	Cursor     string   `query:"cursor" maxLength:"512"`
}

type suggestInput struct {
	listing.AudienceParams
	Text  string `query:"q" maxLength:"200" doc:"What was typed so far."`
	Store string `query:"store" maxLength:"80" doc:"Id or handle of the only store to look in."`
	Limit int    `query:"limit" minimum:"1" maximum:"20" default:"6"`
}

// PublicFound is a page of search results.
type PublicFound struct {
	Items     []listing.PublicCard `json:"items"`
	Next      string               `json:"next_cursor,omitempty" doc:"Pass as cursor to get the next page; absent on the last page."`
	Total     int                  `json:"total" doc:"How many products were found."`
	Corrected string               `json:"corrected,omitempty" doc:"What was searched instead of what was typed."`
	Relaxed   bool                 `json:"relaxed" doc:"Some results have only some of the words."`
	Price     *PublicSpan          `json:"price" doc:"Lowest and highest price before the price filter."`
	Facets    []PublicFacet        `json:"facets"`
}

// PublicSpan is the lowest and highest price found.
type PublicSpan struct {
	From money.Amount `json:"from"`
	To   money.Amount `json:"to"`
}

// PublicFacet is what one could narrow by.
type PublicFacet struct {
	Field  string        `json:"field" example:"category"`
	Name   string        `json:"name" doc:"What an attribute is called; for the others their field."`
	Values []PublicCount `json:"values"`
}

// PublicCount is a value and how many products choosing it would show.
type PublicCount struct {
	Value    string `json:"value"`
	Name     string `json:"name"`
	Count    int    `json:"count"`
	Selected bool   `json:"selected"`
}

// PublicSuggested is what may be meant.
type PublicSuggested struct {
	Words    []string             `json:"words"`
	Products []listing.PublicCard `json:"products"`
}

// RegisterSite adds the shoppers' operations.
func (s *Service) RegisterSite(api huma.API) {
	tags := []string{"Search"}
	httpx.Register(api, httpx.Op{ID: "search", Method: httpx.GET, Path: "/search", Summary: "Search products", Tags: tags, Perm: actor.Public, Kept: true},
		func(ctx context.Context, in *searchInput) (*httpx.Body[PublicFound], error) {
			r, err := s.request(ctx, in)
			if err != nil {
				return nil, err
			}
			httpx.Shows(ctx, shown()...)
			found, err := s.Search(ctx, s.db, r)
			if err == nil {
				err = s.listing.Add(ctx, s.db, in.IncludeParams, found.Cards, r.Audience)
			}
			return httpx.Answer(found.public(r.Audience.Currency), err)
		})
	httpx.Register(api, httpx.Op{ID: "search-suggest", Method: httpx.GET, Path: "/search/suggest", Summary: "Complete what was typed so far", Tags: tags, Perm: actor.Public, Kept: true},
		func(ctx context.Context, in *suggestInput) (*httpx.Body[PublicSuggested], error) {
			a, err := s.listing.Audience(in.AudienceParams)
			if err != nil {
				return nil, err
			}
			f, err := s.listing.Filter(ctx, listing.FilterParams{Store: in.Store})
			if err != nil {
				return nil, err
			}
			httpx.Shows(ctx, shown()...)
			v, err := s.Suggest(ctx, s.db, Request{Text: in.Text, Filter: f, Audience: a, Limit: in.Limit})
			return httpx.Answer(PublicSuggested{Words: append([]string{}, v.Words...), Products: publicCards(v.Cards)}, err)
		})
}

// shown are the tags of a page of results: cards, what they are looked up by, and the
// index itself, which follows a change a moment later.
func shown() []string {
	return []string{"search", "products", "stores", "categories", "collections", "settings"}
}

func (s *Service) request(ctx context.Context, in *searchInput) (Request, error) {
	r := Request{Text: in.Text, Brands: in.Brands, Attributes: map[string][]string{}, Sort: Sort(in.Sort), Facets: in.Facets, Exact: in.Exact, Limit: in.Limit, Cursor: in.Cursor}
	for _, a := range in.Attributes {
		code, value, ok := strings.Cut(a, ":")
		if !ok || code == "" || value == "" {
			return r, ErrAttribute.At("query.attribute", "format", "Write code:value.")
		}
		r.Attributes[code] = append(r.Attributes[code], value)
	}
	var err error
	if r.Audience, err = s.listing.Audience(in.AudienceParams); err != nil {
		return r, err
	}
	r.Filter, err = s.listing.Filter(ctx, in.FilterParams)
	return r, err
}

func publicCards(cards []listing.Card) []listing.PublicCard {
	out := make([]listing.PublicCard, len(cards))
	for i, c := range cards {
		out[i] = c.Public()
	}
	return out
}

func (f Found) public(c money.Currency) PublicFound {
	out := PublicFound{Items: publicCards(f.Cards), Next: f.Next, Total: f.Total, Corrected: f.Corrected, Relaxed: f.Relaxed, Facets: []PublicFacet{}}
	if f.Price != nil {
		out.Price = &PublicSpan{money.New(f.Price.Min, c), money.New(f.Price.Max, c)}
	}
	for _, facet := range f.Facets {
		values := make([]PublicCount, len(facet.Values))
		for i, v := range facet.Values {
			values[i] = PublicCount(v)
		}
		out.Facets = append(out.Facets, PublicFacet{facet.Field, facet.Name, values})
	}
	return out
}
