//go:build unix

package soak_test

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/kit/db"
)

// R18: what is on the disk at any moment is a whole shop with every order that
// was acknowledged before that moment, also when the last write was torn.
//
// The copy is taken while the program is stopped between two instructions, so
// it is what a crash would leave. What a drive loses that says it has written
// and has not, no test without the drive can show.
func TestR18TheFilesOfAnyMomentHoldEveryOrderAcknowledgedBefore(t *testing.T) {
	if testing.Short() {
		t.Skip("stops processes for a while")
	}
	t.Parallel()
	cfg := config(t)
	m := seed(t, cfg, plenty)
	p := newProcess(t, cfg)
	p.start()
	s := newStorm(t, m, p.url())
	s.fates = allFates[:1]
	crews := s.run(6)
	rounds, torn := pick(2, 60), 0
	for range rounds {
		s.after(15 + rand.IntN(20))
		acknowledged := s.numbers()
		first := t.TempDir()
		p.frozen(func() { snapshot(t, cfg.Data, first) })
		s.after(3)
		second := t.TempDir()
		p.frozen(func() { snapshot(t, cfg.Data, second) })
		if tear(t, first, second) {
			torn++
			holds(t, second, acknowledged)
		}
		garbage(t, first)
		holds(t, first, acknowledged)
	}
	s.end(crews)
	p.stop(syscall.SIGTERM)
	count(t, "moments copied", 2*rounds)
	count(t, "of these with a torn last write", torn+rounds)
	s.audit(t, cfg, nil)
}

func (s *storm) numbers() (ids []string) {
	s.note(func() {
		for _, o := range s.book {
			ids = append(ids, o.order.ID)
		}
	})
	return ids
}

// frozen runs fn while the program stands still.
func (p *process) frozen(fn func()) {
	_ = p.cmd.Process.Signal(syscall.SIGSTOP) // it runs: the storm goes on
	defer func() { _ = p.cmd.Process.Signal(syscall.SIGCONT) }()
	time.Sleep(5 * time.Millisecond) // a signal takes a moment
	fn()
}

func snapshot(t *testing.T, from, to string) {
	for _, name := range []string{"haat.db", "haat.db-wal"} {
		b, err := os.ReadFile(filepath.Join(from, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(to, name), b, 0o600)
		}
		if err != nil {
			t.Error(err)
		}
	}
}

// walHeader is the part that changes when the log begins anew.
const walHeader = 32

// tear cuts the later log anywhere behind the end of the earlier one, if it is
// still the same log and the database file did not move meanwhile.
func tear(t *testing.T, earlier, later string) bool {
	t.Helper()
	read := func(dir, name string) []byte {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	a, b := read(earlier, "haat.db-wal"), read(later, "haat.db-wal")
	if len(a) < walHeader || len(b) <= len(a) || string(a) != string(b[:len(a)]) || string(read(earlier, "haat.db")) != string(read(later, "haat.db")) {
		return false
	}
	at := len(a) + rand.IntN(len(b)-len(a))
	if err := os.Truncate(filepath.Join(later, "haat.db-wal"), int64(at)); err != nil {
		t.Fatal(err)
	}
	return true
}

// garbage is what a torn sector looks like behind the last whole write.
func garbage(t *testing.T, dir string) {
	t.Helper()
	f, err := os.OpenFile(filepath.Join(dir, "haat.db-wal"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b := make([]byte, 100+rand.IntN(9000))
	for i := range b {
		b[i] = byte(rand.Int())
	}
	if _, err := f.Write(b); err != nil {
		t.Fatal(err)
	}
}

// holds opens a copy as the program would and looks for the orders.
func holds(t *testing.T, dir string, ids []string) {
	t.Helper()
	ctx := context.Background()
	d, err := db.Open(ctx, app.Config{Data: dir}.Database(nil))
	if err != nil {
		t.Errorf("the copy does not open: %v", err)
		return
	}
	defer func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}()
	if got, err := db.Get[string](ctx, d, db.SQL(`SELECT integrity_check FROM pragma_integrity_check`)); err != nil || got != "ok" {
		t.Errorf("integrity: %q, %v", got, err)
	}
	have, err := db.All[string](ctx, d, db.SQL(`SELECT id FROM order_orders ORDER BY id LIMIT 1000000`))
	if err != nil {
		t.Error(err)
		return
	}
	known := map[string]bool{}
	for _, id := range have {
		known[id] = true
	}
	for _, id := range ids {
		if !known[id] {
			t.Errorf("order %s was acknowledged before the copy and is not in it", id)
		}
	}
}

// R19: two hundred people write while somebody reads a long report. Nobody is
// refused, and the write-ahead log does not grow for ever: once the report is
// over it is small again.
func TestR19ALongReadAmongTwoHundredWritersEndsAndTheLogShrinks(t *testing.T) {
	soakOnly(t)
	t.Parallel()
	cfg := config(t)
	m := seed(t, cfg, plenty)
	p := newProcess(t, cfg)
	p.start()
	s := newStorm(t, m, p.url())
	s.fates = allFates[:1]
	report := longRead(t, filepath.Join(cfg.Data, "haat.db"))
	crews := s.run(200)
	s.after(4000)
	count(t, "write-ahead log while the report was read, MiB", fileSize(filepath.Join(cfg.Data, "haat.db-wal"))>>20)
	report()
	s.after(200)
	s.end(crews)
	log := filepath.Join(cfg.Data, "haat.db-wal")
	size := fileSize(log)
	count(t, "write-ahead log after the storm, MiB", float64(size)/(1<<20))
	if size > 70<<20 {
		t.Errorf("the log is %d bytes", size)
	}
	count(t, "refused as busy", s.busy)
	if s.busy != 0 {
		t.Errorf("%d requests were refused", s.busy)
	}
	p.stop(syscall.SIGTERM)
	s.audit(t, cfg, nil)
}

// longRead keeps a view of the data as it is now until it is told to end.
func longRead(t *testing.T, file string) (end func()) {
	t.Helper()
	d, err := sql.Open("sqlite", "file:"+file+"?_pragma=query_only(1)&_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	tx, err := d.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var n int64
	if err := tx.QueryRow("SELECT COUNT(*) FROM order_orders").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := errors.Join(tx.Rollback(), d.Close()); err != nil {
			t.Error(err)
		}
	}
}

func fileSize(name string) int64 {
	i, err := os.Stat(name)
	if err != nil {
		return 0
	}
	return i.Size()
}
