package tax

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/page"
)

// rateBody is a rate as callers write it.
type rateBody struct {
	ID       string     `json:"id,omitempty" maxLength:"40" doc:"Of a rate of this zone; without one a new rate is made."`
	Name     string     `json:"name" minLength:"1" maxLength:"120" example:"VAT 20%"`
	Category string     `json:"category,omitempty" maxLength:"40" default:"standard"`
	Rate     string     `json:"rate" maxLength:"20" example:"0.2" doc:"Exact decimal: 0.0825 is 8.25 %."`
	Position int        `json:"position,omitempty" minimum:"0" maximum:"1000" doc:"Orders the rates of a category."`
	Compound bool       `json:"compound,omitempty" doc:"Takes the rate of the price and the taxes of earlier positions."`
	Shipping bool       `json:"shipping,omitempty" doc:"Shipping charges bear it too."`
	Reason   string     `json:"reason,omitempty" enum:"standard,reduced,zero,exempt,reverse_charge,export" default:"standard"`
	From     *time.Time `json:"from,omitempty" doc:"In force from this moment on; absent is always."`
	Until    *time.Time `json:"until,omitempty" doc:"In force until before this moment; absent is for ever."`
}

// ratesOf reads the decimals. Returns ErrInvalid with the bad ones.
func ratesOf(bodies []rateBody) ([]Rate, error) {
	var bad errs.Fields
	rates := make([]Rate, len(bodies))
	for i, b := range bodies {
		rate, err := money.ParseRate(b.Rate)
		bad.Check(err == nil, place("rates", i, "rate"), "format", "Give a decimal such as 0.2 for 20 %.")
		rates[i] = Rate{
			ID: b.ID, Name: b.Name, Category: b.Category, Rate: rate, Position: b.Position,
			Compound: b.Compound, Shipping: b.Shipping, Reason: b.Reason, From: b.From, Until: b.Until,
		}
	}
	return rates, bad.As(ErrInvalid)
}

type zoneInput struct {
	ID string `path:"id" maxLength:"40"`
}

type createZoneInput struct {
	Body struct {
		Name  string     `json:"name" minLength:"1" maxLength:"120"`
		Areas []Area     `json:"areas" minItems:"1" maxItems:"500"`
		Rates []rateBody `json:"rates" maxItems:"100"`
	}
}

type updateZoneInput struct {
	ID string `path:"id" maxLength:"40"`
	httpx.IfMatch
	Body struct {
		Name  opt.Field[string]     `json:"name,omitzero" maxLength:"120"`
		Areas opt.Field[[]Area]     `json:"areas,omitzero" maxItems:"500"`
		Rates opt.Field[[]rateBody] `json:"rates,omitzero" maxItems:"100"`
	}
}

func (in *updateZoneInput) patch() (ZonePatch, error) {
	p := ZonePatch{Name: in.Body.Name, Areas: in.Body.Areas, IfVersion: in.Version()}
	bodies, ok := in.Body.Rates.Get()
	if !ok && in.Body.Rates.Given() {
		p.Rates = opt.Null[[]Rate]()
	}
	if !ok {
		return p, nil
	}
	rates, err := ratesOf(bodies)
	p.Rates = opt.Some(rates)
	return p, err
}

type categoryInput struct {
	Code string `path:"code" maxLength:"40"`
}

type saveCategoryInput struct {
	Code string `path:"code" maxLength:"40"`
	Body struct {
		Name string `json:"name" minLength:"1" maxLength:"120"`
	}
}

// RegisterStore adds the dashboard's operations.
func (s *Service) RegisterStore(api huma.API) {
	tags := []string{"Tax"}
	httpx.Register(api, httpx.Op{ID: "tax-zones-list", Method: httpx.GET, Path: "/tax/zones", Summary: "List tax zones", Tags: tags, Perm: actor.TaxWrite},
		func(ctx context.Context, in *httpx.PageParams) (*httpx.Body[page.List[Zone]], error) {
			return httpx.Answer(s.Zones(ctx, s.db, in.Request()))
		})
	httpx.Register(api, httpx.Op{ID: "tax-zones-get", Method: httpx.GET, Path: "/tax/zones/{id}", Summary: "Get a tax zone", Tags: tags, Perm: actor.TaxWrite},
		func(ctx context.Context, in *zoneInput) (*httpx.Versioned[Zone], error) {
			z, err := s.Zone(ctx, s.db, in.ID)
			return httpx.Version(z.Version, z, err)
		})
	httpx.Register(api, httpx.Op{ID: "tax-zones-create", Method: httpx.POST, Path: "/tax/zones", Summary: "Add a tax zone with its rates", Tags: tags, Perm: actor.TaxWrite, Status: http.StatusCreated},
		func(ctx context.Context, in *createZoneInput) (*httpx.Versioned[Zone], error) {
			rates, err := ratesOf(in.Body.Rates)
			if err != nil {
				return nil, err
			}
			z, err := httpx.Once(ctx, s.db, s.clock, func(ctx context.Context, tx db.Tx) (Zone, error) {
				return s.CreateZoneTx(ctx, tx, NewZone{Name: in.Body.Name, Areas: in.Body.Areas, Rates: rates})
			})
			return httpx.Version(z.Version, z, err)
		})
	httpx.Register(api, httpx.Op{ID: "tax-zones-update", Method: httpx.PATCH, Path: "/tax/zones/{id}", Summary: "Edit a tax zone and its rates", Tags: tags, Perm: actor.TaxWrite},
		func(ctx context.Context, in *updateZoneInput) (*httpx.Versioned[Zone], error) {
			p, err := in.patch()
			if err != nil {
				return nil, err
			}
			z, err := s.UpdateZone(ctx, in.ID, p)
			return httpx.Version(z.Version, z, err)
		})
	httpx.Register(api, httpx.Op{ID: "tax-zones-delete", Method: httpx.DELETE, Path: "/tax/zones/{id}", Summary: "Remove a tax zone", Tags: tags, Perm: actor.TaxWrite, Status: http.StatusNoContent},
		func(ctx context.Context, in *zoneInput) (*httpx.None, error) {
			return &httpx.None{}, s.DeleteZone(ctx, in.ID)
		})
	s.registerCategories(api)
}

func (s *Service) registerCategories(api huma.API) {
	tags := []string{"Tax"}
	httpx.Register(api, httpx.Op{ID: "tax-categories-list", Method: httpx.GET, Path: "/tax/categories", Summary: "List tax categories", Tags: tags, Perm: actor.ProductsRead},
		func(ctx context.Context, in *httpx.PageParams) (*httpx.Body[page.List[Category]], error) {
			return httpx.Answer(s.Categories(ctx, s.db, in.Request()))
		})
	httpx.Register(api, httpx.Op{ID: "tax-categories-save", Method: httpx.PUT, Path: "/tax/categories/{code}", Summary: "Add or rename a tax category", Tags: tags, Perm: actor.TaxWrite},
		func(ctx context.Context, in *saveCategoryInput) (*httpx.Body[Category], error) {
			return httpx.Answer(s.SaveCategory(ctx, Category{Code: in.Code, Name: in.Body.Name}))
		})
	httpx.Register(api, httpx.Op{ID: "tax-categories-delete", Method: httpx.DELETE, Path: "/tax/categories/{code}", Summary: "Remove a tax category", Tags: tags, Perm: actor.TaxWrite, Status: http.StatusNoContent},
		func(ctx context.Context, in *categoryInput) (*httpx.None, error) {
			return &httpx.None{}, s.DeleteCategory(ctx, in.Code)
		})
}
