package app

import (
	"net/http"

	"github.com/haatshop/haat/internal/serve/api"
	"github.com/haatshop/haat/internal/serve/storefront"
)

// api builds the door for programs from every room that has operations,
// and from the storefront, which draws what the rooms know.
func (a *App) api(pages *storefront.Storefront) (*api.API, error) {
	limits := api.Limits{Nodes: a.Config.Nodes}
	if a.Config.RateLimit == "off" {
		limits = api.Limits{Off: true}
	}
	return api.New(api.Deps{DB: a.DB, Clock: a.Clock, Bus: a.Bus, Queue: a.Queue, Log: a.Log, Identity: a.Identity, Audit: a.Audit, Hooks: a.Payment, Cache: a.Pages,
		Origins: a.Config.AllowedOrigins, Limits: limits, Routes: &a.counts.routes, Webhooks: &a.counts.webhooks,
		Site: []api.SiteRoom{a.Settings, a.Content, a.Catalog, a.Listing, a.Search, a.Seller, a.Cart, a.Checkout, a.Order, a.Fulfilment, a.Identity, a.Customer, a.Analytics},
		Store: []api.StoreRoom{a.Identity, a.Settings, a.Order, a.Fulfilment, a.Payment, a.Listing, a.Catalog, a.Inventory, a.Customer, a.Seller, a.Shipping,
			a.Tax, a.Content, pages, a.Notify, a.Audit, a.Analytics}})
}

// OpenAPI returns the API documents by file name.
func (a *App) OpenAPI() (map[string][]byte, error) {
	pages, err := a.storefront()
	if err != nil {
		return nil, err
	}
	door, err := a.api(pages)
	if err != nil {
		return nil, err
	}
	site, store, err := door.Documents()
	return map[string][]byte{"site.json": site, "store.json": store}, err
}

var _ http.Handler = (*api.API)(nil)
