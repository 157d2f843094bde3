package app_test

import (
	"context"
	"testing"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
)

func TestEveryStatementOfTheShopIsUnderstoodByBothEngines(t *testing.T) {
	dbtest.Each(t, app.Migrations(), func(t *testing.T, d *db.DB) {
		n, err := db.PrepareAll(context.Background(), d)
		if err != nil {
			t.Fatal(err)
		}
		if n < 300 {
			t.Errorf("only %d statements were found", n)
		}
	})
}
