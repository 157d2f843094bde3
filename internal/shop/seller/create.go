package seller

import (
	"context"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/text"
)

// New seller as staff or an application gives it.
type NewSeller struct {
	Name   string
	Email  string
	Status Status // Applied or Approved
}

// Create is CreateTx in its own transaction.
func (s *Service) Create(ctx context.Context, in NewSeller) (out Seller, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		out, err = s.CreateTx(ctx, tx, in)
		return err
	})
	return out, err
}

// CreateTx adds a seller. Returns ErrInvalid with the bad fields.
func (s *Service) CreateTx(ctx context.Context, tx db.Tx, in NewSeller) (Seller, error) {
	in.Name, in.Email = text.Line(in.Name), text.Line(in.Email)
	var f errs.Fields
	text.Required(&f, "name", in.Name, maxName)
	f.Check(text.Email(in.Email), "email", "format", "Give an e-mail address.")
	text.Check(&f, "email", in.Email, maxEmail)
	f.Check(in.Status == Applied || in.Status == Approved, "status", "enum", "A new seller is applied or approved.")
	if err := f.As(ErrInvalid); err != nil {
		return Seller{}, err
	}
	v := Seller{ID: s.ids.New("sel_"), Name: in.Name, Email: in.Email, Status: in.Status, Version: 1, CreatedAt: s.clock.Now()}
	if _, err := db.Exec(ctx, tx, insertSeller, v.ID, v.Name, v.Email, v.Status, false, v.CreatedAt); err != nil {
		return Seller{}, err
	}
	if err := s.journal.Record(ctx, tx, journal.Entry{Entity: "seller", EntityID: v.ID, Action: "created", After: v}); err != nil {
		return Seller{}, err
	}
	return v, s.events.Publish(ctx, tx, Created{SellerID: v.ID})
}
