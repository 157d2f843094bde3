package search

import (
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// judgedFolder finds the judged catalogue; it is not part of the repository.
func judgedFolder(t testing.TB) string {
	root := os.Getenv("HAAT_SHARED_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	dir := filepath.Join(root, "icecat-electronics-search")
	if _, err := os.Stat(filepath.Join(dir, "judgments.csv")); err != nil {
		t.Skipf("no judged catalogue at %s: set HAAT_SHARED_DATA to the folder that has icecat-electronics-search", dir)
	}
	return dir
}

func judgedChanges(t testing.TB, dir string) []Change {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, "products.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var out []Change
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<22)
	for lines.Scan() {
		var p map[string]any
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		out = append(out, Change{ID: str(p["id"]), Version: 1, Doc: judgedDoc(p)})
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

func str(v any) string {
	s, _ := v.(string)
	return s
}

func judgedDoc(p map[string]any) *Doc {
	d := &Doc{ID: str(p["id"]), Title: str(p["title"]), Brand: str(p["supplier"]), Description: str(p["short_description"]), InStock: true}
	d.Identifiers = []string{str(p["name"])}
	eans, _ := p["ean"].([]any)
	for _, e := range eans {
		d.Identifiers = append(d.Identifiers, str(e))
	}
	var attrs []string
	for k, v := range p {
		if strings.HasPrefix(k, "attr_t_") {
			attrs = append(attrs, str(v))
		}
	}
	slices.Sort(attrs)
	d.Attributes = strings.Join(attrs, " ")
	d.Facets = []FacetValue{{FieldBrand, d.Brand}, {FieldCategory, str(p["attr_t_product_type"])}, {FieldCategory, str(p["attr_t_product_colour"])}}
	if price, ok := p["price"].(float64); ok {
		d.Prices = []Price{{"USD", int64(price)}}
	}
	return d
}

// judgments maps query to product to rating, for queries with any relevant product.
func judgments(t testing.TB, dir string) map[string]map[string]int {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, "judgments.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]map[string]int{}
	for _, r := range rows[1:] {
		n, err := strconv.Atoi(r[2])
		if err != nil {
			t.Fatal(err)
		}
		if out[r[0]] == nil {
			out[r[0]] = map[string]int{}
		}
		out[r[0]][r[1]] = n
	}
	for q, js := range out {
		relevant := false
		for _, n := range js {
			relevant = relevant || n > 0
		}
		if !relevant {
			delete(out, q)
		}
	}
	return out
}

// ndcg10 is NDCG@10 with gain 2^rating-1 and unjudged products worth nothing.
func ndcg10(hits []Hit, js map[string]int) float64 {
	gain := func(r int) float64 { return math.Pow(2, float64(r)) - 1 }
	dcg, ideal := 0.0, 0.0
	for i, h := range hits[:min(10, len(hits))] {
		dcg += gain(js[h.ID]) / math.Log2(float64(i)+2)
	}
	var best []int
	for _, r := range js {
		best = append(best, r)
	}
	slices.SortFunc(best, func(a, b int) int { return b - a })
	for i, r := range best[:min(10, len(best))] {
		ideal += gain(r) / math.Log2(float64(i)+2)
	}
	return dcg / ideal
}

func meanNDCG(t *testing.T, x *Index, js map[string]map[string]int, rewrite func(string) string) float64 {
	t.Helper()
	sum := 0.0
	queries := slices.Sorted(func(yield func(string) bool) {
		for q := range js {
			if !yield(q) {
				return
			}
		}
	})
	for _, q := range queries {
		r, err := x.Search(t.Context(), Query{Text: rewrite(q), Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		sum += ndcg10(r.Hits, js[q])
	}
	return sum / float64(len(js))
}

// misspell makes one random slip in each word of four or more letters.
func misspell(rng *rand.Rand) func(string) string {
	return func(q string) string {
		words := strings.Fields(q)
		for i, w := range words {
			if utf8.RuneCountInString(w) >= 4 && !hasDigit(w) {
				words[i] = slip(rng, w)
			}
		}
		return strings.Join(words, " ")
	}
}

func slip(rng *rand.Rand, w string) string {
	i, letter := rng.IntN(len(w)), string(rune('a'+rng.IntN(26)))
	switch rng.IntN(4) {
	case 0:
		return w[:i] + w[i+1:]
	case 1:
		return w[:i] + letter + w[i:]
	case 2:
		return w[:i] + letter + w[i+1:]
	}
	i = min(i, len(w)-2)
	return w[:i] + w[i+1:i+2] + w[i:i+1] + w[i+2:]
}

func TestRankingOfTheJudgedCatalogueIsGoodAndSurvivesTypos(t *testing.T) {
	dir := judgedFolder(t)
	x := NewIndex(DefaultConfig())
	for chunk := range slices.Chunk(judgedChanges(t, dir), 500) {
		if err := x.Apply(t.Context(), chunk); err != nil {
			t.Fatal(err)
		}
	}
	js := judgments(t, dir)
	if len(js) != 57 {
		t.Fatalf("got %d judged queries with a relevant product, want 57", len(js))
	}
	clean := meanNDCG(t, x, js, func(q string) string { return q })
	const seeds = 5
	typos := 0.0
	for seed := range uint64(seeds) {
		typos += meanNDCG(t, x, js, misspell(rand.New(rand.NewPCG(seed, 1)))) / seeds
	}
	t.Logf("NDCG@10 %.3f, with typos %.3f (mean of %d seeds), %+v", clean, typos, seeds, x.Stats())
	if clean < 0.80 {
		t.Errorf("NDCG@10 is %.3f, want at least 0.80", clean)
	}
	if typos < 0.66 {
		t.Errorf("NDCG@10 with typos is %.3f, want at least 0.66", typos)
	}
}
