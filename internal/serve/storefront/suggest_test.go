package storefront_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/catalog/catalogtest"
)

// indexed has search know everything there is.
func (s *shop) indexed() {
	s.t.Helper()
	if err := s.search.Warm(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
}

func TestWhatIsTypedIsCompletedWithProductsCategoriesAndWords(t *testing.T) {
	eachShop(t, func(s *shop) {
		p := s.mug()
		if _, err := s.Catalog.SaveCategory(catalogtest.Owner(), catalog.SaveCategory{Name: opt.Some("Clay & stone")}); err != nil {
			t.Fatal(err)
		}
		s.indexed()
		a := s.shows("/fragments/suggest?q=cl", "Clay mug &lt;b&gt;", "$18.00", "/products/"+p.Handle, "Clay &amp; stone", "/categories/clay-stone",
			`href="/search?q=clay"`, `href="/search?q=cl"`, `role="listbox"`)
		if strings.Contains(a.body, "<html") {
			t.Error("the fragment is a whole page")
		}
		s.shows("/ar/fragments/suggest?q=cl", "/ar/products/"+p.Handle, "/ar/search?q=clay", "كل نتائج «cl»")
	})
}

func TestAHostileQueryIsAWordLikeAnyOther(t *testing.T) {
	eachShop(t, func(s *shop) {
		s.mug()
		s.indexed()
		for _, q := range []string{`clay<script>alert(1)</script>`, `clay"><img src=x onerror=alert(1)>`, "clay'{{7*7}}", "clay\u202e", strings.Repeat("clay ", 400), " \u200b ", "%", `\`} {
			a := s.get("/fragments/suggest?q=" + url.QueryEscape(q))
			if a.StatusCode != http.StatusOK {
				t.Errorf("%q: %d", q, a.StatusCode)
			}
			if strings.Contains(a.body, "<script") || strings.Contains(a.body, "<img src=x") || strings.Contains(a.body, "49'") {
				t.Errorf("%q became markup:\n%s", q, a.body)
			}
		}
		if a := s.get("/fragments/suggest?q="); a.StatusCode != http.StatusOK || strings.Contains(a.body, "<a") {
			t.Errorf("nothing typed: %d\n%s", a.StatusCode, a.body)
		}
	})
}

func TestSuggestionsAreKeptForEverybodyAndTypingIsLimitedPerNetwork(t *testing.T) {
	eachShop(t, func(s *shop) {
		s.mug()
		s.Settle(s.t) // the index tells the pages when it has caught up, and they are drawn anew
		first := s.get("/fragments/suggest?q=clay", "Cookie", "haat_cart=cart_x")
		hits := s.front.Cache().Stats().Hits
		if again := s.get("/fragments/suggest?q=%20clay&utm_source=x"); again.body != first.body || s.front.Cache().Stats().Hits != hits+1 {
			t.Error("the same words were looked up twice")
		}
		for range 3000 {
			s.get("/fragments/suggest?q=clay")
		}
		if a := s.get("/fragments/suggest?q=clay"); a.StatusCode != http.StatusTooManyRequests {
			t.Errorf("typed without end: %d", a.StatusCode)
		}
	})
}
