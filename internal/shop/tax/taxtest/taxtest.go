// Package taxtest gives other rooms' tests tax zones.
package taxtest

import (
	"context"
	"testing"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/tax"
)

// Sets is the schema the room needs.
func Sets() []db.Migrations { return dbtest.Sets(httpx.Migrations(), tax.Migrations()) }

// New returns the room in a world.
func New(w *dbtest.World) *tax.Service {
	return tax.New(tax.Deps{DB: w.DB, Clock: w.Clock, IDs: w.IDs, Events: w.Events, Journal: journal.Discard{}})
}

// Put makes a zone of one country with one standard rate, on shipping too.
func Put(t testing.TB, s *tax.Service, country string, rate money.Rate) tax.Zone {
	t.Helper()
	z, err := s.CreateZone(actor.With(context.Background(), actor.TheSystem()), tax.NewZone{
		Name: country, Areas: []tax.Area{{Country: country}},
		Rates: []tax.Rate{{Name: "VAT " + rate.Percent(), Category: tax.Standard, Rate: rate, Shipping: true, Reason: tax.ReasonStandard}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return z
}
