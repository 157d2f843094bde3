// Package paymenttest gives other rooms' tests a payment room, and proves providers.
package paymenttest

import (
	"testing"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/shop/payment"
)

// Sets is the schema the room needs.
func Sets() []db.Migrations { return dbtest.Sets(httpx.Migrations(), payment.Migrations()) }

// New returns the room in a demonstration world with these providers.
func New(w *dbtest.World, providers ...payment.Provider) *payment.Service {
	return payment.New(payment.Deps{DB: w.DB, Clock: w.Clock, IDs: w.IDs, Events: w.Events, Jobs: w.Jobs, Log: w.Log,
		Providers: providers, Demo: func() bool { return true }, BankDetails: func() string { return "IBAN DE00 0000" }})
}

// Must fails the test on an error.
func Must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
