// Package settingstest gives other rooms' tests platform settings.
package settingstest

import (
	"context"
	"testing"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/shop/settings"
)

// Sets is the schema the room needs.
func Sets() []db.Migrations { return dbtest.Sets(httpx.Migrations(), settings.Migrations()) }

// New returns the room in a world, loaded with the defaults. Make every room
// of the test before the world runs.
func New(t testing.TB, w *dbtest.World) *settings.Service {
	t.Helper()
	s := settings.New(settings.Deps{DB: w.DB, Clock: w.Clock, Events: w.Events, Journal: journal.Discard{}})
	if err := s.Load(context.Background()); err != nil {
		t.Fatal(err)
	}
	return s
}

// Change edits the settings as the shop itself.
func Change(t testing.TB, s *settings.Service, p settings.Patch) settings.Platform {
	t.Helper()
	out, err := s.Update(actor.With(context.Background(), actor.TheSystem()), p)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
