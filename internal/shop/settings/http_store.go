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
		BankDetails  opt.Field[string]           `json:"bank_details,omitzero" maxLength:"1000"`
		Appearance   opt.Field[Appearance]       `json:"appearance,omitzero" doc:"The whole appearance; null is the theme's own."`
	}
}

type paletteInput struct {
	Accent string `query:"accent" pattern:"^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$" doc:"#rrggbb; absent is the theme's own." example:"#1f6feb"`
	Paper  string `query:"paper" enum:"plain,warm,cool" doc:"Absent is plain."`
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
				Currencies: b.Currencies, Locales: b.Locales, Regions: b.Regions, TaxRounding: b.TaxRounding, BankDetails: b.BankDetails, Appearance: b.Appearance, IfVersion: in.Version()})
			return httpx.Version(p.Version, p, err)
		})
	httpx.Register(api, httpx.Op{ID: "settings-palette", Method: httpx.GET, Path: "/settings/palette", Summary: "Show which colours an accent and a paper make", Tags: tags, Perm: actor.SettingsRead},
		func(_ context.Context, in *paletteInput) (*httpx.Body[Palette], error) {
			return httpx.Answer(PaletteOf(Appearance{Accent: in.Accent, Paper: in.Paper}), nil)
		})
	s.registerDemo(api)
}

// registerDemo adds what takes the demo out. Only an owner holds the permission unless it is
// given to somebody: it deletes orders.
func (s *Service) registerDemo(api huma.API) {
	tags := []string{"Settings"}
	httpx.Register(api, httpx.Op{ID: "demo-get", Method: httpx.GET, Path: "/demo", Summary: "Say what removing the demo would do", Tags: tags, Perm: actor.DemoRemove},
		func(ctx context.Context, _ *struct{}) (*httpx.Body[DemoPlan], error) {
			return httpx.Answer(s.demo.Plan(ctx))
		})
	httpx.Register(api, httpx.Op{ID: "demo-remove", Method: httpx.POST, Path: "/demo/removal", Summary: "Remove the demo; again it does nothing", Tags: tags, Perm: actor.DemoRemove},
		func(ctx context.Context, _ *struct{}) (*httpx.Body[DemoPlan], error) {
			return httpx.Answer(s.demo.Ask(ctx))
		})
}
