package command

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"

	"github.com/haatshop/haat/internal/app"
)

type serveCmd struct{}

// Run implements the command. It migrates what is missing, and never seeds.
func (serveCmd) Run(r *run) (err error) {
	a, err := r.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	// Little lives long in a server that answers from memory, so the collector is let wait
	// for twice what Go lets it: in a profile of kept answers a third of the time was its.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(200)
	}
	return a.Serve(r.ctx, r.out)
}

type migrateCmd struct{}

// Run implements the command.
func (migrateCmd) Run(r *run) error {
	a, err := r.open() // migrates
	if err != nil {
		return err
	}
	fmt.Fprintln(r.out, "The schema is up to date.")
	return a.Close()
}

type demoCmd struct{}

// Run implements the command.
func (demoCmd) Run(r *run) error {
	if !r.cfg.Demo {
		fmt.Fprintln(r.out, "HAAT_DEMO is off: nothing was seeded.")
		return nil
	}
	return r.with(func(a *app.App) error { return a.SeedDemo(app.AsSystem(r.ctx), r.out) })
}
