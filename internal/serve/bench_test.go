package serve_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/serve"
)

// nowhere is a ResponseWriter that costs nothing itself.
type nowhere struct{ h http.Header }

func (n nowhere) Header() http.Header         { return n.h }
func (n nowhere) Write(b []byte) (int, error) { return len(b), nil }
func (n nowhere) WriteHeader(int)             {}

// BenchmarkDoor is what every request pays on its way to a page and back:
// middleware, log line (thrown away) and counting.
func BenchmarkDoor(b *testing.B) {
	page := []byte("<!doctype html>")
	h, err := serve.New(serve.Deps{API: http.NotFoundHandler(), Dashboard: http.NotFoundHandler(),
		Storefront: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(page) }),
		Ready:      func(context.Context) error { return nil }, IDs: id.New(clock.Real{}, nil), Log: slog.New(slog.DiscardHandler), Drain: make(chan struct{})})
	if err != nil {
		b.Fatal(err)
	}
	r, w := httptest.NewRequest(http.MethodGet, "/products/clay-mug", nil), nowhere{http.Header{}}
	b.ReportAllocs()
	for b.Loop() {
		h.ServeHTTP(w, r)
	}
}
