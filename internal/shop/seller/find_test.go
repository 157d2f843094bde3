package seller_test

import (
	"context"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/seller"
	"github.com/haatshop/haat/internal/shop/seller/sellertest"
)

// named makes an approved seller for each handle, whose store has the name, and returns the ids of both by handle.
func named(t *testing.T, s *seller.Service, d *db.DB, names map[string]string) (sellers, stores map[string]string) {
	t.Helper()
	sellers, stores = map[string]string{}, map[string]string{}
	for handle, name := range names {
		err := d.InTx(as(sellertest.Owner()), func(ctx context.Context, tx db.Tx) error {
			sel, err := s.CreateTx(ctx, tx, seller.NewSeller{Name: name, Email: handle + "@seller.example", Status: seller.Approved})
			if err != nil {
				return err
			}
			sto, err := s.CreateStoreTx(ctx, tx, seller.NewStore{SellerID: sel.ID, Handle: handle, Name: name,
				StorePatch: seller.StorePatch{Email: opt.Some("hello@" + handle + ".example"), Description: opt.Some("Kept in full.")}})
			sellers[handle], stores[handle] = sel.ID, sto.ID
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return sellers, stores
}

var shops = map[string]string{"kiln": "The Clay Kiln", "kilim": "KILIM house", "ward": "متجر الورد", "chiya": "चिया घर", "sale": "100% Off", "hundred": "100 Off", "under": "a_b", "letter": "axb"}

var typedNames = map[string][]string{
	"kil":       {"kilim", "kiln"},
	"Clay":      {"kiln"},
	"KILIM":     {"kilim"},
	"ILIM":      nil,
	"الورد":     {"ward"},
	"متجر":      {"ward"},
	"घर":        {"chiya"},
	"100%":      {"sale"},
	"100":       {"hundred", "sale"},
	"%":         nil,
	"a_":        {"under"},
	"_":         nil,
	"' OR 1=1":  nil,
	"not there": nil,
}

// sorted is in no engine's order, and empty rather than nil.
func sorted(s []string) []string { return append([]string{}, slices.Sorted(slices.Values(s))...) }

func TestAStoreIsFoundByTheBeginningOfWhatItIsCalled(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *seller.Service) {
		sellers, stores := named(t, s, w.DB, shops)
		owner := as(sellertest.Owner())
		find := func(ctx context.Context, typed string) []string {
			l, err := s.FindStores(ctx, w.DB, typed, page.Request{})
			if err != nil {
				t.Fatal(typed, err)
			}
			var got []string
			for _, v := range l.Items {
				got = append(got, v.Handle)
				if v.Description != "Kept in full." || v.SellerID != sellers[v.Handle] || v.SellerStatus != seller.Approved {
					t.Errorf("%q finds half a store: %+v", typed, v)
				}
			}
			return got
		}
		for typed, want := range typedNames {
			if diff := cmp.Diff(sorted(want), sorted(find(owner, typed))); diff != "" {
				t.Errorf("%q: %s", typed, diff)
			}
		}
		if got := find(owner, "hello@chi"); len(got) != 1 || got[0] != "chiya" {
			t.Error("by its address:", got)
		}
		if got := find(owner, ""); len(got) != len(shops) {
			t.Error("without a text:", got)
		}
		member := as(sellertest.MemberOf(sellers["kiln"], stores["kiln"]))
		if got := find(member, "kil"); len(got) != 1 || got[0] != "kiln" {
			t.Error("a seller sees another's:", got)
		}
		if got := find(member, "ward"); got != nil {
			t.Error("a seller sees another's:", got)
		}
		if got := find(context.Background(), "kil"); got != nil {
			t.Error("a stranger sees", got)
		}
	})
}

func TestFoundStoresArePagedByName(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *seller.Service) {
		named(t, s, w.DB, map[string]string{"c": "Shop C", "a": "Shop A", "b": "Shop B", "d": "Other", "e": "Shop E"})
		var got []string
		for p := (page.Request{Limit: 2}); ; {
			l, err := s.FindStores(as(sellertest.Owner()), w.DB, "shop", p)
			if err != nil || len(l.Items) > 2 {
				t.Fatal(l.Items, err)
			}
			for _, v := range l.Items {
				got = append(got, v.Handle)
			}
			if p.Cursor = l.Next; p.Cursor == "" {
				break
			}
		}
		if diff := cmp.Diff([]string{"a", "b", "c", "e"}, got); diff != "" {
			t.Error(diff)
		}
	})
}

func TestASellerIsFoundByThePlatformOnly(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *seller.Service) {
		sellers, stores := named(t, s, w.DB, shops)
		find := func(ctx context.Context, f seller.Filter) []string {
			l, err := s.List(ctx, w.DB, f, page.Request{})
			if err != nil {
				t.Fatal(f, err)
			}
			var got []string
			for _, v := range l.Items {
				got = append(got, v.ID)
			}
			return sorted(got)
		}
		owner := as(sellertest.Owner())
		for typed, handles := range typedNames {
			var want []string
			for _, h := range handles {
				want = append(want, sellers[h])
			}
			if diff := cmp.Diff(sorted(want), find(owner, seller.Filter{Text: typed})); diff != "" {
				t.Errorf("%q: %s", typed, diff)
			}
		}
		if got := find(owner, seller.Filter{Text: "kil", Status: seller.Banned}); len(got) != 0 {
			t.Error("the state is forgotten:", got)
		}
		if got := find(owner, seller.Filter{Text: "WARD@seller"}); len(got) != 1 || got[0] != sellers["ward"] {
			t.Error("by the address:", got)
		}
		if got := find(as(sellertest.MemberOf(sellers["kiln"], stores["kiln"])), seller.Filter{Text: "kil"}); len(got) != 0 {
			t.Error("a seller sees sellers:", got)
		}
	})
}
