package audit

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/page"
)

type listInput struct {
	httpx.PageParams
	Entity   string `query:"entity" maxLength:"40" doc:"Only this kind of thing: product, order, settings …"`
	EntityID string `query:"entity_id" maxLength:"60" doc:"Only this one; give entity too."`
	ActorID  string `query:"actor_id" maxLength:"60" doc:"Only what this account did."`
	StoreID  string `query:"store_id" maxLength:"60" doc:"Only what concerns this store."`
}

// RegisterStore adds the dashboard's operations.
func (s *Service) RegisterStore(api huma.API) {
	httpx.Register(api, httpx.Op{ID: "audit-list", Method: httpx.GET, Path: "/audit", Summary: "Who changed what, newest first", Tags: []string{"Audit"}, Perm: actor.AuditRead},
		func(ctx context.Context, in *listInput) (*httpx.Body[page.List[Entry]], error) {
			return httpx.Answer(s.List(ctx, s.db, Filter{Entity: in.Entity, EntityID: in.EntityID, ActorID: in.ActorID, StoreID: in.StoreID}, in.Request()))
		})
}
