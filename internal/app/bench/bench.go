// Package bench measures the shop beside what its work costs without a shop, in one
// run on one machine: cached answers beside net/http writing the same bytes, an order
// beside a transaction that writes the same rows. Ratios carry over from machine to
// machine and from a quiet moment to a busy one; rates do not.
//
// Everything happens in throw-away data. The servers are processes of their own, so that
// what they use of the processor can be told from what the load generator uses.
package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
)

// Options say how much is measured. Zero values are the defaults.
type Options struct {
	// Program is the haat binary to start servers with.
	Program string
	// Postgres is a server on which databases may be made and dropped, with the durability
	// it shall be measured with. Empty measures SQLite only.
	Postgres string
	// Scratch is an empty folder for data; it should be on the disk a shop would use.
	Scratch  string
	Products int           // 1000
	Orders   int           // per round; 1500
	Rounds   int           // 3; the median counts
	Each     time.Duration // of one HTTP measurement; 4 s
	Users    int           // connections, or callers of a verb; 16 and 8
	// Only measures the parts named ("orders", "http", "memory"); nil measures all.
	Only []string
	// Engines measures only those named; nil measures each that is there.
	Engines []string
	// Profile is a folder for a CPU profile of placing orders on each engine, of the last
	// round; a round that is profiled is a little slower. Empty writes none.
	Profile string
}

func (o Options) withDefaults() Options {
	for v, d := range map[*int]int{&o.Products: 1000, &o.Orders: 1500, &o.Rounds: 3, &o.Users: 16} {
		if *v == 0 {
			*v = d
		}
	}
	if o.Each == 0 {
		o.Each = 4 * time.Second
	}
	return o
}

func (o Options) wants(part string) bool { return o.Only == nil || slices.Contains(o.Only, part) }

// Figure is one measurement beside its limit.
type Figure struct {
	Engine string  `json:"engine"`
	Name   string  `json:"name"`
	Rate   float64 `json:"per_second"`
	Limit  float64 `json:"limit_per_second,omitempty"`
	Ratio  float64 `json:"ratio,omitempty"`
	// Want is the least ratio that is good enough; 0 asks for none.
	Want float64 `json:"want,omitempty"`
	// CPU is milliseconds of the server's processor time per operation, with the
	// database's where it is a process of its own; LimitCPU is the limit's.
	CPU      float64 `json:"cpu_ms,omitempty"`
	LimitCPU float64 `json:"limit_cpu_ms,omitempty"`
	P50      float64 `json:"p50_ms,omitempty"`
	P99      float64 `json:"p99_ms,omitempty"`
	Note     string  `json:"note,omitempty"`
}

// Run measures and writes a table to out. Returns the figures, and an error when one
// could not be taken or is below what is wanted.
func Run(ctx context.Context, out io.Writer, o Options) ([]Figure, error) {
	o = o.withDefaults()
	engines := []db.Engine{db.SQLite}
	if o.Postgres != "" {
		engines = append(engines, db.Postgres)
	}
	if o.Engines != nil {
		engines = slices.DeleteFunc(engines, func(e db.Engine) bool { return !slices.Contains(o.Engines, e.String()) })
	}
	var all []Figure
	var errs []error
	header(out)
	for _, e := range engines {
		for _, part := range []struct {
			name string
			run  func(context.Context, *place, Options) ([]Figure, error)
		}{{"orders", orders}, {"http", overHTTP}} {
			if !o.wants(part.name) {
				continue
			}
			figures, err := inPlace(ctx, e, o, part.run)
			if err != nil {
				return all, fmt.Errorf("%s on %s: %w", part.name, e, err)
			}
			for _, f := range figures {
				f.Engine = e.String()
				row(out, f)
				all = append(all, f)
				if f.Want > 0 && f.Ratio < f.Want {
					errs = append(errs, fmt.Errorf("%s on %s: %.2f of its limit, want %.2f", f.Name, f.Engine, f.Ratio, f.Want))
				}
			}
		}
	}
	return all, errors.Join(errs...)
}

func header(out io.Writer) {
	fmt.Fprintf(out, "%-9s %-22s %11s %11s %6s %5s %9s %9s %8s %8s  %s\n", "engine", "what", "per second", "limit", "ratio", "want", "CPU ms", "limit ms", "p50 ms", "p99 ms", "note")
}

func row(out io.Writer, f Figure) {
	num := func(v float64, format string) string {
		if v == 0 {
			return "–"
		}
		return fmt.Sprintf(format, v)
	}
	fmt.Fprintf(out, "%-9s %-22s %11.0f %11s %6s %5s %9s %9s %8s %8s  %s\n", f.Engine, f.Name, f.Rate, num(f.Limit, "%.0f"), num(f.Ratio, "%.2f"),
		num(f.Want, "%.1f"), num(f.CPU, "%.4f"), num(f.LimitCPU, "%.4f"), num(f.P50, "%.2f"), num(f.P99, "%.2f"), f.Note)
}

// median of what the rounds gave.
func median(v []float64) float64 {
	if len(v) == 0 {
		return math.NaN()
	}
	s := slices.Sorted(slices.Values(v))
	return (s[(len(s)-1)/2] + s[len(s)/2]) / 2
}
