package payment

import (
	"log/slog"
	"time"

	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/job"
)

// Deps is what the room needs.
type Deps struct {
	DB        *db.DB
	Clock     clock.Clock
	IDs       *id.Source
	Events    *event.Log
	Jobs      *job.Runner
	Log       *slog.Logger
	Providers []Provider
	// Demo reports whether this platform is a demonstration (P8).
	Demo func() bool
	// BankDetails is what a shopper needs to transfer money; empty takes the method away.
	BankDetails func() string
	// KeepRaw is how long the words of providers' messages stay; zero for a year and a half.
	KeepRaw time.Duration
}
