package search

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func shelf(t testing.TB) *Index {
	return applied(t,
		put("p1", 1, Doc{Title: "Bluetooth speaker", Brand: "Acme", Description: "loud", Identifiers: []string{"SPK-1", "4006381333931"}}),
		put("p2", 1, Doc{Title: "Oak table", Brand: "Acme", Description: "solid, with room for a speaker", Identifiers: []string{"TBL-1"}}),
		put("p3", 1, Doc{Title: "Laptop bag", Brand: "Tabel", Description: "x200 fits", Identifiers: []string{"x200"}}),
		put("p4", 1, Doc{Title: "Bluetooth headset", Attributes: "colour ink"}),
	)
}

func TestWordsInTitlesOutrankWordsInDescriptions(t *testing.T) {
	wantFound(t, shelf(t), "speaker", "p1", "p2")
}

func TestProductsWithAllWordsComeFirst(t *testing.T) {
	wantFound(t, shelf(t), "bluetooth headset", "p4", "p1")
}

func TestPartialHitsStayAwayWhenEnoughProductsHaveAllWords(t *testing.T) {
	var cs []Change
	for i := range DefaultLimit {
		cs = append(cs, put(fmt.Sprint(i), 1, Doc{Title: "oak table"}))
	}
	x := applied(t, append(cs, put("z", 1, Doc{Title: "oak oak oak"}))...)
	r, err := x.Search(t.Context(), Query{Text: "oak table"})
	if err != nil || r.Total != DefaultLimit || r.Relaxed {
		t.Errorf("got %d hits, relaxed %v, %v", r.Total, r.Relaxed, err)
	}
}

func TestSlipsAreCorrectedAndSaidSo(t *testing.T) {
	x := shelf(t)
	for typed, want := range map[string]string{"bluetoth speakers": "bluetooth speakers", "heedset": "headset", "haedste": "", "lpatop": "laptop", "bleutooht": "bluetooth"} {
		r, err := x.Search(t.Context(), Query{Text: typed})
		if err != nil || r.Corrected != want {
			t.Errorf("%q was corrected to %q, want %q (%v)", typed, r.Corrected, want, err)
		}
	}
	r, err := x.Search(t.Context(), Query{Text: "lpatop", Exact: true})
	if err != nil || r.Total != 0 || r.Corrected != "" {
		t.Errorf("an exact search was corrected: %+v, %v", r, err)
	}
}

func TestCompoundsAreFoundWrittenEitherWay(t *testing.T) {
	x := applied(t, put("a", 1, Doc{Title: "power bank"}), put("b", 1, Doc{Title: "headphones"}), put("c", 1, Doc{Title: "bank of oak"}))
	wantFound(t, x, "powerbanks", "a", "c")
	wantFound(t, x, "head phones", "b")
}

func TestAKnownWordIsNeverCorrected(t *testing.T) {
	wantFound(t, shelf(t), "tabel", "p3")
}

func TestTokensWithDigitsAndShortWordsAreNeverCorrected(t *testing.T) {
	for _, text := range []string{"x201", "oka", "spk1x"} {
		wantFound(t, shelf(t), text)
	}
}

func TestAnIdentifierTypedWholeComesFirst(t *testing.T) {
	x := shelf(t)
	wantFound(t, x, "spk-1", "p1")
	wantFound(t, x, "SPK 1", "p1")
	wantFound(t, x, "4006381333931", "p1")
	wantFound(t, x, "04006381333931", "p1")
	wantFound(t, x, "tbl-1 table please", "p2")
}

func TestTheLastWordMayBeUnfinished(t *testing.T) {
	wantFound(t, shelf(t), "blueto", "p4", "p1")
	s, err := shelf(t).Suggest(t.Context(), Query{Text: "acme SPEA"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"acme speaker"}, s.Words); diff != "" || s.Hits[0].ID != "p1" {
		t.Error(s, diff)
	}
	if s, err := shelf(t).Suggest(t.Context(), Query{Text: "  "}); err != nil || len(s.Hits)+len(s.Words) != 0 {
		t.Error("suggestions out of nothing", s, err)
	}
}

func TestSynonymsAreFoundBehindTheWordItself(t *testing.T) {
	cfg := DefaultConfig()
	cfg.Synonyms = func(term string) []string {
		if term == "notebook" {
			return []string{"Laptops"}
		}
		return nil
	}
	x := NewIndex(cfg)
	if err := x.Apply(t.Context(), []Change{put("a", 1, Doc{Title: "laptop"}), put("b", 1, Doc{Title: "notebook"})}); err != nil {
		t.Fatal(err)
	}
	wantFound(t, x, "notebooks", "b", "a")
	wantFound(t, x, "laptop", "a")
}

func TestOtherScriptsAreFoundAsTyped(t *testing.T) {
	x := applied(t, put("ar", 1, Doc{Title: "الكتاب المدرسي"}), put("ne", 1, Doc{Title: "नेपाली किताब"}), put("fr", 1, Doc{Title: "Crème brûlée"}))
	for text, id := range map[string]string{"كِتاب": "ar", "किताब": "ne", "creme BRULEE": "fr", "किताव": "ne"} {
		wantFound(t, x, text, id)
	}
}

