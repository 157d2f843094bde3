package seller

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/page"
)

// PublicStore is a store as shoppers see it.
type PublicStore struct {
	ID          string   `json:"id"`
	Handle      string   `json:"handle"`
	Name        string   `json:"name"`
	Description string   `json:"description"`
	LogoURL     string   `json:"logo_url"`
	City        string   `json:"city"`
	Country     string   `json:"country"`
	Policies    Policies `json:"policies"`
}

// Public returns what shoppers may know of the store.
func (s Store) Public() PublicStore {
	return PublicStore{ID: s.ID, Handle: s.Handle, Name: s.Name, Description: s.Description, LogoURL: s.LogoURL, City: s.Address.City, Country: s.Address.Country, Policies: s.Policies}
}

type handleInput struct {
	Handle string `path:"handle" maxLength:"80" doc:"The store's id or handle."`
}

// RegisterSite adds the shoppers' operations.
func (s *Service) RegisterSite(api huma.API) {
	httpx.Register(api, httpx.Op{ID: "stores-list", Method: httpx.GET, Path: "/stores", Summary: "List stores", Tags: []string{"Stores"}, Perm: actor.Public},
		func(ctx context.Context, in *httpx.PageParams) (*httpx.Body[page.List[PublicStore]], error) {
			l, err := s.PublicStores(ctx, s.db, in.Request())
			return httpx.Answer(page.Map(l, Store.Public), err)
		})
	httpx.Register(api, httpx.Op{ID: "stores-get", Method: httpx.GET, Path: "/stores/{handle}", Summary: "Get a store", Tags: []string{"Stores"}, Perm: actor.Public},
		func(ctx context.Context, in *handleInput) (*httpx.Body[PublicStore], error) {
			v, err := s.Public(ctx, s.db, in.Handle)
			return httpx.Answer(v.Public(), err)
		})
}
