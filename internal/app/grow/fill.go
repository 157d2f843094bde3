// Package grow fills a shop with made-up products and orders in any number, and measures its lists; see scripts/grow.
//
// Stores and products come in through the verbs everybody uses. A million orders cannot: they are written as rows, past
// the rooms, with the indexes of their tables put aside meanwhile. That is why this package names tables of many rooms,
// which nothing else may do. It writes what the rooms would have written: a test lets them derive every state anew, and
// adds everything up.
package grow

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"github.com/haatshop/haat/internal/app"
)

// Where says which shop is meant: PostgreSQL when there is a URL, else SQLite in the data folder.
type Where struct{ Data, URL string }

func (w Where) config() app.Config {
	c := app.Config{Addr: "127.0.0.1:0", Data: w.Data, DatabaseURL: w.URL, RateLimit: "off", Nodes: 1, CacheMB: 16, BcryptCost: 4,
		MailFrom: "shop@haat.example", LogFormat: "text", LogLevel: "warn"}
	if w.URL != "" {
		c.SecretKey = "a made-up shop has no secrets to keep"
	}
	return c
}

// open builds the shop without starting it: nothing runs beside what this program does.
func (w Where) open(ctx context.Context) (*app.App, error) {
	return app.New(ctx, w.config(), app.Parts{Tool: true, NoSync: true, Log: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))})
}

// Plan is how much is made.
type Plan struct {
	Seed     uint64 // another seed makes another shop
	Products int
	Orders   int
	Now      time.Time // when the last order is placed
}

// Fill makes products where there are none, then orders where there are none.
func Fill(ctx context.Context, w Where, p Plan) error {
	a, err := w.open(ctx)
	if err != nil {
		return err
	}
	ctx = app.AsSystem(ctx)
	err = fillProducts(ctx, a, p)
	var goods []good
	if err == nil && p.Orders > 0 {
		goods, err = readGoods(ctx, a)
	}
	if err := errors.Join(err, a.Close()); err != nil || p.Orders == 0 {
		return err
	}
	if err := fillOrders(ctx, w, p, goods); err != nil {
		return err
	}
	return addUp(ctx, w)
}

// addUp lets the room that reports on sales add up orders nobody told it of.
func addUp(ctx context.Context, w Where) error {
	a, err := w.open(ctx)
	if err != nil {
		return err
	}
	started := time.Now()
	err = a.Analytics.Fill(ctx)
	say("sales added up in %s", time.Since(started).Round(time.Second))
	return errors.Join(err, a.Close())
}

// say tells how far things are.
func say(format string, args ...any) {
	fmt.Fprintf(os.Stderr, "%s "+format+"\n", append([]any{time.Now().Format("15:04:05")}, args...)...)
}
