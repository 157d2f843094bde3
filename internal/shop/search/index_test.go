package search

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func applied(t testing.TB, changes ...Change) *Index {
	t.Helper()
	x := NewIndex(DefaultConfig())
	if err := x.Apply(t.Context(), changes); err != nil {
		t.Fatal(err)
	}
	return x
}

func put(id string, version int64, d Doc) Change {
	d.ID = id
	return Change{ID: id, Version: version, Doc: &d}
}

func found(t testing.TB, x *Index, q Query) []string {
	t.Helper()
	r, err := x.Search(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	ids := []string{}
	for _, h := range r.Hits {
		ids = append(ids, h.ID)
	}
	return ids
}

func wantFound(t testing.TB, x *Index, text string, want ...string) {
	t.Helper()
	if diff := cmp.Diff(append([]string{}, want...), found(t, x, Query{Text: text})); diff != "" {
		t.Errorf("%q (-want +got):\n%s", text, diff)
	}
}

// randomDoc draws from so few words that everything collides with everything.
func randomDoc(r *rapid.T) *Doc {
	word := rapid.SampledFrom([]string{"speaker", "speakers", "laptop", "table", "Bluetooth", "oak", "mug", "café", "x200", "قلم", "battery", "batteries"})
	words := func(label string) string {
		return strings.Join(rapid.SliceOfN(word, 0, 4).Draw(r, label), " ")
	}
	d := &Doc{
		Title: words("title"), Brand: words("brand"), Description: words("description"), Attributes: words("attributes"),
		InStock:     rapid.Bool().Draw(r, "in stock"),
		PublishedAt: int64(rapid.IntRange(0, 5).Draw(r, "published")),
	}
	for _, n := range rapid.SliceOfN(rapid.IntRange(0, 5), 0, 2).Draw(r, "skus") {
		d.Identifiers = append(d.Identifiers, fmt.Sprintf("SKU-%d", n))
	}
	d.Facets = append(d.Facets, rapid.SliceOfN(rapid.SampledFrom([]FacetValue{{"store", "a"}, {"store", "b"}, {"category", "x"}, {"category", "y"}, {"brand", "z"}, {"attr.m", "oak"}, {"attr.m", "clay"}, {"attr.n", "1"}}), 0, 4).Draw(r, "facets")...)
	for _, c := range rapid.SliceOfN(rapid.SampledFrom([]string{"USD", "JPY"}), 0, 2).Draw(r, "currencies") {
		d.Prices = append(d.Prices, Price{c, int64(rapid.IntRange(0, 10).Draw(r, "amount"))})
	}
	return d
}

func randomQuery(r *rapid.T) Query {
	text := rapid.SampledFrom([]string{"", "speaker", "oak table", "bluetoth speker", "sku-3", "lap", "x200 battery", "cafe mug oak", "zzzz", "laptpo"})
	q := Query{Text: text.Draw(r, "text"), Limit: rapid.IntRange(1, 8).Draw(r, "limit"), Facets: []string{"store", "category", FieldAttributes, "brand", "in_stock"}}
	for _, f := range []Filter{{"store", []string{"a"}}, {"category", []string{"x", "y"}}, {"in_stock", []string{"true"}}, {"brand", []string{"nobody"}}, {"attr.m", []string{"oak"}}} {
		if rapid.IntRange(0, 3).Draw(r, f.Field) == 0 {
			q.Filters = append(q.Filters, f)
		}
	}
	q.Currency = rapid.SampledFrom([]string{"", "USD", "JPY"}).Draw(r, "currency")
	if q.Currency != "" && rapid.Bool().Draw(r, "bounded") {
		low, high := int64(rapid.IntRange(0, 5).Draw(r, "min")), int64(rapid.IntRange(5, 10).Draw(r, "max"))
		q.PriceMin, q.PriceMax = &low, &high
	}
	q.Sort = rapid.SampledFrom([]Sort{SortRelevance, SortPriceUp, SortPriceDown, SortNewest}).Draw(r, "sort")
	return q
}

// model is the naive truth about what an index must hold.
type model struct {
	docs     map[string]Change
	versions map[string]int64
}

func (m model) apply(c Change) {
	old, known := m.versions[c.ID]
	_, live := m.docs[c.ID]
	if known && (c.Version < old || c.Version == old && !(live && c.Doc == nil)) {
		return
	}
	m.versions[c.ID] = c.Version
	if c.Doc == nil {
		delete(m.docs, c.ID)
	} else {
		m.docs[c.ID] = c
	}
}

func TestAnIndexFedChangeByChangeAnswersAsOneBuiltAfresh(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		x, m := NewIndex(DefaultConfig()), model{map[string]Change{}, map[string]int64{}}
		for range rapid.IntRange(1, 30).Draw(r, "batches") {
			var batch []Change
			for range rapid.IntRange(1, 4).Draw(r, "changes") {
				c := Change{ID: fmt.Sprintf("p%02d", rapid.IntRange(0, 15).Draw(r, "id")), Version: int64(rapid.IntRange(1, 9).Draw(r, "version"))}
				if rapid.IntRange(0, 3).Draw(r, "kind") > 0 {
					c.Doc = randomDoc(r)
				}
				batch = append(batch, c)
				m.apply(c)
			}
			if err := x.Apply(context.Background(), batch); err != nil {
				r.Fatal(err)
			}
		}
		afresh := NewIndex(DefaultConfig())
		var all []Change
		for _, c := range m.docs {
			all = append(all, c)
		}
		if err := afresh.Apply(context.Background(), all); err != nil {
			r.Fatal(err)
		}
		for id := range m.versions {
			v, ok := x.Held(id)
			c, live := m.docs[id]
			if ok != live || live && v != c.Version {
				r.Fatalf("%s: held %d %v, want %d %v", id, v, ok, c.Version, live)
			}
		}
		saved := reloaded(r, x)
		for range 6 {
			q := randomQuery(r)
			same(r, q, afresh, x)
			same(r, q, afresh, saved)
		}
	})
}

