//go:build unix

package soak_test

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
)

// long reports whether this is "make soak".
func long() bool { return os.Getenv("HAAT_SOAK") != "" }

// soakOnly leaves a test to "make soak".
func soakOnly(t *testing.T) {
	t.Helper()
	if !long() {
		t.Skip("runs in make soak only")
	}
}

// pick is a number for the short form or for the long one.
func pick[T any](short, soak T) T {
	if long() {
		return soak
	}
	return short
}

// program is the built binary; made once, for all tests.
var program = sync.OnceValues(func() (string, error) {
	bin := filepath.Join(scratch, "haat")
	cmd := exec.Command("go", "build", "-o", bin, "github.com/haatshop/haat/cmd/haat")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return bin, nil
})

func build(t *testing.T) string {
	t.Helper()
	bin, err := program()
	if err != nil {
		t.Fatal(err)
	}
	return bin
}

// scratch is a folder for all tests.
var scratch string

func TestMain(m *testing.M) {
	// Most of every test is waiting for disks, leases and clocks: let them wait
	// together, whatever the number of cores.
	flag.Parse()
	if at := flag.Lookup("test.parallel"); at.Value.String() == at.DefValue {
		_ = at.Value.Set("8") // a number
	}
	os.Exit(func() int {
		var err error
		if scratch, err = os.MkdirTemp("", "haat-soak-"); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer func() { _ = os.RemoveAll(scratch) }() // a leftover in the folder for such things
		code := m.Run()
		if long() {
			summary.print()
		}
		return code
	}())
}

// ledger of the whole run: what each test counted.
type table struct {
	mu   sync.Mutex
	rows []tableRow
}

type tableRow struct{ test, what, count string }

var summary table

// count notes a figure for the table at the end.
func count(t *testing.T, what string, n any) {
	summary.mu.Lock()
	defer summary.mu.Unlock()
	text := fmt.Sprint(n)
	if d, ok := n.(time.Duration); ok {
		text = d.Round(time.Millisecond).String()
	}
	summary.rows = append(summary.rows, tableRow{t.Name(), what, text})
	t.Logf("%s: %s", what, text)
}

func (s *table) print() {
	s.mu.Lock()
	defer s.mu.Unlock()
	slices.SortStableFunc(s.rows, func(a, b tableRow) int {
		if a.test < b.test {
			return -1
		}
		if a.test > b.test {
			return 1
		}
		return 0
	})
	w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	last := ""
	for _, r := range s.rows {
		if r.test != last {
			fmt.Fprintf(w, "\n%s\n", r.test)
		}
		last = r.test
		fmt.Fprintf(w, "  %s\t%s\n", r.what, r.count)
	}
	_ = w.Flush() // to the terminal
}

// engines runs fn on each engine this run has, at the same time: most of it is
// waiting for disks and leases.
func engines(t *testing.T, fn func(t *testing.T, e db.Engine)) {
	t.Helper()
	for _, e := range dbtest.Engines() {
		t.Run(e.String(), func(t *testing.T) { fn(t, e) })
	}
}
