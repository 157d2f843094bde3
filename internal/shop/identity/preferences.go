package identity

import (
	"context"
	"encoding/json"
	"errors"
	"regexp"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
)

// Preference is one thing an account chose for its own eyes: columns of a
// list, a view. What is in it is the affair of whoever shows it.
type Preference = map[string]any

// Preferences are an account's choices by name.
type Preferences map[string]Preference

// Bounds of what an account may keep.
const (
	maxPreferences     = 64 << 10 // bytes, names included
	maxPreferenceDepth = 8        // objects within objects
)

// The refusals of preferences.
var (
	ErrPreference      = errs.New(errs.Invalid, "identity.preference_invalid", "This cannot be kept.")
	ErrPreferencesFull = errs.New(errs.TooLarge, "identity.preferences_full", "An account keeps at most 64 KiB of preferences. Delete some first.")
)

var preferenceName = regexp.MustCompile(`^[a-z][a-z0-9_.-]{0,63}$`)

// Preferences returns what the caller's account keeps; empty for a new one.
func (s *Service) Preferences(ctx context.Context, q db.Querier) (Preferences, error) {
	kept, err := db.Get[db.JSON[Preferences]](ctx, q, selectPreferences, actor.From(ctx).AccountID)
	if errors.Is(err, db.ErrNoRows) || kept.V == nil {
		return Preferences{}, orElse(err, nil)
	}
	return kept.V, err
}

// Prefer keeps a preference of the caller's account in place of the one with
// the same name. Returns ErrPreference or ErrPreferencesFull.
func (s *Service) Prefer(ctx context.Context, name string, value Preference) error {
	var f errs.Fields
	f.Check(preferenceName.MatchString(name), "name", "format", "Up to 64 of a-z, 0-9, dot, dash and underscore, a letter first.")
	f.Check(value != nil, "value", "required", "Give an object.")
	f.Check(depth(value) <= maxPreferenceDepth, "value", "depth", "Too many objects within objects.")
	if err := f.As(ErrPreference); err != nil {
		return err
	}
	return s.changePreferences(ctx, func(kept Preferences) error {
		kept[name] = value
		if all, err := json.Marshal(kept); err != nil {
			return err
		} else if len(all) > maxPreferences {
			return ErrPreferencesFull
		}
		return nil
	})
}

// ForgetPreference forgets a preference of the caller's account; one that is
// not there is forgotten already.
func (s *Service) ForgetPreference(ctx context.Context, name string) error {
	return s.changePreferences(ctx, func(kept Preferences) error {
		delete(kept, name)
		return nil
	})
}

// changePreferences changes all of them under a lock: two windows that keep
// different things at once must both find theirs afterwards.
func (s *Service) changePreferences(ctx context.Context, change func(Preferences) error) error {
	account := actor.From(ctx).AccountID
	return s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		if _, err := db.Exec(ctx, tx, insertPreferences, account, db.JSONOf(Preferences{})); err != nil {
			return err
		}
		kept, err := db.Get[db.JSON[Preferences]](ctx, tx, lockPreferences, account)
		if err != nil {
			return err
		}
		if err := change(kept.V); err != nil {
			return err
		}
		_, err = db.Exec(ctx, tx, setPreferences, account, kept)
		return err
	})
}

// depth is how many objects and lists stand within one another. What is too
// deep would exhaust whoever reads it, a database's parser first.
func depth(v any) int {
	deepest := 0
	switch v := v.(type) {
	case Preference:
		for _, in := range v {
			deepest = max(deepest, depth(in))
		}
	case []any:
		for _, in := range v {
			deepest = max(deepest, depth(in))
		}
	default:
		return 0
	}
	return deepest + 1
}
