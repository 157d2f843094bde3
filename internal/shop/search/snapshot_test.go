package search_test

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/haatshop/haat/internal/kit/blob"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/catalog/catalogtest"
	"github.com/haatshop/haat/internal/shop/listing/listingtest"
	"github.com/haatshop/haat/internal/shop/search"
	"github.com/haatshop/haat/internal/shop/search/searchtest"
	"github.com/haatshop/haat/internal/shop/seller/sellertest"
)

// nodes counts the nodes made, away from the fixture's own number.
var nodes atomic.Int64

// node is a process that starts on the fixture's database; log is what it says.
func node(t *testing.T, f *searchtest.Fixture, file string) (s *search.Service, log *bytes.Buffer) {
	t.Helper()
	log = &bytes.Buffer{}
	own, err := db.Open(context.Background(), f.DB.Opened()) // the fixture's is in use
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = own.Close() })
	other := dbtest.NewNode(own, 1000+nodes.Add(1)) // nodes make ids of their own
	return search.New(search.Deps{DB: own, Events: other.Events, Log: slog.New(slog.NewTextHandler(log, nil)), Listing: f.Listing, Catalog: f.Catalog,
		Seller: f.Seller, Snapshot: blob.NewFile(file)}), log
}

// kept sells a mug with an attribute, and lets a node write its snapshot.
func kept(t *testing.T, f *searchtest.Fixture) (file, mugID, storeID string) {
	t.Helper()
	_, sto := sellertest.Open(t, f.Seller, f.DB, "kiln")
	in := listingtest.Goods(sto.ID, "Clay mug", 1800, 1)
	in.Attributes = opt.Some([]catalog.Attribute{{Code: "material", Name: "Material", Value: "Clay"}})
	saved, err := f.Listing.Save(catalogtest.Owner(), in)
	if err != nil {
		t.Fatal(err)
	}
	f.Settle(t)
	file = filepath.Join(t.TempDir(), "search.snapshot")
	first, _ := node(t, f, file)
	if err := first.Warm(context.Background()); err != nil {
		t.Fatal(err)
	}
	if err := first.Keep(context.Background()); err != nil {
		t.Fatal(err)
	}
	return file, saved.ProductID, sto.ID
}

// found warms a node and returns what it finds of "mug".
func found(t *testing.T, s *search.Service, f *searchtest.Fixture) string {
	t.Helper()
	if err := s.Warm(context.Background()); err != nil {
		t.Fatal(err)
	}
	r, err := s.Search(context.Background(), f.DB, search.Request{Text: "mug", Audience: listingtest.Shopper()})
	if err != nil {
		t.Fatal(err)
	}
	out := []string{}
	for _, c := range r.Cards {
		out = append(out, c.Title)
	}
	return strings.Join(out, ", ")
}

func TestANodeBeginsWithItsSnapshotAndCatchesUp(t *testing.T) {
	each(t, func(t *testing.T, f *searchtest.Fixture) {
		file, mug, store := kept(t, f)
		s, log := node(t, f, file)
		want(t, found(t, s, f), "Clay mug")
		if !strings.Contains(log.String(), "search snapshot taken in") {
			t.Error("the snapshot was not used:", log)
		}
		// What happened while nobody was there is seen all the same.
		if _, err := f.Catalog.Save(catalogtest.Owner(), catalog.SaveProduct{ID: mug, Title: opt.Some("Blue mug")}); err != nil {
			t.Fatal(err)
		}
		gone := f.Sell(t, store, "Second mug", 700, 1)
		f.Settle(t)
		if err := f.Listing.Delete(catalogtest.Owner(), gone.ID); err != nil {
			t.Fatal(err)
		}
		f.Settle(t)
		s, _ = node(t, f, file)
		want(t, found(t, s, f), "Blue mug")
	})
}

func TestASnapshotThatCannotBeTrustedIsLeftAside(t *testing.T) {
	each(t, func(t *testing.T, f *searchtest.Fixture) {
		file, _, _ := kept(t, f)
		whole, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		later := func(from, to string) []byte { return bytes.Replace(whole, []byte(from), []byte(to), 1) }
		flipped := bytes.Clone(whole)
		flipped[len(flipped)-512-40] ^= 1
		for name, content := range map[string][]byte{
			"empty": {}, "cut in its stamp": whole[len(whole)-100:], "cut short": whole[:len(whole)-9], "a flipped bit": flipped, "not a snapshot": []byte(strings.Repeat("x", 4096)),
			"of a later program": later("haat search snapshot 1", "haat search snapshot 9"), "with words read otherwise": later(`"analysis":`, `"analysis":1`),
			"of another event": later(`"id":"`, `"id":"x`), "of a later time": later(`"seq":`, `"seq":9`), "with a length beyond reason": later(`"labels":`, `"labels":99999999`),
		} {
			if err := os.WriteFile(file, content, 0o600); err != nil {
				t.Fatal(err)
			}
			s, log := node(t, f, file)
			if got := found(t, s, f); got != "Clay mug" {
				t.Errorf("%s: found %q", name, got)
			}
			if !strings.Contains(log.String(), "left aside") {
				t.Errorf("%s: nobody is told: %s", name, log)
			}
		}
	})
}

func TestASnapshotIsWrittenWholeOrNotAtAll(t *testing.T) {
	each(t, func(t *testing.T, f *searchtest.Fixture) {
		file, _, _ := kept(t, f)
		before, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		cold, _ := node(t, f, file)
		if err := cold.Keep(context.Background()); err != nil {
			t.Error(err)
		}
		if after, err := os.ReadFile(file); err != nil || !bytes.Equal(before, after) {
			t.Error("a node that is not ready wrote over the snapshot:", err)
		}
		if left, _ := filepath.Glob(file + "?*"); len(left) > 0 {
			t.Error("left behind:", left)
		}
		// A node that starts and stops keeps it by itself.
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
		s, _ := node(t, f, file)
		want(t, found(t, s, f), "Clay mug")
		s.Start(context.Background())
		s.Stop()
		s, log := node(t, f, file)
		if want(t, found(t, s, f), "Clay mug"); !strings.Contains(log.String(), "taken in") {
			t.Error("nothing was kept:", log)
		}
	})
}
