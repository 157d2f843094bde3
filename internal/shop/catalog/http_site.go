package catalog

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/page"
)

// CategoryNode is a category as shoppers see it, with those below it.
type CategoryNode struct {
	ID          string         `json:"id"`
	Handle      string         `json:"handle"`
	Name        string         `json:"name"`
	Description string         `json:"description"`
	ImageURL    string         `json:"image_url"`
	Children    []CategoryNode `json:"children"`
}

// CategoryTree is all categories shoppers see.
type CategoryTree struct {
	Items []CategoryNode `json:"items"`
}

// Nodes returns what stands below a category ("" for the roots) in the
// locale's words.
func (t *Tree) Nodes(parentID, locale string) []CategoryNode {
	out := []CategoryNode{}
	for _, id := range t.Children(parentID) {
		c, _ := t.Get(id)
		words := c.Localised(locale)
		out = append(out, CategoryNode{ID: c.ID, Handle: c.Handle, Name: words.Name, Description: words.Description, ImageURL: c.ImageURL, Children: t.Nodes(id, locale)})
	}
	return out
}

// PublicCollection is a collection as shoppers see it.
type PublicCollection struct {
	ID              string `json:"id"`
	Handle          string `json:"handle"`
	Title           string `json:"title"`
	DescriptionHTML string `json:"description_html"`
	ImageURL        string `json:"image_url"`
}

// Public returns what shoppers see of a collection, in the locale's words.
func (c Collection) Public(locale string) PublicCollection {
	words := c.Localised(locale)
	return PublicCollection{ID: c.ID, Handle: c.Handle, Title: words.Title, DescriptionHTML: words.DescriptionHTML, ImageURL: c.ImageURL}
}

// LocaleParam is the language shoppers read in.
type LocaleParam struct {
	Locale string `query:"locale" maxLength:"35" doc:"Language of the texts; the shop's own without it."`
}

type collectionsInput struct {
	httpx.PageParams
	LocaleParam
}

type collectionInput struct {
	Handle string `path:"handle" maxLength:"80" doc:"The collection's id or handle."`
	LocaleParam
}

// RegisterSite adds the shoppers' operations.
func (s *Service) RegisterSite(api huma.API) {
	httpx.Register(api, httpx.Op{ID: "categories-list", Method: httpx.GET, Path: "/categories", Summary: "The tree of categories", Tags: []string{"Catalogue"}, Perm: actor.Public, Kept: true},
		func(ctx context.Context, in *LocaleParam) (*httpx.Body[CategoryTree], error) {
			httpx.Shows(ctx, tagCategories)
			t, err := s.Categories(ctx, s.db)
			if err != nil {
				return nil, err
			}
			return httpx.Answer(CategoryTree{Items: t.Nodes("", in.Locale)}, nil)
		})
	httpx.Register(api, httpx.Op{ID: "collections-list", Method: httpx.GET, Path: "/collections", Summary: "List collections", Tags: []string{"Catalogue"}, Perm: actor.Public, Kept: true},
		func(ctx context.Context, in *collectionsInput) (*httpx.Body[page.List[PublicCollection]], error) {
			httpx.Shows(ctx, tagCollections)
			l, err := s.Collections(ctx, s.db, in.Request())
			return httpx.Answer(page.Map(l, func(c Collection) PublicCollection { return c.Public(in.Locale) }), err)
		})
	httpx.Register(api, httpx.Op{ID: "collections-get", Method: httpx.GET, Path: "/collections/{handle}", Summary: "Get a collection", Tags: []string{"Catalogue"}, Perm: actor.Public, Kept: true},
		func(ctx context.Context, in *collectionInput) (*httpx.Body[PublicCollection], error) {
			httpx.Shows(ctx, tagCollections)
			c, err := s.Collection(ctx, s.db, in.Handle)
			return httpx.Answer(c.Public(in.Locale), err)
		})
}
