package identity

import (
	"context"
	"strings"

	"github.com/haatshop/haat/internal/kit/event"
)

// AccountCreated says an account came to be.
type AccountCreated struct {
	AccountID string `json:"account_id"`
}

// EventName implements event.Event.
func (AccountCreated) EventName() string { return "identity.account_created" }

// SessionRevoked says a session ended, or, without a SessionID, all sessions
// of the account.
type SessionRevoked struct {
	SessionID string `json:"session_id,omitempty"`
	AccountID string `json:"account_id"`
}

// EventName implements event.Event.
func (SessionRevoked) EventName() string { return "identity.session_revoked" }

// ResetRequested asks for the mail with a new proof: see IssueReset.
type ResetRequested struct {
	AccountID string `json:"account_id"`
	RequestID string `json:"request_id"`
	Audience  string `json:"audience"`
}

// EventName implements event.Event.
func (ResetRequested) EventName() string { return "identity.reset_requested" }

// VerificationRequested asks for the mail that proves an address: see
// IssueVerification.
type VerificationRequested struct {
	AccountID string `json:"account_id"`
	RequestID string `json:"request_id"`
	Audience  string `json:"audience"`
}

// EventName implements event.Event.
func (VerificationRequested) EventName() string { return "identity.verification_requested" }

// EmailVerified says the account's address is proven.
type EmailVerified struct {
	AccountID string `json:"account_id"`
	Email     string `json:"email"`
}

// EventName implements event.Event.
func (EmailVerified) EventName() string { return "identity.email_verified" }

// EmailChanged says the account has another address; the old one is told.
type EmailChanged struct {
	AccountID string `json:"account_id"`
	OldEmail  string `json:"old_email"`
}

// EventName implements event.Event.
func (EmailChanged) EventName() string { return "identity.email_changed" }

// PasswordChanged says the account has another password.
type PasswordChanged struct {
	AccountID string `json:"account_id"`
}

// EventName implements event.Event.
func (PasswordChanged) EventName() string { return "identity.password_changed" }

// MemberChanged says what the account may do is something else now.
type MemberChanged struct {
	AccountID string `json:"account_id"`
	SellerID  string `json:"seller_id,omitempty"`
}

// EventName implements event.Event.
func (MemberChanged) EventName() string { return "identity.member_changed" }

// hear forgets what other nodes ended or changed (I5). Stores opening and
// closing change the scope of their members; the names of those events are
// spelled out because this room knows no other.
func (s *Service) hear(_ context.Context, batch []event.Envelope) error {
	for _, e := range batch {
		switch {
		case e.Name == SessionRevoked{}.EventName(), e.Name == MemberChanged{}.EventName(), e.Name == EmailChanged{}.EventName(), e.Name == EmailVerified{}.EventName():
			var who struct {
				SessionID string `json:"session_id"`
				AccountID string `json:"account_id"`
			}
			if err := e.Decode(&who); err != nil {
				return err
			}
			s.known.forget(who.SessionID, who.AccountID)
		case strings.HasPrefix(e.Name, "seller."):
			s.known.clear()
		}
	}
	return nil
}
