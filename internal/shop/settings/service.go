package settings

import (
	"context"
	"errors"
	"strconv"
	"sync"

	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/journal"
)

// Service is the room.
type Service struct {
	db      *db.DB
	clock   clock.Clock
	events  *event.Log
	journal journal.Recorder
	demo    Demo

	mu   sync.RWMutex
	snap Platform
}

// New returns the room with the defaults as its snapshot until Load; it panics
// when a dependency is missing.
func New(d Deps) *Service {
	if d.DB == nil || d.Clock == nil || d.Events == nil || d.Journal == nil {
		panic("settings: a dependency is missing")
	}
	s := &Service{db: d.DB, clock: d.Clock, events: d.Events, journal: d.Journal, snap: Defaults()}
	d.Events.Declare(Changed{})
	d.Events.Follow("settings.snapshot", []string{Changed{}.EventName()}, s.hear)
	return s
}

// Platform returns the current snapshot; it costs nothing.
func (s *Service) Platform() Platform {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.snap
}

// RegionOf returns the region a country belongs to.
func (s *Service) RegionOf(country string) (Region, bool) { return s.Platform().RegionOf(country) }

// DefaultRegion is where a shopper is who has not said so.
func (s *Service) DefaultRegion() Region { return s.Platform().DefaultRegion() }

// Load reads the settings, writing the defaults on a first start (S1). Call it
// after migrating and before events are followed.
func (s *Service) Load(ctx context.Context) error {
	p, err := getPlatform(ctx, s.db)
	if errors.Is(err, db.ErrNoRows) {
		err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) (err error) {
			p, err = s.lock(ctx, tx)
			return err
		})
	}
	if err == nil {
		s.remember(p)
	}
	return err
}

// remember keeps the newest settings: two that arrive out of order end right.
func (s *Service) remember(p Platform) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p.Version >= s.snap.Version {
		s.snap = p
	}
}

// lock returns the settings for changing, the defaults if there are none yet.
func (s *Service) lock(ctx context.Context, tx db.Tx) (Platform, error) {
	first := Defaults()
	first.Version = 1
	if err := putFirst(ctx, tx, first, s.clock.Now()); err != nil {
		return Platform{}, err
	}
	return lockPlatform(ctx, tx)
}

func at(list string, i int) string { return list + "[" + strconv.Itoa(i) + "]" }
