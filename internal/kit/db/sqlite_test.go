package db_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
)

// crashEnv names the database that a copy of this program writes to until it
// is killed.
const crashEnv = "HAAT_DB_CRASH_CHILD"

func TestMain(m *testing.M) {
	if path := os.Getenv(crashEnv); path != "" {
		crashChild(path)
	}
	os.Exit(m.Run())
}

func sqlite(t testing.TB) *db.DB { return dbtest.Open(t, db.SQLite, schema()) }

func insert(d *db.DB, id string, body string) error {
	return d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
		_, err := db.Exec(ctx, tx, insertItem, id, 1, noon, nil, true, body)
		return err
	})
}

// grouped runs one transaction that holds the writer, queues the others behind
// it in order, and lets go: they end up in one COMMIT.
func grouped(t *testing.T, d *db.DB, fns ...func(context.Context, db.Tx) error) []error {
	t.Helper()
	hold, held := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		var once sync.Once // a group that is lost is tried again
		if err := d.InTx(context.Background(), func(context.Context, db.Tx) error { once.Do(func() { close(held) }); <-hold; return nil }); err != nil {
			t.Error(err)
		}
	}()
	<-held
	errs := make([]error, len(fns))
	for i, fn := range fns {
		wg.Add(1)
		go func() { defer wg.Done(); errs[i] = d.InTx(context.Background(), fn) }()
		queued(t, d, i+1)
	}
	close(hold)
	done := make(chan struct{})
	go func() { wg.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(20 * time.Second):
		t.Fatal("a transaction was never answered")
	}
	return errs
}

// queued waits until n transactions wait for the writer.
func queued(t *testing.T, d *db.DB, n int) {
	t.Helper()
	if !dbtest.Wait(20*time.Second, func() bool { return db.Queued(d) == n }) {
		t.Fatalf("%d transactions wait, want %d", db.Queued(d), n)
	}
}

func TestAWriterIsAnsweredThoughOthersKeepFailing(t *testing.T) {
	d := sqlite(t)
	no := errors.New("no")
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for {
				select {
				case <-stop:
					return
				default:
				}
				if err := d.InTx(context.Background(), func(context.Context, db.Tx) error { return no }); !errors.Is(err, no) {
					t.Error(err)
				}
			}
		}()
	}
	for i := range 5 {
		ended := make(chan error, 1)
		go func() { ended <- insert(d, fmt.Sprint(i), "{}") }()
		select {
		case err := <-ended:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(30 * time.Second):
			t.Error("starved")
			i = 5
		}
	}
	close(stop)
	wg.Wait()
}

func TestARefusalRestsOnWhatIsDurable(t *testing.T) {
	d := sqlite(t)
	exists := errors.New("exists")
	var seenAfter error
	hold, held := make(chan struct{}), make(chan struct{})
	go func() {
		_ = d.InTx(context.Background(), func(context.Context, db.Tx) error { close(held); <-hold; return nil })
	}()
	<-held
	var wg sync.WaitGroup
	wg.Add(3)
	go func() { defer wg.Done(); _ = insert(d, "c", "{}") }()
	queued(t, d, 1)
	go func() {
		defer wg.Done()
		err := d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
			if _, err := db.Get[item](ctx, tx, getItem, "c"); err != nil {
				return err
			}
			return exists
		})
		if !errors.Is(err, exists) {
			t.Error(err)
		}
		_, seenAfter = db.Get[item](context.Background(), d, getItem, "c")
	}()
	queued(t, d, 2)
	go func() { // keeps the group open for a while
		defer wg.Done()
		_ = d.InTx(context.Background(), func(context.Context, db.Tx) error { time.Sleep(100 * time.Millisecond); return nil })
	}()
	queued(t, d, 3)
	close(hold)
	wg.Wait()
	if seenAfter != nil {
		t.Error("refused because of a row that nobody can see:", seenAfter)
	}
}

