package analytics

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/money"
)

type salesInput struct {
	Days     int    `query:"days" minimum:"1" maximum:"366" default:"30" doc:"How many, up to and with today."`
	StoreID  string `query:"store_id" maxLength:"40" doc:"Only this store."`
	Currency string `query:"currency" maxLength:"3" doc:"Leave out for the shop's first."`
}

// RegisterStore adds the dashboard's operations.
func (s *Service) RegisterStore(api huma.API) {
	httpx.Register(api, httpx.Op{ID: "reports-sales", Method: httpx.GET, Path: "/reports/sales", Summary: "Sales day by day, beside the period before", Tags: []string{"Reports"}, Perm: actor.ReportsRead},
		func(ctx context.Context, in *salesInput) (*httpx.Body[Sales], error) {
			return httpx.Answer(s.Sales(ctx, s.d.DB, Ask{Days: in.Days, StoreID: in.StoreID, Currency: money.Currency(in.Currency)}))
		})
}
