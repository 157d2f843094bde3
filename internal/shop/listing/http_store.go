package listing

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/pricing"
)

type rowsInput struct {
	httpx.PageParams
	Text    string         `query:"q" maxLength:"200" doc:"Looked for in title, vendor and article numbers."`
	Status  string         `query:"status" enum:"draft,active,archived"`
	Store   string         `query:"store" maxLength:"40" doc:"Only this store's."`
	InStock OptParam[bool] `query:"in_stock"`
	Sort    string         `query:"sort" enum:"new,title" default:"new"`
}

type collectionRowsInput struct {
	ID string `path:"id" maxLength:"80"`
	httpx.PageParams
}

type productInput struct {
	ID string `path:"id" maxLength:"40"`
}

// Edit is a composite save: members left out stay as they are, null clears. Variants, when given, are the whole
// list: those left out are deleted.
type Edit struct {
	Handle          opt.Field[string]                  `json:"handle,omitzero" maxLength:"255"`
	ExternalID      opt.Field[string]                  `json:"external_id,omitzero" maxLength:"200"`
	Title           opt.Field[string]                  `json:"title,omitzero" maxLength:"255"`
	DescriptionHTML opt.Field[string]                  `json:"description_html,omitzero" maxLength:"100000"`
	Vendor          opt.Field[string]                  `json:"vendor,omitzero" maxLength:"120"`
	Origin          opt.Field[string]                  `json:"origin,omitzero" maxLength:"2" doc:"Country it is made in, ISO 3166-1 alpha-2."`
	Status          opt.Field[catalog.Status]          `json:"status,omitzero" enum:"draft,active,archived"`
	Moderation      opt.Field[catalog.Moderation]      `json:"moderation,omitzero" enum:"pending,approved,rejected" doc:"The platform's alone."`
	TaxCategory     opt.Field[string]                  `json:"tax_category,omitzero" maxLength:"80"`
	Options         opt.Field[[]catalog.Option]        `json:"options,omitzero" maxItems:"3"`
	Images          opt.Field[[]catalog.ImageRef]      `json:"images,omitzero" maxItems:"30"`
	CategoryIDs     opt.Field[[]string]                `json:"category_ids,omitzero" maxItems:"20"`
	CollectionIDs   opt.Field[[]string]                `json:"collection_ids,omitzero"`
	Attributes      opt.Field[[]catalog.Attribute]     `json:"attributes,omitzero" maxItems:"100"`
	SEO             opt.Field[catalog.SEO]             `json:"seo,omitzero"`
	Tags            opt.Field[[]string]                `json:"tags,omitzero" maxItems:"50"`
	Translations    opt.Field[map[string]catalog.Text] `json:"translations,omitzero"`
	Variants        opt.Field[[]EditVariant]           `json:"variants,omitzero" maxItems:"100"`
}

// EditVariant is one variant of an Edit; without an id it is recognised by SKU or option values.
type EditVariant struct {
	ID               string                 `json:"id,omitempty" maxLength:"40"`
	SKU              opt.Field[string]      `json:"sku,omitzero" maxLength:"80"`
	Barcode          opt.Field[string]      `json:"barcode,omitzero" maxLength:"80"`
	OptionValues     opt.Field[[]string]    `json:"option_values,omitzero" maxItems:"3"`
	WeightGrams      opt.Field[int64]       `json:"weight_grams,omitzero" minimum:"0"`
	RequiresShipping opt.Field[bool]        `json:"requires_shipping,omitzero"`
	Cost             opt.Field[int64]       `json:"cost,omitzero" minimum:"0"`
	ImageURL         opt.Field[string]      `json:"image_url,omitzero" maxLength:"600"`
	Prices           opt.Field[[]PriceRule] `json:"prices,omitzero" maxItems:"500" doc:"The whole price set."`
	Stock            *int64                 `json:"stock,omitempty" minimum:"0" doc:"Pieces on hand."`
	StockWas         *int64                 `json:"stock_was,omitempty" minimum:"0" doc:"The count that stock was decided on. When another one is on hand by now, the save is refused instead of undoing sales in between."`
	Safety           *int64                 `json:"safety,omitempty" minimum:"0" doc:"Pieces kept back."`
	AllowBackorder   *bool                  `json:"allow_backorder,omitempty"`
	Tracked          *bool                  `json:"tracked,omitempty" doc:"False: it never runs out."`
}

// NewProduct is an Edit of what does not exist yet.
type NewProduct struct {
	StoreID string `json:"store_id" minLength:"1" maxLength:"40"`
	Edit
}

type createInput struct{ Body NewProduct }

type editInput struct {
	ID string `path:"id" maxLength:"40"`
	httpx.IfMatch
	Body Edit
}

type deleteInput struct {
	ID string `path:"id" maxLength:"40"`
	httpx.IfMatch
}

