package command

import (
	"encoding/json"
	"errors"
	"os"
	"time"

	"github.com/haatshop/haat/internal/app/bench"
)

type benchCmd struct {
	Postgres string        `help:"A PostgreSQL server, postgres://…, on which databases may be made and dropped; measured with its own durability. Empty measures SQLite only." env:"HAAT_BENCH_POSTGRES"`
	Scratch  string        `help:"Folder for throw-away data, on the disk a shop would use; default: the system's." type:"path"`
	Products int           `default:"1000" help:"How many products the shop has."`
	Orders   int           `default:"1500" help:"Orders placed per round."`
	Rounds   int           `default:"3" help:"Rounds; the median counts."`
	Each     time.Duration `default:"4s" help:"How long each HTTP measurement takes."`
	Users    int           `default:"16" help:"Connections of the HTTP measurements."`
	Only     []string      `help:"Parts to measure: orders, http." sep:","`
	Engines  []string      `help:"Engines to measure: sqlite, postgres; default: each that is there." sep:","`
	Profile  string        `help:"Write a CPU profile of the placing of orders to this folder, per engine." type:"path"`
	Bare     string        `hidden:"" help:"Serve the answer in this file and nothing else: the limit." type:"path"`
	JSON     string        `name:"json" help:"Write the figures to this file, too." type:"path"`
}

// Run implements the command: an error when a figure is below what is wanted of it.
func (b benchCmd) Run(r *run) error {
	if b.Bare != "" {
		return bench.ServeBare(r.ctx, r.cfg.Addr, b.Bare)
	}
	program, err := os.Executable()
	if err != nil {
		return err
	}
	patientCollector() // the verbs are measured in this process
	figures, err := bench.Run(r.ctx, r.out, bench.Options{Program: program, Postgres: b.Postgres, Scratch: b.Scratch, Products: b.Products, Orders: b.Orders,
		Rounds: b.Rounds, Each: b.Each, Users: b.Users, Only: b.Only, Engines: b.Engines, Profile: b.Profile})
	if b.JSON != "" {
		text, e := json.MarshalIndent(figures, "", "  ")
		if e == nil {
			e = os.WriteFile(b.JSON, append(text, '\n'), 0o644)
		}
		err = errors.Join(err, e)
	}
	return err
}
