package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/kit/db"
)

// overHTTP measures a serving shop, configured as for production but for the rate
// limit: it logs every request to a file. Beside each kept answer stands a bare net/http
// server that writes the same bytes with the same headers.
func overHTTP(ctx context.Context, p *place, o Options) (figures []Figure, err error) {
	cfg, err := p.config(ctx, "http", "")
	if err != nil {
		return nil, err
	}
	a, err := open(ctx, cfg, app.Parts{NoSync: true}, true)
	if err != nil {
		return nil, err
	}
	g, err := seed(ctx, a, o.Products)
	if err == nil {
		err = a.Settle(ctx) // what the seeding left to do is not a reader's
	}
	if err := errors.Join(err, a.Close()); err != nil {
		return nil, err
	}
	shop, err := startShop(ctx, o, p, cfg)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, shop.stop()) }()
	figures = append(figures, Figure{Name: "start to ready", Rate: 1 / shop.ready.Seconds(), Note: fmt.Sprintf("%d ms with %d products", shop.ready.Milliseconds(), o.Products)})

	for _, m := range []struct {
		name, path string
		want       float64
	}{
		{"page: product", "/products/" + g.handles[7], 0.7},
		{"api: product", "/api/v1/site/products/" + g.handles[7], 0.4},
		{"api: list of 24", "/api/v1/site/products", 0.4},
		{"api: search", "/api/v1/site/search?q=amber", 0.4},
	} {
		f, err := beside(ctx, o, p, shop, m.path)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", m.name, err)
		}
		f.Name, f.Want = m.name, m.want
		figures = append(figures, f)
	}
	for _, m := range []struct {
		name, note string
		call       func(i int) request
	}{
		{"api: product, not kept", "every request another query, so that nothing is kept of it twice", func(i int) request {
			return get(fmt.Sprintf("/api/v1/site/products/%s?locale=x%d", g.handles[i%len(g.handles)], i))
		}},
		{"api: list, not kept", "", func(i int) request { return get(fmt.Sprintf("/api/v1/site/products?price_max=%d", 100_000+i)) }},
		{"api: search, not kept", "", func(i int) request {
			return get(fmt.Sprintf("/api/v1/site/search?q=%s&price_max=%d", words()[i%len(words())], 100_000+i))
		}},
		{"page: search, not kept", "", func(i int) request {
			return get(fmt.Sprintf("/search?q=%s&price_max=%d", words()[i%len(words())], 1000+i))
		}},
		{"cart: make", "", func(int) request {
			return request{method: "POST", path: "/api/v1/site/carts", body: "{}", status: 201}
		}},
	} {
		f, err := shop.measure(ctx, p, o, m.call)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", m.name, err)
		}
		f.Name, f.Note = m.name, m.note
		figures = append(figures, f)
	}
	checkouts, err := shop.checkouts(ctx, p, o, g)
	if err != nil {
		return nil, fmt.Errorf("checkout: %w", err)
	}
	figures = append(figures, checkouts)
	memory, err := shop.memory()
	return append(figures, Figure{Name: "memory", Rate: float64(memory >> 20), Note: "MiB resident after all of the above"}), err
}

func get(path string) request { return request{method: "GET", path: path, status: http.StatusOK} }

// beside measures one kept answer and the bare server by turns.
func beside(ctx context.Context, o Options, p *place, shop *server, path string) (Figure, error) {
	bare, err := startBare(ctx, o, p, shop, path)
	if err != nil {
		return Figure{}, err
	}
	call := func(int) request { return get(path) }
	var rates, limits, ratios, cpu, limitCPU, p50, p99 []float64
	for range o.Rounds {
		f, err := shop.measure(ctx, p, o, call)
		if err != nil {
			return f, errors.Join(err, bare.stop())
		}
		l, err := bare.measure(ctx, p, o, call)
		if err != nil {
			return f, errors.Join(err, bare.stop())
		}
		rates, limits, ratios = append(rates, f.Rate), append(limits, l.Rate), append(ratios, f.Rate/l.Rate)
		cpu, limitCPU, p50, p99 = append(cpu, f.CPU), append(limitCPU, l.CPU), append(p50, f.P50), append(p99, f.P99)
	}
	return Figure{Rate: median(rates), Limit: median(limits), Ratio: median(ratios), CPU: median(cpu), LimitCPU: median(limitCPU), P50: median(p50), P99: median(p99)}, bare.stop()
}

// startShop starts the program and waits until it is ready.
func startShop(ctx context.Context, o Options, p *place, cfg app.Config) (*server, error) {
	args := []string{"serve", "--data", cfg.Data, "--secret-key", cfg.SecretKey, "--rate-limit", "off", "--log-level", "info", "--bcrypt-cost", "4"}
	if p.engine == db.Postgres {
		args = append(args, "--database-url", cfg.DatabaseURL)
	}
	return start(ctx, o.Program, filepath.Join(p.dir, "shop.log"), "/readyz", args...)
}

// startBare starts a server that has nothing but what the shop answers to one path.
func startBare(ctx context.Context, o Options, p *place, shop *server, path string) (*server, error) {
	kept, err := shop.fetch(path)
	if err != nil {
		return nil, err
	}
	file := filepath.Join(p.dir, "bare.answer")
	if err := os.WriteFile(file, kept, 0o600); err != nil {
		return nil, err
	}
	return start(ctx, o.Program, filepath.Join(p.dir, "bare.log"), path, "bench", "--bare", file)
}

// ServeBare answers everything with the response in a file, headers and body, through
// net/http and nothing else. It is the limit a kept answer is measured beside.
func ServeBare(ctx context.Context, addr, file string) error {
	raw, err := os.Open(file)
	if err != nil {
		return err
	}
	defer raw.Close()
	header, body, err := readAnswer(raw)
	if err != nil {
		return err
	}
	srv := &http.Server{Addr: addr, ReadHeaderTimeout: 10 * time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		h := w.Header()
		for k, v := range header {
			h[k] = v
		}
		_, _ = w.Write(body) // a client that went away reads nothing
	})}
	go func() { <-ctx.Done(); _ = srv.Close() }()
	if err := srv.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func readAnswer(r io.Reader) (http.Header, []byte, error) {
	res, err := parse(r)
	if err != nil {
		return nil, nil, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	res.Header.Del("Date")
	return res.Header, body, err
}
