package analytics

import (
	"log/slog"
	"time"

	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/job"
)

// Deps is what the room needs.
type Deps struct {
	DB    *db.DB
	Clock clock.Clock
	IDs   *id.Source
	Jobs  *job.Runner
	Log   *slog.Logger
	// Keep is how long single hits stay; zero for 13 months.
	Keep time.Duration
}
