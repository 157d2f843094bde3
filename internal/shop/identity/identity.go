package identity

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/text"
)

// The audiences. What one hands out is worth nothing to the other (I3).
const (
	Site  = "site"
	Store = "store"
)

// Roles of a member.
const (
	Owner = "owner" // every permission of the scope, also those that come later
	Staff = "staff" // the permissions listed
)

// Lifetimes.
const (
	AccessLife = 15 * time.Minute
	proofLife  = time.Hour
	inviteLife = 7 * 24 * time.Hour
	requestAge = 24 * time.Hour // how long after a request its mail may still be written
)

// Account is one log-in.
type Account struct {
	ID            string    `json:"id"`
	Email         string    `json:"email"`
	Name          string    `json:"name"`
	Locale        string    `json:"locale"`
	EmailVerified bool      `json:"email_verified"`
	CreatedAt     time.Time `json:"created_at"`
}

// NewAccount is an account to be. Pass it through Prepare before opening a
// transaction: hashing a password takes longer than one may last.
type NewAccount struct {
	Email    string
	Password string
	Name     string
	Locale   string
	Verified bool // the address is known to be theirs

	hash string
}

// Session is an open session with its secrets, as its opener gets it once.
type Session struct {
	ID         string
	Audience   string
	Secret     string // the cookie's value; empty after Refresh, which keeps the cookie
	Access     string // a JWT for AccessLife
	Refresh    string // good once
	ExpiresAt  time.Time
	Account    Account
	CustomerID string
}

// Member is an account's role in one scope.
type Member struct {
	ID        string
	AccountID string
	SellerID  string // empty for the platform
	Role      string
	Perms     []actor.Perm // of staff
}

// Refusals.
var (
	ErrNotFound       = errs.New(errs.NotFound, "identity.not_found", "There is no such account.")
	ErrInvalid        = errs.New(errs.Invalid, "identity.invalid", "Some of this cannot be saved.")
	ErrEmailTaken     = errs.New(errs.Conflict, "identity.email_taken", "There is an account with this e-mail address. Log in, or ask for a new password.")
	ErrWeakPassword   = errs.New(errs.Invalid, "identity.weak_password", "Choose another password.")
	ErrBadCredentials = errs.New(errs.Unauthenticated, "identity.bad_credentials", "E-mail address or password are wrong.")
	ErrNoAccess       = errs.New(errs.Forbidden, "identity.no_access", "This account has no access to the dashboard.")
	ErrTooManyTries   = errs.New(errs.TooMany, "identity.too_many_tries", "Too many tries. Wait a little and try again.")
	ErrSessionEnded   = errs.New(errs.Unauthenticated, "identity.session_ended", "Log in again.")
	ErrProof          = errs.New(errs.Invalid, "identity.bad_token", "This link is used up or too old. Ask for a new one.")
	ErrSetupClosed    = errs.New(errs.NotFound, "identity.setup_closed", "There is nothing to set up here.")
	ErrMemberNotFound = errs.New(errs.NotFound, "identity.member_not_found", "There is no such member.")
	ErrLastOwner      = errs.New(errs.Conflict, "identity.last_owner", "The platform's last owner cannot go.")
	ErrSessionUnknown = errs.New(errs.NotFound, "identity.session_not_found", "There is no such session.")
	ErrNotYourself    = errs.New(errs.Conflict, "identity.not_yourself", "You cannot do this to your own account.")
	ErrBeyond         = errs.New(errs.Forbidden, "identity.beyond", "You can give only permissions that you hold yourself.")
)

// Wait tells a program when to try again.
type Wait struct {
	Seconds int64 `json:"retry_after"`
	limit   int
}

// RateLimit is what the header of that name says of the limit that was passed.
func (w Wait) RateLimit() string { return fmt.Sprintf(`"tries";r=0;t=%d`, w.Seconds) }

