package settings

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/money"
)

// Public is what shoppers may know of the platform.
type Public struct {
	Name          string           `json:"name"`
	SupportEmail  string           `json:"support_email"`
	Currencies    []money.Currency `json:"currencies"`
	Locales       []string         `json:"locales"`
	DefaultLocale string           `json:"default_locale"`
	DefaultRegion string           `json:"default_region"`
	Regions       []Region         `json:"regions"`
	Appearance    Appearance       `json:"appearance"`
	Demo          bool             `json:"demo"`
}

// Public returns what shoppers may know.
func (p Platform) Public() Public {
	return Public{Name: p.Name, SupportEmail: p.SupportEmail, Currencies: p.Currencies, Locales: p.Locales, DefaultLocale: p.Locales[0],
		DefaultRegion: p.DefaultRegion().ID, Regions: p.Regions, Appearance: p.Appearance, Demo: p.Demo}
}

// RegisterSite adds the shoppers' operations.
func (s *Service) RegisterSite(api huma.API) {
	httpx.Register(api, httpx.Op{ID: "settings-get", Method: httpx.GET, Path: "/settings", Summary: "Get the shop's name, currencies, locales and regions", Tags: []string{"Settings"}, Perm: actor.Public, Kept: true},
		func(ctx context.Context, _ *struct{}) (*httpx.Body[Public], error) {
			httpx.Shows(ctx, "settings")
			return httpx.Answer(s.Platform().Public(), nil)
		})
}
