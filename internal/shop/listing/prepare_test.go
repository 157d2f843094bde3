package listing_test

import (
	"context"
	"testing"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/shop/listing/listingtest"
)

func TestEveryStatementIsUnderstoodByBothEngines(t *testing.T) {
	dbtest.Each(t, listingtest.Sets(), func(t *testing.T, d *db.DB) {
		if n, err := db.PrepareAll(context.Background(), d); err != nil || n < 100 {
			t.Errorf("%d statements prepared: %v", n, err)
		}
	})
}
