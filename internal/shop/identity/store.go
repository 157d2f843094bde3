package identity

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/kit/text"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations is the room's schema.
func Migrations() db.Migrations {
	sub, err := fs.Sub(files, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return db.Migrations{Room: "identity", FS: sub}
}

const accountCols = `id, email, email_norm, name, locale, password_hash, email_verified, created_at, disabled_at`

var (
	insertAccount = db.SQL(`INSERT INTO identity_accounts (` + accountCols + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL)
		ON CONFLICT (email_norm) DO NOTHING`)
	selectAccount  = db.SQL(`SELECT ` + accountCols + ` FROM identity_accounts WHERE id = $1`)
	lockAccount    = db.SQL(`SELECT ` + accountCols + ` FROM identity_accounts WHERE id = $1`).ForUpdate()
	accountByEmail = db.SQL(`SELECT ` + accountCols + ` FROM identity_accounts WHERE email_norm = $1`)
	namesByID      = db.SQL(`SELECT id, name FROM identity_accounts WHERE id IN ($1...)`)
	calledByID     = db.SQL(`SELECT id, name, email FROM identity_accounts WHERE id IN ($1...)`)
	setPassword    = db.SQL(`UPDATE identity_accounts SET password_hash = $2 WHERE id = $1`)
	setDisabled    = db.SQL(`UPDATE identity_accounts SET disabled_at = $2 WHERE id = $1`)
	setVerified    = db.SQL(`UPDATE identity_accounts SET email_verified = TRUE WHERE id = $1`)
	setProfile     = db.SQL(`UPDATE identity_accounts SET name = $2, locale = $3 WHERE id = $1`)
	setEmail       = db.SQL(`UPDATE identity_accounts SET email = $2, email_norm = $3, email_verified = TRUE WHERE id = $1`)

	insertProof = db.SQL(`INSERT INTO identity_proofs (id, purpose, account_id, email, email_norm, audience, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`)
	insertInvitation = db.SQL(`INSERT INTO identity_proofs (id, purpose, account_id, email, email_norm, audience, created_at, invitation)
		VALUES ($1, $2, $3, $4, $5, $6, $7, TRUE)`)
	lockProof = db.SQL(`SELECT id, purpose, account_id, email, email_norm, audience, created_at, expires_at, used_at, invitation
		FROM identity_proofs WHERE id = $1`).ForUpdate()
	proofByHash = db.SQL(`SELECT id, purpose, account_id, email, email_norm, audience, created_at, expires_at, used_at, invitation
		FROM identity_proofs WHERE hash = $1 AND purpose = $2`)
	ownProof    = db.SQL(`UPDATE identity_proofs SET account_id = $2 WHERE id = $1`)
	issueProof  = db.SQL(`UPDATE identity_proofs SET hash = $2, expires_at = $3 WHERE id = $1 AND used_at IS NULL`)
	useProof    = db.SQL(`UPDATE identity_proofs SET used_at = $2 WHERE id = $1 AND used_at IS NULL`)
	useAll      = db.SQL(`UPDATE identity_proofs SET used_at = $3 WHERE account_id = $1 AND purpose = $2 AND used_at IS NULL AND id <> $4`)
	deleteProof = db.SQL(`DELETE FROM identity_proofs WHERE id = $1`)

	takeTry = db.SQL(`INSERT INTO identity_tries (key, n, reset_at) VALUES ($1, 1, $2)
		ON CONFLICT (key) DO UPDATE SET n = CASE WHEN identity_tries.reset_at <= $3 THEN 1 ELSE identity_tries.n + 1 END,
			reset_at = CASE WHEN identity_tries.reset_at <= $3 THEN excluded.reset_at ELSE identity_tries.reset_at END
		RETURNING n, reset_at`)
	giveTry     = db.SQL(`UPDATE identity_tries SET n = n - 1 WHERE key = $1 AND n > 0`)
	lengthenTry = db.SQL(`UPDATE identity_tries SET reset_at = $2 WHERE key = $1`)
	clearTry    = db.SQL(`DELETE FROM identity_tries WHERE key = $1`)
	knownHere   = db.SQL(`SELECT COUNT(*) FROM (SELECT 1 AS one FROM identity_sessions WHERE account_id = $1 AND network = $2 LIMIT 1) u`)

	upsertMember = db.SQL(`INSERT INTO identity_members (id, account_id, seller_id, role, perms, created_at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (account_id, seller_id) DO UPDATE SET role = excluded.role, perms = excluded.perms RETURNING id`)
	membersOf  = db.SQL(`SELECT id, account_id, seller_id, role, perms FROM identity_members WHERE account_id = $1 ORDER BY id LIMIT 100`)
	lockMember = db.SQL(`SELECT id, account_id, seller_id, role, perms FROM identity_members WHERE id = $1`).ForUpdate()
	memberIn   = db.SQL(`SELECT id, account_id, seller_id, role, perms FROM identity_members WHERE account_id = $1 AND seller_id = $2`).ForUpdate()
	lockOwners = db.SQL(`SELECT id FROM identity_members WHERE seller_id = '' AND role = 'owner' ORDER BY id`).ForUpdate()
	ownersAble = db.SQL(`SELECT m.id FROM identity_members m JOIN identity_accounts a ON a.id = m.account_id
		WHERE m.seller_id = '' AND m.role = 'owner' AND a.disabled_at IS NULL`)
	ownersAbleAccounts = db.SQL(`SELECT m.account_id FROM identity_members m JOIN identity_accounts a ON a.id = m.account_id
		WHERE m.seller_id = '' AND m.role = 'owner' AND a.disabled_at IS NULL`)
	teamOf        = db.SQL(`SELECT id, account_id, seller_id, role, perms FROM identity_members WHERE seller_id = $1 ORDER BY id`).ForUpdate()
	ownerAccounts = db.SQL(`SELECT account_id FROM identity_members WHERE seller_id = '' AND role = 'owner' ORDER BY id`)
	deleteMember  = db.SQL(`DELETE FROM identity_members WHERE id = $1`)
	members       = db.NewList(db.ListSpec{
		Select: `SELECT m.id, m.account_id, m.seller_id, m.role, m.perms, a.email, a.name, a.password_hash, a.disabled_at, m.created_at
			FROM identity_members m JOIN identity_accounts a ON a.id = m.account_id`,
		Filters: map[string]string{"sellers": "m.seller_id IN ($?...)"},
		Sorts:   map[string][]string{"-id": {"m.id DESC"}},
	})

	accounts = db.NewList(db.ListSpec{
		Select: `SELECT ` + accountCols + ` FROM identity_accounts`,
		Sorts:  map[string][]string{"-id": {"id DESC"}},
	})

	selectPreferences = db.SQL(`SELECT kept FROM identity_preferences WHERE account_id = $1`)
	lockPreferences   = db.SQL(`SELECT kept FROM identity_preferences WHERE account_id = $1`).ForUpdate()
	insertPreferences = db.SQL(`INSERT INTO identity_preferences (account_id, kept) VALUES ($1, $2) ON CONFLICT (account_id) DO NOTHING`)
	setPreferences    = db.SQL(`UPDATE identity_preferences SET kept = $2 WHERE account_id = $1`)

	eraseRefreshes   = db.SQL(`DELETE FROM identity_refreshes WHERE session_id IN (SELECT id FROM identity_sessions WHERE account_id = $1)`)
	eraseSessions    = db.SQL(`DELETE FROM identity_sessions WHERE account_id = $1`)
	eraseProofs      = db.SQL(`DELETE FROM identity_proofs WHERE account_id = $1`)
	eraseKeys        = db.SQL(`DELETE FROM identity_keys WHERE account_id = $1`)
	erasePreferences = db.SQL(`DELETE FROM identity_preferences WHERE account_id = $1`)
	eraseAccount     = db.SQL(`DELETE FROM identity_accounts WHERE id = $1`)
	countAccounts    = db.SQL(`SELECT COUNT(*) FROM identity_accounts`).Whole()

	openSetup   = db.SQL(`UPDATE identity_setup SET token_hash = $1 WHERE id = 'setup' AND closed = FALSE`)
	closeSetup  = db.SQL(`UPDATE identity_setup SET closed = TRUE, token_hash = '' WHERE id = 'setup' AND closed = FALSE`)
	useSetup    = db.SQL(`UPDATE identity_setup SET closed = TRUE, token_hash = '' WHERE id = 'setup' AND closed = FALSE AND token_hash = $1`)
	setupByHash = db.SQL(`SELECT COUNT(*) FROM identity_setup WHERE closed = FALSE AND token_hash = $1`)

	oldTries    = db.SQL(`SELECT key FROM identity_tries WHERE reset_at < $1 ORDER BY reset_at LIMIT 500`)
	deleteTries = db.SQL(`DELETE FROM identity_tries WHERE key IN ($1...)`)
	oldProofs   = db.SQL(`SELECT id FROM identity_proofs WHERE created_at < $1 AND invitation = FALSE ORDER BY created_at LIMIT 500`)
	oldInvites  = db.SQL(`SELECT id FROM identity_proofs WHERE created_at < $1 AND invitation = TRUE ORDER BY created_at LIMIT 500`)
	dropProofs  = db.SQL(`DELETE FROM identity_proofs WHERE id IN ($1...)`)
)

type accountRow struct {
	Account
	EmailNorm    string
	PasswordHash string
	DisabledAt   *time.Time
}

func getAccount(ctx context.Context, q db.Querier, id string) (accountRow, error) {
	v, err := db.Get[accountRow](ctx, q, selectAccount, id)
	return v, orElse(err, ErrNotFound)
}

func accountForChange(ctx context.Context, tx db.Tx, id string) (accountRow, error) {
	v, err := db.Get[accountRow](ctx, tx, lockAccount, id)
	return v, orElse(err, ErrNotFound)
}

func getByEmail(ctx context.Context, q db.Querier, norm string) (accountRow, error) {
	v, err := db.Get[accountRow](ctx, q, accountByEmail, norm)
	return v, orElse(err, ErrNotFound)
}

// orElse turns a missing row into the room's refusal.
func orElse(err, refusal error) error {
	if errors.Is(err, db.ErrNoRows) {
		return refusal
	}
	return err
}

type proofRow struct {
	ID, Purpose, AccountID, Email, EmailNorm, Audience string
	CreatedAt                                          time.Time
	ExpiresAt, UsedAt                                  *time.Time
	Invitation                                         bool
}

// life is how long the mailed token is good: whoever asked for a mail waits for
// it, whoever is invited may be on holiday.
func (p proofRow) life() time.Duration {
	if p.Invitation {
		return inviteLife
	}
	return proofLife
}

func (p proofRow) good(now time.Time) bool {
	return p.AccountID != "" && p.UsedAt == nil && p.ExpiresAt != nil && now.Before(*p.ExpiresAt)
}

type memberRow struct {
	ID, AccountID, SellerID, Role string
	Perms                         db.JSON[[]actor.Perm]
}

func (r memberRow) member() Member {
	return Member{ID: r.ID, AccountID: r.AccountID, SellerID: r.SellerID, Role: r.Role, Perms: r.Perms.V}
}

func memberships(ctx context.Context, q db.Querier, accountID string) ([]Member, error) {
	rows, err := db.All[memberRow](ctx, q, membersOf, accountID)
	out := make([]Member, len(rows))
	for i, r := range rows {
		out[i] = r.member()
	}
	return out, err
}

func listAccounts(ctx context.Context, q db.Querier, p page.Request) (page.List[AccountState], error) {
	l, err := db.Page(ctx, q, accounts.Query("-id", 0), p, func(r accountRow) []any { return []any{r.ID} })
	return page.Map(l, func(r accountRow) AccountState { return AccountState{Account: r.Account, DisabledAt: r.DisabledAt} }), err
}

type teamRow struct {
	memberRow
	Email, Name, PasswordHash string
	DisabledAt                *time.Time
	CreatedAt                 time.Time
}

// listMembers lists members of the sellers, nil for everybody, by what their
// names begin with, "" for any.
func listMembers(ctx context.Context, q db.Querier, sellers []string, typed string, p page.Request) (page.List[TeamMember], error) {
	lq := members.Query("-id", 0)
	if sellers != nil {
		lq.Where("sellers", sellers)
	}
	key := func(r teamRow) []any { return []any{r.ID} }
	var l page.List[teamRow]
	var err error
	if typed == "" {
		l, err = db.Page(ctx, q, lq, p, key)
	} else {
		begins := text.Begins(typed)
		l, err = db.Find(ctx, q, lq, p, key, func(r teamRow) bool { return begins(r.Name, r.Email) })
	}
	return page.Map(l, func(r teamRow) TeamMember {
		return TeamMember{Member: r.member(), Email: r.Email, Name: r.Name, Pending: r.PasswordHash == "", Disabled: r.DisabledAt != nil, CreatedAt: r.CreatedAt}
	}), err
}
