// Command load is shoppers that never stop, for restarting a cluster under
// them: they read pages and lists, fill carts, order with cash on delivery and
// follow the orders live. It ends with what was asked, what failed, and whether
// every acknowledged order is there:
//
//	go run ./scripts/cluster/load -at http://127.0.0.1:8300 -for 60s
//
// The owner's log-in (the demo's, unless said otherwise) raises stock before,
// so that nothing sells out, and opens the live stream.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"sync"
	"time"
)

func main() {
	at := flag.String("at", "http://127.0.0.1:8300", "where the shop is")
	long := flag.Duration("for", time.Minute, "how long")
	readers := flag.Int("readers", 4, "shoppers who read")
	buyers := flag.Int("buyers", 4, "shoppers who order")
	email := flag.String("email", "owner@haat.example", "the owner's e-mail address")
	password := flag.String("password", "haat-demo", "the owner's password")
	flag.Parse()
	ctx, cancel := context.WithTimeout(context.Background(), *long+time.Minute)
	defer cancel()
	if err := run(ctx, *at, *email, *password, *readers, *buyers, *long); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, at, email, password string, readers, buyers int, long time.Duration) error {
	owner := newClient(at)
	if err := owner.logIn(ctx, email, password); err != nil {
		return err
	}
	goods, err := stock(ctx, owner)
	if err != nil {
		return err
	}
	t := &tally{failed: map[string]int{}}
	live, hangUp := context.WithCancel(ctx)
	var streams, shoppers sync.WaitGroup
	streams.Go(func() { owner.follow(live, t) })
	end := time.Now().Add(long)
	for i := range readers {
		shoppers.Go(func() {
			for n := i; time.Now().Before(end); n++ {
				t.visit(read(ctx, newClient(at), goods[n%len(goods)], t))
			}
		})
	}
	for i := range buyers {
		shoppers.Go(func() {
			for n := i; time.Now().Before(end); n++ {
				t.visit(buy(ctx, newClient(at), goods[n%len(goods)], t))
			}
		})
	}
	shoppers.Wait()
	hangUp()
	streams.Wait()
	return t.report(ctx, at)
}
