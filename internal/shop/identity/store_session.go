package identity

import (
	"context"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
)

// deadSessions are kept this long: where an account was logged in before,
// strangers' tries do not count against it.
const deadSessions = 90 * 24 * time.Hour

const sessionCols = `id, account_id, audience, secret_hash, version, network, user_agent, created_at, used_at, expires_at, revoked_at`

var (
	insertSession = db.SQL(`INSERT INTO identity_sessions (` + sessionCols + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, NULL)`)
	selectSession = db.SQL(`SELECT ` + sessionCols + ` FROM identity_sessions WHERE id = $1 AND revoked_at IS NULL`)
	lockSession   = db.SQL(`SELECT ` + sessionCols + ` FROM identity_sessions WHERE id = $1 AND revoked_at IS NULL`).ForUpdate()
	sessionByHash = db.SQL(`SELECT id FROM identity_sessions WHERE secret_hash = $1 AND revoked_at IS NULL`)
	revokeOne     = db.SQL(`UPDATE identity_sessions SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL`)
	revokeAll     = db.SQL(`UPDATE identity_sessions SET revoked_at = $2 WHERE account_id = $1 AND revoked_at IS NULL`)
	revokeOthers  = db.SQL(`UPDATE identity_sessions SET revoked_at = $2 WHERE account_id = $1 AND revoked_at IS NULL AND id <> $3`)
	touchSession  = db.SQL(`UPDATE identity_sessions SET used_at = $2, expires_at = $3 WHERE id = $1 AND revoked_at IS NULL AND used_at < $2`)
	sessionsOf    = db.SQL(`SELECT ` + sessionCols + ` FROM identity_sessions WHERE account_id = $1 AND revoked_at IS NULL AND expires_at > $2
		ORDER BY used_at DESC, id DESC LIMIT 100`)
	bumpSessions = db.SQL(`UPDATE identity_sessions SET version = version + 1 WHERE account_id = $1 AND audience = 'store' AND revoked_at IS NULL`)

	insertRefresh = db.SQL(`INSERT INTO identity_refreshes (hash, session_id, issued_at) VALUES ($1, $2, $3)`)
	lockRefresh   = db.SQL(`SELECT session_id, used_at FROM identity_refreshes WHERE hash = $1`).ForUpdate()
	useRefresh    = db.SQL(`UPDATE identity_refreshes SET used_at = $2 WHERE hash = $1 AND used_at IS NULL`)

	oldRefreshes  = db.SQL(`SELECT hash FROM identity_refreshes WHERE issued_at < $1 ORDER BY issued_at LIMIT 500`)
	dropRefreshes = db.SQL(`DELETE FROM identity_refreshes WHERE hash IN ($1...)`)
	oldSessions   = db.SQL(`SELECT id FROM identity_sessions WHERE expires_at < $1 ORDER BY expires_at LIMIT 200`)
	dropRefreshOf = db.SQL(`DELETE FROM identity_refreshes WHERE session_id IN ($1...)`)
	dropSessions  = db.SQL(`DELETE FROM identity_sessions WHERE id IN ($1...)`)
	countLiveOf   = db.SQL(`SELECT COUNT(*) FROM identity_sessions WHERE account_id = $1 AND revoked_at IS NULL AND expires_at > $2`)
	oldestLiveOf  = db.SQL(`SELECT id FROM identity_sessions WHERE account_id = $1 AND revoked_at IS NULL ORDER BY created_at, id LIMIT 1`)
)

const registrationCols = `id, email, email_norm, name, locale, password_hash, profile, created_at, expires_at, used_at`

var (
	insertRegistration = db.SQL(`INSERT INTO identity_registrations (id, email, email_norm, name, locale, password_hash, profile, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`)
	selectRegistration = db.SQL(`SELECT ` + registrationCols + ` FROM identity_registrations WHERE id = $1`)
	lockRegistration   = db.SQL(`SELECT ` + registrationCols + ` FROM identity_registrations WHERE id = $1`).ForUpdate()
	registrationByHash = db.SQL(`SELECT ` + registrationCols + ` FROM identity_registrations WHERE hash = $1`)
	issueRegistration  = db.SQL(`UPDATE identity_registrations SET hash = $2, expires_at = $3 WHERE id = $1 AND used_at IS NULL`)
	useRegistration    = db.SQL(`UPDATE identity_registrations SET used_at = $2 WHERE id = $1 AND used_at IS NULL`)
	deleteRegistration = db.SQL(`DELETE FROM identity_registrations WHERE id = $1`)
	oldRegistrations   = db.SQL(`SELECT id FROM identity_registrations WHERE created_at < $1 ORDER BY created_at LIMIT 500`)
	dropRegistrations  = db.SQL(`DELETE FROM identity_registrations WHERE id IN ($1...)`)
)

type registrationRow struct {
	ID, Email, EmailNorm, Name, Locale, PasswordHash string
	Profile                                          db.JSON[map[string]string]
	CreatedAt                                        time.Time
	ExpiresAt, UsedAt                                *time.Time
}

type sessionRow struct {
	ID, AccountID, Audience, SecretHash string
	Version                             int64
	Network, UserAgent                  string
	CreatedAt, UsedAt, ExpiresAt        time.Time
	RevokedAt                           *time.Time
}

func putSession(ctx context.Context, tx db.Tx, s sessionRow) error {
	_, err := db.Exec(ctx, tx, insertSession, s.ID, s.AccountID, s.Audience, s.SecretHash, s.Version, s.Network, s.UserAgent, s.CreatedAt, s.ExpiresAt)
	return err
}

// getSession returns ErrSessionEnded for one that is gone.
func getSession(ctx context.Context, q db.Querier, id string) (sessionRow, error) {
	v, err := db.Get[sessionRow](ctx, q, selectSession, id)
	return v, orElse(err, ErrSessionEnded)
}

func sessionForChange(ctx context.Context, tx db.Tx, id string) (sessionRow, error) {
	v, err := db.Get[sessionRow](ctx, tx, lockSession, id)
	return v, orElse(err, ErrSessionEnded)
}
