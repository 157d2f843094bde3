// Package audittest gives other rooms' tests an audit.
package audittest

import (
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/shop/audit"
)

// Sets is the schema the room needs.
func Sets() []db.Migrations { return dbtest.Sets(httpx.Migrations(), audit.Migrations()) }

// New returns the room in a world.
func New(w *dbtest.World) *audit.Service {
	return audit.New(audit.Deps{DB: w.DB, Clock: w.Clock, IDs: w.IDs, Jobs: w.Jobs})
}
