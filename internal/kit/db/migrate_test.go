package db_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
)

var petSchema = fstest.MapFS{"0001_pets.sql": {Data: []byte("-- +goose Up\nCREATE TABLE pet_pets (id TEXT PRIMARY KEY, owner TEXT, name TEXT NOT NULL, gone BOOLEAN NOT NULL);\n")}}

func TestAMigrationThatMeetsDirtyDataNamesTheRowsAndChangesNothing(t *testing.T) {
	sets := []db.Migrations{{Room: "pet", FS: petSchema}}
	for _, e := range dbtest.Engines() {
		t.Run(e.String(), func(t *testing.T) {
			ctx := context.Background()
			o := dbtest.Fresh(t, e, sets)
			insert := db.SQL(`INSERT INTO pet_pets (id, owner, name, gone) VALUES ($1, $2, $3, $4)`)
			d, err := db.Open(ctx, o)
			if err != nil {
				t.Fatal(err)
			}
			err = d.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
				for i, p := range [][]any{{"ada", "Rex", false}, {"ada", "Rex", false}, {"ada", "Rex", true}, {nil, "Tom", false}, {nil, "Tom", false}, {"bob", "Kim", false}} {
					if _, err := db.Exec(ctx, tx, insert, append([]any{fmt.Sprint("p", i)}, p...)...); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if err := d.Close(); err != nil {
				t.Fatal(err)
			}
			next := fstest.MapFS{"0001_pets.sql": petSchema["0001_pets.sql"], "0002_names.sql": {Data: []byte(`-- +goose Up
ALTER TABLE pet_pets ADD COLUMN born BIGINT;
CREATE UNIQUE INDEX pet_pets_name ON pet_pets (owner, name) WHERE gone = FALSE;
`)}}
			sets := []db.Migrations{{Room: "pet", FS: next}}
			_, err = db.Migrate(ctx, o, sets...)
			if err == nil || !strings.Contains(err.Error(), "0002_names.sql") || !strings.Contains(err.Error(), "2 rows of pet_pets with (owner, name) = (ada, Rex)") || strings.Contains(err.Error(), "Tom") {
				t.Fatalf("%v", err)
			}
			clean := db.SQL(`DELETE FROM pet_pets WHERE id = 'p1'`)
			if d, err = db.Open(ctx, o); err != nil {
				t.Fatal(err)
			}
			if err := d.InTx(ctx, func(ctx context.Context, tx db.Tx) error { _, err := db.Exec(ctx, tx, clean); return err }); err != nil {
				t.Fatal(err)
			}
			if err := d.Close(); err != nil {
				t.Fatal(err)
			}
			if n, err := db.Migrate(ctx, o, sets...); n != 1 || err != nil {
				t.Error("once mended:", n, err)
			}
		})
	}
}
