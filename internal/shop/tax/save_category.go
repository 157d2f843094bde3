package tax

import (
	"context"
	"errors"
	"strings"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/text"
)

const maxCode = 40

// SaveCategory is SaveCategoryTx in its own transaction.
func (s *Service) SaveCategory(ctx context.Context, c Category) (out Category, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		out, err = s.SaveCategoryTx(ctx, tx, c)
		return err
	})
	return out, err
}

// SaveCategoryTx makes a category or renames it; products name it by its code,
// which therefore never changes. Returns ErrCategoryNotFound to those who may
// not, or ErrInvalid.
func (s *Service) SaveCategoryTx(ctx context.Context, tx db.Tx, c Category) (Category, error) {
	if !actor.From(ctx).Platform(actor.TaxWrite) {
		return Category{}, ErrCategoryNotFound
	}
	c.Name = text.Line(c.Name)
	var bad errs.Fields
	bad.Check(isSlug(c.Code), "code", "format", "Use 1 to 40 of a–z, 0–9, hyphen and underscore.")
	bad.Check(isLine(c.Name), "name", "length", "Give a name of at most 120 characters.")
	if err := bad.As(ErrInvalid); err != nil {
		return Category{}, err
	}
	before, err := db.Get[Category](ctx, tx, selectCategory, c.Code)
	if err != nil && !errors.Is(err, db.ErrNoRows) {
		return Category{}, err
	}
	if before == c {
		return c, nil
	}
	if _, err := db.Exec(ctx, tx, putCategory, c.Code, c.Name); err != nil {
		return Category{}, err
	}
	e := journal.Entry{EntityID: c.Code, Action: "created", After: c}
	if before.Code != "" {
		e.Action, e.Before = "updated", before
	}
	return c, s.categoryChanged(ctx, tx, e)
}

// DeleteCategory removes a category; goods that name it are taxed as standard
// (T2). Returns ErrCategoryNotFound, ErrStandard, or ErrCategoryInUse.
func (s *Service) DeleteCategory(ctx context.Context, code string) error {
	if !actor.From(ctx).Platform(actor.TaxWrite) {
		return ErrCategoryNotFound
	}
	if code == Standard {
		return ErrStandard
	}
	return s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		if known, err := db.All[string](ctx, tx, lockCategories, []string{code}); err != nil || len(known) == 0 {
			return orElse(err, ErrCategoryNotFound)
		}
		before, err := db.Get[Category](ctx, tx, selectCategory, code)
		if err != nil {
			return err
		}
		if used, err := db.All[string](ctx, tx, ratesIn, code); err != nil || len(used) > 0 {
			return orElse(err, ErrCategoryInUse)
		}
		if _, err := db.Exec(ctx, tx, deleteCategory, code); err != nil {
			return err
		}
		return s.categoryChanged(ctx, tx, journal.Entry{EntityID: code, Action: "deleted", Before: before})
	})
}

func (s *Service) categoryChanged(ctx context.Context, tx db.Tx, e journal.Entry) error {
	e.Entity = "tax_category"
	if err := s.journal.Record(ctx, tx, e); err != nil {
		return err
	}
	return s.events.Publish(ctx, tx, CategoryChanged{Code: e.EntityID})
}

// orElse is err, or the refusal when there is none.
func orElse(err, refusal error) error {
	if err != nil {
		return err
	}
	return refusal
}

func isSlug(s string) bool {
	return s != "" && len(s) <= maxCode && !strings.ContainsFunc(s, func(r rune) bool {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '-' || r == '_')
	})
}