func TestAfterAFailedStatementNothingElseOfTheTransactionIsWritten(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, d *db.DB) {
		add(t, d, one("a", 1))
		err := d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
			if _, err := db.Exec(ctx, tx, insertItem, "a", 1, noon, nil, true, "{}"); !db.IsUnique(err) {
				t.Error("want a unique violation, got", err)
			}
			if _, err := db.Exec(ctx, tx, insertItem, "b", 1, noon, nil, true, "{}"); err == nil {
				t.Error("a write after a failed statement passed")
			}
			return nil // the failure is swallowed
		})
		if err == nil {
			t.Error("a transaction with a failed statement committed")
		}
		if n, err := db.Get[int64](context.Background(), d, countItems); err != nil || n != 1 {
			t.Error("rows:", n, err)
		}
	})
}

func TestAFullDiskRefusesWritesAsUnavailableAndKeepsReadingAndRecovers(t *testing.T) {
	d := sqlite(t)
	if err := insert(d, "before", "{}"); err != nil {
		t.Fatal(err)
	}
	if err := db.LimitPages(d, 1); err != nil { // SQLite makes it the size the file has
		t.Fatal(err)
	}
	big := `{"x":"` + strings.Repeat("y", 20000) + `"}`
	var acked atomic.Int64
	var wg sync.WaitGroup
	for w := range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range 10 {
				body := big
				if i%2 == 0 {
					body = "{}"
				}
				switch err := insert(d, fmt.Sprint(w, "-", i), body); {
				case err == nil:
					acked.Add(1)
				case !db.IsUnavailable(err):
					t.Error("want unavailable, got", err)
				}
			}
		}()
	}
	wg.Wait()
	if n, err := db.Get[int64](context.Background(), d, countItems); err != nil || n != 1+acked.Load() {
		t.Errorf("%d rows for %d acknowledged: %v", n, acked.Load(), err)
	}
	if err := insert(d, "full", big); !db.IsUnavailable(err) {
		t.Error("the disk is not full:", err)
	}
	if err := db.LimitPages(d, 1<<20); err != nil {
		t.Fatal(err)
	}
	if err := insert(d, "after", big); err != nil {
		t.Error("it did not recover:", err)
	}
}

func TestATransactionThatLosesItsGroupCostsTheOthersNothing(t *testing.T) {
	d := sqlite(t)
	big := `{"x":"` + strings.Repeat("y", 20000) + `"}`
	if err := db.LimitPages(d, 1); err != nil {
		t.Fatal(err)
	}
	small := func(id string) func(context.Context, db.Tx) error {
		return func(ctx context.Context, tx db.Tx) error {
			_, err := db.Exec(ctx, tx, insertItem, id, 1, noon, nil, true, "{}")
			return err
		}
	}
	errs := grouped(t, d, small("a"), func(ctx context.Context, tx db.Tx) error {
		_, first := db.Exec(ctx, tx, insertItem, "big", 1, noon, nil, true, big)
		// SQLite has rolled everything back: a second write must not slip
		// through on its own.
		_, err := db.Exec(ctx, tx, insertItem, "slipped", 1, noon, nil, true, "{}")
		if first == nil || err == nil {
			t.Error("the disk is not full:", first, err)
		}
		return nil
	}, small("b"), small("c"))
	if errs[0] != nil || !db.IsUnavailable(errs[1]) || errs[2] != nil || errs[3] != nil {
		t.Error(errs)
	}
	for id, want := range map[string]bool{"a": true, "b": true, "c": true, "big": false, "slipped": false} {
		if _, err := db.Get[item](context.Background(), d, getItem, id); (err == nil) != want {
			t.Error(id, err)
		}
	}
}

func TestACallerWhoGivesUpInsideATransactionDoesNotInterruptTheGroup(t *testing.T) {
	d := sqlite(t)
	errs := grouped(t, d,
		func(ctx context.Context, tx db.Tx) error {
			_, err := db.Exec(ctx, tx, insertItem, "a", 1, noon, nil, true, "{}")
			return err
		},
		func(ctx context.Context, tx db.Tx) error {
			gone, cancel := context.WithCancel(ctx)
			cancel()
			_, err := db.Exec(gone, tx, insertItem, "b", 1, noon, nil, true, "{}")
			return err
		})
	if errs[0] != nil || errs[1] != nil {
		t.Error(errs)
	}
}