// RateLimitPolicy says how many tries there are.
func (w Wait) RateLimitPolicy() string { return fmt.Sprintf(`"tries";q=%d`, w.limit) }

// RetryAfter is what the header of that name says.
func (w Wait) RetryAfter() int64 { return w.Seconds }

// Bounds of what people type.
const (
	maxEmail    = 254
	maxName     = 120
	minPassword = 8
	maxPassword = 1000
	maxAgent    = 300
)

// foldEmail is the form addresses are compared in.
func foldEmail(email string) string { return text.Fold(email) }

// checkPassword returns ErrWeakPassword with the reason.
func checkPassword(password, email string) error {
	weak := func(code, message string) error { return ErrWeakPassword.At("password", code, message) }
	switch n := utf8.RuneCountInString(password); {
	case n < minPassword:
		return weak("too_short", "Use at least 8 characters.")
	case len(password) > maxPassword || !utf8.ValidString(password):
		return weak("too_long", "Use at most 1000 characters.")
	}
	first, _ := utf8.DecodeRuneInString(password)
	local, _, _ := strings.Cut(email, "@")
	switch folded := foldEmail(password); {
	case folded == foldEmail(email), folded == foldEmail(local):
		return weak("guessable", "Use something other than your e-mail address.")
	case strings.Trim(password, string(first)) == "", slices.Contains(common, folded):
		return weak("guessable", "This password is among the first to be guessed.")
	}
	return nil
}

// common are what guessers try first.
var common = []string{"password", "password1", "password123", "passw0rd", "12345678", "123456789", "1234567890", "87654321", "qwertyui", "qwertyuiop", "qwerty123",
	"iloveyou", "sunshine", "princess", "football", "baseball", "superman", "trustno1", "letmein1", "welcome1", "admin123", "administrator", "abcd1234", "1q2w3e4r", "changeme"}

// canonical is a password as it is hashed: the same on every keyboard.
func canonical(password string) string { return norm.NFC.String(password) }

// tidy checks a new account apart from its password.
func (in NewAccount) tidy() (NewAccount, error) {
	in.Email, in.Name, in.Locale = strings.TrimSpace(norm.NFC.String(in.Email)), text.Line(in.Name), strings.TrimSpace(in.Locale)
	var f errs.Fields
	f.Check(text.Email(in.Email), "email", "format", "Give an e-mail address.")
	text.Check(&f, "name", in.Name, maxName)
	f.Check(len(in.Locale) <= 35, "locale", "format", "Give a language tag like en.")
	return in, f.As(ErrInvalid)
}

// perms are what a member may do.
func (m Member) perms() []actor.Perm {
	if m.Role == Owner {
		return ceiling(m.SellerID)
	}
	return m.Perms
}

// ceiling is everything anybody can hold in a scope.
func ceiling(sellerID string) []actor.Perm {
	if sellerID == "" {
		return actor.PlatformPerms()
	}
	return actor.SellerPerms()
}

// check returns ErrInvalid for a role or permissions the scope does not have.
func (m Member) check() error {
	var f errs.Fields
	f.Check(m.Role == Owner || m.Role == Staff, "role", "enum", "owner or staff.")
	f.Check(m.Role != Owner || len(m.Perms) == 0, "permissions", "owner", "An owner holds every permission already.")
	f.Check(contains(ceiling(m.SellerID), m.Perms), "permissions", "unknown", "Some of these do not exist here.")
	return f.As(ErrInvalid)
}

// mayGive reports whether a caller may make or undo this membership (I9).
func mayGive(a actor.Actor, m Member) bool {
	for _, g := range a.Grants {
		if (g.Platform || m.SellerID != "" && g.SellerID == m.SellerID) && slices.Contains(g.Perms, actor.TeamManage) && contains(g.Perms, m.perms()) {
			return true
		}
	}
	return false
}

func contains(all, some []actor.Perm) bool {
	for _, p := range some {
		if !slices.Contains(all, p) {
			return false
		}
	}
	return true
}
