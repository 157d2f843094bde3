package apptest

import (
	"context"
	"testing"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/identity"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/pricing"
	"github.com/haatshop/haat/internal/shop/seller"
)

// Market is a small marketplace: two sellers with a store and one product
// each, an owner of the platform, the sellers' members.
type Market struct {
	StoreA, StoreB     seller.Store
	VariantA, VariantB string
	ProductA, ProductB string
}

// Password of every account here.
const Password = "correct horse battery"

// Accounts of the market.
const (
	Owner   = "owner@test.example"
	MemberA = "a@test.example"
	MemberB = "b@test.example"
)

// Fill makes the market in an empty shop, with stock of each product.
func Fill(t testing.TB, a *app.App, stock int64) Market {
	t.Helper()
	ctx := app.AsSystem(context.Background())
	var m Market
	err := a.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		if err := a.Settings.SetDemoTx(ctx, tx, true); err != nil {
			return err
		}
		owner, err := a.Identity.CreateTx(ctx, tx, identity.NewAccount{Email: Owner, Password: Password, Name: "Owner", Locale: "en", Verified: true})
		if err != nil {
			return err
		}
		if err := a.Identity.AddMemberTx(ctx, tx, identity.Member{AccountID: owner.ID, Role: "owner"}); err != nil {
			return err
		}
		if m.StoreA, err = openStore(ctx, tx, a, "kiln", MemberA); err != nil {
			return err
		}
		m.StoreB, err = openStore(ctx, tx, a, "ridge", MemberB)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	m.ProductA, m.VariantA = Product(t, a, m.StoreA.ID, "Clay mug", 1800, stock)
	m.ProductB, m.VariantB = Product(t, a, m.StoreB.ID, "Day pack", 4900, stock)
	return m
}

func openStore(ctx context.Context, tx db.Tx, a *app.App, handle, member string) (seller.Store, error) {
	sel, err := a.Seller.CreateTx(ctx, tx, seller.NewSeller{Name: "Seller of " + handle, Email: member, Status: seller.Approved})
	if err != nil {
		return seller.Store{}, err
	}
	sto, err := a.Seller.CreateStoreTx(ctx, tx, seller.NewStore{SellerID: sel.ID, Handle: handle, Name: "Store " + handle})
	if err != nil {
		return sto, err
	}
	if err := a.Shipping.EnsureDefaultsTx(ctx, tx, sto.ID); err != nil {
		return sto, err
	}
	acc, err := a.Identity.CreateTx(ctx, tx, identity.NewAccount{Email: member, Password: Password, Name: member, Locale: "en", Verified: true})
	if err != nil {
		return sto, err
	}
	return sto, a.Identity.AddMemberTx(ctx, tx, identity.Member{AccountID: acc.ID, SellerID: sel.ID, Role: "owner"})
}

// Product makes an active product of one variant and returns their ids.
func Product(t testing.TB, a *app.App, storeID, title string, price, stock int64) (productID, variantID string) {
	t.Helper()
	ctx := actor.With(context.Background(), actor.TheSystem())
	saved, err := a.Listing.Save(ctx, listing.Save{
		SaveProduct: catalog.SaveProduct{StoreID: storeID, Title: opt.Some(title), Status: opt.Some(catalog.Active), Moderation: opt.Some(catalog.Approved),
			Variants: opt.Some([]catalog.SaveVariant{{SKU: opt.Some(title), WeightGrams: opt.Some[int64](400), RequiresShipping: opt.Some(true)}})},
		Offers: []listing.Offer{{Prices: opt.Some([]pricing.Price{{Currency: money.Currency("USD"), Amount: price, MinQuantity: 1}}), Stock: &stock}},
	})
	if err != nil {
		t.Fatal(err)
	}
	p, err := a.Catalog.Get(ctx, a.DB, saved.ProductID)
	if err != nil {
		t.Fatal(err)
	}
	return p.ID, p.Variants[0].ID
}

// LogIn opens a session of the store API and returns a client that uses it.
func (s *Shop) LogIn(email, password string) *Client {
	s.t.Helper()
	c := s.Client()
	var out struct {
		AccessToken string `json:"access_token"`
	}
	c.Do("POST", "/api/v1/store/auth/login", map[string]any{"email": email, "password": password}).Want(200).Into(&out)
	c.HTTP.Jar = nil
	c.Bearer = out.AccessToken
	return c
}

// Member makes somebody who works for a seller, or for the platform when
// sellerID is empty, with these permissions.
func (s *Shop) Member(email, sellerID string, perms ...string) {
	s.t.Helper()
	err := s.DB.InTx(app.AsSystem(context.Background()), func(ctx context.Context, tx db.Tx) error {
		acc, err := s.Identity.CreateTx(ctx, tx, identity.NewAccount{Email: email, Password: Password, Name: email, Locale: "en", Verified: true})
		if err != nil {
			return err
		}
		m := identity.Member{AccountID: acc.ID, SellerID: sellerID, Role: "staff"}
		for _, p := range perms {
			m.Perms = append(m.Perms, actor.Perm(p))
		}
		return s.Identity.AddMemberTx(ctx, tx, m)
	})
	if err != nil {
		s.t.Fatal(err)
	}
}
