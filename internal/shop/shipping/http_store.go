package shipping

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/page"
)

type listZonesInput struct {
	StoreID string `query:"store_id" required:"true" maxLength:"40" doc:"Whose zones."`
}

type zoneInput struct {
	ID string `path:"id" maxLength:"40"`
}

// ZoneBody is a whole zone: what is left out of it is gone after saving.
type ZoneBody struct {
	Name     string  `json:"name" minLength:"1" maxLength:"120"`
	Position int64   `json:"position,omitempty" minimum:"0" maximum:"100000"`
	Places   []Place `json:"places" minItems:"1" maxItems:"500"`
	Rates    []Rate  `json:"rates" maxItems:"30"`
}

func (b ZoneBody) save() Save {
	return Save{Name: b.Name, Position: b.Position, Places: b.Places, Rates: b.Rates}
}

type createZoneInput struct {
	Body struct {
		StoreID string `json:"store_id" maxLength:"40"`
		ZoneBody
	}
}

type saveZoneInput struct {
	ID string `path:"id" maxLength:"40"`
	httpx.IfMatch
	Body ZoneBody
}

type deleteZoneInput struct {
	ID string `path:"id" maxLength:"40"`
	httpx.IfMatch
}

// RegisterStore adds the dashboard's operations.
func (s *Service) RegisterStore(api huma.API) {
	tags := []string{"Shipping"}
	httpx.Register(api, httpx.Op{ID: "shipping-zones-list", Method: httpx.GET, Path: "/shipping/zones", Summary: "List a store's shipping zones with their rates", Tags: tags, Perm: actor.ShippingWrite},
		func(ctx context.Context, in *listZonesInput) (*httpx.Body[page.List[Zone]], error) {
			// A store has a bounded number of zones: they are one page.
			zones, err := s.Zones(ctx, s.d.DB, in.StoreID)
			return httpx.Answer(page.List[Zone]{Items: zones}, err)
		})
	httpx.Register(api, httpx.Op{ID: "shipping-zones-get", Method: httpx.GET, Path: "/shipping/zones/{id}", Summary: "Get a shipping zone", Tags: tags, Perm: actor.ShippingWrite},
		func(ctx context.Context, in *zoneInput) (*httpx.Versioned[Zone], error) {
			z, err := s.Get(ctx, s.d.DB, in.ID)
			return httpx.Version(z.Version, z, err)
		})
	httpx.Register(api, httpx.Op{ID: "shipping-zones-create", Method: httpx.POST, Path: "/shipping/zones", Summary: "Add a shipping zone", Tags: tags, Perm: actor.ShippingWrite, Status: http.StatusCreated},
		func(ctx context.Context, in *createZoneInput) (*httpx.Versioned[Zone], error) {
			z, err := httpx.Once(ctx, s.d.DB, s.d.Clock, func(ctx context.Context, tx db.Tx) (Zone, error) {
				save := in.Body.save()
				save.StoreID = in.Body.StoreID
				return s.SaveTx(ctx, tx, save)
			})
			return httpx.Version(z.Version, z, err)
		})
	httpx.Register(api, httpx.Op{ID: "shipping-zones-save", Method: httpx.PUT, Path: "/shipping/zones/{id}", Summary: "Replace a shipping zone", Tags: tags, Perm: actor.ShippingWrite},
		func(ctx context.Context, in *saveZoneInput) (*httpx.Versioned[Zone], error) {
			save := in.Body.save()
			save.ID, save.IfVersion = in.ID, in.Version()
			z, err := s.Save(ctx, save)
			return httpx.Version(z.Version, z, err)
		})
	httpx.Register(api, httpx.Op{ID: "shipping-zones-delete", Method: httpx.DELETE, Path: "/shipping/zones/{id}", Summary: "Remove a shipping zone", Tags: tags, Perm: actor.ShippingWrite},
		func(ctx context.Context, in *deleteZoneInput) (*httpx.None, error) {
			return &httpx.None{}, s.Delete(ctx, in.ID, in.Version())
		})
}
