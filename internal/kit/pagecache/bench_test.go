package pagecache_test

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"

	"github.com/haatshop/haat/internal/kit/pagecache"
)

// nowhere is a ResponseWriter that costs nothing itself.
type nowhere struct{ h http.Header }

func (n nowhere) Header() http.Header         { return n.h }
func (n nowhere) Write(b []byte) (int, error) { return len(b), nil }
func (n nowhere) WriteHeader(int)             {}

func sample() (plain, zipped []byte) {
	plain = []byte(strings.Repeat(`<li><article class="card"><a href="/products/clay-mug">Clay mug</a> $18.00</article></li>`, 300))
	var buf bytes.Buffer
	zw := gzip.NewWriter(&buf)
	_, _ = zw.Write(plain)
	_ = zw.Close()
	return plain, buf.Bytes()
}

// cached answers everything from the cache; bare writes the same bytes from memory.
func handlers() (cached, bare http.Handler) {
	plain, zipped := sample()
	c := pagecache.New(pagecache.Options{Now: time.Now})
	tags := []string{"product:1", "products", "category:1", "categories", "settings", "home", "store:1", "stores"}
	fill := func(context.Context) (pagecache.Page, error) { return pagecache.Page{Body: plain, Tags: tags}, nil }
	cached = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		k := pagecache.Key{Host: r.Host, Path: r.URL.Path, Query: "sort=price", Locale: "en", Currency: "USD", Theme: "abc"}
		if err := c.Serve(w, r, k, fill); err != nil {
			panic(err)
		}
	})
	length := strconv.Itoa(len(zipped))
	bare = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		h := w.Header()
		h.Set("Content-Type", "text/html; charset=utf-8")
		h.Set("Content-Encoding", "gzip")
		h.Set("Content-Length", length)
		h.Set("Etag", `W/"abc"`)
		h.Set("Vary", "Accept-Encoding")
		h.Set("Cache-Control", "no-cache")
		_, _ = w.Write(zipped)
	})
	return cached, bare
}

func request() *http.Request {
	r := httptest.NewRequest(http.MethodGet, "/products/clay-mug", nil)
	r.Header.Set("Accept-Encoding", "gzip, deflate, br, zstd")
	return r
}

func BenchmarkHandler(b *testing.B) {
	cached, bare := handlers()
	for name, h := range map[string]http.Handler{"hit": cached, "bare": bare} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.RunParallel(func(pb *testing.PB) {
				r, w := request(), nowhere{http.Header{}}
				for pb.Next() {
					h.ServeHTTP(w, r)
				}
			})
		})
	}
}

func BenchmarkOverHTTP(b *testing.B) {
	cached, bare := handlers()
	for name, h := range map[string]http.Handler{"hit": cached, "bare": bare} {
		b.Run(name, func(b *testing.B) {
			server := httptest.NewServer(h)
			defer server.Close()
			client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16, DisableCompression: true}}
			b.ReportAllocs()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					r, _ := http.NewRequest(http.MethodGet, server.URL+"/products/clay-mug", nil)
					r.Header.Set("Accept-Encoding", "gzip")
					res, err := client.Do(r)
					if err != nil {
						b.Error(err)
						return
					}
					_, _ = bytes.NewBuffer(nil).ReadFrom(res.Body)
					_ = res.Body.Close()
				}
			})
		})
	}
}

func TestAHitAllocatesAlmostNothing(t *testing.T) {
	cached, _ := handlers()
	r, w := request(), nowhere{http.Header{}}
	cached.ServeHTTP(w, r)
	if n := testing.AllocsPerRun(200, func() { cached.ServeHTTP(w, r) }); n > 1 {
		t.Errorf("%v allocations per hit", n)
	}
}
