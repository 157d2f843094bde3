package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/blob"
	"github.com/haatshop/haat/internal/kit/bus"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/kit/pagecache"
	"github.com/haatshop/haat/internal/serve/storefront/share"
)

// App is one node of the shop. Rooms are exported for the command line and for
// tests; nothing inside the shop holds an App.
type App struct {
	Config Config
	Log    *slog.Logger
	Clock  clock.Clock
	IDs    *id.Source
	DB     *db.DB
	Queue  *job.Queue
	Jobs   *job.Runner
	Bus    *bus.Bus
	Events *event.Log
	Files  blob.Store
	// Pages are finished answers of the storefront and of the site API.
	Pages *pagecache.Cache
	Rooms

	secret  []byte
	flush   func() // the log; nil when somebody else's is used
	drain   chan struct{}
	idle    bool
	started atomic.Bool
	warm    atomic.Bool
	leaving atomic.Bool            // told to stop; still serving
	base    atomic.Pointer[string] // where the shop is found, once it listens
	admin   atomic.Pointer[string] // where the admin door listens, once it does
	version string
	counts  counts
	tracing *tracing
}

// Parts replaces what New would make; for tests and for running a shop at
// another time.
type Parts struct {
	Clock clock.Clock
	Log   *slog.Logger
	// Job options; the zero value is the default.
	Jobs job.RunnerOptions
	// Tool marks a process of the command line, beside which a server may run.
	Tool bool
	// ReadOnly opens what is there and changes nothing: no folder, key, schema or
	// row is made. It refuses a shop that is not migrated.
	ReadOnly bool
	// Idle runs no jobs: what waits there is not done a second time.
	Idle bool
	// NoSync opens the database without durability, for throw-away data.
	NoSync bool
	// Trace hears every statement of every transaction, for measuring.
	Trace func(ctx context.Context, text string, args []any)
	// Version of this build, for those who look.
	Version string
}

// New opens the database, migrates it and builds the rooms, rank by rank.
// Nothing runs until Start. Close what it returns.
func New(ctx context.Context, cfg Config, p Parts) (*App, error) {
	if err := cfg.Check(); err != nil {
		return nil, fmt.Errorf("configuration:\n%w", err)
	}
	if err := cfg.ground(ctx, p.ReadOnly); err != nil {
		return nil, err
	}
	a := &App{Config: cfg, Log: p.Log, Clock: p.Clock, drain: make(chan struct{}), version: p.Version, idle: p.Idle}
	if a.Log == nil {
		a.Log, a.flush = cfg.logger()
	}
	if a.Clock == nil {
		a.Clock = clock.Real{}
	}
	var err error
	if a.secret, err = cfg.secret(); err != nil {
		return nil, fmt.Errorf("secret key: %w", err)
	}
	o := cfg.Database(a.Log)
	o.NoSync, o.Trace = p.NoSync, p.Trace
	if !p.ReadOnly {
		if _, err := db.Migrate(ctx, o, Migrations()...); err != nil {
			return nil, err
		}
	}
	if a.DB, err = db.Open(ctx, o); err != nil {
		return nil, err
	}
	if a.tracing, err = cfg.tracing(ctx, a.Log, a.version); err != nil {
		return nil, errors.Join(fmt.Errorf("traces: %w", err), a.DB.Close())
	}
	p.Jobs.Tracer = a.tracing.tracer()
	a.kit(p)
	if err := a.rooms(); err != nil {
		return nil, errors.Join(err, a.DB.Close())
	}
	if err := a.prepare(ctx, p.ReadOnly); err != nil {
		return nil, errors.Join(err, a.DB.Close())
	}
	return a, nil
}

// ground makes the data folder, or says that there is no shop to read.
func (c Config) ground(ctx context.Context, readOnly bool) error {
	if !readOnly {
		if err := os.MkdirAll(c.Data, 0o700); err != nil {
			return fmt.Errorf("data folder: %w", err)
		}
		return nil
	}
	if err := c.present(); err != nil {
		return err
	}
	pending, err := db.Pending(ctx, c.Database(nil), Migrations()...)
	if err == nil && pending {
		err = ErrNotMigrated
	}
	return err
}

// present says that there is no shop where nothing may be made.
func (c Config) present() error {
	if c.DatabaseURL != "" {
		return nil
	}
	for _, name := range []string{databaseFile, keyFile} {
		if _, err := os.Stat(filepath.Join(c.Data, name)); err != nil && (name != keyFile || c.SecretKey == "") {
			return fmt.Errorf("there is no shop in %s: %w", c.Data, err)
		}
	}
	return nil
}

