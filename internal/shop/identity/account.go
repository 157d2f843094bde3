package identity

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/page"
)

// AccountState is an account as those see it who look after accounts.
type AccountState struct {
	Account
	DisabledAt *time.Time `json:"disabled_at" doc:"Null for one that may log in."`
}

// State returns an account to platform staff who manage the team. Returns
// ErrNotFound, also to others.
func (s *Service) State(ctx context.Context, q db.Querier, accountID string) (AccountState, error) {
	if !actor.From(ctx).Platform(actor.TeamManage) {
		return AccountState{}, ErrNotFound
	}
	a, err := getAccount(ctx, q, accountID)
	return AccountState{Account: a.Account, DisabledAt: a.DisabledAt}, err
}

// Disable keeps everybody out of an account: its sessions and keys end at once
// and its password opens nothing, in the words of a wrong one. Disabling one
// that is disabled is no error. Returns ErrNotFound, also to all but platform
// staff who manage the team, ErrBeyond for an account that may do more than
// the caller, ErrNotYourself or ErrLastOwner (I10).
func (s *Service) Disable(ctx context.Context, accountID string) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		a, err := s.accountUnder(ctx, tx, accountID)
		if err != nil || a.DisabledAt != nil {
			return err
		}
		if actor.From(ctx).AccountID == a.ID {
			return ErrNotYourself
		}
		ms, err := memberships(ctx, tx, a.ID)
		if err != nil {
			return err
		}
		for _, m := range ms {
			if err := s.keepOwner(ctx, tx, m); err != nil {
				return err
			}
		}
		now := s.now()
		if err := s.setDisabled(ctx, tx, a, &now, "disabled", AccountDisabled{AccountID: a.ID}); err != nil {
			return err
		}
		if err := s.revokeKeysOf(ctx, tx, a.ID); err != nil {
			return err
		}
		return s.revokeAllOf(ctx, tx, a.ID)
	})
}

// Enable lets a disabled account log in again; what ended stays ended. Returns
// ErrNotFound or ErrBeyond: see Disable.
func (s *Service) Enable(ctx context.Context, accountID string) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		a, err := s.accountUnder(ctx, tx, accountID)
		if err != nil || a.DisabledAt == nil {
			return err
		}
		return s.setDisabled(ctx, tx, a, nil, "enabled", AccountEnabled{AccountID: a.ID})
	})
}

func (s *Service) setDisabled(ctx context.Context, tx db.Tx, a accountRow, at *time.Time, action string, e event.Event) error {
	if _, err := db.Exec(ctx, tx, setDisabled, a.ID, at); err != nil {
		return err
	}
	tx.AfterCommit(func() { s.known.forget("", a.ID) })
	before := AccountState{Account: a.Account, DisabledAt: a.DisabledAt}
	if err := s.journal.Record(ctx, tx, journal.Entry{Entity: "account", EntityID: a.ID, Action: action, Before: before, After: AccountState{Account: a.Account, DisabledAt: at}}); err != nil {
		return err
	}
	return s.events.Publish(ctx, tx, e)
}

// accountUnder locks an account that does not stand above the caller.
func (s *Service) accountUnder(ctx context.Context, tx db.Tx, accountID string) (accountRow, error) {
	who := actor.From(ctx)
	if !who.Platform(actor.TeamManage) {
		return accountRow{}, ErrNotFound
	}
	a, err := accountForChange(ctx, tx, accountID)
	if err != nil {
		return accountRow{}, err
	}
	ms, err := memberships(ctx, tx, a.ID)
	if err != nil {
		return accountRow{}, err
	}
	if slices.ContainsFunc(ms, func(m Member) bool { return !mayGive(who, m) }) {
		return accountRow{}, ErrBeyond
	}
	return a, nil
}

// SessionsOf is Sessions for platform staff who manage the team. Returns
// ErrNotFound, also to others.
func (s *Service) SessionsOf(ctx context.Context, q db.Querier, accountID string) ([]OpenLogIn, error) {
	if _, err := s.State(ctx, q, accountID); err != nil {
		return nil, err
	}
	return s.Sessions(ctx, q, accountID)
}

// EndSessionsOf ends one of an account's sessions, or with "" all of them, for
// platform staff who manage the team. Returns ErrNotFound or ErrBeyond: see
// Disable; ErrSessionUnknown for one that is over.
func (s *Service) EndSessionsOf(ctx context.Context, accountID, sessionID string) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		a, err := s.accountUnder(ctx, tx, accountID)
		if err != nil {
			return err
		}
		if err := s.recordLogOut(ctx, tx, a.ID); err != nil {
			return err
		}
		if sessionID == "" {
			return s.revokeAllOf(ctx, tx, a.ID)
		}
		return s.endOne(ctx, tx, a.ID, sessionID)
	})
}

