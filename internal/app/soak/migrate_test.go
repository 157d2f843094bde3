//go:build unix

package soak_test

import (
	"math/rand/v2"
	"syscall"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
)

// R20: nodes are killed while they make the schema, and start two at a time.
// Whoever comes last finds it whole.
func TestR20TwoNodesMigratingAtOnceAndKilledMidwayLeaveAWholeSchema(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes for a while")
	}
	t.Parallel()
	engines(t, func(t *testing.T, e db.Engine) {
		t.Parallel()
		cfg := config(t)
		if e == db.Postgres {
			cfg.DatabaseURL = emptyDatabase(t)
		}
		second := cfg
		second.Addr = apptest.FreeAddr(t)
		a, b := newProcess(t, cfg), newProcess(t, second)
		kills := pick(3, 40)
		for n := range kills {
			a.launch()
			if n%2 == 1 {
				b.launch()
			}
			time.Sleep(time.Duration(rand.IntN(pick(120, 400))) * time.Millisecond)
			a.stop(syscall.SIGKILL)
			b.stop(syscall.SIGKILL)
		}
		a.launch()
		b.launch()
		a.await(30 * time.Second)
		b.await(30 * time.Second)
		a.stop(syscall.SIGTERM)
		b.stop(syscall.SIGTERM)
		count(t, "kills while migrating", kills)
		whole(t, cfg)
	})
}

// whole proves that nothing is missing by using the shop.
func whole(t *testing.T, cfg app.Config) {
	t.Helper()
	m := seed(t, cfg, plenty)
	p := newProcess(t, cfg)
	p.start()
	s := newStorm(t, m, p.url())
	s.fates = allFates[:1]
	crews := s.run(2)
	s.after(20)
	s.end(crews)
	p.stop(syscall.SIGTERM)
	a := inside(t, cfg)
	defer func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}()
	apptest.Sound(t, a)
}

// emptyDatabase is one without any table, on the server for tests.
func emptyDatabase(t *testing.T) string {
	t.Helper()
	return dbtest.Fresh(t, db.Postgres, nil).URL
}
