// Package sellertest gives other rooms' tests sellers and stores.
package sellertest

import (
	"context"
	"testing"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/shop/seller"
)

// Sets is the schema the room needs.
func Sets() []db.Migrations { return dbtest.Sets(httpx.Migrations(), seller.Migrations()) }

// New returns the room in a world.
func New(w *dbtest.World) *seller.Service {
	return seller.New(seller.Deps{DB: w.DB, Clock: w.Clock, IDs: w.IDs, Events: w.Events, Journal: journal.Discard{}})
}

// Owner is a platform owner.
func Owner() actor.Actor {
	return actor.Actor{Kind: actor.Member, AccountID: "acc_owner", Grants: []actor.Grant{{Platform: true, Perms: actor.PlatformPerms()}}}
}

// MemberOf is the owner of a seller.
func MemberOf(sellerID string, storeIDs ...string) actor.Actor {
	return actor.Actor{Kind: actor.Member, AccountID: "acc_of_" + sellerID, Grants: []actor.Grant{{SellerID: sellerID, StoreIDs: storeIDs, Perms: actor.SellerPerms()}}}
}

// Open creates an approved seller with one active store.
func Open(t testing.TB, s *seller.Service, d *db.DB, handle string) (seller.Seller, seller.Store) {
	t.Helper()
	var sel seller.Seller
	var sto seller.Store
	err := d.InTx(actor.With(context.Background(), Owner()), func(ctx context.Context, tx db.Tx) (err error) {
		if sel, err = s.CreateTx(ctx, tx, seller.NewSeller{Name: "Seller of " + handle, Email: handle + "@seller.example", Status: seller.Approved}); err != nil {
			return err
		}
		sto, err = s.CreateStoreTx(ctx, tx, seller.NewStore{SellerID: sel.ID, Handle: handle, Name: "Store " + handle})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return sel, sto
}
