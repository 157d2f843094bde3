package searchtest

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/shop/search"
)

// Conformance is what every Engine must do, whatever it is made of. make returns an empty one.
func Conformance(t *testing.T, make func(t *testing.T) search.Engine) {
	put := func(id string, version int64, title, sku, store string) search.Change {
		return search.Change{ID: id, Version: version, Doc: &search.Doc{ID: id, Title: title, Identifiers: []string{sku}, InStock: true,
			Facets: []search.FacetValue{{Field: search.FieldStore, Value: store}}, Prices: []search.Price{{Currency: "USD", Amount: version}}}}
	}
	stocked := func(t *testing.T) search.Engine {
		e := make(t)
		apply(t, e, put("p1", 1, "Bluetooth speaker", "SPK-1", "a"), put("p2", 2, "Oak table", "TBL-1", "a"), put("p3", 3, "Bluetooth headset", "HDS-1", "b"))
		return e
	}
	t.Run("finds all words first, corrects slips and knows identifiers", func(t *testing.T) {
		e := stocked(t)
		for text, first := range map[string]string{"bluetooth headset": "p3", "bluetoth speakers": "p1", "tbl-1": "p2", "hds1": "p3"} {
			if ids := find(t, e, search.Query{Text: text}); len(ids) == 0 || ids[0] != first {
				t.Errorf("%q: %v, want %s first", text, ids, first)
			}
		}
	})
	t.Run("ignores stale changes and does not lose deletions", func(t *testing.T) {
		e := stocked(t)
		apply(t, e, put("p1", 1, "Stale", "X", "a"), search.Change{ID: "p2", Version: 9}, put("p2", 8, "Late", "Y", "a"))
		same(t, find(t, e, search.Query{Text: "stale"}), []string{})
		same(t, find(t, e, search.Query{Text: "late"}), []string{})
		if v, ok := e.Held("p1"); !ok || v != 1 {
			t.Error("p1 is held as", v, ok)
		}
		if _, ok := e.Held("p2"); ok || e.Stats().Documents != 2 {
			t.Error("p2 was deleted and is held")
		}
	})
	t.Run("counts facets disjunctively within and conjunctively across", func(t *testing.T) {
		q := search.Query{Text: "bluetooth", Facets: []string{search.FieldStore}, Filters: []search.Filter{{Field: search.FieldStore, Values: []string{"a"}}}}
		r, err := stocked(t).Search(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		same(t, r.Facets, []search.Facet{{Field: search.FieldStore, Values: []search.FacetCount{{Value: "a", Count: 1, Selected: true}, {Value: "b", Count: 1}}}})
	})
	t.Run("pages without skipping and refuses foreign cursors", func(t *testing.T) {
		e, q := stocked(t), search.Query{Sort: search.SortPriceDown, Currency: "USD", Limit: 2}
		first, err := e.Search(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		q.Cursor = first.Next
		same(t, append(idsOf(first), find(t, e, q)...), []string{"p3", "p2", "p1"})
		q.Text = "oak"
		if _, err := e.Search(t.Context(), q); !errors.Is(err, search.ErrBadCursor) {
			t.Error("a cursor of another search:", err)
		}
	})
	t.Run("completes the last word", func(t *testing.T) {
		s, err := stocked(t).Suggest(t.Context(), search.Query{Text: "bluetooth hea"})
		if err != nil || len(s.Hits) == 0 || s.Hits[0].ID != "p3" {
			t.Error(s, err)
		}
	})
}

func apply(t *testing.T, e search.Engine, changes ...search.Change) {
	t.Helper()
	if err := e.Apply(t.Context(), changes); err != nil {
		t.Fatal(err)
	}
}

func find(t *testing.T, e search.Engine, q search.Query) []string {
	t.Helper()
	r, err := e.Search(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return idsOf(r)
}

func idsOf(r search.Result) []string {
	out := []string{}
	for _, h := range r.Hits {
		out = append(out, h.ID)
	}
	return out
}

func same[T any](t *testing.T, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
