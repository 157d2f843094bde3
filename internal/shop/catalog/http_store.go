package catalog

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/page"
)

// CategoryList is the whole tree in its order.
type CategoryList struct {
	Items []Category `json:"items"`
}

// EditCategory is the body of a category edit.
type EditCategory struct {
	ParentID     opt.Field[string]                  `json:"parent_id,omitzero" maxLength:"40" doc:"Null moves it to the root."`
	Handle       opt.Field[string]                  `json:"handle,omitzero" maxLength:"80" doc:"A clash gets a suffix."`
	Name         opt.Field[string]                  `json:"name,omitzero" maxLength:"120"`
	Description  opt.Field[string]                  `json:"description,omitzero" maxLength:"5000"`
	ImageURL     opt.Field[string]                  `json:"image_url,omitzero" maxLength:"600"`
	Position     opt.Field[int]                     `json:"position,omitzero" minimum:"0" maximum:"5000" doc:"Place among its siblings."`
	Translations opt.Field[map[string]CategoryText] `json:"translations,omitzero"`
}

func (b EditCategory) save(id string, version *int64) SaveCategory {
	return SaveCategory{ID: id, IfVersion: version, ParentID: b.ParentID, Handle: b.Handle, Name: b.Name, Description: b.Description,
		ImageURL: b.ImageURL, Position: b.Position, Translations: b.Translations}
}

// EditCollection is the body of a collection edit.
type EditCollection struct {
	Handle          opt.Field[string]          `json:"handle,omitzero" maxLength:"80" doc:"A clash gets a suffix."`
	Title           opt.Field[string]          `json:"title,omitzero" maxLength:"255"`
	DescriptionHTML opt.Field[string]          `json:"description_html,omitzero" maxLength:"100000"`
	ImageURL        opt.Field[string]          `json:"image_url,omitzero" maxLength:"600"`
	Position        opt.Field[int]             `json:"position,omitzero" minimum:"0" maximum:"5000"`
	Translations    opt.Field[map[string]Text] `json:"translations,omitzero"`
}

func (b EditCollection) save(id string, version *int64) SaveCollection {
	return SaveCollection{ID: id, IfVersion: version, Handle: b.Handle, Title: b.Title, DescriptionHTML: b.DescriptionHTML,
		ImageURL: b.ImageURL, Position: b.Position, Translations: b.Translations}
}

type idInput struct {
	ID string `path:"id" maxLength:"80"`
}

type deleteInput struct {
	ID string `path:"id" maxLength:"80"`
	httpx.IfMatch
}

type createCategoryInput struct{ Body EditCategory }

type updateCategoryInput struct {
	ID string `path:"id" maxLength:"40"`
	httpx.IfMatch
	Body EditCategory
}

type createCollectionInput struct{ Body EditCollection }

type updateCollectionInput struct {
	ID string `path:"id" maxLength:"40"`
	httpx.IfMatch
	Body EditCollection
}

type listCollectionsInput struct {
	httpx.PageParams
	Query string `query:"q" maxLength:"255" doc:"Beginning of the title, of a word in it, or of the handle."`
}

