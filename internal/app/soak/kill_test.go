//go:build unix

package soak_test

import (
	"math/rand/v2"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/app"
)

// plenty of every product: these tests are not about selling out.
const plenty = 1_000_000

// spread answers the greatest and the middle one.
func spread(all []time.Duration) (worst, median time.Duration) {
	if len(all) == 0 {
		return 0, 0
	}
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)-1], sorted[len(sorted)/2]
}

// R1, R2, R9: the program is killed at random moments while people place, pay,
// pay again, cancel, ship, deliver and settle. Every step that was
// acknowledged is there afterwards, once; every one that was not was repeated
// with its key and is there once, too.
func TestR1KilledWhilePeoplePlacePayCancelAndFulfilNothingIsLostOrDoubled(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes for a while")
	}
	t.Parallel() // most of it is waiting for disks and leases
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		survive(t, config(t), nil)
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		pg := newServer(t)
		pg.start()
		cfg := config(t)
		cfg.DatabaseURL = pg.url()
		survive(t, cfg, pg)
	})
}

func survive(t *testing.T, cfg app.Config, pg *server) {
	kills := pick(3, 50)
	office := openOffice(t)
	cfg.SandboxURL = office.url()
	m := seed(t, cfg, plenty)
	p := newProcess(t, cfg)
	p.start()
	s := newStorm(t, m, p.url())
	crews := s.run(11)
	databases := 0
	for round := range kills {
		s.after(40 + rand.IntN(80))
		time.Sleep(time.Duration(rand.IntN(40)) * time.Millisecond) // anywhere inside a request
		p.stop(syscall.SIGKILL)
		if pg != nil && round%10 == 2 {
			pg.kill() // the database dies as well, in the middle of things
			pg.start()
			databases++
		}
		p.start()
	}
	s.after(20)
	s.end(crews)
	p.stop(syscall.SIGTERM)
	count(t, "kills", kills)
	if pg != nil {
		count(t, "of these with the database", databases)
	}
	worst, median := p.slowest()
	count(t, "ready after a kill, median", median)
	count(t, "ready after a kill, worst", worst)
	s.audit(t, cfg, office)
}