// save is the edit as SaveTx takes it.
func (e Edit) save() Save {
	in := Save{SaveProduct: catalog.SaveProduct{Handle: e.Handle, ExternalID: e.ExternalID, Title: e.Title, DescriptionHTML: e.DescriptionHTML,
		Vendor: e.Vendor, Origin: e.Origin, Status: e.Status, Moderation: e.Moderation, TaxCategory: e.TaxCategory, Options: e.Options, Images: e.Images,
		CategoryIDs: e.CategoryIDs, CollectionIDs: e.CollectionIDs, Attributes: e.Attributes, SEO: e.SEO, Tags: e.Tags, Translations: e.Translations}}
	variants, ok := e.Variants.Get()
	if !ok {
		return in
	}
	saved := make([]catalog.SaveVariant, len(variants))
	in.Offers = make([]Offer, len(variants))
	for i, v := range variants {
		saved[i] = catalog.SaveVariant{ID: v.ID, SKU: v.SKU, Barcode: v.Barcode, OptionValues: v.OptionValues, WeightGrams: v.WeightGrams,
			RequiresShipping: v.RequiresShipping, Cost: v.Cost, ImageURL: v.ImageURL}
		in.Offers[i] = Offer{Prices: pricesOfRules(v.Prices), Stock: v.Stock, StockWas: v.StockWas, Safety: v.Safety, AllowBackorder: v.AllowBackorder, Tracked: v.Tracked}
	}
	in.Variants = opt.Some(saved)
	return in
}

func pricesOfRules(f opt.Field[[]PriceRule]) opt.Field[[]pricing.Price] {
	if !f.Given() {
		return opt.Field[[]pricing.Price]{}
	}
	rules, _ := f.Get()
	out := make([]pricing.Price, len(rules))
	for i, r := range rules {
		out[i] = r.price()
	}
	return opt.Some(out)
}

// RegisterStore adds the dashboard's operations.
func (s *Service) RegisterStore(api huma.API) {
	tags := []string{"Products"}
	httpx.Register(api, httpx.Op{ID: "products-list", Method: httpx.GET, Path: "/products", Summary: "List the products you can see", Tags: tags, Perm: actor.ProductsRead},
		func(ctx context.Context, in *rowsInput) (*httpx.Body[page.List[Row]], error) {
			f := Search{Text: in.Text, Status: catalog.Status(in.Status), StoreID: in.Store, InStock: in.InStock.Ptr()}
			return httpx.Answer(s.Rows(ctx, s.db, f, in.Sort, in.Request()))
		})
	httpx.Register(api, httpx.Op{ID: "products-get", Method: httpx.GET, Path: "/products/{id}", Summary: "Get a product with prices and stock", Tags: tags, Perm: actor.ProductsRead},
		func(ctx context.Context, in *productInput) (*httpx.Versioned[Full], error) {
			v, err := s.Full(ctx, s.db, in.ID)
			return httpx.Version(v.Version, v, err)
		})
	httpx.Register(api, httpx.Op{ID: "products-create", Method: httpx.POST, Path: "/products", Summary: "Add a product with its variants, prices and stock", Tags: tags, Perm: actor.ProductsWrite, Status: http.StatusCreated, MaxBody: maxBody},
		func(ctx context.Context, in *createInput) (*httpx.Versioned[Full], error) {
			save := in.Body.Edit.save()
			save.StoreID = in.Body.StoreID
			return s.answerSave(ctx, save)
		})
	httpx.Register(api, httpx.Op{ID: "products-update", Method: httpx.PATCH, Path: "/products/{id}", Summary: "Edit a product, its variants, prices and stock in one go", Tags: tags, Perm: actor.ProductsWrite, MaxBody: maxBody},
		func(ctx context.Context, in *editInput) (*httpx.Versioned[Full], error) {
			save := in.Body.save()
			save.ID, save.IfVersion = in.ID, in.Version()
			return s.answerSave(ctx, save)
		})
	httpx.Register(api, httpx.Op{ID: "products-delete", Method: httpx.DELETE, Path: "/products/{id}", Summary: "Delete a product; orders keep their copies", Tags: tags, Perm: actor.ProductsWrite},
		func(ctx context.Context, in *deleteInput) (*httpx.None, error) {
			return nil, s.DeleteIf(ctx, in.ID, in.Version())
		})
	httpx.Register(api, httpx.Op{ID: "collections-products", Method: httpx.GET, Path: "/collections/{id}/products", Summary: "List the products of a collection", Tags: []string{"Collections"}, Perm: actor.CatalogManage},
		func(ctx context.Context, in *collectionRowsInput) (*httpx.Body[page.List[Row]], error) {
			return httpx.Answer(s.CollectionRows(ctx, s.db, in.ID, in.Request()))
		})
}

// maxBody fits a product of a hundred variants with long descriptions in several languages.
const maxBody = 4 << 20

// answerSave saves once per idempotency key and shows the product as it is then.
func (s *Service) answerSave(ctx context.Context, in Save) (*httpx.Versioned[Full], error) {
	v, err := httpx.Once(ctx, s.db, s.clock, func(ctx context.Context, tx db.Tx) (Full, error) {
		out, err := s.SaveTx(ctx, tx, in)
		if err != nil {
			return Full{}, err
		}
		return s.Full(ctx, tx, out.ProductID)
	})
	return httpx.Version(v.Version, v, err)
}
