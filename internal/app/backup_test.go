package app_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/archive"
	"github.com/haatshop/haat/internal/kit/blob"
	"github.com/haatshop/haat/internal/kit/blob/blobtest"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
)

var (
	locked = archive.Lock{Passphrase: "a passphrase for tests", Work: 10}
	opens  = archive.Key{Passphrase: "a passphrase for tests"}
)

// save makes a backup in a folder of the test.
func save(t *testing.T, cfg app.Config) (app.Backup, string) {
	t.Helper()
	dir := t.TempDir()
	at, err := app.OpenBackups(dir)
	if err != nil {
		t.Fatal(err)
	}
	b, err := app.MakeBackup(context.Background(), cfg, at, app.BackupOptions{Program: "test", Lock: locked, Now: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	return b, filepath.Join(dir, b.Name)
}

// vacant is a place for a restored shop on an engine: an empty folder, and an
// empty database.
func vacant(t *testing.T, e db.Engine) app.Config {
	t.Helper()
	c := app.Config{Addr: "127.0.0.1:0", Data: filepath.Join(t.TempDir(), "shop"), RateLimit: "off", BcryptCost: 4, CacheMB: 8, Nodes: 1,
		MailFrom: "shop@haat.example", LogFormat: "text", LogLevel: "error"}
	if e == db.Postgres {
		c.DatabaseURL, c.SecretKey = dbtest.Fresh(t, e, nil).URL, apptest.Secret
	}
	return c
}

func restored(t *testing.T, c app.Config, file string) app.Restored {
	t.Helper()
	from, err := app.SourceOf(file)
	if err != nil {
		t.Fatal(err)
	}
	r, err := app.Restore(context.Background(), c, from, opens)
	if err != nil {
		t.Fatal(err)
	}
	if n := r.Report.Wrong() + r.Report.Odd(); n != 0 {
		for _, c := range r.Report.Checks {
			if len(c.Offenders) > 0 {
				t.Errorf("%s: %+v", c.Name, c.Offenders)
			}
		}
	}
	return r
}

// otherEngine is what a backup of e is restored into: the other one, if there
// are two.
func otherEngine(e db.Engine) db.Engine {
	if len(dbtest.Engines()) == 2 && e == db.SQLite {
		return db.Postgres
	}
	return db.SQLite
}

// buyers place orders without pause and write down what they were told.
type buyers struct {
	mu    sync.Mutex
	acked map[string]string
	over  atomic.Bool
	wg    sync.WaitGroup
}

func (b *buyers) start(s *apptest.Shop, m apptest.Market, n int) {
	b.acked = map[string]string{}
	for w := range n {
		b.wg.Go(func() {
			c := s.Client()
			for i := 0; !b.over.Load(); i++ {
				p := c.Place(c.Basket(fmt.Sprintf("b%d-%d@load.example", w, i), m.VariantA, m.VariantB), "cod")
				b.mu.Lock()
				b.acked[p.Order.ID] = p.Order.Number
				b.mu.Unlock()
			}
		})
	}
}

func (b *buyers) told() map[string]string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return maps.Clone(b.acked)
}

func (b *buyers) wait(t *testing.T, n int) {
	t.Helper()
	apptest.Eventually(t, 30*time.Second, fmt.Sprint(n, " orders"), func() bool { return len(b.told()) >= n })
}

func TestABackupOfABusyShopHoldsEveryOrderAcknowledgedBeforeIt(t *testing.T) {
	each(t, 1_000_000, func(t *testing.T, s *apptest.Shop, m apptest.Market) {
		ctx := app.AsSystem(context.Background())
		picture, err := s.Content.PutTrustedSVG(ctx, strings.NewReader(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"/>`), "dot.svg")
		if err != nil {
			t.Fatal(err)
		}
		var b buyers
		b.start(s, m, 3)
		b.wait(t, 15)
		before := b.told()
		made, file := save(t, s.Config)
		during := len(b.told()) - len(before)
		b.wait(t, len(b.told())+3) // writers go on
		b.over.Store(true)
		b.wg.Wait()
		engine := s.DB.Engine()
		s.Stop()
		if during == 0 {
			t.Log("no order was placed while the backup was made")
		}

		restored(t, vacant(t, engine), file) // into its own engine, and into the other:
		cfg := vacant(t, otherEngine(engine))
		r := restored(t, cfg, file)
		if r.About.Engine != engine.String() || r.Rows != made.Rows || r.Files != made.Files || r.OtherKey {
			t.Errorf("restored %+v of %+v", r, made)
		}
		again := apptest.StartOn(t, cfg, apptest.Options{})
		var high int64
		have, err := again.Order.Receipts(ctx, again.DB, slices.Collect(maps.Keys(before)))
		if err != nil {
			t.Fatal(err)
		}
		for id, number := range before {
			if strconv.FormatInt(have[id].Number, 10) != number {
				t.Errorf("order %s was acknowledged before the backup and is not in it", number)
			}
			high = max(high, have[id].Number)
		}
		if _, err := again.Files.Stat(ctx, strings.TrimPrefix(picture.URL, "/")); err != nil {
			t.Error("the picture:", err)
		}
		again.Settled() // jobs that waited go on
		if n := rows(t, again, `SELECT COUNT(*) FROM kit_jobs WHERE state = 'running'`); n != 0 {
			t.Errorf("%d jobs still run", n)
		}
		if n := rows(t, again, `SELECT COUNT(*) FROM order_orders o WHERE (SELECT COUNT(*) FROM notify_deliveries d WHERE d.subject_id = o.id AND d.kind = 'order_placed' AND d.status = 'sent') <> 1`); n != 0 {
			t.Errorf("%d orders without exactly one mail", n)
		}
		again.LogIn(apptest.Owner, apptest.Password)
		guest := again.Client()
		next := guest.Place(guest.Basket("next@load.example", m.VariantA), "cod")
		if n, err := strconv.ParseInt(next.Order.Number, 10, 64); err != nil || n <= high {
			t.Errorf("order %s follows order %d: %v", next.Order.Number, high, err)
		}
		again.Settled()
		verified(t, again.App)
	})
}

// smallShop is a backup of a shop with one order.
func smallShop(t *testing.T) (cfg app.Config, file string) {
	t.Helper()
	s := apptest.Start(t, db.SQLite, apptest.Options{})
	m := apptest.Fill(t, s.App, 10)
	guest := s.Client()
	guest.Place(guest.Basket("ada@small.example", m.VariantA), "cod")
	s.Settled()
	_, file = save(t, s.Config)
	return s.Config, file
}

// source reads from memory.
func source(b []byte) app.Source {
	return func(context.Context) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(string(b))), nil }
}

func TestABackupThatIsNotWholeIsRefusedAndNothingIsTouched(t *testing.T) {
	_, file := smallShop(t)
	good, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	type attempt struct {
		name string
		body []byte
		key  archive.Key
		want error
	}
	tries := []attempt{
		{"another passphrase", good, archive.Key{Passphrase: "another"}, archive.ErrKey},
		{"no passphrase", good, archive.Key{}, archive.ErrLocked},
		{"an empty file", nil, opens, archive.ErrNotOurs},
		{"something else", []byte(strings.Repeat("hello ", 100)), opens, archive.ErrNotOurs},
		{"bytes behind the end", append(append([]byte(nil), good...), 'x'), opens, archive.ErrDamaged},
	}
	for _, at := range []int{30, len(good) / 3, len(good) - 1} {
		tries = append(tries, attempt{fmt.Sprint("cut at ", at), good[:at], opens, archive.ErrDamaged})
	}
	for _, at := range []int{len(good) / 4, len(good) / 2, len(good) - 2} {
		flipped := append([]byte(nil), good...)
		flipped[at] ^= 1
		tries = append(tries, attempt{fmt.Sprint("a bit flipped at ", at), flipped, opens, archive.ErrDamaged})
	}
	for _, e := range dbtest.Engines() {
		cfg := vacant(t, e)
		for _, a := range tries {
			if _, err := app.Restore(context.Background(), cfg, source(a.body), a.key); !errors.Is(err, a.want) {
				t.Errorf("%s, %s: %v", e, a.name, err)
			}
			if _, err := os.Stat(cfg.Data); !errors.Is(err, os.ErrNotExist) {
				t.Fatalf("%s, %s: the data folder was made", e, a.name)
			}
		}
		if e == db.Postgres {
			if empty, err := db.Empty(context.Background(), db.Options{URL: cfg.DatabaseURL}); err != nil || !empty {
				t.Errorf("the database is not empty any more: %v", err)
			}
		}
		restored(t, cfg, file) // and the good one restores into the same place
		from, err := app.SourceOf(file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := app.Restore(context.Background(), cfg, from, opens); !errors.Is(err, app.ErrOccupied) {
			t.Errorf("%s: a shop was restored over another: %v", e, err)
		}
	}
}

// breaksOff ends what is read, and looks around before.
type breaksOff func()

// Read implements io.Reader.
func (b breaksOff) Read([]byte) (int, error) {
	b()
	return 0, io.EOF
}

func TestARestoreThatFailsHalfWayLeavesNothing(t *testing.T) {
	_, file := smallShop(t)
	good, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range dbtest.Engines() {
		cfg := vacant(t, e)
		n := 0
		// The second reading breaks off: a disk that goes away, a bucket that does not answer.
		from := func(context.Context) (io.ReadCloser, error) {
			if n++; n == 1 {
				return io.NopCloser(strings.NewReader(string(good))), nil
			}
			half := strings.NewReader(string(good[:len(good)/2]))
			return io.NopCloser(io.MultiReader(half, breaksOff(func() {
				if _, err := os.Stat(filepath.Join(cfg.Data, "haat.db")); !errors.Is(err, os.ErrNotExist) {
					t.Error("half a shop has its name already:", err)
				}
			}))), nil
		}
		if _, err := app.Restore(context.Background(), cfg, from, opens); !errors.Is(err, archive.ErrDamaged) {
			t.Errorf("%s: %v", e, err)
		}
		halt, stop := context.WithCancel(context.Background())
		stopped := func(context.Context) (io.ReadCloser, error) {
			stop()
			return io.NopCloser(strings.NewReader(string(good))), nil
		}
		if _, err := app.Restore(halt, vacant(t, db.SQLite), stopped, opens); !errors.Is(err, context.Canceled) || errors.Is(err, archive.ErrDamaged) {
			t.Error("given up:", err)
		}
		restored(t, cfg, file)
	}
}

func TestADrillServesAndChecksABackupAndLeavesNothing(t *testing.T) {
	tmp := t.TempDir()
	_, file := smallShop(t)
	t.Setenv("TMPDIR", tmp)
	from, err := app.SourceOf(file)
	if err != nil {
		t.Fatal(err)
	}
	d, err := app.Drill(context.Background(), from, opens)
	if err != nil || len(d.Problems) > 0 || d.Report.Wrong() > 0 {
		t.Fatal(d.Problems, err)
	}
	if got := strings.Join(d.Pages, "\n"); strings.Count(got, "200 /") != 5 || !strings.Contains(got, "200 /products/") {
		t.Error(got)
	}
	if left, err := os.ReadDir(tmp); err != nil || len(left) > 0 {
		t.Error("left behind:", left, err)
	}
}

func TestBackupsGoToABucketAndOldOnesGo(t *testing.T) {
	s := apptest.Start(t, db.SQLite, apptest.Options{})
	apptest.Fill(t, s.App, 10)
	place := "s3://key:secret@" + blobtest.NewBucket(t).Addr + "/shop/nightly"
	at, err := app.OpenBackups(place + "?tls=off")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 29, 3, 0, 0, 0, time.UTC)
	var last app.Backup
	for i := range 4 {
		last, err = app.MakeBackup(context.Background(), s.Config, at, app.BackupOptions{Lock: locked, Keep: 2, Now: now.AddDate(0, 0, i)})
		if err != nil {
			t.Fatal(err)
		}
	}
	all, err := app.Backups(context.Background(), at)
	if err != nil || len(all) != 2 || all[1].Key != last.Name || all[0].Key != "haat-20261201t030000z.backup" {
		t.Fatal(all, err)
	}
	restored(t, vacant(t, db.SQLite), place+"/"+last.Name+"?tls=off")
}

// full is a place with room for so many bytes.
type full struct {
	blob.Store
	room int64
}

// Put implements blob.Store.
func (f full) Put(ctx context.Context, key string, r io.Reader, size int64, contentType string) error {
	return f.Store.Put(ctx, key, &limited{r, f.room}, size, contentType)
}

type limited struct {
	r    io.Reader
	room int64
}

var errFull = errors.New("no space left on device")

// Read implements io.Reader.
func (l *limited) Read(p []byte) (int, error) {
	if l.room <= 0 {
		return 0, errFull
	}
	n, err := l.r.Read(p[:min(int64(len(p)), l.room)])
	l.room -= int64(n)
	return n, err
}

func TestADiskThatFillsUpLeavesNoHalfBackup(t *testing.T) {
	a, err := app.New(context.Background(), vacant(t, db.SQLite), app.Parts{Log: slog.New(slog.DiscardHandler), NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	dir := t.TempDir()
	at, err := app.OpenBackups(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, room := range []int64{0, 100, 4000} {
		if _, err := app.MakeBackup(context.Background(), a.Config, full{at, room}, app.BackupOptions{Lock: locked, Keep: 1, Now: time.Now()}); !errors.Is(err, errFull) {
			t.Errorf("with room for %d: %v", room, err)
		}
	}
	for _, folder := range []string{dir, filepath.Join(dir, ".incoming")} {
		left, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range left {
			if e.Name() != ".incoming" {
				t.Error("left behind:", e.Name())
			}
		}
	}
}
