//go:build unix

package soak_test

import (
	"context"
	"os"
	"os/exec"
	"reflect"
	"syscall"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
)

// R20: "haat migrate" is killed again and again, each life a little longer
// than the last, so that death comes to every part of the schema. What is there
// in the end is what a migration makes that nobody disturbed; so it is after
// two at once, on what is complete and on what is empty.
func TestR20AMigrationKilledEveryFewMillisecondsEndsWithTheSameSchema(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes for a while")
	}
	t.Parallel()
	engines(t, func(t *testing.T, e db.Engine) {
		t.Parallel()
		want := schemaOf(t, dbtest.Fresh(t, e, app.Migrations()))
		cfg := unmade(t, e)
		kills := killMigrating(t, cfg, time.Duration(pick(25, 2))*time.Millisecond)
		count(t, "kills of haat migrate", kills)
		if kills == 0 {
			t.Error("it was never killed")
		}
		for _, c := range []app.Config{cfg, unmade(t, e)} {
			first, second := migration(t, c), migration(t, c)
			if err := first.Start(); err != nil {
				t.Fatal(err)
			}
			out, err := second.CombinedOutput()
			if ended := first.Wait(); err != nil || ended != nil {
				t.Errorf("two at once: %v, %v: %s", ended, err, out)
			}
			if got := schemaOf(t, c.Database(nil)); !reflect.DeepEqual(got, want) {
				t.Errorf("the schema is\n%+v\nwant\n%+v", got, want)
			}
		}
	})
}

// unmade is a shop without a schema.
func unmade(t *testing.T, e db.Engine) app.Config {
	t.Helper()
	cfg := config(t)
	if e == db.Postgres {
		cfg.DatabaseURL = emptyDatabase(t)
	}
	return cfg
}

func migration(t *testing.T, cfg app.Config) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(build(t), "migrate")
	cmd.Env = append(os.Environ(), "HAAT_DATA="+cfg.Data, "HAAT_DATABASE_URL="+cfg.DatabaseURL, "HAAT_SECRET_KEY="+cfg.SecretKey, "HAAT_LOG_LEVEL=error")
	return cmd
}

// killMigrating goes on until a life was long enough to end by itself.
func killMigrating(t *testing.T, cfg app.Config, step time.Duration) (kills int) {
	t.Helper()
	for life := step; life < time.Minute; life += step {
		cmd := migration(t, cfg)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(life, func() { _ = cmd.Process.Signal(syscall.SIGKILL) }) // it may have ended
		err := cmd.Wait()
		timer.Stop()
		if err == nil {
			return kills
		}
		if cmd.ProcessState.ExitCode() > 0 {
			t.Fatalf("after %d kills it does not go on: %v", kills, err)
		}
		kills++
	}
	t.Fatal("it never ends")
	return kills
}

type schema struct {
	Versions map[string]int64
	Tables   []db.Table
	Indexes  []string
	Broken   []string
}

func schemaOf(t *testing.T, o db.Options) (out schema) {
	t.Helper()
	d, err := db.Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	indexes := db.SQL(`SELECT name FROM sqlite_master WHERE type = 'index' ORDER BY name`)
	if d.Engine() == db.Postgres {
		indexes = db.SQL(`SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() ORDER BY indexname`)
	}
	err = d.Snapshot(context.Background(), func(ctx context.Context, q db.Querier) error {
		s, err := db.Describe(ctx, q)
		if err != nil {
			return err
		}
		out.Versions, out.Tables = s.Versions, s.Tables
		if out.Indexes, err = db.All[string](ctx, q, indexes); err != nil {
			return err
		}
		out.Broken, err = db.Integrity(ctx, q)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	return out
}
