package bench

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/kit/db"
)

// nowhere is a ResponseWriter that costs nothing itself.
type nowhere struct{ h http.Header }

func (n nowhere) Header() http.Header         { return n.h }
func (n nowhere) Write(b []byte) (int, error) { return len(b), nil }
func (n nowhere) WriteHeader(int)             {}

// BenchmarkKept is what a kept answer costs from the outermost handler on, without
// the network. Run with -benchmem and -cpuprofile.
func BenchmarkKept(b *testing.B) {
	ctx := context.Background()
	p := &place{engine: db.SQLite, dir: b.TempDir()}
	cfg, err := p.config(ctx, "hot", "")
	if err != nil {
		b.Fatal(err)
	}
	a, err := app.New(ctx, cfg, app.Parts{NoSync: true, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		b.Fatal(err)
	}
	defer a.Close()
	g, err := seed(ctx, a, 10)
	if err != nil {
		b.Fatal(err)
	}
	h, err := a.Handler()
	if err != nil {
		b.Fatal(err)
	}
	for name, path := range map[string]string{"page": "/products/" + g.handles[1], "api": "/api/v1/site/products/" + g.handles[1]} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r := httptest.NewRequest(http.MethodGet, path, nil)
				r.Header.Set("Accept-Encoding", "gzip")
				h.ServeHTTP(nowhere{http.Header{}}, r)
			}
		})
	}
}
