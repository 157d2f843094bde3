package customer

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/page"
)

type listInput struct {
	httpx.PageParams
	Query string `query:"q" maxLength:"254" doc:"Beginning of the e-mail address or name."`
}

type getInput struct {
	ID string `path:"id" maxLength:"40"`
}

type updateInput struct {
	ID string `path:"id" maxLength:"40"`
	httpx.IfMatch
	Body struct {
		Note   opt.Field[string]   `json:"note,omitzero" maxLength:"5000"`
		Groups opt.Field[[]string] `json:"groups,omitzero" maxItems:"20"`
	}
}

// RegisterStore adds the dashboard's operations.
func (s *Service) RegisterStore(api huma.API) {
	tags := []string{"Customers"}
	httpx.Register(api, httpx.Op{ID: "customers-list", Method: httpx.GET, Path: "/customers", Summary: "List the customers you can see", Tags: tags, Perm: actor.CustomersRead},
		func(ctx context.Context, in *listInput) (*httpx.Body[page.List[Customer]], error) {
			return httpx.Answer(s.List(ctx, s.db, in.Query, in.Request()))
		})
	httpx.Register(api, httpx.Op{ID: "customers-get", Method: httpx.GET, Path: "/customers/{id}", Summary: "Get a customer", Tags: tags, Perm: actor.CustomersRead},
		func(ctx context.Context, in *getInput) (*httpx.Versioned[Detail], error) {
			c, err := s.Get(ctx, s.db, in.ID)
			return httpx.Version(c.Version, c, err)
		})
	httpx.Register(api, httpx.Op{ID: "customers-update", Method: httpx.PATCH, Path: "/customers/{id}", Summary: "Note something about a customer", Tags: tags, Perm: actor.CustomersWrite},
		func(ctx context.Context, in *updateInput) (*httpx.Versioned[Customer], error) {
			c, err := s.Update(ctx, in.ID, Patch{Note: in.Body.Note, Groups: in.Body.Groups, IfVersion: in.Version()})
			return httpx.Version(c.Version, c, err)
		})
}
