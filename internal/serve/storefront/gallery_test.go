package storefront_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
)

func (s *shop) demo(on bool) {
	s.t.Helper()
	itself := actor.With(s.t.Context(), actor.Actor{Kind: actor.System})
	if err := s.DB.InTx(itself, func(ctx context.Context, tx db.Tx) error { return s.Settings.SetDemoTx(ctx, tx, on) }); err != nil {
		s.t.Fatal(err)
	}
}

func TestOnlyADemonstrationHasTheGalleryAndNobodyElseFindsIt(t *testing.T) {
	eachShop(t, func(s *shop) {
		home := s.shows("/")
		for _, path := range []string{"/_gallery", "/ar/_gallery"} {
			if a := s.get(path); a.StatusCode != http.StatusNotFound || strings.Contains(a.body, "specimen") {
				t.Errorf("%s of a shop: %d", path, a.StatusCode)
			}
		}
		s.demo(true)
		a := s.shows("/_gallery", `<meta name="robots" content="noindex">`, `id="card--sold-out"`, `href="/ar/_gallery"`, "Every partial of the theme")
		if strings.Contains(a.body, "data-fragment-url") || strings.Contains(a.body, `rel="canonical"`) || strings.Contains(a.body, "ld+json") {
			t.Error("the gallery asks who looks at it, or shows itself to search engines")
		}
		if got, want := a.Header.Get("Content-Security-Policy"), home.Header.Get("Content-Security-Policy"); got != want || got == "" {
			t.Errorf("the gallery has a policy of its own: %q", got)
		}
		s.shows("/ar/_gallery", `dir="rtl"`, "معرض القوالب", "كوب فخاري")
		s.demo(false)
		if a := s.get("/_gallery"); a.StatusCode != http.StatusNotFound {
			t.Errorf("after the demonstration: %d", a.StatusCode)
		}
	})
}
