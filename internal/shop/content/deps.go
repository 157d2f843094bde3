package content

import (
	"github.com/haatshop/haat/internal/kit/blob"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/journal"
)

// Deps is what the room needs.
type Deps struct {
	DB      *db.DB
	Clock   clock.Clock
	IDs     *id.Source
	Events  *event.Log
	Journal journal.Recorder
	Files   blob.Store
}
