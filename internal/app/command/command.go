// Package command is the command line: one type per sub-command, each a few
// lines around what app and the rooms do.
package command

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/alecthomas/kong"

	"github.com/haatshop/haat/internal/app"
)

// cli is the grammar of the command line.
type cli struct {
	app.Config

	Serve   serveCmd   `cmd:"" help:"Serve the shop."`
	Migrate migrateCmd `cmd:"" help:"Bring the database's schema up to date and stop."`
	Demo    demoCmd    `cmd:"" help:"Fill an empty shop with the demo marketplace, once, or remove it again."`
	Import  importCmd  `cmd:"" help:"Import data from a file."`
	OpenAPI openAPICmd `cmd:"" name:"openapi" help:"Write the API documents (site.json, store.json) to a folder."`
	Docs    docsCmd    `cmd:"" help:"Write the generated reference pages to a folder."`
	Bench   benchCmd   `cmd:"" help:"Measure the shop beside the limits of this machine, in throw-away data."`
	Sandbox sandboxCmd `cmd:"" help:"Be the sandbox card provider, for a demonstration on several nodes and for drills."`
	User    userCmd    `cmd:"" help:"Look after accounts: create, list, disable, enable, reset a password, make an owner."`
	Doctor  doctorCmd  `cmd:"" help:"Check configuration, database, write access, mail and clock."`
	Backup  backupCmd  `cmd:"" help:"Back up, list backups, try a restore."`
	Restore restoreCmd `cmd:"" help:"Make a shop of a backup, in an empty folder and database of either engine."`
	Verify  verifyCmd  `cmd:"" help:"Check that everything that must hold of the shop's data does; changes nothing."`
	Recount recountCmd `cmd:"" help:"Add up the sales of the dashboard's reports anew, from the orders."`
	Health  healthCmd  `cmd:"" help:"Ask the node that runs here whether it takes requests."`
	Version versionCmd `cmd:"" help:"Say which version this is."`
}

// version of this build; set by the linker for releases.
var version = "dev"

// quit is how kong asks to stop after --help.
type quit int

// Run executes one command line and writes to out. Help ends without an
// error.
func Run(ctx context.Context, args []string, out io.Writer) (err error) {
	defer func() {
		if q, ok := recover().(quit); ok && q != 0 {
			err = fmt.Errorf("exit %d", int(q))
		}
	}()
	var c cli
	k, err := kong.New(&c, kong.Name("haat"), kong.Description("The shop in one program."), kong.Writers(out, out),
		kong.Exit(func(code int) { panic(quit(code)) }), kong.ConfigureHelp(kong.HelpOptions{Compact: true}), kong.UsageOnError())
	if err != nil {
		return err
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := k.Parse(args)
	if err != nil {
		return err
	}
	return parsed.Run(&run{ctx: ctx, cfg: c.Config, out: out})
}

// run is what every command gets.
type run struct {
	ctx context.Context
	cfg app.Config
	out io.Writer
}

// open builds the shop without starting what runs beside requests.
func (r *run) open() (*app.App, error) { return app.New(r.ctx, r.cfg, app.Parts{Version: version}) }

// with opens the shop beside a server that may be running, and closes it.
// What fn leaves to be done, a server does when it starts.
func (r *run) with(fn func(*app.App) error) (err error) {
	a, err := app.New(r.ctx, r.cfg, app.Parts{Tool: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	return fn(a)
}

type versionCmd struct{}

// Run implements the command.
func (versionCmd) Run(r *run) error {
	_, err := fmt.Fprintln(r.out, "haat", version)
	return err
}
