//go:build unix

package soak_test

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/db"
)

// memory of a process, resident, in bytes; zero where the system does not say.
func (p *process) memory() int64 {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", p.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	pages, _ := strconv.ParseInt(strings.Fields(string(b))[1], 10, 64)
	return pages * int64(os.Getpagesize())
}

// R22: thousands of browsers only listen, others send a byte a second. Memory
// is bounded, the slow ones are let go, and everybody else is served.
func TestR22ThousandsWhoListenAndSomeWhoCrawlTakeNothingFromTheOthers(t *testing.T) {
	soakOnly(t)
	t.Parallel()
	cfg := config(t)
	m := seed(t, cfg, plenty)
	p := newProcess(t, cfg)
	p.start()
	guest := apptest.NewClient(t, p.url())
	placed := guest.Place(guest.Basket("ada@guest.example", m.VariantA), "cod")
	before := p.memory()
	listeners := 5000
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var open, refused atomic.Int64
	var ready sync.WaitGroup
	transport := &http.Transport{MaxIdleConnsPerHost: -1}
	gate := make(chan struct{}, 50)
	for range listeners {
		ready.Add(1)
		go func() {
			gate <- struct{}{}
			req, _ := http.NewRequestWithContext(ctx, http.MethodGet, p.url()+apptest.Site+"/orders/"+placed.Order.ID+"/events", nil)
			req.Header.Set("Haat-Order-Token", placed.OrderToken)
			res, err := transport.RoundTrip(req)
			<-gate
			ready.Done()
			if err != nil {
				refused.Add(1)
				return
			}
			defer res.Body.Close()
			if res.StatusCode != http.StatusOK {
				refused.Add(1)
				return
			}
			open.Add(1)
			for lines := bufio.NewScanner(res.Body); lines.Scan(); { // until the shop or the test ends it
			}
		}()
	}
	ready.Wait()
	// Crawlers: a header that never ends.
	crawlers := make([]net.Conn, 500)
	for i := range crawlers {
		c, err := net.Dial("tcp", cfg.Addr)
		if err != nil {
			t.Fatal(err)
		}
		crawlers[i] = c
		fmt.Fprint(c, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
	}
	s := newStorm(t, m, p.url())
	s.fates = allFates[:1]
	crews := s.run(4)
	s.after(600)
	per := float64(p.memory()-before) / float64(listeners+len(crawlers)) / 1024
	count(t, "listeners", open.Load())
	count(t, "listeners refused", refused.Load())
	count(t, "KiB for each of them", int(per))
	if per > 150 {
		t.Errorf("%.0f KiB each", per)
	}
	s.end(crews)
	gone := 0
	for _, c := range crawlers {
		_ = c.SetReadDeadline(time.Now().Add(15 * time.Second)) // they have crawled for some time by now
		if _, err := c.Read(make([]byte, 512)); err == nil || !os.IsTimeout(err) {
			gone++
		}
		_ = c.Close()
	}
	count(t, "crawlers let go", fmt.Sprintf("%d of %d", gone, len(crawlers)))
	if gone != len(crawlers) {
		t.Errorf("%d crawlers still hold a connection", len(crawlers)-gone)
	}
	// Told to stop, it sends them all home and ends in time.
	began := time.Now()
	p.stop(syscall.SIGTERM)
	took := time.Since(began)
	count(t, "ended after SIGTERM", took)
	if took > 30*time.Second {
		t.Errorf("it took %s to end", took)
	}
}

// R22: told to stop under load, the program answers everything it took.
func TestR22StoppedUnderLoadItAnswersEverythingItTook(t *testing.T) {
	soakOnly(t)
	t.Parallel()
	cfg := config(t)
	m := seed(t, cfg, plenty)
	p := newProcess(t, cfg)
	p.start()
	s := newStorm(t, m, p.url())
	s.fates = allFates[:1]
	crews := s.run(10)
	worst := time.Duration(0)
	stops := 10
	for range stops {
		s.after(60)
		began := time.Now()
		p.stop(syscall.SIGTERM)
		worst = max(worst, time.Since(began))
		p.start()
	}
	s.after(20)
	s.end(crews)
	p.stop(syscall.SIGTERM)
	count(t, "stops", stops)
	count(t, "slowest end", worst)
	if worst > 30*time.Second {
		t.Errorf("it took %s to end", worst)
	}
	s.audit(t, cfg, nil)
}

// R24, R7: hundreds want one of ten pieces in the same second, through two
// programs on one database. Ten get one, the others hear so politely, and
// pages stay quick.
func TestR24R7AFlashSaleThroughTwoProgramsSellsExactlyWhatIsThere(t *testing.T) {
	soakOnly(t)
	t.Parallel()
	engines(t, func(t *testing.T, e db.Engine) {
		t.Parallel()
		const stock = 10
		cfg := config(t)
		if e == db.Postgres {
			cfg.DatabaseURL = emptyDatabase(t)
		}
		m := seed(t, cfg, stock)
		nodes := []*process{newProcess(t, cfg)}
		if e == db.Postgres {
			second := cfg
			second.Addr = apptest.FreeAddr(t)
			nodes = append(nodes, newProcess(t, second))
		}
		for _, p := range nodes {
			p.start()
		}
		buyers := 1000
		clients, carts := make([]*apptest.Client, buyers), make([]apptest.Cart, buyers)
		var wg sync.WaitGroup
		for w := range 10 {
			wg.Go(func() {
				for i := w; i < buyers; i += 10 {
					clients[i] = apptest.NewClient(t, nodes[i%len(nodes)].url())
					carts[i] = clients[i].Basket(fmt.Sprintf("b%d@sale.example", i), m.VariantA)
				}
			})
		}
		wg.Wait()
		var sold, polite, slowest atomic.Int64
		var over atomic.Bool
		looked := make(chan struct{})
		go func() {
			defer close(looked)
			c := apptest.NewClient(t, nodes[0].url())
			for !over.Load() {
				began := time.Now()
				if a, err := c.Try("GET", apptest.Site+"/products/"+m.ProductB, nil); err != nil || a.Status != 200 {
					t.Errorf("another page: %d, %v", a.Status, err)
				}
				slowest.Store(max(slowest.Load(), int64(time.Since(began))))
				time.Sleep(5 * time.Millisecond)
			}
		}()
		gap := time.Second / 500
		began := time.Now()
		for i := range buyers {
			wg.Go(func() {
				switch a := clients[i].Do("POST", apptest.Site+"/carts/"+carts[i].ID+"/place", apptest.PlaceBody(carts[i], "cod"), "Idempotency-Key", apptest.Key()); a.Status {
				case 201:
					sold.Add(1)
				case 409, 429:
					polite.Add(1)
				default:
					t.Errorf("a buyer was told %d %.200s", a.Status, a.Body)
				}
			})
			time.Sleep(time.Until(began.Add(time.Duration(i) * gap)))
		}
		wg.Wait()
		took := time.Since(began)
		over.Store(true)
		<-looked
		count(t, "buyers", buyers)
		count(t, "the sale took", took)
		count(t, "sold", sold.Load())
		count(t, "told politely that it is gone", polite.Load())
		count(t, "slowest other page meanwhile", time.Duration(slowest.Load()))
		if sold.Load() != stock {
			t.Errorf("%d sold of %d", sold.Load(), stock)
		}
		for _, p := range nodes {
			p.stop(syscall.SIGTERM)
		}
		a := inside(t, cfg)
		defer func() {
			if err := a.Close(); err != nil {
				t.Error(err)
			}
		}()
		if n := apptest.Count(t, a, `SELECT COUNT(*) FROM order_orders`); n != stock {
			t.Errorf("%d orders", n)
		}
		apptest.Sound(t, a)
	})
}