// SetPassword gives an account another password without asking for the old one
// and ends its sessions and keys (I7): for the command line. Returns
// ErrNotFound, also to anybody else, or ErrWeakPassword.
func (s *Service) SetPassword(ctx context.Context, accountID, password string) error {
	if actor.From(ctx).Kind != actor.System {
		return ErrNotFound
	}
	a, err := getAccount(ctx, s.db, accountID)
	if err != nil {
		return err
	}
	if err := checkPassword(password, a.Email); err != nil {
		return err
	}
	hash, err := s.hasher.hash(ctx, password)
	if err != nil {
		return err
	}
	return s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		a, err := accountForChange(ctx, tx, accountID)
		if err != nil {
			return err
		}
		if err := s.newPassword(ctx, tx, a, hash, ""); err != nil {
			return err
		}
		if err := s.revokeKeysOf(ctx, tx, a.ID); err != nil {
			return err
		}
		return s.journal.Record(ctx, tx, journal.Entry{Entity: "account", EntityID: a.ID, Action: "password_reset"})
	})
}

// Owners returns the accounts of the platform's owners.
func (s *Service) Owners(ctx context.Context, q db.Querier) ([]string, error) {
	if !actor.From(ctx).Platform(actor.TeamManage) {
		return nil, nil
	}
	return db.All[string](ctx, q, ownerAccounts)
}

// Accounts lists accounts, newest first, for the command line.
func (s *Service) Accounts(ctx context.Context, q db.Querier, p page.Request) (page.List[AccountState], error) {
	if actor.From(ctx).Kind != actor.System {
		return page.List[AccountState]{Items: []AccountState{}}, nil
	}
	return listAccounts(ctx, q, p)
}

// EraseTx removes an account with all it has: sessions, keys, proofs, memberships, preferences.
// One that is gone is no error. Only the shop itself does it, with the demo the log-in came with.
// Returns ErrNotFound to anybody else, or ErrLastOwner (I10).
func (s *Service) EraseTx(ctx context.Context, tx db.Tx, accountID string) error {
	if actor.From(ctx).Kind != actor.System {
		return ErrNotFound
	}
	if _, err := db.All[string](ctx, tx, lockOwners); err != nil { // see memberBefore
		return err
	}
	a, err := accountForChange(ctx, tx, accountID)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := s.endMemberships(ctx, tx, a.ID); err != nil {
		return err
	}
	if err := s.revokeKeysOf(ctx, tx, a.ID); err != nil {
		return err
	}
	if err := s.revokeAllOf(ctx, tx, a.ID); err != nil {
		return err
	}
	for _, st := range []*db.Stmt{eraseRefreshes, eraseSessions, eraseProofs, eraseKeys, erasePreferences, eraseAccount} {
		if _, err := db.Exec(ctx, tx, st, a.ID); err != nil {
			return err
		}
	}
	tx.AfterCommit(func() { s.known.forget("", a.ID) })
	return s.journal.Record(ctx, tx, journal.Entry{Entity: "account", EntityID: a.ID, Action: "deleted", Before: AccountState{Account: a.Account, DisabledAt: a.DisabledAt}})
}

func (s *Service) endMemberships(ctx context.Context, tx db.Tx, accountID string) error {
	ms, err := memberships(ctx, tx, accountID)
	for _, m := range ms {
		if err := s.keepOwner(ctx, tx, m); err != nil {
			return err
		}
		if _, err := db.Exec(ctx, tx, deleteMember, m.ID); err != nil {
			return err
		}
		if err := s.memberChanged(ctx, tx, &m, nil); err != nil {
			return err
		}
	}
	return err
}

// EraseTeamTx ends all memberships in a seller that is being removed, and the keys that were for
// it; the accounts stay. Only the shop itself does it. Returns ErrNotFound to anybody else.
func (s *Service) EraseTeamTx(ctx context.Context, tx db.Tx, sellerID string) error {
	if actor.From(ctx).Kind != actor.System || sellerID == "" {
		return ErrNotFound
	}
	rows, err := db.All[memberRow](ctx, tx, teamOf, sellerID)
	if err != nil {
		return err
	}
	for _, r := range rows {
		m := r.member()
		if _, err := db.Exec(ctx, tx, deleteMember, m.ID); err != nil {
			return err
		}
		if err := s.memberChanged(ctx, tx, &m, nil); err != nil {
			return err
		}
	}
	ended, err := db.All[string](ctx, tx, revokeOfSeller, sellerID, s.now())
	if err != nil {
		return err
	}
	return s.keysEnded(ctx, tx, ended)
}

// OwnersBeside returns how many owners of the platform can log in who are none of these accounts.
func (s *Service) OwnersBeside(ctx context.Context, q db.Querier, accountIDs []string) (int, error) {
	able, err := db.All[string](ctx, q, ownersAbleAccounts)
	n := 0
	for _, id := range able {
		if !slices.Contains(accountIDs, id) {
			n++
		}
	}
	return n, err
}

// CountAccounts returns how many log-ins there are.
func (s *Service) CountAccounts(ctx context.Context, q db.Querier) (int64, error) {
	return db.Get[int64](ctx, q, countAccounts)
}
