package settings

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/opt"
)

type updateInput struct {
	httpx.IfMatch
	Body struct {
		Name         opt.Field[string]           `json:"name,omitzero" maxLength:"80"`
		BaseURL      opt.Field[string]           `json:"base_url,omitzero" maxLength:"200"`
		SupportEmail opt.Field[string]           `json:"support_email,omitzero" maxLength:"254"`
		TimeZone     opt.Field[string]           `json:"time_zone,omitzero" maxLength:"60"`
		Currencies   opt.Field[[]money.Currency] `json:"currencies,omitzero"`
		Locales      opt.Field[[]string]         `json:"locales,omitzero"`
		Regions      opt.Field[[]Region]         `json:"regions,omitzero"`
		TaxRounding  opt.Field[string]           `json:"tax_rounding,omitzero" maxLength:"10"`
	}
}

// RegisterStore adds the dashboard's operations.
func (s *Service) RegisterStore(api huma.API) {
	tags := []string{"Settings"}
	httpx.Register(api, httpx.Op{ID: "settings-get", Method: httpx.GET, Path: "/settings", Summary: "Get the platform's settings", Tags: tags, Perm: actor.SettingsRead},
		func(ctx context.Context, _ *struct{}) (*httpx.Versioned[Platform], error) {
			p, err := getPlatform(ctx, s.db) // not the snapshot: an editor must see the newest version
			return httpx.Version(p.Version, p, err)
		})
	httpx.Register(api, httpx.Op{ID: "settings-update", Method: httpx.PATCH, Path: "/settings", Summary: "Edit the platform's settings", Tags: tags, Perm: actor.SettingsWrite},
		func(ctx context.Context, in *updateInput) (*httpx.Versioned[Platform], error) {
			b := in.Body
			p, err := s.Update(ctx, Patch{Name: b.Name, BaseURL: b.BaseURL, SupportEmail: b.SupportEmail, TimeZone: b.TimeZone,
				Currencies: b.Currencies, Locales: b.Locales, Regions: b.Regions, TaxRounding: b.TaxRounding, IfVersion: in.Version()})
			return httpx.Version(p.Version, p, err)
		})
}
