package seller_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/httpx/httpxtest"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/kit/text"
	"github.com/haatshop/haat/internal/shop/seller"
	"github.com/haatshop/haat/internal/shop/seller/sellertest"
)

func each(t *testing.T, fn func(t *testing.T, w *dbtest.World, s *seller.Service)) {
	dbtest.Each(t, sellertest.Sets(), func(t *testing.T, d *db.DB) {
		w := dbtest.NewWorld(d)
		fn(t, w, sellertest.New(w))
	})
}

func as(a actor.Actor) context.Context { return actor.With(context.Background(), a) }

func TestASellersStatusFollowsItsTransitionsAndBannedIsFinal(t *testing.T) {
	all := []seller.Status{seller.Applied, seller.Approved, seller.Rejected, seller.Suspended, seller.Banned}
	want := map[seller.Status][]seller.Status{
		seller.Applied: {seller.Approved, seller.Rejected}, seller.Rejected: {seller.Applied},
		seller.Approved: {seller.Suspended, seller.Banned}, seller.Suspended: {seller.Approved, seller.Banned},
	}
	for _, from := range all {
		for _, to := range all {
			allowed := false
			for _, w := range want[from] {
				allowed = allowed || w == to
			}
			if from.CanBecome(to) != allowed {
				t.Errorf("%s → %s: %v", from, to, !allowed)
			}
		}
	}
}

func TestSuspendingASellerHidesItsStoresAndSaysSo(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *seller.Service) {
		sel, sto := sellertest.Open(t, s, w.DB, "kiln")
		var changed []string
		s.AfterChange.Add("test", func(_ context.Context, _ db.Tx, ids []string) error { changed = append(changed, ids...); return nil })
		if _, err := s.Public(context.Background(), w.DB, "kiln"); err != nil {
			t.Fatal("an approved seller's store is not visible:", err)
		}
		if _, err := s.ChangeStatus(as(sellertest.Owner()), sel.ID, seller.Suspended); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Public(context.Background(), w.DB, sto.ID); !errors.Is(err, seller.ErrStoreNotFound) {
			t.Error("a suspended seller's store is visible:", err)
		}
		if diff := cmp.Diff([]string{sto.ID}, changed); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"seller.created", "seller.store_saved", "seller.status_changed"}, w.EventNames(t)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestTheHouseSellerCannotBeSuspended(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *seller.Service) {
		for range 2 { // making it twice changes nothing
			if err := w.DB.InTx(context.Background(), s.EnsureHouse); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.ChangeStatus(as(sellertest.Owner()), seller.HouseID, seller.Suspended); !errors.Is(err, seller.ErrHouse) {
			t.Error("want ErrHouse, got", err)
		}
	})
}

func TestStoresOutsideTheScopeDoNotExist(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *seller.Service) {
		selA, stoA := sellertest.Open(t, s, w.DB, "a")
		_, stoB := sellertest.Open(t, s, w.DB, "b")
		memberA := as(sellertest.MemberOf(selA.ID, stoA.ID))
		if _, err := s.Store(memberA, w.DB, stoB.ID); !errors.Is(err, seller.ErrStoreNotFound) {
			t.Error("read a foreign store:", err)
		}
		if _, err := s.UpdateStore(memberA, stoB.ID, seller.StorePatch{Name: opt.Some("mine now")}); !errors.Is(err, seller.ErrStoreNotFound) {
			t.Error("edited a foreign store:", err)
		}
		if _, err := s.ChangeStatus(memberA, selA.ID, seller.Banned); !errors.Is(err, seller.ErrNotFound) {
			t.Error("a member changed a seller's status:", err)
		}
		l, err := s.Stores(memberA, w.DB, page.Request{})
		if err != nil || len(l.Items) != 1 || l.Items[0].ID != stoA.ID {
			t.Error("the list shows", l.Items, err)
		}
		if b, _ := s.Public(context.Background(), w.DB, "b"); b.Name != "Store b" {
			t.Error("something changed:", b.Name)
		}
	})
}

func TestParallelEditsOfOneVersionChangeItOnce(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *seller.Service) {
		_, sto := sellertest.Open(t, s, w.DB, "race")
		var wg sync.WaitGroup
		errs := make([]error, 12)
		for i := range errs {
			wg.Add(1)
			go func() {
				defer wg.Done()
				_, errs[i] = s.UpdateStore(as(sellertest.Owner()), sto.ID, seller.StorePatch{Name: opt.Some(fmt.Sprint("Name ", i)), IfVersion: &sto.Version})
			}()
		}
		wg.Wait()
		won := 0
		for _, err := range errs {
			if err == nil {
				won++
			} else if !errors.Is(err, seller.ErrStale) {
				t.Error(err)
			}
		}
		if won != 1 {
			t.Error(won, "edits of version 1 passed")
		}
	})
}