// ErrNotMigrated says that the data is older than the program.
var ErrNotMigrated = errors.New("the database is not migrated: run 'haat migrate' first")

func (a *App) kit(p Parts) {
	a.IDs = id.New(a.Clock, nil)
	a.Queue = job.NewQueue(a.Clock, a.IDs)
	if p.Jobs.Keep == 0 {
		p.Jobs.Keep = days(a.Config.KeepJobs)
	}
	a.Jobs = job.NewRunner(a.DB, a.Queue, a.Log, p.Jobs)
	a.Bus = bus.New(a.DB, a.Log)
	a.Pages = pagecache.New(pagecache.Options{MaxBytes: int64(a.Config.CacheMB) << 20, Now: a.Clock.Now})
	a.DB.OnTouch(func(tags []string) { a.Pages.Touch(tags...) })
	a.Events = event.New(event.Deps{DB: a.DB, Clock: a.Clock, IDs: a.IDs, Queue: a.Queue, Runner: a.Jobs, Bus: a.Bus, Log: a.Log, Keep: days(a.Config.KeepEvents), Foreign: p.Tool})
	job.Outside(a.Jobs, "share.prune", func(ctx context.Context, _ job.Info, _ struct{}) error {
		return share.Prune(ctx, a.Files, a.Clock.Now())
	})
	a.Jobs.Every("share.prune", 24*time.Hour)
	job.Prune(a.Jobs, "idempotency.prune", 10*time.Minute, func(ctx context.Context, tx db.Tx) (bool, error) { return httpx.PruneKeys(ctx, tx, a.Clock.Now()) })
}

// prepare makes what every shop has from its first moment on.
func (a *App) prepare(ctx context.Context, readOnly bool) error {
	ctx = AsSystem(ctx)
	if err := a.Settings.Load(ctx); err != nil || readOnly {
		return err
	}
	return a.DB.InTx(ctx, a.Seller.EnsureHouse)
}

// AsSystem is the shop itself acting, for the command line and for start-up.
func AsSystem(ctx context.Context) context.Context { return actor.With(ctx, actor.TheSystem()) }

// Start begins everything that runs beside requests and warms the indexes.
func (a *App) Start(ctx context.Context) error {
	a.Bus.Start(ctx)
	if err := a.Events.Start(ctx); err != nil {
		return err
	}
	if !a.idle {
		a.Jobs.Start(ctx)
	}
	a.Analytics.Start(context.WithoutCancel(ctx))
	a.started.Store(true)
	if err := a.Search.Warm(AsSystem(ctx)); err != nil {
		return fmt.Errorf("search index: %w", err)
	}
	a.Search.Start(AsSystem(context.WithoutCancel(ctx)))
	a.warm.Store(true)
	return nil
}

// Stop ends what Start began: jobs finish or go back, cursors stay.
func (a *App) Stop() {
	if a.started.CompareAndSwap(true, false) {
		a.warm.Store(false)
		a.Jobs.Stop()
		a.Analytics.Stop()
		a.Events.Stop()
		a.Search.Stop() // once nothing follows any more
		a.Bus.Stop()
	}
}

// Close stops what runs and closes the database.
func (a *App) Close() error {
	a.Stop()
	a.Sandbox.Close()
	a.tracing.close()
	err := a.DB.Close()
	if a.flush != nil {
		a.flush()
	}
	return err
}

// Ready says whether this node may take traffic: migrated, indexes warm, and
// the database answers.
func (a *App) Ready(ctx context.Context) error {
	if !a.warm.Load() {
		return errors.New("starting")
	}
	if a.leaving.Load() {
		return errors.New("shutting down")
	}
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	if err := a.DB.Ping(ctx); err != nil {
		a.Log.Error("readiness: the database does not answer", "error", err)
		return errors.New("the database does not answer")
	}
	return nil
}

// Settle waits until every listener and job of this node is done; for tests
// and the command line.
func (a *App) Settle(ctx context.Context) error {
	for range 3 { // jobs publish events, events enqueue jobs
		if err := a.Events.Settled(ctx); err != nil {
			return err
		}
		if err := a.Jobs.Idle(ctx); err != nil {
			return err
		}
	}
	return nil
}
