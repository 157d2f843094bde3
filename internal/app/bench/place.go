package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/kit/db"
)

// place is where the data of one measurement lies; it goes with it.
type place struct {
	engine db.Engine
	server string // PostgreSQL
	dir    string
	made   []string // databases
}

// inPlace measures in an empty place.
func inPlace(ctx context.Context, e db.Engine, o Options, fn func(context.Context, *place, Options) ([]Figure, error)) (figures []Figure, err error) {
	dir, err := os.MkdirTemp(o.Scratch, "haat-bench-")
	if err != nil {
		return nil, err
	}
	p := &place{engine: e, server: o.Postgres, dir: dir}
	defer func() { err = errors.Join(err, p.remove(context.WithoutCancel(ctx))) }()
	return fn(ctx, p, o)
}

func (p *place) remove(ctx context.Context) error {
	errs := []error{os.RemoveAll(p.dir)}
	for _, name := range p.made {
		errs = append(errs, p.command(ctx, "DROP DATABASE IF EXISTS "+pgx.Identifier{name}.Sanitize()+" WITH (FORCE)"))
	}
	return errors.Join(errs...)
}

func (p *place) command(ctx context.Context, text string) error {
	c, err := pgx.Connect(ctx, p.server)
	if err != nil {
		return err
	}
	_, err = c.Exec(ctx, text)
	return errors.Join(err, c.Close(ctx))
}

// config is a shop called name in this place. from names a closed one to copy.
func (p *place) config(ctx context.Context, name, from string) (app.Config, error) {
	cfg := app.Config{Addr: "127.0.0.1:0", Data: filepath.Join(p.dir, name), RateLimit: "off", BcryptCost: 4, CacheMB: 64, Nodes: 1, MailFrom: "shop@haat.example",
		LogFormat: "text", LogLevel: "error", SecretKey: strings.Repeat("bench ", 8)}
	if err := os.MkdirAll(cfg.Data, 0o700); err != nil {
		return cfg, err
	}
	if p.engine == db.SQLite {
		if from == "" {
			return cfg, nil
		}
		return cfg, copyFile(filepath.Join(p.dir, from, "haat.db"), filepath.Join(cfg.Data, "haat.db"))
	}
	own := func(s string) string { return fmt.Sprintf("haat_bench_%d_%s", os.Getpid(), s) }
	text := "CREATE DATABASE " + pgx.Identifier{own(name)}.Sanitize()
	if from != "" {
		text += " TEMPLATE " + pgx.Identifier{own(from)}.Sanitize()
	}
	u, err := url.Parse(p.server)
	if err != nil {
		return cfg, err
	}
	u.Path = "/" + own(name)
	cfg.DatabaseURL = u.String()
	p.made = append(p.made, own(name))
	return cfg, p.command(ctx, text)
}

// open starts the shop with what runs beside requests when work is set.
func open(ctx context.Context, cfg app.Config, parts app.Parts, work bool) (*app.App, error) {
	parts.Log = slog.New(slog.DiscardHandler)
	a, err := app.New(ctx, cfg, parts)
	if err != nil {
		return nil, err
	}
	if work {
		if err := a.Start(ctx); err != nil {
			return nil, errors.Join(err, a.Close())
		}
	}
	return a, nil
}

func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	_, err = io.Copy(out, in)
	return err
}
