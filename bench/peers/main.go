// Command peers fills an empty shop with the catalogue that other shops are
// measured with, and says when a shop has done all its work. run.sh uses both:
//
//	go run ./bench/peers seed http://127.0.0.1:8080 SETUP_TOKEN catalogue.json vars.json
//	go run ./bench/peers drained haat-data/haat.db
//	go run ./bench/peers drained postgres://…
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
)

func main() {
	if err := run(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	switch {
	case len(args) == 5 && args[0] == "seed":
		return seed(ctx, client{base: args[1]}, args[2], args[3], args[4])
	case len(args) == 2 && args[0] == "drained":
		return drained(ctx, args[1])
	case len(args) == 2 && args[0] == "table":
		return table(args[1])
	}
	return errors.New("usage: peers seed URL SETUP_TOKEN CATALOGUE VARS | peers drained DATABASE | peers table RESULTS")
}