// RegisterStore adds the dashboard's operations on categories and collections;
// those on products are listing's, which knows prices and stock too.
func (s *Service) RegisterStore(api huma.API) {
	tags := []string{"Categories"}
	httpx.Register(api, httpx.Op{ID: "categories-list", Method: httpx.GET, Path: "/categories", Summary: "The tree of categories", Tags: tags, Perm: actor.ProductsRead},
		func(ctx context.Context, _ *struct{}) (*httpx.Body[CategoryList], error) {
			t, err := s.Categories(ctx, s.db)
			if err != nil {
				return nil, err
			}
			return httpx.Answer(CategoryList{Items: append([]Category{}, t.All...)}, nil)
		})
	httpx.Register(api, httpx.Op{ID: "categories-get", Method: httpx.GET, Path: "/categories/{id}", Summary: "Get a category", Tags: tags, Perm: actor.ProductsRead},
		func(ctx context.Context, in *idInput) (*httpx.Versioned[Category], error) {
			t, err := s.Categories(ctx, s.db)
			if err != nil {
				return nil, err
			}
			c, ok := t.Get(in.ID)
			if !ok {
				return nil, ErrCategoryNotFound
			}
			return httpx.Version(c.Version, c, nil)
		})
	httpx.Register(api, httpx.Op{ID: "categories-create", Method: httpx.POST, Path: "/categories", Summary: "Add a category", Tags: tags, Perm: actor.CatalogManage, Status: http.StatusCreated},
		func(ctx context.Context, in *createCategoryInput) (*httpx.Versioned[Category], error) {
			c, err := httpx.Once(ctx, s.db, s.clock, func(ctx context.Context, tx db.Tx) (Category, error) {
				return s.SaveCategoryTx(ctx, tx, in.Body.save("", nil))
			})
			return httpx.Version(c.Version, c, err)
		})
	httpx.Register(api, httpx.Op{ID: "categories-update", Method: httpx.PATCH, Path: "/categories/{id}", Summary: "Edit or move a category", Tags: tags, Perm: actor.CatalogManage},
		func(ctx context.Context, in *updateCategoryInput) (*httpx.Versioned[Category], error) {
			c, err := s.SaveCategory(ctx, in.Body.save(in.ID, in.Version()))
			return httpx.Version(c.Version, c, err)
		})
	httpx.Register(api, httpx.Op{ID: "categories-delete", Method: httpx.DELETE, Path: "/categories/{id}", Summary: "Delete a category", Tags: tags, Perm: actor.CatalogManage},
		func(ctx context.Context, in *deleteInput) (*httpx.None, error) {
			return &httpx.None{}, s.DeleteCategoryIf(ctx, in.ID, in.Version())
		})
	s.registerCollections(api)
}

func (s *Service) registerCollections(api huma.API) {
	tags := []string{"Collections"}
	httpx.Register(api, httpx.Op{ID: "collections-list", Method: httpx.GET, Path: "/collections", Summary: "List collections", Tags: tags, Perm: actor.ProductsRead},
		func(ctx context.Context, in *listCollectionsInput) (*httpx.Body[page.List[Collection]], error) {
			return httpx.Answer(s.FindCollections(ctx, s.db, in.Query, in.Request()))
		})
	httpx.Register(api, httpx.Op{ID: "collections-get", Method: httpx.GET, Path: "/collections/{id}", Summary: "Get a collection", Tags: tags, Perm: actor.ProductsRead},
		func(ctx context.Context, in *idInput) (*httpx.Versioned[Collection], error) {
			c, err := s.Collection(ctx, s.db, in.ID)
			return httpx.Version(c.Version, c, err)
		})
	httpx.Register(api, httpx.Op{ID: "collections-create", Method: httpx.POST, Path: "/collections", Summary: "Add a collection", Tags: tags, Perm: actor.CatalogManage, Status: http.StatusCreated},
		func(ctx context.Context, in *createCollectionInput) (*httpx.Versioned[Collection], error) {
			c, err := httpx.Once(ctx, s.db, s.clock, func(ctx context.Context, tx db.Tx) (Collection, error) {
				return s.SaveCollectionTx(ctx, tx, in.Body.save("", nil))
			})
			return httpx.Version(c.Version, c, err)
		})
	httpx.Register(api, httpx.Op{ID: "collections-update", Method: httpx.PATCH, Path: "/collections/{id}", Summary: "Edit a collection", Tags: tags, Perm: actor.CatalogManage},
		func(ctx context.Context, in *updateCollectionInput) (*httpx.Versioned[Collection], error) {
			c, err := s.SaveCollection(ctx, in.Body.save(in.ID, in.Version()))
			return httpx.Version(c.Version, c, err)
		})
	httpx.Register(api, httpx.Op{ID: "collections-delete", Method: httpx.DELETE, Path: "/collections/{id}", Summary: "Delete a collection", Tags: tags, Perm: actor.CatalogManage},
		func(ctx context.Context, in *deleteInput) (*httpx.None, error) {
			return &httpx.None{}, s.DeleteCollectionIf(ctx, in.ID, in.Version())
		})
}