func TestStoresPageByNameWithoutSkipping(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *seller.Service) {
		for i := range 7 {
			sellertest.Open(t, s, w.DB, fmt.Sprintf("s%d", i))
		}
		var got []string
		p := page.Request{Limit: 3}
		for {
			l, err := s.PublicStores(context.Background(), w.DB, p)
			if err != nil {
				t.Fatal(err)
			}
			for _, v := range l.Items {
				got = append(got, v.Handle)
			}
			if l.Next == "" {
				break
			}
			p.Cursor = l.Next
		}
		if diff := cmp.Diff([]string{"s0", "s1", "s2", "s3", "s4", "s5", "s6"}, got); diff != "" {
			t.Error(diff)
		}
		if _, err := s.PublicStores(context.Background(), w.DB, page.Request{Cursor: "garbage"}); !errors.Is(err, page.ErrCursor) {
			t.Error("a foreign cursor passed:", err)
		}
	})
}

func TestOverHTTP(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *seller.Service) {
		api := httpxtest.New(t, func(api huma.API) { s.RegisterStore(api) })
		owner := sellertest.Owner()
		var sel seller.Seller
		for range 2 { // the same key twice is one seller
			api.Do(httpxtest.Call{As: owner, Method: "POST", Path: "/sellers", Key: "k1", Body: map[string]any{"name": "Kiln Ltd", "email": "hi@kiln.example"}}).Want(http.StatusCreated).Into(&sel)
		}
		if names := w.EventNames(t); len(names) != 1 {
			t.Error("events:", names)
		}
		var sto seller.Store
		made := api.Do(httpxtest.Call{As: owner, Method: "POST", Path: "/stores", Body: map[string]any{"seller_id": sel.ID, "handle": "kiln", "name": "Kiln"}}).Want(http.StatusCreated).Into(&sto)
		if got := api.Do(httpxtest.Call{As: owner, Method: "POST", Path: "/stores", Body: map[string]any{"seller_id": sel.ID, "handle": "kiln", "name": "Again"}}).Want(http.StatusConflict).Code(); got != "seller.handle_taken" {
			t.Error(got)
		}
		for name, handle := range map[string]string{"Clé & Terre": "cle-terre", "हाट": "store-"} { // without a handle: of the name, or of the id
			var got seller.Store
			api.Do(httpxtest.Call{As: owner, Method: "POST", Path: "/stores", Body: map[string]any{"seller_id": sel.ID, "name": name}}).Want(http.StatusCreated).Into(&got)
			if !strings.HasPrefix(got.Handle, handle) || !text.ValidHandle(got.Handle) {
				t.Errorf("the store %q has the handle %q", name, got.Handle)
			}
		}
		patch := map[string]any{"description": "Clay and fire.", "policies": map[string]any{"shipping": "Weekly.", "returns": "30 days."}}
		api.Do(httpxtest.Call{As: owner, Method: "PATCH", Path: "/stores/" + sto.ID, Body: patch, Header: map[string]string{"If-Match": made.Header.Get("ETag")}}).Want(http.StatusOK)
		api.Do(httpxtest.Call{As: owner, Method: "PATCH", Path: "/stores/" + sto.ID, Body: patch, Header: map[string]string{"If-Match": `"1"`}}).Want(http.StatusPreconditionFailed)
		api.Do(httpxtest.Call{As: owner, Method: "PATCH", Path: "/stores/" + sto.ID, Body: map[string]any{"colour": "red"}}).Want(http.StatusUnprocessableEntity)
		api.Do(httpxtest.Call{As: owner, Method: "PATCH", Path: "/stores/" + sto.ID, Body: map[string]any{"handle": "sto_x"}}).Want(http.StatusUnprocessableEntity)

		member := sellertest.MemberOf(sel.ID, sto.ID)
		api.Do(httpxtest.Call{As: member, Method: "GET", Path: "/sellers"}).Want(http.StatusForbidden)
		api.Do(httpxtest.Call{As: member, Method: "GET", Path: "/stores/" + sto.ID}).Want(http.StatusOK)
		api.Do(httpxtest.Call{Method: "GET", Path: "/stores"}).Want(http.StatusUnauthorized)
		if diff := cmp.Diff([]string{"sellers-list"}, api.Refused); diff != "" {
			t.Error(diff)
		}
	})
}
