package certstore_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/kit/certstore"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
)

func node(t *testing.T, d *db.DB, key byte) *certstore.Store {
	t.Helper()
	w := dbtest.NewWorld(d)
	s, err := certstore.New(certstore.Deps{DB: d, Clock: w.Clock, IDs: w.IDs, Log: slog.New(slog.DiscardHandler), Key: bytes.Repeat([]byte{key}, 32)})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func each(t *testing.T, fn func(t *testing.T, d *db.DB)) {
	dbtest.Each(t, dbtest.Sets(certstore.Migrations()), fn)
}

var rawRows = db.SQL(`SELECT sealed FROM kit_certs`)

func TestWhatOneNodeKeepsTheOthersReadAndTheDatabaseAloneDoesNot(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		ctx, a, b := context.Background(), node(t, d, 1), node(t, d, 1)
		secret := []byte("-----BEGIN PRIVATE KEY-----")
		for _, value := range [][]byte{[]byte("first"), secret} {
			if err := a.Store(ctx, "certificates/ca/shop/shop.key", value); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := b.Load(ctx, "certificates/ca/shop/shop.key"); err != nil || !bytes.Equal(got, secret) {
			t.Errorf("%q %v", got, err)
		}
		rows, err := db.All[[]byte](ctx, d, rawRows)
		if err != nil || len(rows) != 1 || bytes.Contains(rows[0], []byte("PRIVATE")) {
			t.Errorf("the database holds %q (%v)", rows, err)
		}
		if info, err := b.Stat(ctx, "certificates/ca/shop/shop.key"); err != nil || info.Size != int64(len(secret)) || !info.IsTerminal {
			t.Errorf("%+v %v", info, err)
		}
		if _, err := node(t, d, 2).Load(ctx, "certificates/ca/shop/shop.key"); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("with another key: %v", err)
		}
	})
}

func TestNamesMakeFoldersAndGoWithThem(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		ctx, s := context.Background(), node(t, d, 1)
		for _, k := range []string{"acme/ca/users/x/key", "acme/ca/users/y/key", "acme/ca2", "acmeX"} {
			if err := s.Store(ctx, k, []byte("v")); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := s.List(ctx, "acme", false); err != nil || !slices.Equal(got, []string{"acme/ca", "acme/ca2"}) {
			t.Errorf("%v %v", got, err)
		}
		if got, err := s.List(ctx, "acme/ca", true); err != nil || len(got) != 2 {
			t.Errorf("%v %v", got, err)
		}
		if info, err := s.Stat(ctx, "acme/ca/users"); err != nil || info.IsTerminal {
			t.Errorf("%+v %v", info, err)
		}
		if err := s.Delete(ctx, "acme/ca"); err != nil {
			t.Fatal(err)
		}
		if s.Exists(ctx, "acme/ca") || s.Exists(ctx, "acme/ca/users/x/key") || !s.Exists(ctx, "acme/ca2") {
			t.Error("the wrong names are gone")
		}
		if err := s.Delete(ctx, "never/there"); err != nil {
			t.Error("deleting nothing:", err)
		}
		for _, err := range []error{second(s.Load(ctx, "gone")), second(s.Stat(ctx, "gone")), second(s.List(ctx, "gone", true))} {
			if !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("what is not there: %v", err)
			}
		}
	})
}

func second[T any](_ T, err error) error { return err }

func TestALockIsHeldByOneNodeAndFreeAgainWhenItsHolderIsDone(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		var inside, most, done atomic.Int64
		var wg sync.WaitGroup
		// A node joins the database before anybody works on it.
		nodes := []*certstore.Store{node(t, d, 1), node(t, d, 1), node(t, d, 1), node(t, d, 1)}
		a, b := node(t, d, 1), node(t, d, 1)
		for _, s := range nodes {
			wg.Go(func() {
				if err := s.Lock(ctx, "issue shop"); err != nil {
					t.Error(err)
					return
				}
				most.Store(max(most.Load(), inside.Add(1)))
				time.Sleep(10 * time.Millisecond)
				inside.Add(-1)
				done.Add(1)
				if err := s.Unlock(ctx, "issue shop"); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if most.Load() != 1 || done.Load() != 4 {
			t.Errorf("%d at once, %d done", most.Load(), done.Load())
		}
		if err := a.Lock(ctx, "x"); err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		short, cancel := context.WithTimeout(ctx, 300*time.Millisecond)
		defer cancel()
		if err := b.Lock(short, "x"); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("waiting for a held lock: %v", err)
		}
	})
}
