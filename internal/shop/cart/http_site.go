package cart

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/page"
)

type createInput struct {
	Body struct {
		Currency money.Currency `json:"currency,omitempty" maxLength:"3"`
		Locale   string         `json:"locale,omitempty" maxLength:"20"`
		Country  string         `json:"country,omitempty" maxLength:"2" doc:"Where it will be sent, if known."`
	}
}

// CartInput names a cart by its secret.
type CartInput struct {
	ID string `path:"id" maxLength:"40" doc:"The cart's id. It is a secret: who knows it owns the cart."`
}

type addInput struct {
	ID   string `path:"id" maxLength:"40"`
	Body struct {
		VariantID string `json:"variant_id" maxLength:"40"`
		Quantity  int64  `json:"quantity" minimum:"1" maximum:"9999"`
	}
}

type lineInput struct {
	ID     string `path:"id" maxLength:"40"`
	LineID string `path:"line_id" maxLength:"40"`
}

type quantityInput struct {
	ID     string `path:"id" maxLength:"40"`
	LineID string `path:"line_id" maxLength:"40"`
	Body   struct {
		Quantity int64 `json:"quantity" minimum:"1" maximum:"9999"`
	}
}

type patchInput struct {
	ID   string `path:"id" maxLength:"40"`
	Body struct {
		Email           opt.Field[string]          `json:"email,omitzero" maxLength:"254"`
		ShippingAddress opt.Field[address.Address] `json:"shipping_address,omitzero"`
		BillingAddress  opt.Field[address.Address] `json:"billing_address,omitzero"`
		Note            opt.Field[string]          `json:"note,omitzero" maxLength:"2000"`
	}
}

type shippingInput struct {
	ID   string `path:"id" maxLength:"40"`
	Body struct {
		Selections []Selection `json:"selections" minItems:"1" maxItems:"100"`
	}
}

// RegisterSite adds the shoppers' operations.
func (s *Service) RegisterSite(api huma.API) {
	tags := []string{"Carts"}
	httpx.Register(api, httpx.Op{ID: "carts-get", Method: httpx.GET, Path: "/carts/{id}", Summary: "Get a cart", Tags: tags, Perm: actor.Public, Limit: httpx.LimitGuess},
		func(ctx context.Context, in *CartInput) (*httpx.Body[View], error) {
			p, err := s.Priced(ctx, s.d.DB, in.ID)
			return httpx.Answer(p.View(), err)
		})
	httpx.Register(api, httpx.Op{ID: "carts-create", Method: httpx.POST, Path: "/carts", Summary: "Start a cart", Tags: tags, Perm: actor.Public, Status: http.StatusCreated, Limit: httpx.LimitWrite},
		func(ctx context.Context, in *createInput) (*httpx.Body[View], error) {
			return s.act(ctx, func(ctx context.Context, tx db.Tx) (Cart, error) {
				return s.CreateTx(ctx, tx, Start{Currency: in.Body.Currency, Locale: in.Body.Locale, Country: in.Body.Country, CustomerID: actor.From(ctx).CustomerID})
			})
		})
	httpx.Register(api, httpx.Op{ID: "carts-lines-add", Method: httpx.POST, Path: "/carts/{id}/lines", Summary: "Put something into a cart", Tags: tags, Perm: actor.Public, Status: http.StatusCreated, Limit: httpx.LimitWrite},
		func(ctx context.Context, in *addInput) (*httpx.Body[View], error) {
			return s.act(ctx, func(ctx context.Context, tx db.Tx) (Cart, error) {
				return s.AddTx(ctx, tx, Add{CartID: in.ID, VariantID: in.Body.VariantID, Quantity: in.Body.Quantity})
			})
		})
	httpx.Register(api, httpx.Op{ID: "carts-lines-update", Method: httpx.PATCH, Path: "/carts/{id}/lines/{line_id}", Summary: "Change a quantity", Tags: tags, Perm: actor.Public, Limit: httpx.LimitWrite},
		func(ctx context.Context, in *quantityInput) (*httpx.Body[View], error) {
			return s.act(ctx, func(ctx context.Context, tx db.Tx) (Cart, error) {
				return s.SetQuantityTx(ctx, tx, in.ID, in.LineID, in.Body.Quantity)
			})
		})
	httpx.Register(api, httpx.Op{ID: "carts-lines-remove", Method: httpx.DELETE, Path: "/carts/{id}/lines/{line_id}", Summary: "Take something out of a cart", Tags: tags, Perm: actor.Public, Status: http.StatusOK, Limit: httpx.LimitWrite},
		func(ctx context.Context, in *lineInput) (*httpx.Body[View], error) {
			return s.act(ctx, func(ctx context.Context, tx db.Tx) (Cart, error) { return s.RemoveTx(ctx, tx, in.ID, in.LineID) })
		})
	httpx.Register(api, httpx.Op{ID: "carts-update", Method: httpx.PATCH, Path: "/carts/{id}", Summary: "Say who buys and where it goes", Tags: tags, Perm: actor.Public, Limit: httpx.LimitWrite},
		func(ctx context.Context, in *patchInput) (*httpx.Body[View], error) {
			b := in.Body
			return s.act(ctx, func(ctx context.Context, tx db.Tx) (Cart, error) {
				return s.UpdateTx(ctx, tx, in.ID, Patch{Email: b.Email, ShippingAddress: b.ShippingAddress, BillingAddress: b.BillingAddress, Note: b.Note})
			})
		})
	httpx.Register(api, httpx.Op{ID: "carts-shipping-options", Method: httpx.GET, Path: "/carts/{id}/shipping-options", Summary: "How each store can ship", Tags: tags, Perm: actor.Public, Limit: httpx.LimitGuess},
		func(ctx context.Context, in *CartInput) (*httpx.Body[page.List[OptionsView]], error) {
			list, err := s.ShippingOptions(ctx, s.d.DB, in.ID)
			return httpx.Answer(page.List[OptionsView]{Items: optionViews(list)}, err)
		})
	httpx.Register(api, httpx.Op{ID: "carts-shipping", Method: httpx.PUT, Path: "/carts/{id}/shipping", Summary: "Choose how the stores ship", Tags: tags, Perm: actor.Public, Limit: httpx.LimitWrite},
		func(ctx context.Context, in *shippingInput) (*httpx.Body[View], error) {
			return s.act(ctx, func(ctx context.Context, tx db.Tx) (Cart, error) {
				return s.ChooseShippingTx(ctx, tx, in.ID, in.Body.Selections)
			})
		})
}

// act runs a verb once per idempotency key and answers with the cart as priced
// in the same transaction.
func (s *Service) act(ctx context.Context, fn func(ctx context.Context, tx db.Tx) (Cart, error)) (*httpx.Body[View], error) {
	return httpx.Answer(httpx.Once(ctx, s.d.DB, s.d.Clock, func(ctx context.Context, tx db.Tx) (View, error) {
		c, err := fn(ctx, tx)
		if err != nil {
			return View{}, err
		}
		p, err := s.price(ctx, tx, c)
		return p.View(), err
	}))
}
