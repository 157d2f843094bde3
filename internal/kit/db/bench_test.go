package db_test

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/haatshop/haat/internal/kit/db"
)

// BenchmarkWrites is what group commit brings: 1 caller has a COMMIT (and its
// fsync) for each transaction, more callers share one.
func BenchmarkWrites(b *testing.B) {
	for _, callers := range []int{1, 8, 64} {
		b.Run(fmt.Sprint("callers=", callers), func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "bench.db")
			if _, err := db.Migrate(context.Background(), db.Options{Path: path}, schema()...); err != nil {
				b.Fatal(err)
			}
			d, err := db.Open(context.Background(), db.Options{Path: path})
			if err != nil {
				b.Fatal(err)
			}
			defer d.Close()
			var next atomic.Int64
			var wg sync.WaitGroup
			b.ResetTimer()
			for range callers {
				wg.Add(1)
				go func() {
					defer wg.Done()
					for i := next.Add(1); i <= int64(b.N); i = next.Add(1) {
						if err := insert(d, fmt.Sprint(i), `{"a":1}`); err != nil {
							b.Error(err)
							return
						}
					}
				}()
			}
			wg.Wait()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "tx/s")
		})
	}
}
