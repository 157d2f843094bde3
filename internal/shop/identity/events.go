package identity

import (
	"context"
	"slices"
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

// Invited says somebody was asked into a team. With a RequestID they have no
// password yet, and the mail holds the way to choose one: see IssueReset.
type Invited struct {
	AccountID string `json:"account_id"`
	RequestID string `json:"request_id,omitempty"`
	SellerID  string `json:"seller_id,omitempty"`
}

// EventName implements event.Event.
func (Invited) EventName() string { return "identity.invited" }

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
}

// EventName implements event.Event.
func (EmailVerified) EventName() string { return "identity.email_verified" }

// EmailChanged says the account has another address; the old one is told.
type EmailChanged struct {
	AccountID string `json:"account_id"`
	OldEmail  string `json:"old_email"`
	Audience  string `json:"audience"`
}

// EventName implements event.Event.
func (EmailChanged) EventName() string { return "identity.email_changed" }

// PasswordChanged says the account has another password. It replaced one unless
// there was none before, as after an invitation, or there is none now. The
// audience is empty where no browser was involved.
type PasswordChanged struct {
	AccountID string `json:"account_id"`
	Audience  string `json:"audience"`
	Replaced  bool   `json:"replaced"`
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

// KeyChanged says an API key was rotated or revoked.
type KeyChanged struct {
	KeyID string `json:"key_id"`
}

// EventName implements event.Event.
func (KeyChanged) EventName() string { return "identity.key_changed" }

// AccountDisabled says nobody gets in with the account any more.
type AccountDisabled struct {
	AccountID string `json:"account_id"`
}

// EventName implements event.Event.
func (AccountDisabled) EventName() string { return "identity.account_disabled" }

// AccountEnabled says the account may log in again.
type AccountEnabled struct {
	AccountID string `json:"account_id"`
}

// EventName implements event.Event.
func (AccountEnabled) EventName() string { return "identity.account_enabled" }

// RegistrationRequested asks for the mail with which somebody new finishes
// registering: see IssueRegistration.
type RegistrationRequested struct {
	RegistrationID string `json:"registration_id"`
}

// EventName implements event.Event.
func (RegistrationRequested) EventName() string { return "identity.registration_requested" }

// RegistrationOfKnown says somebody tried to register with the address of an
// account that there is; its owner is told.
type RegistrationOfKnown struct {
	AccountID string `json:"account_id"`
}

// EventName implements event.Event.
func (RegistrationOfKnown) EventName() string { return "identity.registration_of_known" }

// forgets are the events after which something cached is out of date.
var forgets = []string{SessionRevoked{}.EventName(), MemberChanged{}.EventName(), EmailChanged{}.EventName(), EmailVerified{}.EventName(),
	KeyChanged{}.EventName(), AccountDisabled{}.EventName(), AccountEnabled{}.EventName()}

// hear forgets what other nodes ended or changed (I5). Stores opening and
// closing change the scope of their members; the names of those events are
// spelled out because this room knows no other.
func (s *Service) hear(_ context.Context, batch []event.Envelope) error {
	for _, e := range batch {
		switch {
		case slices.Contains(forgets, e.Name):
			var who struct {
				SessionID string `json:"session_id"`
				KeyID     string `json:"key_id"`
				AccountID string `json:"account_id"`
			}
			if err := e.Decode(&who); err != nil {
				return err
			}
			s.known.forget(who.SessionID+who.KeyID, who.AccountID)
		case strings.HasPrefix(e.Name, "seller."):
			s.known.clear()
		}
	}
	return nil
}
