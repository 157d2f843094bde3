package fuzzapi

import (
	"archive/zip"
	"encoding/json"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/dbtest"
)

// alsoRefused are documents that are JSON, and that the APIs refuse as
// unreadable all the same: two readers of them would see different things, or
// a database cannot hold them (docs/text.md).
var alsoRefused = map[string]string{
	"y_object_duplicated_key.json":           "a member twice",
	"y_object_duplicated_key_and_value.json": "a member twice",
	"y_object_escaped_null_in_key.json":      "NUL",
	"y_string_null_escape.json":              "NUL",
}

// suite reads the shared JSON documents.
func suite(t *testing.T) map[string][]byte {
	t.Helper()
	z, err := zip.OpenReader(filepath.Join(hostileData(), "json-parsing.zip"))
	if err != nil {
		t.Skipf(noData, hostileData())
	}
	defer z.Close()
	all := map[string][]byte{}
	for _, f := range z.File {
		if !strings.HasSuffix(f.Name, ".json") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = r.Close()
		all[filepath.Base(f.Name)] = b
	}
	if len(all) < 100 {
		t.Fatalf("%d documents", len(all))
	}
	return all
}

func TestWhatIsNoJSONIsRefusedAndWhatIsIsReadAndThenChecked(t *testing.T) {
	documents := suite(t)
	for _, e := range dbtest.Engines() {
		t.Run(e.String(), func(t *testing.T) {
			shop := apptest.Start(t, e, apptest.Options{})
			apptest.Fill(t, shop.App, 10)
			owner, guest := shop.LogIn(apptest.Owner, apptest.Password), shop.Client()
			cart := guest.NewCart()
			// Each place says how a document is put into a body.
			places := []struct {
				name, method, path string
				c                  *apptest.Client
				before, after      string
			}{
				{"the body of a new cart", "POST", apptest.Site + "/carts", guest, "", ""},
				{"a cart's note", "PATCH", apptest.Site + "/carts/" + cart.ID, guest, `{"note":`, `}`},
				{"a hit", "POST", apptest.Site + "/hits", guest, `{"items":[`, `]}`},
				{"the body of a category", "POST", apptest.Store + "/categories", owner, "", ""},
				{"a translation", "POST", apptest.Store + "/categories", owner, `{"name":"x","translations":{"ne":`, `}}`},
				{"variants", "POST", apptest.Store + "/products", owner, `{"store_id":"sto_x","title":"x","variants":`, `}`},
			}
			for _, name := range names(documents) {
				for _, p := range places {
					body := p.before + string(documents[name]) + p.after
					if name[0] == 'n' && json.Valid([]byte(body)) {
						continue // a space is no document, and fine in a list
					}
					a := p.c.Do(p.method, p.path, body)
					wantReading(t, name, p.name, a)
				}
			}
		})
	}
}

func wantReading(t *testing.T, document, place string, a apptest.Answer) {
	t.Helper()
	var p struct {
		Code   string
		Errors []struct{ Location, Code, Message string }
	}
	if a.Status >= 400 && json.Unmarshal(a.Body, &p) != nil {
		t.Errorf("%s as %s: %d %.300s", document, place, a.Status, a.Body)
	}
	switch _, refused := alsoRefused[document]; {
	case a.Status >= 500:
		t.Errorf("%s as %s: %d %.300s", document, place, a.Status, a.Body)
	case a.Status == 413 && document == "n_structure_100000_opening_arrays.json": // not even looked at
	case document[0] == 'n' || refused:
		if a.Status != 400 || p.Code != "request.unreadable" || len(p.Errors) == 0 {
			t.Errorf("%s as %s: %d %.300s, want 400", document, place, a.Status, a.Body)
		}
	case document[0] == 'y' && a.Status == 400:
		t.Errorf("%s as %s: %d %.300s, want it read", document, place, a.Status, a.Body)
	case document[0] == 'y' && a.Status == 422 && p.Code == "request.invalid" && len(p.Errors) == 0:
		t.Errorf("%s as %s: refused without a place: %.300s", document, place, a.Body)
	}
}