func TestPagesCoverEveryHitOnceInEverySort(t *testing.T) {
	var cs []Change
	for i := range 57 {
		cs = append(cs, put(fmt.Sprintf("p%02d", i), 1, Doc{Title: "mug " + strings.Repeat("x ", i%3), PublishedAt: int64(i % 4), Prices: []Price{{"USD", int64(i % 5)}}[:min(1, i%7)]}))
	}
	x := applied(t, cs...)
	for _, sort := range []Sort{SortRelevance, SortPriceUp, SortPriceDown, SortNewest} {
		whole := found(t, x, Query{Text: "mug", Sort: sort, Currency: "USD", Limit: 100})
		var paged []string
		q := Query{Text: "mug", Sort: sort, Currency: "USD", Limit: 10}
		for {
			r, err := x.Search(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range r.Hits {
				paged = append(paged, h.ID)
			}
			if q.Cursor = r.Next; q.Cursor == "" {
				break
			}
		}
		if diff := cmp.Diff(whole, paged); diff != "" || len(whole) != 57 {
			t.Errorf("%s: %d hits (-whole +paged):\n%s", sort, len(whole), diff)
		}
	}
}

func TestForeignBrokenAndTooDeepCursorsAreRefused(t *testing.T) {
	x := applied(t, put("a", 1, Doc{Title: "mug"}), put("b", 1, Doc{Title: "mug"}))
	q := Query{Text: "mug", Limit: 1}
	r, err := x.Search(t.Context(), q)
	if err != nil || r.Next == "" {
		t.Fatal(r, err)
	}
	for _, bad := range []Query{{Text: "cup", Cursor: r.Next}, {Text: "mug", Sort: SortNewest, Cursor: r.Next}, {Text: "mug", Cursor: "!"}, {Text: "mug", Cursor: "AAAA"}} {
		if _, err := x.Search(t.Context(), bad); !errors.Is(err, ErrBadCursor) {
			t.Errorf("%+v: %v, want ErrBadCursor", bad, err)
		}
	}
	q.Cursor = writeCursor(q.bounded(), cursor{MaxDepth, keyed{id: "a"}})
	if _, err := x.Search(t.Context(), q); !errors.Is(err, ErrTooDeep) {
		t.Errorf("%v, want ErrTooDeep", err)
	}
}

func TestHugeQueriesAndDocumentsAreCutNotServed(t *testing.T) {
	x := applied(t, put("a", 1, Doc{Title: strings.Repeat("mug ", 1e5), Identifiers: []string{strings.Repeat("9", 1e5)}}))
	for _, text := range []string{strings.Repeat("mug ", 1e5), strings.Repeat("m", 1e6), strings.Repeat("mgu tbale ", 1e4), strings.Repeat("é", 1e5)} {
		r, err := x.Search(t.Context(), Query{Text: text, Limit: 1e9})
		if err != nil || r.Total > 1 {
			t.Error(r.Total, err)
		}
	}
}

func TestACancelledSearchStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := shelf(t).Search(ctx, Query{Text: "mug"}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// passes is the filters' meaning, written the slow way; without names a field whose filter is left out.
func passes(d *Doc, q Query, without string) bool {
	for _, f := range q.Filters {
		if f.Field == without {
			continue
		}
		any := slices.ContainsFunc(facetKeys(d), func(k string) bool {
			field, v := splitValueKey(k)
			return field == f.Field && slices.Contains(f.Values, v)
		})
		if !any {
			return false
		}
	}
	if q.PriceMin == nil {
		return true
	}
	i := slices.IndexFunc(d.Prices, func(p Price) bool { return p.Currency == q.Currency })
	return i >= 0 && d.Prices[i].Amount >= *q.PriceMin && d.Prices[i].Amount <= *q.PriceMax
}

func TestFacetsAreDisjunctiveWithinAndConjunctiveAcross(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		docs := rapid.SliceOfN(rapid.Custom(randomDoc), 0, 20).Draw(r, "docs")
		x := NewIndex(DefaultConfig())
		for i, d := range docs {
			if err := x.Apply(context.Background(), []Change{{ID: fmt.Sprint(i), Version: 1, Doc: d}}); err != nil {
				r.Fatal(err)
			}
		}
		q := randomQuery(r)
		q.Text = ""
		got, err := x.Search(context.Background(), q)
		if err != nil {
			r.Fatal(err)
		}
		total := 0
		for _, d := range docs {
			if passes(d, q, "") {
				total++
			}
		}
		if got.Total != total {
			r.Fatalf("%+v: total %d, want %d", q, got.Total, total)
		}
		for _, f := range got.Facets {
			for _, v := range f.Values {
				want := 0
				for _, d := range docs {
					if slices.Contains(facetKeys(d), valueKey(f.Field, v.Value)) && passes(d, q, f.Field) {
						want++
					}
				}
				if v.Count != want || v.Count == 0 && !v.Selected {
					r.Fatalf("%+v: %s=%s counted %+v, want %d", q, f.Field, v.Value, v, want)
				}
			}
		}
	})
}

func benchIndex(b *testing.B) (*Index, []string) {
	dir := judgedFolder(b)
	x := applied(b, judgedChanges(b, dir)...)
	var queries []string
	for q := range judgments(b, dir) {
		queries = append(queries, q)
	}
	slices.Sort(queries)
	return x, queries
}

func BenchmarkSearch(b *testing.B) {
	x, queries := benchIndex(b)
	typo := misspell(rand.New(rand.NewPCG(1, 1)))
	for name, q := range map[string]func(string) Query{
		"plain": func(s string) Query { return Query{Text: s} },
		"facets": func(s string) Query {
			return Query{Text: s, Facets: []string{"brand", "category", "in_stock"}, Currency: "USD"}
		},
		"typos": func(s string) Query { return Query{Text: typo(s)} },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if _, err := x.Search(b.Context(), q(queries[i%len(queries)])); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkApplyOneChange(b *testing.B) {
	x, _ := benchIndex(b)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		c := put(fmt.Sprint("new", i%1000), int64(i), Doc{Title: "Bluetooth speaker with a long title", Description: strings.Repeat("words of all kinds ", 10)})
		if err := x.Apply(b.Context(), []Change{c}); err != nil {
			b.Fatal(err)
		}
	}
}
