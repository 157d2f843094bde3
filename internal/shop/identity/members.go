package identity

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/page"
)

// TeamMember is a member with the account's face.
type TeamMember struct {
	Member
	Email     string
	Name      string
	Pending   bool // asked, and has not chosen a password yet
	Disabled  bool
	CreatedAt time.Time
}

// AddMemberTx makes the account a member, or changes what it is already. A
// first owner of the platform closes the door for setting it up. Returns
// ErrNotFound, ErrInvalid, ErrBeyond (I9) or ErrLastOwner (I10).
func (s *Service) AddMemberTx(ctx context.Context, tx db.Tx, m Member) error {
	_, _, err := s.addMember(ctx, tx, m)
	return err
}

// addMember also reports whether they were none before.
func (s *Service) addMember(ctx context.Context, tx db.Tx, m Member) (after Member, joined bool, err error) {
	if err := m.check(); err != nil {
		return Member{}, false, err
	}
	if !mayGive(actor.From(ctx), m) {
		return Member{}, false, ErrBeyond
	}
	if _, err := accountForChange(ctx, tx, m.AccountID); err != nil {
		return Member{}, false, err
	}
	before, err := s.memberBefore(ctx, tx, m)
	if err != nil {
		return Member{}, false, err
	}
	if m.Perms == nil {
		m.Perms = []actor.Perm{}
	}
	m.ID, err = db.Get[string](ctx, tx, upsertMember, s.ids.New("mem_"), m.AccountID, m.SellerID, m.Role, db.JSONOf(m.Perms), s.now())
	if err != nil {
		return Member{}, false, err
	}
	if m.SellerID == "" && m.Role == Owner {
		if _, err := db.Exec(ctx, tx, closeSetup); err != nil {
			return Member{}, false, err
		}
	}
	return m, before == nil, s.memberChanged(ctx, tx, before, &m)
}

// memberBefore returns what the account is in the scope now, nil for nothing,
// if the caller may change that.
func (s *Service) memberBefore(ctx context.Context, tx db.Tx, m Member) (*Member, error) {
	if m.SellerID == "" { // before any of them alone: one order, no deadlock
		if _, err := db.All[string](ctx, tx, lockOwners); err != nil {
			return nil, err
		}
	}
	row, err := db.Get[memberRow](ctx, tx, memberIn, m.AccountID, m.SellerID)
	if errors.Is(err, db.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	before := row.member()
	if !mayGive(actor.From(ctx), before) {
		return nil, ErrBeyond
	}
	if m.Role != Owner {
		err = s.keepOwner(ctx, tx, before)
	}
	return &before, err
}

// keepOwner refuses to lose the platform's last owner who can log in (I10).
// Owners are locked together, so that two cannot remove or disable each other;
// who is able is asked afterwards, because that is another table's say.
func (s *Service) keepOwner(ctx context.Context, tx db.Tx, leaving Member) error {
	if leaving.SellerID != "" || leaving.Role != Owner {
		return nil
	}
	owners, err := db.All[string](ctx, tx, lockOwners)
	if err != nil {
		return err
	}
	if !slices.Contains(owners, leaving.ID) {
		return ErrMemberNotFound // removed while we waited
	}
	able, err := db.All[string](ctx, tx, ownersAble)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(able, func(id string) bool { return id != leaving.ID }) {
		return ErrLastOwner
	}
	return nil
}

// RemoveMember ends a membership, and with the last one the invitation of who
// has not answered it. Returns ErrMemberNotFound, also for one
// outside the caller's scope, ErrBeyond or ErrLastOwner.
func (s *Service) RemoveMember(ctx context.Context, memberID string) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		if _, err := db.All[string](ctx, tx, lockOwners); err != nil { // see memberBefore
			return err
		}
		row, err := db.Get[memberRow](ctx, tx, lockMember, memberID)
		if err != nil {
			return orElse(err, ErrMemberNotFound)
		}
		m, a := row.member(), actor.From(ctx)
		if !inTeam(a, m.SellerID) {
			return ErrMemberNotFound
		}
		if !mayGive(a, m) {
			return ErrBeyond
		}
		if err := s.keepOwner(ctx, tx, m); err != nil {
			return err
		}
		if _, err := db.Exec(ctx, tx, deleteMember, m.ID); err != nil {
			return err
		}
		if err := s.withdraw(ctx, tx, m.AccountID); err != nil {
			return err
		}
		return s.memberChanged(ctx, tx, &m, nil)
	})
}

// withdraw makes the mailed invitation of who is in no team any more worthless.
func (s *Service) withdraw(ctx context.Context, tx db.Tx, accountID string) error {
	a, err := getAccount(ctx, tx, accountID)
	if err != nil || a.PasswordHash != "" {
		return err
	}
	if left, err := memberships(ctx, tx, a.ID); err != nil || len(left) > 0 {
		return err
	}
	_, err = db.Exec(ctx, tx, useAll, a.ID, forReset, s.now(), "")
	return err
}