var endless = db.SQL(`WITH RECURSIVE c (n) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT n + 1 FROM c) SELECT COUNT(*) FROM c`)

func TestAReadEndsWithItsCallerAndItsConnectionGoesOn(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, d *db.DB) {
		for range 20 { // more than there are readers
			ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
			_, err := db.Get[int64](ctx, d, endless)
			cancel()
			if !errors.Is(err, context.DeadlineExceeded) {
				t.Fatal("want deadline exceeded, got", err)
			}
		}
		if _, err := db.Get[int64](context.Background(), d, countItems); err != nil {
			t.Error(err)
		}
	})
}

func TestAClosedDatabaseAnswersEveryoneAndMayBeClosedTwice(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, d *db.DB) {
		var wg sync.WaitGroup
		var acked atomic.Int64
		for w := range 16 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for i := 0; ; i++ {
					err := insert(d, fmt.Sprint(w, "-", i), "{}")
					if err != nil {
						if !db.IsUnavailable(err) {
							t.Error(err)
						}
						return
					}
					acked.Add(1)
				}
			}()
		}
		time.Sleep(50 * time.Millisecond)
		if err := d.Close(); err != nil {
			t.Error(err)
		}
		wg.Wait()
		if _, err := db.Get[int64](context.Background(), d, countItems); !db.IsUnavailable(err) {
			t.Error("want unavailable, got", err)
		}
		if err := d.Close(); err != nil {
			t.Error(err)
		}
		again, err := db.Open(context.Background(), d.Opened())
		if err != nil {
			t.Fatal(err)
		}
		defer again.Close()
		if n, err := db.Get[int64](context.Background(), again, countItems); err != nil || n != acked.Load() {
			t.Errorf("%d rows for %d acknowledged: %v", n, acked.Load(), err)
		}
	})
}

// crashChild writes from several goroutines and names each acknowledged row.
func crashChild(path string) {
	d, err := db.Open(context.Background(), db.Options{Path: path})
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	var out sync.Mutex
	for w := range 8 {
		go func() {
			for i := 0; ; i++ {
				id := fmt.Sprint(w, "-", i)
				if err := insert(d, id, "{}"); err != nil {
					continue
				}
				out.Lock()
				fmt.Println(id)
				out.Unlock()
			}
		}()
	}
	select {}
}

// acked is what the child says, which is read while it is written.
type acked struct {
	mu sync.Mutex
	b  bytes.Buffer
}

// Write implements io.Writer.
func (a *acked) Write(p []byte) (int, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.b.Write(p)
}

func (a *acked) rows() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return bytes.Count(a.b.Bytes(), []byte("\n"))
}

func TestAnAcknowledgedRowSurvivesAKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "crash.db")
	if _, err := db.Migrate(context.Background(), db.Options{Path: path}, schema()...); err != nil {
		t.Fatal(err)
	}
	total := 0
	for round := range 4 {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), crashEnv+"="+path)
		var out acked
		cmd.Stdout = &out
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		dbtest.Wait(20*time.Second, func() bool { return out.rows() >= 20 })
		time.Sleep(time.Duration(70*round) * time.Millisecond) // in the middle of something
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		d, err := db.Open(context.Background(), db.Options{Path: path})
		if err != nil {
			t.Fatal(err)
		}
		lost := 0
		lines := bufio.NewScanner(&out.b)
		for lines.Scan() {
			total++
			if _, err := db.Get[item](context.Background(), d, getItem, lines.Text()); err != nil {
				lost++
			}
		}
		if lost > 0 {
			t.Errorf("round %d: %d acknowledged rows are gone", round, lost)
		}
		if err := d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
			_, err := db.Exec(ctx, tx, clearItems)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if total < 50 {
		t.Error("only", total, "rows were acknowledged at all")
	}
	t.Log(total, "acknowledged rows, none lost")
}

var clearItems = db.SQL(`DELETE FROM thing_items`)
