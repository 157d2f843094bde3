package seller

import (
	"context"
	"strings"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/text"
)

// NewStore opens a store for a seller.
type NewStore struct {
	SellerID string
	Handle   string
	Name     string
	StorePatch
}

// StorePatch edits a store; absent members stay.
type StorePatch struct {
	Name        opt.Field[string]
	Handle      opt.Field[string]
	Description opt.Field[string]
	Email       opt.Field[string]
	Phone       opt.Field[string]
	LogoURL     opt.Field[string]
	Status      opt.Field[StoreStatus]
	Address     opt.Field[address.Address]
	Policies    opt.Field[Policies]
	IfVersion   *int64 // the version the edit was made on
}

// CreateStoreTx opens a store. The caller manages sellers, or is a member of
// this one. Without a handle it gets one of its name. Returns ErrNotFound,
// ErrInvalid or ErrHandleTaken.
func (s *Service) CreateStoreTx(ctx context.Context, tx db.Tx, in NewStore) (Store, error) {
	if !mayOpen(actor.From(ctx), in.SellerID) {
		return Store{}, ErrNotFound
	}
	owner, err := getSeller(ctx, tx, in.SellerID)
	if err != nil {
		return Store{}, err
	}
	v := Store{ID: s.ids.New("sto_"), SellerID: owner.ID, Handle: in.Handle, Name: in.Name, Status: Active, SellerStatus: owner.Status, Version: 1, CreatedAt: s.clock.Now()}
	if v.Handle == "" {
		v.Handle = handleOf(v)
	}
	if v, err = in.apply(v); err != nil {
		return Store{}, err
	}
	if n, err := db.Exec(ctx, tx, insertStore, storeArgs(v)...); err != nil || n == 0 {
		return Store{}, orTaken(err)
	}
	return v, s.storeSaved(ctx, tx, nil, v)
}

// UpdateStore edits a store in the caller's scope. Returns ErrStoreNotFound,
// ErrInvalid, ErrHandleTaken, or ErrStale with the current store.
func (s *Service) UpdateStore(ctx context.Context, storeID string, p StorePatch) (out Store, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		out, err = s.UpdateStoreTx(ctx, tx, storeID, p)
		return err
	})
	return out, err
}

// UpdateStoreTx is UpdateStore inside a transaction.
func (s *Service) UpdateStoreTx(ctx context.Context, tx db.Tx, storeID string, p StorePatch) (Store, error) {
	if !actor.From(ctx).Scope(actor.StoresWrite).Has(storeID) {
		return Store{}, ErrStoreNotFound
	}
	before, err := lockStore(ctx, tx, storeID)
	if err != nil {
		return Store{}, err
	}
	if p.IfVersion != nil && *p.IfVersion != before.Version {
		return Store{}, ErrStale.With(before)
	}
	after, err := p.apply(before)
	if err != nil || after == before {
		return before, err
	}
	after.Version++
	if after.Handle != before.Handle {
		if taken, err := getStoreByHandle(ctx, tx, after.Handle); err == nil && taken.ID != after.ID {
			return Store{}, ErrHandleTaken.At("handle", "taken", "Another store has this handle.")
		}
	}
	if _, err := db.Exec(ctx, tx, updateStore, storeArgs(after)...); err != nil {
		if db.IsUnique(err) {
			return Store{}, ErrHandleTaken
		}
		return Store{}, err
	}
	return after, s.storeSaved(ctx, tx, &before, after)
}

// handleOf is made from the name, or from the id where no letter of the name can be kept (हाट).
func handleOf(v Store) string {
	if h := text.Handle(v.Name); h != "" {
		return h
	}
	return "store-" + strings.ToLower(v.ID[len(v.ID)-8:])
}

func mayOpen(a actor.Actor, sellerID string) bool {
	if a.Platform(actor.SellersManage) {
		return true
	}
	for _, g := range a.Grants {
		if g.SellerID == sellerID && a.Can(actor.StoresWrite) {
			return true
		}
	}
	return false
}

func orTaken(err error) error {
	if err != nil {
		return err
	}
	return ErrHandleTaken.At("handle", "taken", "Another store has this handle.")
}

// apply returns the store as edited, checked and normalised. Returns
// ErrInvalid with the bad fields.
func (p StorePatch) apply(v Store) (Store, error) {
	p.Name.Apply(&v.Name)
	p.Handle.Apply(&v.Handle)
	p.Description.Apply(&v.Description)
	p.Email.Apply(&v.Email)
	p.Phone.Apply(&v.Phone)
	p.LogoURL.Apply(&v.LogoURL)
	p.Status.Apply(&v.Status)
	p.Address.Apply(&v.Address)
	p.Policies.Apply(&v.Policies)
	v.Name, v.Email, v.Phone, v.Description = text.Line(v.Name), text.Line(v.Email), text.Line(v.Phone), text.Block(v.Description)
	v.Policies = Policies{Shipping: text.Block(v.Policies.Shipping), Returns: text.Block(v.Policies.Returns)}
	v.Address = v.Address.Normalise()
	var f errs.Fields
	checkHandle(&f, v.Handle)
	text.Required(&f, "name", v.Name, maxName)
	text.Check(&f, "description", v.Description, maxText)
	f.Check(v.Email == "" || strings.Contains(v.Email, "@"), "email", "format", "Give an e-mail address.")
	text.Check(&f, "email", v.Email, maxEmail)
	text.Check(&f, "phone", v.Phone, maxPhone)
	text.Check(&f, "policies.shipping", v.Policies.Shipping, maxPolicy)
	text.Check(&f, "policies.returns", v.Policies.Returns, maxPolicy)
	checkPlace(&f, v.Address)
	f.Check(v.Status == Active || v.Status == Paused || v.Status == Closed, "status", "enum", "active, paused or closed.")
	f.Check(v.LogoURL == "" || strings.HasPrefix(v.LogoURL, "/media/") && len(v.LogoURL) < 300, "logo_url", "format", "Upload the picture first and give its /media/ address.")
	return v, f.As(ErrInvalid)
}

// checkPlace takes an address that is only partly known, but none that cannot
// be shown.
func checkPlace(f *errs.Fields, a address.Address) {
	for name, line := range map[string]string{"first_name": a.FirstName, "last_name": a.LastName, "company": a.Company, "line1": a.Line1, "line2": a.Line2,
		"city": a.City, "region": a.Region, "postcode": a.Postcode, "country": a.Country, "phone": a.Phone} {
		text.Check(f, "address."+name, line, maxPlace)
	}
}

func (s *Service) storeSaved(ctx context.Context, tx db.Tx, before *Store, after Store) error {
	if err := s.AfterChange.Run(ctx, tx, []string{after.ID}); err != nil {
		return err
	}
	touchStores(tx, []string{after.ID})
	e := journal.Entry{Entity: "store", EntityID: after.ID, StoreID: after.ID, Action: "created", After: after}
	if before != nil {
		e.Action, e.Before = "updated", *before
	}
	if err := s.journal.Record(ctx, tx, e); err != nil {
		return err
	}
	return s.events.Publish(ctx, tx, StoreSaved{StoreID: after.ID, SellerID: after.SellerID, Created: before == nil})
}
