package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"time"

	"github.com/haatshop/haat/demo"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/settings"
	"github.com/haatshop/haat/internal/shop/transfer"
)

// The accounts of a demonstration shop.
const (
	DemoOwner    = "owner@haat.example"
	DemoSeller   = "seller@haat.example"
	DemoCustomer = "customer@haat.example"
)

// demoDays is how far back the first order lies.
const demoDays = 45

// seeding is one filling at work: a shop that runs on a clock of its own, and what was made so far, by handle.
type seeding struct {
	*App
	clock    *clock.Manual
	now      time.Time
	password string
	out      io.Writer

	noted   []settings.DemoItem // what came to be and is not written down yet
	stores  map[string]string   // store id by handle
	sellers map[string]string   // seller id by store id
	people  demoPeople
	kept    map[string]catalog.ImageRef
}

// SeedDemo fills an empty shop with the demo marketplace, through the same verbs everybody uses: stores, catalogue,
// pages, log-ins, and orders of the last weeks in every state. A shop in which something is already is left alone, and
// out is told so. The log-ins' password is DemoPassword where only this machine can reach the shop, else a random one
// that is written to out and nowhere else.
func (a *App) SeedDemo(ctx context.Context, out io.Writer) error {
	ctx = AsSystem(ctx)
	if empty, err := a.isEmpty(ctx); err != nil || !empty {
		if err == nil {
			fmt.Fprintln(out, "The shop has its data already.")
		}
		return err
	}
	s := &seeding{now: a.Clock.Now(), out: out, password: DemoPassword, stores: map[string]string{}, sellers: map[string]string{}, kept: map[string]catalog.ImageRef{}}
	if !a.Config.loopback() {
		s.password = a.IDs.Secret("demo-")
	}
	// The rooms tell the time by the clock they were made with; the past needs rooms of its own.
	s.clock = clock.NewManual(s.now.AddDate(0, 0, -demoDays-1))
	cfg := a.Config
	cfg.SMTPURL = "" // nobody gets a letter about a made-up order
	past, err := New(ctx, cfg, Parts{Clock: s.clock, Log: a.Log, Tool: true})
	if err != nil {
		return err
	}
	s.App = past
	if err := errors.Join(s.seed(ctx), s.aftermath(ctx), past.Close()); err != nil {
		return err
	}
	fmt.Fprintf(out, "The demo marketplace is in. Log in as %s, %s or %s with the password %s\n", DemoOwner, DemoSeller, DemoCustomer, s.password)
	return a.Settings.Load(ctx)
}

func (s *seeding) seed(ctx context.Context) error {
	for _, step := range []struct {
		note string
		do   func(context.Context) error
	}{
		{"settings and taxes", s.rules}, {"sellers and stores", s.market}, {"log-ins", s.accounts},
		{"categories and collections", s.shelves}, {"products", s.products}, {"pages", s.pages}, {"orders", s.orders}, {"visits", s.visits},
	} {
		fmt.Fprintf(s.out, "demo: %s\n", step.note)
		err := step.do(ctx)
		if err == nil {
			err = s.record(ctx)
		}
		if err != nil {
			return fmt.Errorf("demo: %s: %w", step.note, err)
		}
	}
	s.note(settings.DemoWhole, "demo", 1)
	return s.record(ctx)
}

// note remembers that something came to be, for the record by which the demo is removed again.
func (s *seeding) note(kind settings.DemoKind, id string, version int64) {
	s.noted = append(s.noted, settings.DemoItem{Kind: kind, ID: id, Version: version})
}

// record writes down what was noted.
func (s *seeding) record(ctx context.Context) error {
	for part := range slices.Chunk(s.noted, 200) {
		err := s.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error { return s.Settings.RecordDemoTx(ctx, tx, part) })
		if err != nil {
			return err
		}
	}
	s.noted = nil
	return nil
}

// aftermath lets everything that listens to the played past do its work, so
// that the server finds nothing left over from it.
func (s *seeding) aftermath(ctx context.Context) error {
	fmt.Fprintln(s.out, "demo: letters")
	if err := s.Start(ctx); err != nil {
		return err
	}
	return s.Settle(ctx)
}

// isEmpty reports whether nobody has begun to use the shop.
func (a *App) isEmpty(ctx context.Context) (bool, error) {
	stores, err := a.Seller.Stores(ctx, a.DB, page.Request{Limit: 1})
	if err != nil {
		return false, err
	}
	team, err := a.Identity.Members(ctx, a.DB, nil, page.Request{Limit: 1})
	return len(stores.Items) == 0 && len(team.Items) == 0 && !a.Settings.Platform().Demo, err
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
	s.note(settings.DemoPictures, img.URL, 1)
	return ref, nil
}

// products brings the catalogue in the way any merchant would: by a file.
func (s *seeding) products(ctx context.Context) error {
	f, err := demo.Files().Open("products.jsonl")
	if err != nil {
		return err
	}
	defer f.Close()
	if err := s.importAll(ctx, f); err != nil {
		return err
	}
	return s.noteProducts(ctx)
}

// noteProducts notes what stands in the demo's stores once the file is in.
func (s *seeding) noteProducts(ctx context.Context) error {
	for _, storeID := range s.stores {
		for after := ""; ; {
			ids, err := s.Catalog.InStore(ctx, s.DB, storeID, after)
			if err != nil {
				return err
			}
			if len(ids) == 0 {
				break
			}
			for _, id := range ids {
				s.note(settings.DemoProducts, id, 1)
				after = id
			}
		}
	}
	return nil
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
