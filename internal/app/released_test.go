package app_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/archive"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
)

// release makes the fixture of a version: scripts/release-fixture.sh calls it.
var release = flag.String("release", "", "write testdata/released/<version>.backup")

// TestMakeTheFixtureOfARelease writes a small shop in every state there is, as
// a backup: rows of this schema, which every later version must take over.
func TestMakeTheFixtureOfARelease(t *testing.T) {
	if *release == "" {
		t.Skip("run scripts/release-fixture.sh")
	}
	s := apptest.Start(t, db.SQLite, apptest.Options{})
	m := apptest.Fill(t, s.App, 20)
	ctx := app.AsSystem(context.Background())
	if _, err := s.Content.PutTrustedSVG(ctx, strings.NewReader(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"/>`), "dot.svg"); err != nil {
		t.Fatal(err)
	}
	guest, owner := s.Client(), s.LogIn(apptest.Owner, apptest.Password)
	guest.Place(guest.Basket("waits@release.example", m.VariantA), "bank_transfer")
	paid := guest.Place(guest.Basket("paid@release.example", m.VariantA, m.VariantB), "sandbox")
	guest.Choose(paid.NextAction.URL, "success")
	failed := guest.Place(guest.Basket("failed@release.example", m.VariantA), "sandbox")
	guest.Choose(failed.NextAction.URL, "decline")
	gone := guest.Place(guest.Basket("gone@release.example", m.VariantB), "cod")
	owner.Do("POST", store+"/orders/"+gone.Order.ID+"/cancel", map[string]any{"reason": "changed their mind", "restock": true}).Want(200)
	done := guest.Place(guest.Basket("done@release.example", m.VariantA), "cod")
	var sent struct{ ID string }
	owner.Do("POST", store+"/orders/"+done.Order.ID+"/shipments", map[string]any{"store_order_id": done.Order.Part(t, m.StoreA.ID)}).Want(201).Into(&sent)
	owner.Do("POST", store+"/shipments/"+sent.ID+"/deliver", map[string]any{}).Want(200)
	guest.Add(guest.NewCart().ID, m.VariantA, 2)
	s.Settled()
	if err := s.Audit.Seal(ctx); err != nil {
		t.Fatal(err)
	}
	verified(t, s.App)
	dir := t.TempDir()
	at, err := app.OpenBackups(dir)
	if err != nil {
		t.Fatal(err)
	}
	b, err := app.MakeBackup(context.Background(), s.Config, at, app.BackupOptions{Program: *release, Now: time.Now()}) // not locked: there is no secret in it
	if err != nil {
		t.Fatal(err)
	}
	body, err := os.ReadFile(filepath.Join(dir, b.Name))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join("testdata", "released", *release+".backup"), body, 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestEveryReleasedShopMigratesToThisVersionAndSells(t *testing.T) {
	all, err := filepath.Glob("testdata/released/*.backup")
	if err != nil || len(all) == 0 {
		t.Fatal(all, err)
	}
	for _, file := range all {
		for _, e := range dbtest.Engines() {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".backup")+" "+e.String(), func(t *testing.T) {
				cfg := vacant(t, e)
				cfg.SecretKey = apptest.Secret
				from, err := app.SourceOf(file)
				if err != nil {
					t.Fatal(err)
				}
				r, err := app.Restore(context.Background(), cfg, from, archive.Key{})
				if err != nil || r.OtherKey {
					t.Fatal(r.OtherKey, err)
				}
				s := apptest.StartOn(t, cfg, apptest.Options{})
				verified(t, s.App)
				s.LogIn(apptest.Owner, apptest.Password)
				if n := rows(t, s, `SELECT COUNT(*) FROM order_orders`); n != 5 {
					t.Errorf("%d orders", n)
				}
				var list struct {
					Items []struct{ Variants []struct{ ID string } }
				}
				guest := s.Client()
				var p struct{ Items []struct{ ID string } }
				guest.Do("GET", site+"/products", nil).Want(200).Into(&p)
				for _, item := range p.Items {
					var one struct{ Variants []struct{ ID string } }
					guest.Do("GET", site+"/products/"+item.ID, nil).Want(200).Into(&one)
					list.Items = append(list.Items, one)
				}
				if len(list.Items) != 2 {
					t.Fatalf("%d products", len(list.Items))
				}
				guest.Place(guest.Basket("next@release.example", list.Items[0].Variants[0].ID), "cod")
				s.Settled()
				verified(t, s.App)
			})
		}
	}
}
