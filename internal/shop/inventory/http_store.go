package inventory

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/page"
)

type listInput struct {
	httpx.PageParams
	VariantID string `query:"variant_id" maxLength:"40" doc:"Only this variant."`
	StoreID   string `query:"store_id" maxLength:"40" doc:"Only this store."`
}

type adjustInput struct {
	Body struct {
		VariantID string `json:"variant_id" minLength:"1" maxLength:"40"`
		Delta     int64  `json:"delta" minimum:"-1000000000" maximum:"1000000000" doc:"What came (positive) or went (negative)."`
		Reason    string `json:"reason,omitempty" maxLength:"100" doc:"Why: received, damaged, counted …"`
		Note      string `json:"note,omitempty" maxLength:"500"`
	}
}

type historyInput struct {
	VariantID string `path:"variant_id" maxLength:"40"`
	httpx.PageParams
}

// RegisterStore adds the dashboard's operations.
func (s *Service) RegisterStore(api huma.API) {
	tags := []string{"Inventory"}
	httpx.Register(api, httpx.Op{ID: "inventory-list", Method: httpx.GET, Path: "/inventory", Summary: "List stock levels", Tags: tags, Perm: actor.ProductsRead},
		func(ctx context.Context, in *listInput) (*httpx.Body[page.List[Level]], error) {
			return httpx.Answer(s.List(ctx, s.db, Filter{StoreID: in.StoreID, VariantID: in.VariantID}, in.Request()))
		})
	httpx.Register(api, httpx.Op{ID: "inventory-adjust", Method: httpx.POST, Path: "/inventory/adjust", Summary: "Move what is on hand", Tags: tags, Perm: actor.ProductsWrite, Status: http.StatusOK},
		func(ctx context.Context, in *adjustInput) (*httpx.Body[Level], error) {
			b := in.Body
			return httpx.Answer(httpx.Once(ctx, s.db, s.clock, func(ctx context.Context, tx db.Tx) (Level, error) {
				return s.AdjustTx(ctx, tx, Adjust{VariantID: b.VariantID, Delta: b.Delta, Reason: b.Reason, Note: b.Note})
			}))
		})
	httpx.Register(api, httpx.Op{ID: "inventory-movements", Method: httpx.GET, Path: "/inventory/{variant_id}/movements", Summary: "The stock ledger of a variant", Tags: tags, Perm: actor.ProductsRead},
		func(ctx context.Context, in *historyInput) (*httpx.Body[page.List[Movement]], error) {
			return httpx.Answer(s.History(ctx, s.db, in.VariantID, in.Request()))
		})
}
