package listing

import (
	"context"
	"reflect"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/catalog"
)

// ErrFilter says which filter names something that is not there.
var ErrFilter = errs.New(errs.Invalid, "listing.bad_filter", "This list cannot be narrowed that way.")

// Image is a picture as pages use it.
type Image struct {
	URL    string `json:"url"`
	Srcset string `json:"srcset"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
	Alt    string `json:"alt"`
}

// Rating is what buyers think on average.
type Rating struct {
	Average float64 `json:"average"`
	Count   int64   `json:"count"`
}

// PublicCard is a product in the shoppers' lists.
type PublicCard struct {
	ID          string        `json:"id"`
	Handle      string        `json:"handle"`
	Title       string        `json:"title"`
	Store       StoreRef      `json:"store"`
	Price       PriceRange    `json:"price"`
	CompareAt   *money.Amount `json:"compare_at" doc:"The price before of the cheapest variant; null when nothing is reduced."`
	InStock     bool          `json:"in_stock" doc:"A shopper may have one."`
	Backorder   bool          `json:"backorder" doc:"None is there: it can be ordered ahead and is sent later."`
	Rating      *Rating       `json:"rating"`
	Images      []Image       `json:"images"`
	CategoryIDs []string      `json:"category_ids"`
	// Absent unless asked for.
	Variants []PublicVariant `json:"variants,omitzero" doc:"Only with include=variants: what can be chosen, as the product's page shows it."`
}

// PublicView is a product as its page shows it.
type PublicView struct {
	ID              string              `json:"id"`
	Handle          string              `json:"handle"`
	Title           string              `json:"title"`
	DescriptionHTML string              `json:"description_html"`
	Vendor          string              `json:"vendor"`
	Origin          string              `json:"origin" doc:"Country it is made in, ISO 3166-1 alpha-2; empty is unknown."`
	Store           StoreRef            `json:"store"`
	Price           PriceRange          `json:"price"`
	CompareAt       *money.Amount       `json:"compare_at"`
	InStock         bool                `json:"in_stock" doc:"A shopper may have one."`
	Backorder       bool                `json:"backorder" doc:"None is there: it can be ordered ahead and is sent later."`
	Rating          *Rating             `json:"rating"`
	Images          []Image             `json:"images"`
	Options         []catalog.Option    `json:"options"`
	Variants        []PublicVariant     `json:"variants"`
	Categories      []Ref               `json:"categories"`
	Attributes      []catalog.Attribute `json:"attributes"`
	SEO             catalog.SEO         `json:"seo"`
}

// PublicVariant is a variant a shopper may choose.
type PublicVariant struct {
	ID        string            `json:"id"`
	SKU       string            `json:"sku"`
	Options   map[string]string `json:"options"`
	Price     money.Amount      `json:"price"`
	CompareAt *money.Amount     `json:"compare_at"`
	InStock   bool              `json:"in_stock" doc:"A shopper may have one."`
	Backorder bool              `json:"backorder" doc:"None is there: it can be ordered ahead and is sent later."`
	Available *int64            `json:"available" doc:"How many there are; null when that is not limited."`
	ImageURL  string            `json:"image_url"`
}

// Public returns the card as the site API shows it.
func (c Card) Public() PublicCard {
	out := PublicCard{ID: c.ID, Handle: c.Handle, Title: c.Title, Store: c.Store, Price: PriceRange{c.PriceFrom, c.PriceTo}, CompareAt: c.CompareAt,
		InStock: c.InStock, Backorder: c.Backorder, Images: []Image{}, CategoryIDs: append([]string{}, c.CategoryIDs...)}
	if c.Image != nil {
		out.Images = append(out.Images, imageOf(*c.Image))
	}
	if c.Variants != nil {
		out.Variants = publicVariants(c.Variants)
	}
	return out
}

func publicVariants(vs []VariantView) []PublicVariant {
	out := make([]PublicVariant, len(vs))
	for i, v := range vs {
		out[i] = PublicVariant(v)
	}
	return out
}

// Public returns the view as the site API shows it.
func (v View) Public() PublicView {
	out := PublicView{ID: v.ID, Handle: v.Handle, Title: v.Title, DescriptionHTML: v.DescriptionHTML, Vendor: v.Vendor, Origin: v.Origin, Store: v.Store,
		Price: PriceRange{v.PriceFrom, v.PriceTo}, CompareAt: v.CompareAt, InStock: v.InStock, Backorder: v.Backorder, Images: []Image{}, Options: v.Options,
		Variants: publicVariants(v.Variants), Categories: v.Categories, Attributes: v.Attributes, SEO: v.SEO}
	for _, i := range v.Images {
		out.Images = append(out.Images, imageOf(i))
	}
	return out
}

func imageOf(i catalog.ImageRef) Image {
	return Image{URL: i.URL, Width: i.Width, Height: i.Height, Alt: i.Alt}
}

// AudienceParams let a shopper say which currency and language they want; embed it in an input.
type AudienceParams struct {
	Currency string `query:"currency" maxLength:"3" doc:"ISO 4217; absent is the default region's." example:"USD"`
	Locale   string `query:"locale" maxLength:"35" doc:"Language tag; absent or unknown is the shop's own." example:"ar"`
}

// Audience reads the parameters. Returns ErrFilter for a currency the shop does not trade in.
func (s *Service) Audience(p AudienceParams) (Audience, error) {
	platform := s.settings.Platform()
	a := Audience{Currency: money.Currency(p.Currency), Locale: p.Locale}
	if a.Currency == "" {
		a.Currency = platform.DefaultRegion().Currency
	}
	if !slices.Contains(platform.Currencies, a.Currency) {
		return a, ErrFilter.At("query.currency", "unknown", "The shop does not trade in this currency.")
	}
	return a, nil
}

// IncludeParams ask for more than a list's cards hold; embed it in an input.
type IncludeParams struct {
	Include []string `query:"include" maxItems:"1" enum:"variants" doc:"What to add to each product: variants, with their prices and stock."`
}

// Add puts what was asked for onto cards.
func (s *Service) Add(ctx context.Context, q db.Querier, p IncludeParams, cards []Card, a Audience) error {
	if !slices.Contains(p.Include, "variants") {
		return nil
	}
	err := s.WithVariants(ctx, q, cards, a)
	for _, c := range cards {
		httpx.Shows(ctx, c.stockTags()...)
		httpx.ShowsUntil(ctx, c.Until)
	}
	return err
}

// FilterParams narrow a list of products; embed it in an input.
type FilterParams struct {
	Category   string          `query:"category" maxLength:"80" doc:"Id or handle; includes the categories below it."`
	Collection string          `query:"collection" maxLength:"80" doc:"Id or handle."`
	Store      string          `query:"store" maxLength:"80" doc:"Id or handle."`
	PriceMin   OptParam[int64] `query:"price_min" minimum:"0" doc:"Minor units of the currency."`
	PriceMax   OptParam[int64] `query:"price_max" minimum:"0" doc:"Minor units of the currency."`
	InStock    OptParam[bool]  `query:"in_stock" doc:"Only what is in stock, or only what is not."`
}

// Filter reads the parameters. Returns ErrFilter for what does not exist.
func (s *Service) Filter(ctx context.Context, p FilterParams) (Filter, error) {
	f := Filter{PriceMin: p.PriceMin.Ptr(), PriceMax: p.PriceMax.Ptr(), InStock: p.InStock.Ptr()}
	var err error
	if f.CategoryID, err = s.categoryID(ctx, p.Category); err != nil {
		return f, err
	}
	if p.Collection != "" {
		c, err := s.catalog.Collection(ctx, s.db, p.Collection)
		if err != nil {
			return f, unknown(err, "query.collection")
		}
		f.CollectionID = c.ID
	}
	if p.Store != "" {
		v, err := s.seller.Public(ctx, s.db, p.Store)
		if err != nil {
			return f, unknown(err, "query.store")
		}
		f.StoreID = v.ID
	}
	return f, nil
}

func (s *Service) categoryID(ctx context.Context, idOrHandle string) (string, error) {
	if idOrHandle == "" {
		return "", nil
	}
	tree, err := s.catalog.Categories(ctx, s.db)
	if err != nil {
		return "", err
	}
	c, ok := tree.Get(idOrHandle)
	if !id.Valid("cat_", idOrHandle) {
		c, ok = tree.ByHandle(idOrHandle)
	}
	if !ok {
		return "", ErrFilter.At("query.category", "unknown", "There is no such category.")
	}
	return c.ID, nil
}

func unknown(err error, at string) error {
	if errs.KindOf(err) == errs.NotFound {
		return ErrFilter.At(at, "unknown", "There is no such thing here.")
	}
	return err
}

// OptParam is a query parameter that may be absent.
type OptParam[T any] struct {
	value T
	set   bool
}

// Ptr is the value, nil when the parameter was absent.
func (p OptParam[T]) Ptr() *T {
	if !p.set {
		return nil
	}
	return &p.value
}

// Schema implements huma.SchemaProvider: the parameter looks like its value.
func (OptParam[T]) Schema(r huma.Registry) *huma.Schema {
	return huma.SchemaFromType(r, reflect.TypeFor[T]())
}

// Receiver implements huma.ParamWrapper.
func (p *OptParam[T]) Receiver() reflect.Value { return reflect.ValueOf(&p.value).Elem() }

// OnParamSet implements huma.ParamReactor; it is called for parameters that are there.
func (p *OptParam[T]) OnParamSet(isSet bool, _ any) { p.set = isSet }

type listInput struct {
	httpx.PageParams
	AudienceParams
	FilterParams
	IncludeParams
	Sort string `query:"sort" enum:"new,price,-price,title" default:"new"`
}

type getInput struct {
	AudienceParams
	ID string `path:"id" maxLength:"255" doc:"The product's id or handle."`
}

// RegisterSite adds the shoppers' operations.
func (s *Service) RegisterSite(api huma.API) {
	tags := []string{"Products"}
	httpx.Register(api, httpx.Op{ID: "products-list", Method: httpx.GET, Path: "/products", Summary: "List products", Tags: tags, Perm: actor.Public, Kept: true},
		func(ctx context.Context, in *listInput) (*httpx.Body[page.List[PublicCard]], error) {
			a, err := s.Audience(in.AudienceParams)
			if err != nil {
				return nil, err
			}
			f, err := s.Filter(ctx, in.FilterParams)
			if err != nil {
				return nil, err
			}
			httpx.Shows(ctx, f.tags()...)
			l, err := s.List(ctx, s.db, f, a, in.Sort, in.Request())
			if err == nil {
				err = s.Add(ctx, s.db, in.IncludeParams, l.Items, a)
			}
			return httpx.Answer(page.Map(l, Card.Public), err)
		})
	httpx.Register(api, httpx.Op{ID: "products-get", Method: httpx.GET, Path: "/products/{id}", Summary: "Get a product by its id or handle", Tags: tags, Perm: actor.Public, Kept: true},
		func(ctx context.Context, in *getInput) (*httpx.Body[PublicView], error) {
			a, err := s.Audience(in.AudienceParams)
			if err != nil {
				return nil, err
			}
			v, err := s.Product(ctx, s.db, in.ID, a)
			httpx.Shows(ctx, v.tags()...)
			httpx.ShowsUntil(ctx, v.Until)
			return httpx.Answer(v.Public(), err)
		})
}
