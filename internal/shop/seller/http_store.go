package seller

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/page"
)

type listSellersInput struct {
	httpx.PageParams
	Status string `query:"status" enum:"applied,approved,rejected,suspended,banned" doc:"Only sellers in this state."`
	Query  string `query:"q" maxLength:"254" doc:"Beginning of the name, of a word in it, or of the e-mail address."`
}

type listStoresInput struct {
	httpx.PageParams
	Query string `query:"q" maxLength:"254" doc:"Beginning of the name, of a word in it, of the handle or of the e-mail address."`
}

type createSellerInput struct {
	Body struct {
		Name  string `json:"name" minLength:"1" maxLength:"120"`
		Email string `json:"email" format:"email" maxLength:"254"`
	}
}

type sellerInput struct {
	ID string `path:"id" maxLength:"40"`
}

type statusInput struct {
	ID   string `path:"id" maxLength:"40"`
	Body struct {
		Status Status `json:"status" enum:"applied,approved,rejected,suspended,banned"`
	}
}

type createStoreInput struct {
	Body struct {
		SellerID string `json:"seller_id" maxLength:"40"`
		Handle   string `json:"handle,omitempty" maxLength:"80" doc:"Made from the name when left out."`
		Name     string `json:"name" minLength:"1" maxLength:"120"`
	}
}

type storeInput struct {
	ID string `path:"id" maxLength:"40"`
}

type updateStoreInput struct {
	ID string `path:"id" maxLength:"40"`
	httpx.IfMatch
	Body struct {
		Name        opt.Field[string]          `json:"name,omitzero" maxLength:"120"`
		Handle      opt.Field[string]          `json:"handle,omitzero" maxLength:"80"`
		Description opt.Field[string]          `json:"description,omitzero" maxLength:"10000"`
		Email       opt.Field[string]          `json:"email,omitzero" maxLength:"254"`
		Phone       opt.Field[string]          `json:"phone,omitzero" maxLength:"40"`
		LogoURL     opt.Field[string]          `json:"logo_url,omitzero" maxLength:"300"`
		Status      opt.Field[StoreStatus]     `json:"status,omitzero"`
		Address     opt.Field[address.Address] `json:"address,omitzero"`
		Policies    opt.Field[Policies]        `json:"policies,omitzero"`
	}
}

// RegisterStore adds the dashboard's operations.
func (s *Service) RegisterStore(api huma.API) {
	tags := []string{"Sellers"}
	httpx.Register(api, httpx.Op{ID: "sellers-list", Method: httpx.GET, Path: "/sellers", Summary: "List sellers", Tags: tags, Perm: actor.SellersManage},
		func(ctx context.Context, in *listSellersInput) (*httpx.Body[page.List[Seller]], error) {
			return httpx.Answer(s.List(ctx, s.db, Filter{Status: Status(in.Status), Text: in.Query}, in.Request()))
		})
	httpx.Register(api, httpx.Op{ID: "sellers-get", Method: httpx.GET, Path: "/sellers/{id}", Summary: "Get a seller", Tags: tags, Perm: actor.StoresRead},
		func(ctx context.Context, in *sellerInput) (*httpx.Body[Seller], error) {
			return httpx.Answer(s.Get(ctx, s.db, in.ID))
		})
	httpx.Register(api, httpx.Op{ID: "sellers-create", Method: httpx.POST, Path: "/sellers", Summary: "Add a seller", Tags: tags, Perm: actor.SellersManage, Status: http.StatusCreated},
		func(ctx context.Context, in *createSellerInput) (*httpx.Body[Seller], error) {
			return httpx.Answer(httpx.Once(ctx, s.db, s.clock, func(ctx context.Context, tx db.Tx) (Seller, error) {
				return s.CreateTx(ctx, tx, NewSeller{Name: in.Body.Name, Email: in.Body.Email, Status: Approved})
			}))
		})
	httpx.Register(api, httpx.Op{ID: "sellers-status", Method: httpx.PUT, Path: "/sellers/{id}/status", Summary: "Approve, reject, suspend or ban a seller", Tags: tags, Perm: actor.SellersManage},
		func(ctx context.Context, in *statusInput) (*httpx.Body[Seller], error) {
			return httpx.Answer(s.ChangeStatus(ctx, in.ID, in.Body.Status))
		})
	s.registerStores(api)
}

func (s *Service) registerStores(api huma.API) {
	tags := []string{"Stores"}
	httpx.Register(api, httpx.Op{ID: "stores-list", Method: httpx.GET, Path: "/stores", Summary: "List the stores you can see", Tags: tags, Perm: actor.StoresRead},
		func(ctx context.Context, in *listStoresInput) (*httpx.Body[page.List[Store]], error) {
			return httpx.Answer(s.FindStores(ctx, s.db, in.Query, in.Request()))
		})
	httpx.Register(api, httpx.Op{ID: "stores-get", Method: httpx.GET, Path: "/stores/{id}", Summary: "Get a store", Tags: tags, Perm: actor.StoresRead},
		func(ctx context.Context, in *storeInput) (*httpx.Versioned[Store], error) {
			v, err := s.Store(ctx, s.db, in.ID)
			return httpx.Version(v.Version, v, err)
		})
	httpx.Register(api, httpx.Op{ID: "stores-create", Method: httpx.POST, Path: "/stores", Summary: "Open a store", Tags: tags, Perm: actor.StoresWrite, Status: http.StatusCreated},
		func(ctx context.Context, in *createStoreInput) (*httpx.Versioned[Store], error) {
			v, err := httpx.Once(ctx, s.db, s.clock, func(ctx context.Context, tx db.Tx) (Store, error) {
				return s.CreateStoreTx(ctx, tx, NewStore{SellerID: in.Body.SellerID, Handle: in.Body.Handle, Name: in.Body.Name})
			})
			return httpx.Version(v.Version, v, err)
		})
	httpx.Register(api, httpx.Op{ID: "stores-update", Method: httpx.PATCH, Path: "/stores/{id}", Summary: "Edit a store", Tags: tags, Perm: actor.StoresWrite},
		func(ctx context.Context, in *updateStoreInput) (*httpx.Versioned[Store], error) {
			b := in.Body
			v, err := s.UpdateStore(ctx, in.ID, StorePatch{Name: b.Name, Handle: b.Handle, Description: b.Description, Email: b.Email, Phone: b.Phone,
				LogoURL: b.LogoURL, Status: b.Status, Address: b.Address, Policies: b.Policies, IfVersion: in.Version()})
			return httpx.Version(v.Version, v, err)
		})
}
