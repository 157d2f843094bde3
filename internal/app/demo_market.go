package app

import (
	"context"
	"slices"

	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/seller"
	"github.com/haatshop/haat/internal/shop/settings"
	"github.com/haatshop/haat/internal/shop/shipping"
	"github.com/haatshop/haat/internal/shop/tax"
)

type demoTaxes struct {
	Categories []tax.Category
	Zones      []struct {
		Name  string
		Areas []tax.Area
		Rates []struct {
			Name, Category, Percent, Reason string
			Shipping                        bool
		}
	}
}

// rules sets the platform up: that all is made up (which lets sandbox and bank transfer in), and the taxes of the
// countries the demo's people live in.
func (s *seeding) rules(ctx context.Context) error {
	if err := s.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error { return s.Settings.SetDemoTx(ctx, tx, true) }); err != nil {
		return err
	}
	if _, err := s.Settings.Update(ctx, settings.Patch{SupportEmail: opt.Some("hello@haat.example")}); err != nil {
		return err
	}
	taxes, err := demoFile[demoTaxes]("taxes.json")
	if err != nil {
		return err
	}
	for _, c := range taxes.Categories {
		if _, err := s.Tax.SaveCategory(ctx, c); err != nil {
			return err
		}
	}
	for _, z := range taxes.Zones {
		in := tax.NewZone{Name: z.Name, Areas: z.Areas}
		for i, r := range z.Rates {
			rate, err := money.ParseRate(r.Percent + "%")
			if err != nil {
				return err
			}
			in.Rates = append(in.Rates, tax.Rate{Name: r.Name, Category: r.Category, Rate: rate, Position: i, Shipping: r.Shipping, Reason: r.Reason})
		}
		if _, err := s.Tax.CreateZone(ctx, in); err != nil {
			return err
		}
	}
	return nil
}

type demoSeller struct {
	Name, Email, Member string
	House               bool
	Stores              []struct {
		Handle, Name, Tagline, Description, Email, Logo, Colour string
		Address                                                 address.Address
		Policies                                                seller.Policies
	}
}

type demoZone struct {
	Name      string
	Countries []string
	Rates     []struct {
		Name     string
		DaysMin  int64  `json:"days_min"`
		DaysMax  int64  `json:"days_max"`
		FreeFrom *int64 `json:"free_from"`
		Bands    []shipping.Band
	}
}

// market opens the stores and says where each ships and for how much.
func (s *seeding) market(ctx context.Context) error {
	sellers, err := demoFile[[]demoSeller]("stores.json")
	if err != nil {
		return err
	}
	zones, err := demoFile[map[string][]demoZone]("shipping.json")
	if err != nil {
		return err
	}
	for _, one := range sellers {
		sellerID, err := s.seller(ctx, one)
		if err != nil {
			return err
		}
		for i := range one.Stores {
			logo, err := s.Keep(ctx, one.Stores[i].Logo)
			if err != nil {
				return err
			}
			if err := s.open(ctx, one, i, sellerID, logo.URL, zones[one.Stores[i].Handle]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *seeding) seller(ctx context.Context, one demoSeller) (string, error) {
	if one.House {
		return seller.HouseID, nil
	}
	v, err := s.Seller.Create(ctx, seller.NewSeller{Name: one.Name, Email: one.Email, Status: seller.Approved})
	if err == nil {
		s.note(settings.DemoSellers, v.ID, v.Version)
	}
	return v.ID, err
}

func (s *seeding) open(ctx context.Context, one demoSeller, i int, sellerID, logo string, zones []demoZone) error {
	st := one.Stores[i]
	in := seller.NewStore{SellerID: sellerID, Handle: st.Handle, Name: st.Name, StorePatch: seller.StorePatch{
		Description: opt.Some(st.Description), Email: opt.Some(st.Email), LogoURL: opt.Some(logo), Address: opt.Some(st.Address), Policies: opt.Some(st.Policies)}}
	return s.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		v, err := s.Seller.CreateStoreTx(ctx, tx, in)
		if err != nil {
			return err
		}
		s.stores[v.Handle], s.sellers[v.ID] = v.ID, sellerID
		s.note(settings.DemoStores, v.ID, v.Version)
		return s.ship(ctx, tx, v.ID, zones)
	})
}

func (s *seeding) ship(ctx context.Context, tx db.Tx, storeID string, zones []demoZone) error {
	for n, z := range zones {
		in := shipping.Save{StoreID: storeID, Name: z.Name, Position: int64(n)}
		for _, c := range z.Countries {
			in.Places = append(in.Places, shipping.Place{Country: c})
		}
		for _, r := range z.Rates {
			in.Rates = append(in.Rates, shipping.Rate{Name: r.Name, Active: true, DaysMin: r.DaysMin, DaysMax: r.DaysMax,
				Tariffs: []shipping.Tariff{{Currency: "USD", Bands: slices.Clone(r.Bands), FreeFrom: r.FreeFrom}}})
		}
		if _, err := s.Shipping.SaveTx(ctx, tx, in); err != nil {
			return err
		}
	}
	return nil
}

type demoCategory struct {
	Handle, Parent, Name string
	Translations         map[string]catalog.CategoryText
}

type demoCollection struct {
	Handle, Title   string
	DescriptionHTML string `json:"description_html"`
	Translations    map[string]catalog.Text
}

// shelves builds the tree of categories, parents first, and the collections.
func (s *seeding) shelves(ctx context.Context) error {
	categories, err := demoFile[[]demoCategory]("categories.json")
	if err != nil {
		return err
	}
	ids := map[string]string{"": ""}
	for n, c := range categories {
		v, err := s.Catalog.SaveCategory(ctx, catalog.SaveCategory{ParentID: opt.Some(ids[c.Parent]), Handle: opt.Some(c.Handle), Name: opt.Some(c.Name),
			Position: opt.Some(n), Translations: opt.Some(c.Translations)})
		if err != nil {
			return err
		}
		ids[c.Handle] = v.ID
		s.note(settings.DemoCategories, v.ID, v.Version)
	}
	collections, err := demoFile[[]demoCollection]("collections.json")
	if err != nil {
		return err
	}
	for n, c := range collections {
		v, err := s.Catalog.SaveCollection(ctx, catalog.SaveCollection{Handle: opt.Some(c.Handle), Title: opt.Some(c.Title), DescriptionHTML: opt.Some(c.DescriptionHTML),
			Position: opt.Some(n), Translations: opt.Some(c.Translations)})
		if err != nil {
			return err
		}
		s.note(settings.DemoCollections, v.ID, v.Version)
	}
	return nil
}