type fataler interface {
	Fatal(...any)
	Fatalf(string, ...any)
}

func reloaded(t fataler, x *Index) *Index {
	var b bytes.Buffer
	if err := x.Save(&b); err != nil {
		t.Fatal(err)
	}
	y := NewIndex(DefaultConfig())
	if err := y.Load(&b); err != nil {
		t.Fatal(err)
	}
	return y
}

// same compares all pages of two indexes' answers, and their suggestions.
func same(t fataler, q Query, want, got *Index) {
	for {
		a, err := want.Search(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		b, err := got.Search(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(a, b); diff != "" {
			t.Fatalf("%+v (-afresh +got):\n%s", q, diff)
		}
		if a.Next == "" {
			break
		}
		q.Cursor = a.Next
	}
	a, err := want.Suggest(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	b, err := got.Suggest(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(a, b); diff != "" {
		t.Fatalf("suggest %+v (-afresh +got):\n%s", q, diff)
	}
}

func TestStaleChangesAreIgnoredAndDeletionsAreNotLost(t *testing.T) {
	mug, cup := Doc{Title: "mug"}, Doc{Title: "cup"}
	x := applied(t, put("p", 2, mug))
	if err := x.Apply(t.Context(), []Change{put("p", 1, cup)}); err != nil {
		t.Fatal(err)
	}
	wantFound(t, x, "mug", "p")
	wantFound(t, x, "cup")
	for _, c := range []Change{{ID: "p", Version: 5}, put("p", 4, cup)} {
		if err := x.Apply(t.Context(), []Change{c}); err != nil {
			t.Fatal(err)
		}
	}
	wantFound(t, x, "cup")
	if _, ok := x.Held("p"); ok {
		t.Error("a deleted product is held")
	}
	wantFound(t, reloadedAfter(t, x, put("p", 4, cup)), "cup")
	wantFound(t, reloadedAfter(t, x, put("p", 6, cup)), "cup", "p")
}

func reloadedAfter(t *testing.T, x *Index, c Change) *Index {
	t.Helper()
	y := reloaded(t, x)
	if err := y.Apply(t.Context(), []Change{c}); err != nil {
		t.Fatal(err)
	}
	return y
}

func TestABrokenSnapshotIsRefusedAndChangesNothing(t *testing.T) {
	var b bytes.Buffer
	if err := applied(t, put("p", 1, Doc{Title: "mug"})).Save(&b); err != nil {
		t.Fatal(err)
	}
	x := applied(t, put("q", 1, Doc{Title: "cup"}))
	for i := range b.Len() {
		broken := slices.Clone(b.Bytes())
		broken[i] ^= 0x41
		if err := x.Load(bytes.NewReader(broken)); !errors.Is(err, ErrBadSnapshot) {
			t.Fatalf("byte %d flipped: %v, want ErrBadSnapshot", i, err)
		}
		if err := x.Load(bytes.NewReader(b.Bytes()[:i])); !errors.Is(err, ErrBadSnapshot) {
			t.Fatalf("cut at %d: %v, want ErrBadSnapshot", i, err)
		}
	}
	wantFound(t, x, "cup", "q")
}

func TestReadersSeeWholeBatchesWhileWritersWrite(t *testing.T) {
	x := NewIndex(DefaultConfig())
	const products = 40
	batch := func(version int64) []Change {
		var out []Change
		for i := range products {
			out = append(out, put(fmt.Sprint(i), version, Doc{Title: fmt.Sprintf("mug v%d", version), Facets: []FacetValue{{"round", fmt.Sprint(version)}}}))
		}
		return out
	}
	if err := x.Apply(t.Context(), batch(1)); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				r, err := x.Search(context.Background(), Query{Text: "mug", Facets: []string{"round"}})
				if err != nil || r.Total != products || len(r.Facets[0].Values) != 1 || r.Facets[0].Values[0].Count != products {
					t.Errorf("a reader saw half a batch: %+v, %v", r, err)
					return
				}
			}
		})
	}
	for v := range int64(200) {
		if err := x.Apply(t.Context(), batch(v+2)); err != nil {
			t.Fatal(err)
		}
	}
	close(done)
	wg.Wait()
}

func TestManySmallChangesLeaveFewSegments(t *testing.T) {
	x := NewIndex(DefaultConfig())
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range 3000 {
		if err := x.Apply(t.Context(), []Change{put(fmt.Sprint(rng.IntN(1000)), int64(i), Doc{Title: "mug"})}); err != nil {
			t.Fatal(err)
		}
	}
	if st := x.Stats(); st.Segments > 8 || x.snap.Load().slots > 2*st.Documents+8 {
		t.Errorf("%d segments with %d slots for %d documents", st.Segments, x.snap.Load().slots, st.Documents)
	}
}
