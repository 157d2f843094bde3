package actor_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/actor"
)

func TestAPermissionHoldsOnlyWhereItWasGranted(t *testing.T) {
	a := actor.Actor{Kind: actor.Member, AccountID: "acc", Grants: []actor.Grant{
		{SellerID: "s1", StoreIDs: []string{"a", "b"}, Perms: []actor.Perm{actor.OrdersRead}},
		{SellerID: "s2", StoreIDs: []string{"c"}, Perms: []actor.Perm{actor.OrdersRead, actor.OrdersWrite}},
	}}
	read, write, settle := a.Scope(actor.OrdersRead), a.Scope(actor.OrdersWrite), a.Scope(actor.OrdersSettle)
	if diff := cmp.Diff(actor.Scope{StoreIDs: []string{"a", "b", "c"}}, read); diff != "" {
		t.Error(diff)
	}
	if write.Has("a") || !write.Has("c") || write.All || write.None() {
		t.Error(write)
	}
	if !settle.None() || settle.Has("a") || a.Can(actor.OrdersSettle) || a.Platform(actor.OrdersRead) {
		t.Error(settle)
	}
}

func TestAPlatformGrantIsEverywhereAndSellersNeverHoldWhatIsThePlatforms(t *testing.T) {
	shop := actor.TheSystem()
	for _, p := range actor.PlatformPerms() {
		if s := shop.Scope(p); !s.All || !s.Has("any") || !shop.Platform(p) {
			t.Error(p)
		}
	}
	seller := actor.Actor{Grants: []actor.Grant{{SellerID: "s", StoreIDs: []string{"a"}, Perms: actor.SellerPerms()}}}
	for _, p := range []actor.Perm{actor.OrdersSettle, actor.CustomersWrite, actor.SellersManage, actor.TaxWrite, actor.CatalogManage, actor.ContentWrite, actor.SettingsWrite, actor.AuditRead, actor.JobsManage, actor.MailRead, actor.DemoRemove} {
		if seller.Can(p) {
			t.Error("an owner of a seller holds", p)
		}
	}
}

func TestNobodyIsAnonymousAndMayDoNothing(t *testing.T) {
	a := actor.From(context.Background())
	if a.Kind != actor.Anonymous || a.ID() != "" || len(a.Grants) != 0 {
		t.Error(a)
	}
	for _, p := range actor.PlatformPerms() {
		if a.Can(p) || !a.Scope(p).None() {
			t.Error(p)
		}
	}
}

func TestACallerIsNamedByWhatTheyAreHere(t *testing.T) {
	for want, a := range map[string]actor.Actor{
		"cus": {Kind: actor.Customer, AccountID: "acc", CustomerID: "cus"}, "acc": {Kind: actor.Member, AccountID: "acc", CustomerID: "cus"}, "key": {Kind: actor.Key, AccountID: "key"},
	} {
		if got := actor.From(actor.With(context.Background(), a)).ID(); got != want {
			t.Error(got, want)
		}
	}
}
