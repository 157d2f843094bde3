package notify

import (
	"context"
	"log/slog"
	"time"

	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/mail"
	"github.com/haatshop/haat/internal/shop/identity"
	"github.com/haatshop/haat/internal/shop/order"
	"github.com/haatshop/haat/internal/shop/seller"
	"github.com/haatshop/haat/internal/shop/settings"
)

// Orders is what messages need of the order room; *order.Service is it. An interface so
// that letters can be tested without buying anything.
type Orders interface {
	Get(ctx context.Context, q db.Querier, orderID string) (order.Order, error)
	Token(orderID string) string
}

// Accounts is what messages need of the identity room; *identity.Service is it.
type Accounts interface {
	Get(ctx context.Context, q db.Querier, accountID string) (identity.Account, error)
	IssueReset(ctx context.Context, requestID string) (token string, a identity.Account, err error)
	Registrant(ctx context.Context, q db.Querier, registrationID string) (identity.Account, error)
	IssueRegistration(ctx context.Context, registrationID string) (token string, to identity.Account, err error)
	IssueVerification(ctx context.Context, requestID string) (token string, a identity.Account, err error)
}

// Tracking is how a shopper follows a shipment; members may be empty.
type Tracking struct {
	Carrier string
	Number  string
	URL     string
}

// Deps is what the room needs.
type Deps struct {
	DB       *db.DB
	Clock    clock.Clock
	IDs      *id.Source
	Events   *event.Log
	Jobs     *job.Runner
	Log      *slog.Logger
	Journal  journal.Recorder
	Settings *settings.Service
	Orders   Orders
	Accounts Accounts
	// Tracking answers how a shipment is followed; the fulfilment room knows.
	Tracking func(ctx context.Context, q db.Querier, shipmentID string) (Tracking, error)

	// Seller answers a seller and the accounts of its owners. Returns seller.ErrNotFound.
	Seller func(ctx context.Context, q db.Querier, sellerID string) (seller.Seller, []identity.Account, error)

	Sender    mail.Sender
	Transport string // how Sender is called in the log: "smtp" or "file"
	From      string // e-mail address messages come from
	// Staff are who hears of what failed; nil for nobody.
	Staff func(ctx context.Context, q db.Querier) ([]identity.Account, error)
	// Refused tells how many messages of each provider were refused after one moment and
	// until another; nil where there are none.
	Refused func(ctx context.Context, q db.Querier, after, until time.Time) (map[string]int64, error)
	// Keep is how long deliveries stay; zero for half a year.
	Keep time.Duration
	// BaseURL is where the shop is found, without a slash at the end; links in messages
	// must be absolute.
	BaseURL func() string
}
