// Package contenttest gives other rooms' tests pages and pictures.
package contenttest

import (
	"testing"

	"github.com/haatshop/haat/internal/kit/blob"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/shop/content"
)

// Sets is the schema the room needs.
func Sets() []db.Migrations { return dbtest.Sets(httpx.Migrations(), content.Migrations()) }

// Fixture is the room in a world.
type Fixture struct {
	*dbtest.World
	Content *content.Service
	Files   blob.Store
}

// New returns the room on d, with its files in a folder of the test.
func New(t testing.TB, d *db.DB) *Fixture {
	t.Helper()
	files, err := blob.OpenDisk(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	w := dbtest.NewWorld(d)
	return &Fixture{World: w, Files: files, Content: content.New(content.Deps{DB: w.DB, Clock: w.Clock, IDs: w.IDs, Events: w.Events, Journal: journal.Discard{}, Files: files})}
}
