// Command grow fills a shop with made-up products and orders in any number, and measures what they cost:
//
//	go run ./scripts/grow fill -data /tmp/big -products 20000 -orders 1000000
//	go run ./scripts/grow lists -data /tmp/big
//	go run ./scripts/grow rate -url http://127.0.0.1:8080 -rate 200
//
// Add -database-url postgres://… to work on PostgreSQL. What is made depends on the seed and the numbers only, but for
// the ids of products and stores, which the shop itself gives.
//
// Fill empty shops only, and never one that is real: while it writes, a crash leaves the database broken.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime/pprof"
	"time"

	"github.com/haatshop/haat/internal/app/grow"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "grow:", err)
		os.Exit(1)
	}
}

var errUsage = errors.New("say what to do: fill, lists or rate; each explains itself with -h")

func run(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return errUsage
	}
	switch args[0] {
	case "fill":
		return fillCommand(ctx, args[1:])
	case "lists":
		return listsCommand(ctx, args[1:])
	case "rate":
		return rateCommand(ctx, args[1:])
	}
	return errUsage
}

// flags say which shop is meant.
func flags(f *flag.FlagSet, w *grow.Where) {
	f.StringVar(&w.Data, "data", "./haat-grown", "data folder")
	f.StringVar(&w.URL, "database-url", "", "postgres://… instead of SQLite in the data folder")
}

func fillCommand(ctx context.Context, args []string) error {
	var w grow.Where
	p := grow.Plan{Now: time.Now().UTC().Truncate(time.Second)}
	f := flag.NewFlagSet("fill", flag.ContinueOnError)
	flags(f, &w)
	f.Uint64Var(&p.Seed, "seed", 1, "another seed makes another shop")
	f.IntVar(&p.Products, "products", 20_000, "products to make, when the shop has none")
	f.IntVar(&p.Orders, "orders", 0, "orders to make, when the shop has none")
	profile := f.String("cpuprofile", "", "write a profile to this file")
	if err := f.Parse(args); err != nil {
		return err
	}
	if *profile != "" {
		out, err := os.Create(*profile)
		if err != nil {
			return err
		}
		defer out.Close()
		if err := pprof.StartCPUProfile(out); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	return grow.Fill(ctx, w, p)
}

func listsCommand(ctx context.Context, args []string) error {
	var w grow.Where
	var look grow.Look
	f := flag.NewFlagSet("lists", flag.ContinueOnError)
	flags(f, &w)
	f.StringVar(&look.Only, "only", "", "only lists whose line begins so")
	f.BoolVar(&look.All, "all", false, "show every line, not only the slowest of each list")
	f.IntVar(&look.Pages, "pages", 40, "pages to turn in each")
	if err := f.Parse(args); err != nil {
		return err
	}
	return grow.Lists(ctx, w, look, os.Stdout)
}
