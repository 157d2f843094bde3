package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"time"

	"github.com/haatshop/haat/demo"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/transfer"
)

// Demo says how a demonstration shop is filled.
type Demo struct {
	Password string // of the three demo accounts
	// Clock is the one the App was made with. The past is played on it: it ends at Now.
	Clock *clock.Manual
	Now   time.Time
	// Days is how far back the first order lies; 0 is 45.
	Days int
	Note func(string) // told what is going on; may be nil
}

// ErrNotEmpty refuses to fill a shop in which something is already.
var ErrNotEmpty = errors.New("the shop is not empty: a demonstration needs one without stores and products")

// The accounts of a demonstration shop.
const (
	DemoOwner    = "owner@haat.example"
	DemoSeller   = "seller@haat.example"
	DemoCustomer = "customer@haat.example"
)

// seeding is one filling at work: the App's rooms and what was made so far, by handle.
type seeding struct {
	*App
	Demo
	stores  map[string]string // store id by handle
	sellers map[string]string // seller id by store id
	people  demoPeople
	kept    map[string]catalog.ImageRef
}

// SeedDemo fills an empty shop with the demo marketplace, through the same verbs everybody uses: stores, catalogue,
// pages, log-ins, and orders of the last weeks in every state. Nothing may run beside it. Returns ErrNotEmpty.
func (a *App) SeedDemo(ctx context.Context, in Demo) error {
	if in.Clock == nil || in.Now.IsZero() {
		return errors.New("demo: the past needs a clock of its own")
	}
	if in.Days <= 0 {
		in.Days = 45
	}
	s := &seeding{App: a, Demo: in, stores: map[string]string{}, sellers: map[string]string{}, kept: map[string]catalog.ImageRef{}}
	ctx = AsSystem(ctx)
	if err := s.empty(ctx); err != nil {
		return err
	}
	in.Clock.Set(in.Now.AddDate(0, 0, -in.Days-1))
	for _, step := range []struct {
		note string
		do   func(context.Context) error
	}{
		{"settings and taxes", s.rules}, {"sellers and stores", s.market}, {"log-ins", s.accounts},
		{"categories and collections", s.shelves}, {"products", s.products}, {"pages", s.pages}, {"orders", s.orders},
	} {
		if in.Note != nil {
			in.Note(step.note)
		}
		if err := step.do(ctx); err != nil {
			return fmt.Errorf("demo: %s: %w", step.note, err)
		}
	}
	in.Clock.Set(in.Now)
	return a.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error { return a.Settings.SetDemoTx(ctx, tx, true) })
}

func (s *seeding) empty(ctx context.Context) error {
	stores, err := s.Seller.Stores(ctx, s.DB, page.Request{Limit: 1})
	if err != nil {
		return err
	}
	products, err := s.Catalog.Each(ctx, s.DB, "", 1)
	if err == nil && len(stores.Items)+len(products) > 0 {
		err = ErrNotEmpty
	}
	return err
}

// demoFile reads one of the demo's JSON files.
func demoFile[T any](name string) (v T, err error) {
	raw, err := demo.Files().ReadFile(name)
	if err != nil {
		return v, err
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&v); err != nil {
		return v, fmt.Errorf("%s: %w", name, err)
	}
	return v, nil
}

// Keep implements transfer.Images: it lends the demo's own drawings, once each.
func (s *seeding) Keep(ctx context.Context, name string) (catalog.ImageRef, error) {
	if ref, ok := s.kept[name]; ok {
		return ref, nil
	}
	raw, err := demo.Files().ReadFile(name)
	if err != nil {
		return catalog.ImageRef{}, err
	}
	img, err := s.Content.PutTrustedSVG(ctx, bytes.NewReader(raw), path.Base(name))
	if err != nil {
		return catalog.ImageRef{}, err
	}
	ref := catalog.ImageRef{URL: img.URL, Width: img.Width, Height: img.Height}
	s.kept[name] = ref
	return ref, nil
}

// products brings the catalogue in the way any merchant would: by a file.
func (s *seeding) products(ctx context.Context) error {
	f, err := demo.Files().Open("products.jsonl")
	if err != nil {
		return err
	}
	defer f.Close()
	return s.importAll(ctx, f)
}

func (s *seeding) importAll(ctx context.Context, r io.Reader) error {
	report, err := s.Transfer.ImportProducts(ctx, r, transfer.Import{Currency: "USD", Images: s})
	if err != nil {
		return err
	}
	if report.Rejected > 0 {
		return fmt.Errorf("%d products were rejected, first %w", report.Rejected, report.Errors[0])
	}
	return nil
}
