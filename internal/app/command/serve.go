package command

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"
)

type serveCmd struct{}

// Run implements the command. It migrates what is missing, and never seeds.
func (serveCmd) Run(r *run) (err error) {
	a, err := r.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	patientCollector()
	return a.Serve(r.ctx, r.out)
}

// patientCollector is how a server runs. Little lives long in one that answers from memory,
// so the collector is let wait for twice what Go lets it: in a profile of kept answers a
// third of the time was its. GOGC decides where it is set.
func patientCollector() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(200)
	}
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
