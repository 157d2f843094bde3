package notify

import (
	"time"

	"github.com/haatshop/haat/internal/kit/errs"
)

// Kind is what a message is about.
type Kind string

// The kinds of message.
const (
	OrderPlaced       Kind = "order_placed"
	OrderPaid         Kind = "order_paid"
	OrderShipped      Kind = "order_shipped"
	OrderDelivered    Kind = "order_delivered"
	OrderCancelled    Kind = "order_cancelled"
	PasswordReset     Kind = "password_reset"
	EmailVerification Kind = "email_verification"
	Alert             Kind = "alert"
	Registration      Kind = "registration"       // to somebody new: how to finish
	RegistrationKnown Kind = "registration_known" // to who has an account already
	EmailChanged      Kind = "email_changed"      // to the address the account had before
	PasswordChanged   Kind = "password_changed"
	SellerStatus      Kind = "seller_status"
	Invitation        Kind = "invitation"       // into a team, to who has no password yet
	InvitationKnown   Kind = "invitation_known" // into a team, to who can log in
)

// Email is the only channel so far.
const Email = "email"

// Status is how far a delivery has come.
type Status string

// The states of a delivery.
const (
	Queued Status = "queued"
	Sent   Status = "sent"
	Failed Status = "failed"
)

// Delivery is one message to one recipient.
type Delivery struct {
	ID            string     `json:"id"`
	EventID       string     `json:"event_id"`
	Kind          Kind       `json:"kind"`
	Channel       string     `json:"channel"`
	Recipient     string     `json:"recipient"`
	RecipientName string     `json:"recipient_name"`
	Locale        string     `json:"locale"`
	SubjectID     string     `json:"subject_id" doc:"What it is about: an order, an account or a seller."`
	Status        Status     `json:"status"`
	Attempts      int64      `json:"attempts"`
	LastError     string     `json:"last_error,omitempty"`
	Subject       string     `json:"subject"`
	Transport     string     `json:"transport,omitempty"`
	CreatedAt     time.Time  `json:"created_at"`
	SentAt        *time.Time `json:"sent_at,omitempty"`
}

// Content is what a delivery says, without its secrets (N3).
type Content struct {
	Text string `json:"text"`
	HTML string `json:"html"`
}

// Refusals.
var (
	ErrNotFound = errs.New(errs.NotFound, "notify.not_found", "There is no such message.")
	ErrSent     = errs.New(errs.Conflict, "notify.sent", "This message has been sent already.")
)

// detail is what a delivery must remember beyond ids to be composed later.
type detail struct {
	StoreOrderIDs []string `json:"store_order_ids,omitempty"`
	ShipmentID    string   `json:"shipment_id,omitempty"`
	RequestID     string   `json:"request_id,omitempty"`
	Audience      string   `json:"audience,omitempty"`
	Topic         string   `json:"topic,omitempty"` // of an alert: what failed, and which of it
	What          string   `json:"what,omitempty"`
	Count         int64    `json:"count,omitempty"`
	Seller        string   `json:"seller,omitempty"` // its name
	Turn          string   `json:"turn,omitempty"`   // what became of it: see turnOf
}

// maxAttempts of one delivery: with the runner's pauses about half a day.
const maxAttempts = 12

// keep is how long deliveries stay in the log (N7) when nobody says.
const keep = 180 * 24 * time.Hour
