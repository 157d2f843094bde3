package storefront_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/httpx/httpxtest"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/catalog/catalogtest"
	"github.com/haatshop/haat/internal/shop/content"
)

// writer may write content and nothing else.
func writer() actor.Actor {
	return actor.Actor{Kind: actor.Member, AccountID: "acc_writer", Grants: []actor.Grant{{Platform: true, Perms: []actor.Perm{actor.ContentWrite}}}}
}

// draws asks for a preview as someone.
func (s *shop) draws(as actor.Actor, locale string, sections ...content.Section) httpxtest.Answer {
	s.t.Helper()
	api := httpxtest.New(s.t, func(api huma.API) { s.front.RegisterStore(api) })
	return api.Do(httpxtest.Call{As: as, Method: "POST", Path: "/home/preview", Body: map[string]any{"locale": locale, "sections": sections}})
}

func TestADraftOfTheHomePageIsDrawnAsTheShopWouldAndNobodyElseSeesIt(t *testing.T) {
	eachShop(t, func(s *shop) {
		s.mug()
		if _, err := s.content.SavePage(catalogtest.Owner(), content.SavePage{Title: opt.Some("Not out yet"), Published: opt.Some(false)}); err != nil {
			s.t.Fatal(err)
		}
		if _, err := s.content.SaveHome(catalogtest.Owner(), content.SaveHome{Sections: []content.Section{{Kind: "hero", Title: "As it is"}}}); err != nil {
			s.t.Fatal(err)
		}
		shown := s.shows("/", "As it is").body
		kept := s.front.Cache().Stats().Pages

		draft := []content.Section{
			{Kind: "hero", Eyebrow: "Just <i>in</i>", Title: `"><script>alert(1)</script>`, ImageURL: "/media/x.svg", LinkURL: "/products", Translations: map[string]content.SectionText{"ar": {Title: "سوق واحد"}}},
			{Kind: "collection", Ref: "gone"},
			{Kind: "stores", Title: "Meet them"},
		}
		var out struct{ HTML string }
		a := s.draws(writer(), "", draft...).Want(http.StatusOK).Into(&out)
		for _, want := range []string{"Just &lt;i&gt;in&lt;/i&gt;", "&lt;script&gt;alert(1)", `<meta name="robots" content="noindex">`, `<link rel="stylesheet" href="/assets/site-`, `src="/media/x.svg"`,
			`href="/products"`, `<section class="hero" id="section-1">`, `id="section-3"`, "Store kiln", " inert>"} {
			if !strings.Contains(out.HTML, want) {
				s.t.Errorf("the preview lacks %s", want)
			}
		}
		for _, never := range []string{"<script", "As it is", "Not out yet", "/fragments/me", "canonical", "id=\"section-2\""} {
			if strings.Contains(out.HTML, never) {
				s.t.Errorf("the preview has %s", never)
			}
		}
		if c := a.Header.Values("Set-Cookie"); len(c) > 0 {
			s.t.Error(c)
		}

		s.draws(writer(), "ar", draft...).Want(http.StatusOK).Into(&out)
		for _, want := range []string{`<html lang="ar" dir="rtl">`, "سوق واحد", `href="/ar/products"`} {
			if !strings.Contains(out.HTML, want) {
				s.t.Errorf("the Arabic preview lacks %s", want)
			}
		}

		if diff := cmp.Diff(shown, s.get("/").body); diff != "" {
			s.t.Error("the shop shows something else now:", diff)
		}
		if now := s.front.Cache().Stats().Pages; now != kept {
			s.t.Errorf("the page cache keeps %d pages, and kept %d", now, kept)
		}
	})
}

func TestAPreviewIsRefusedLikeSavingAndSaysWhere(t *testing.T) {
	eachShop(t, func(s *shop) {
		good := content.Section{Kind: "hero", Title: "A market under one roof"}
		staff := writer()
		staff.Grants[0].Perms = []actor.Perm{actor.ProductsWrite, actor.SettingsWrite}
		s.draws(actor.Actor{Kind: actor.Anonymous}, "", good).Want(http.StatusUnauthorized)
		s.draws(staff, "", good).Want(http.StatusForbidden)
		for want, c := range map[string]struct {
			locale string
			second content.Section
		}{
			"sections[1].link_url format":  {second: content.Section{Kind: "story", LinkURL: "javascript:alert(1)"}},
			"sections[1].image_url format": {second: content.Section{Kind: "story", ImageURL: "//evil.example/x"}},
			"locale enum":                  {locale: "de", second: good},
		} {
			var p struct {
				Errors []struct{ Location, Code string }
			}
			s.draws(writer(), c.locale, good, c.second).Want(http.StatusUnprocessableEntity).Into(&p)
			if len(p.Errors) != 1 || p.Errors[0].Location+" "+p.Errors[0].Code != want {
				s.t.Errorf("%+v, want %s", p.Errors, want)
			}
		}
		var tooMany []content.Section
		for range content.MaxSections + 1 {
			tooMany = append(tooMany, good)
		}
		s.draws(writer(), "", tooMany...).Want(http.StatusUnprocessableEntity)
	})
}