// memberChanged makes a change of what somebody may do count at once: access
// tokens made before are worth nothing, caches forget.
func (s *Service) memberChanged(ctx context.Context, tx db.Tx, before, after *Member) error {
	e := journal.Entry{Entity: "member", Action: "updated"}
	m := after
	switch {
	case before == nil:
		e.Action, e.After = "created", *after
	case after == nil:
		e.Action, e.Before = "deleted", *before
		m = before
	default:
		e.Before, e.After = *before, *after
	}
	e.EntityID = m.ID
	if _, err := db.Exec(ctx, tx, bumpSessions, m.AccountID); err != nil {
		return err
	}
	tx.AfterCommit(func() { s.known.forget("", m.AccountID) })
	s.bus.After(tx, "account:"+m.AccountID)
	if err := s.wakeKeysOf(ctx, tx, m.AccountID); err != nil {
		return err
	}
	if err := s.journal.Record(ctx, tx, e); err != nil {
		return err
	}
	return s.events.Publish(ctx, tx, MemberChanged{AccountID: m.AccountID, SellerID: m.SellerID})
}

// inTeam reports whether the caller manages the team of a scope.
func inTeam(a actor.Actor, sellerID string) bool {
	return a.Platform(actor.TeamManage) || sellerID != "" && slices.Contains(teams(a), sellerID)
}

// teams are the sellers whose team the caller manages.
func teams(a actor.Actor) []string {
	out := []string{}
	for _, g := range a.Grants {
		if !g.Platform && slices.Contains(g.Perms, actor.TeamManage) {
			out = append(out, g.SellerID)
		}
	}
	return out
}

// Members lists the team in the caller's scope, newest first; sellerID, when
// not nil, narrows it to one scope ("" for the platform).
func (s *Service) Members(ctx context.Context, q db.Querier, sellerID *string, p page.Request) (page.List[TeamMember], error) {
	return s.FindMembers(ctx, q, sellerID, "", p)
}

// FindMembers is Members whose name, a word of it, or e-mail address begins
// with what was typed.
func (s *Service) FindMembers(ctx context.Context, q db.Querier, sellerID *string, typed string, p page.Request) (page.List[TeamMember], error) {
	a := actor.From(ctx)
	switch {
	case sellerID != nil && !inTeam(a, *sellerID):
		return page.List[TeamMember]{Items: []TeamMember{}}, nil
	case sellerID != nil:
		return listMembers(ctx, q, []string{*sellerID}, typed, p)
	case a.Platform(actor.TeamManage):
		return listMembers(ctx, q, nil, typed, p)
	}
	return listMembers(ctx, q, teams(a), typed, p)
}

// Invite asks somebody into a team by address.
type Invite struct {
	Email    string
	Name     string
	Locale   string // of the mail, for somebody new
	SellerID string
	Role     string
	Perms    []actor.Perm
}

// InviteTx makes whoever has the address a member, and has them told by mail:
// who has a password once, that they are in; anybody else each time they are
// asked, with a link to choose one. Without an account they get one. An account
// whose address was never proven may be somebody else's: it loses password and
// sessions, and the owner of the address gets the link. Returns ErrInvalid,
// ErrMemberNotFound for a scope outside the caller's, ErrBeyond, ErrLastOwner,
// or ErrTooManyTries for an address that is mailed too often.
func (s *Service) InviteTx(ctx context.Context, tx db.Tx, in Invite) (TeamMember, error) {
	if !inTeam(actor.From(ctx), in.SellerID) {
		return TeamMember{}, ErrMemberNotFound
	}
	fresh, err := NewAccount{Email: in.Email, Name: in.Name, Locale: in.Locale}.tidy()
	if err != nil {
		return TeamMember{}, err
	}
	a, err := getByEmail(ctx, tx, foldEmail(fresh.Email))
	switch {
	case errors.Is(err, ErrNotFound):
		a.EmailNorm = foldEmail(fresh.Email)
		a.Account, err = s.insert(ctx, tx, fresh)
	case err == nil && !a.EmailVerified && a.PasswordHash != "":
		if err = s.newPassword(ctx, tx, a, "", Store); err == nil {
			err = s.journal.Record(ctx, tx, journal.Entry{Entity: "account", EntityID: a.ID, Action: "password_reset"})
		}
		a.PasswordHash = ""
	}
	if err != nil {
		return TeamMember{}, err
	}
	m, joined, err := s.addMember(ctx, tx, Member{AccountID: a.ID, SellerID: in.SellerID, Role: in.Role, Perms: in.Perms})
	if err != nil {
		return TeamMember{}, err
	}
	out := TeamMember{Member: m, Email: a.Email, Name: a.Name, Pending: a.PasswordHash == "", Disabled: a.DisabledAt != nil, CreatedAt: s.now()}
	return out, s.tellInvited(ctx, tx, a, m, joined)
}

// tellInvited asks for the mail of an invitation. A disabled account gets none:
// its link would open nothing.
func (s *Service) tellInvited(ctx context.Context, tx db.Tx, a accountRow, m Member, joined bool) error {
	e := Invited{AccountID: a.ID, SellerID: m.SellerID}
	if a.DisabledAt != nil || a.PasswordHash != "" && !joined {
		return nil
	}
	if a.PasswordHash == "" {
		if wait, err := s.take(ctx, tx, try{mailsKey(a.EmailNorm), s.limits.Mails}); err != nil || wait.over() {
			if err == nil {
				err = wait.refusal()
			}
			return err
		}
		e.RequestID = s.ids.New("prf_")
		if _, err := db.Exec(ctx, tx, useAll, a.ID, forReset, s.now(), ""); err != nil { // the newest only (I6)
			return err
		}
		if _, err := db.Exec(ctx, tx, insertInvitation, e.RequestID, forReset, a.ID, a.Email, a.EmailNorm, Store, s.now()); err != nil {
			return err
		}
	}
	return s.events.Publish(ctx, tx, e)
}
