package identity

import (
	"context"
	"log/slog"
	"time"

	"github.com/haatshop/haat/internal/kit/bus"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/kit/journal"
)

// Stores tells which stores a seller's members work in.
type Stores interface {
	StoreIDs(ctx context.Context, q db.Querier, sellerID string) ([]string, error)
}

// Customers tells which customer an account is, "" for none.
type Customers interface {
	CustomerID(ctx context.Context, q db.Querier, accountID string) (string, error)
}

// Limits of tries per window; zero members mean the default, a negative one
// lifts the limit.
type Limits struct {
	Window  time.Duration // 15 minutes
	Pair    int           // one account from one network: 10
	Account int           // one account from networks it never logged in from: 100
	Network int           // one network, any account: 100
	Proofs  int           // one network, mailed tokens asked for or tried: 30
	Mails   int           // one address, mails asked for: 5
	// AllProofs is how many wrong tokens all networks together may try before
	// each gets fewer: 1000.
	AllProofs int
}

func (l Limits) withDefaults() Limits {
	def := func(v *int, d int) {
		if *v == 0 {
			*v = d
		}
	}
	if l.Window == 0 {
		l.Window = 15 * time.Minute
	}
	def(&l.Pair, 10)
	def(&l.Account, 100)
	def(&l.Network, 100)
	def(&l.Proofs, 30)
	def(&l.Mails, 5)
	def(&l.AllProofs, 1000)
	return l
}

// Life is how long a session of one audience lasts.
type Life struct {
	Idle  time.Duration // unused
	Total time.Duration // however much it is used
}

// end is when a session that is used now ends.
func (l Life) end(created, now time.Time) time.Time {
	if end := created.Add(l.Total); end.Before(now.Add(l.Idle)) {
		return end
	}
	return now.Add(l.Idle)
}

// Lives are the audiences' lives; zero members mean the default.
type Lives struct {
	Site  Life // 30 days unused, 90 in all
	Store Life // 2 days unused, 7 in all: a clock that is a day ahead logs nobody out
}

func (l Lives) withDefaults() Lives {
	def := func(v *time.Duration, d time.Duration) {
		if *v == 0 {
			*v = d
		}
	}
	def(&l.Site.Idle, 30*24*time.Hour)
	def(&l.Site.Total, 90*24*time.Hour)
	def(&l.Store.Idle, 48*time.Hour)
	def(&l.Store.Total, 7*24*time.Hour)
	return l
}

func (l Lives) of(audience string) Life {
	if audience == Store {
		return l.Store
	}
	return l.Site
}

// Deps is what the room needs.
type Deps struct {
	DB      *db.DB
	Clock   clock.Clock
	IDs     *id.Source
	Events  *event.Log
	Jobs    *job.Runner
	Bus     *bus.Bus
	Log     *slog.Logger
	Journal journal.Recorder
	Stores  Stores

	// SecretKey signs access tokens: at least 32 random bytes, the same on
	// every node.
	SecretKey []byte
	// BcryptCost is 12 unless set; tests take 4.
	BcryptCost int
	Limits     Limits
	Lives      Lives
}
