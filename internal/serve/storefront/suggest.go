package storefront

import (
	"context"
	"net/url"
	"strings"

	"github.com/haatshop/haat/internal/kit/text"
	"github.com/haatshop/haat/internal/serve/storefront/view"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/search"
)

// How much is suggested of each kind: on a phone the list stays above the keyboard.
const (
	suggestedWords      = 3
	suggestedCategories = 3
	suggestedProducts   = 4
)

// fragmentSuggest answers /fragments/suggest: what may be meant by what was typed so
// far. It knows no visitor, so it is kept like a public page.
func (v *visit) fragmentSuggest() error {
	if !v.s.typing.allow(v.door.Network, v.s.clock.Now()) {
		return errTooMany
	}
	typed := v.listQuery(searchSorts()).text
	known := url.Values{}
	if typed != "" {
		known.Set("q", typed)
	}
	return v.public(known, nil, func(ctx context.Context) (drawn, error) {
		s, err := v.suggestions(ctx, typed)
		return drawn{page: s, tags: []string{"search", "products"}}, err
	})
}

func (v *visit) suggestions(ctx context.Context, typed string) (view.Suggestions, error) {
	out := view.Suggestions{Layout: v.bareLayout(), Query: typed}
	if typed == "" {
		return out, nil
	}
	found, err := v.s.search.Suggest(ctx, v.s.db, search.Request{Text: typed, Audience: v.audience(), Limit: suggestedProducts})
	if err != nil {
		return out, err
	}
	tree, err := v.s.catalog.Categories(ctx, v.s.db)
	if err != nil {
		return out, err
	}
	out.Words, out.Categories, out.Products = v.completions(typed, found.Words), v.categoriesLike(tree, typed), v.cards(found.Cards)
	if out.Count = len(out.Words) + len(out.Categories) + len(out.Products); out.Count > 0 {
		out.Count++
		out.All = &view.Link{Text: v.t("search.all", "query", typed), Href: v.urlQuery("/search", "q", typed)}
	}
	return out, nil
}

// completions lead to the results of the completed words; what was typed already is
// no completion.
func (v *visit) completions(typed string, words []string) (out []view.Link) {
	for _, w := range words {
		if len(out) < suggestedWords && text.Fold(w) != text.Fold(typed) {
			out = append(out, view.Link{Text: w, Href: v.urlQuery("/search", "q", w)})
		}
	}
	return out
}

// categoriesLike are categories one of whose words begins with what was typed.
func (v *visit) categoriesLike(tree *catalog.Tree, typed string) (out []view.Link) {
	want := text.Fold(typed)
	if want == "" {
		return nil
	}
	for _, c := range tree.All {
		link := v.categoryLink(c)
		if strings.Contains(" "+text.Fold(link.Text), " "+want) {
			if out = append(out, link); len(out) == suggestedCategories {
				break
			}
		}
	}
	return out
}
