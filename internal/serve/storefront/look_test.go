package storefront_test

import (
	"context"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/settings"
	"github.com/haatshop/haat/internal/shop/settings/settingstest"
)

var sheetLink = regexp.MustCompile(`<link rel="stylesheet" href="(/appearance-[0-9a-f]{10}\.css)">`)

// wears gives the shop an appearance and returns where its sheet is, "" for none.
func (s *shop) wears(a settings.Appearance) string {
	s.t.Helper()
	settingstest.Change(s.t, s.Settings, settings.Patch{Appearance: opt.Some(a)})
	if m := sheetLink.FindStringSubmatch(s.shows("/").body); m != nil {
		return m[1]
	}
	return ""
}

func TestAShopThatWearsTheThemeHasNoSheetOfItsOwn(t *testing.T) {
	eachShop(t, func(s *shop) {
		page := s.shows("/", `<meta name="theme-color" content="#fdfdfc" media="(prefers-color-scheme: light)">`, `<meta name="theme-color" content="#141815"`, `favicon-`, `as="font"`, "mark-awning")
		if strings.Contains(page.body, "/appearance-") {
			s.t.Error("a default shop links to a sheet")
		}
		if at := s.wears(settings.Appearance{Accent: "#F5AB35", FooterText: settings.Texts{"en": "Open daily"}}); at != "" {
			s.t.Error("the theme's own accent needs a sheet:", at)
		}
	})
}

func TestTheSheetSaysWhatDiffersAndIsKeptForEver(t *testing.T) {
	eachShop(t, func(s *shop) {
		s.shows("/products") // kept now
		at := s.wears(settings.Appearance{Accent: "#14205c"})
		sheet := s.shows(at, ":root { --paper: #fdfdfc;", "--accent: #14205c; ", "--on-accent: #ffffff;", ".site-footer { --accent: #", "@media (prefers-color-scheme: dark) {")
		if got := sheet.Header.Get("Cache-Control"); got != "public, max-age=31536000, immutable" {
			s.t.Error("cache", got)
		}
		if got := sheet.Header.Get("Content-Type"); got != "text/css; charset=utf-8" || len(sheet.body) > 2048 {
			s.t.Errorf("%s, %d bytes", got, len(sheet.body))
		}
		if strings.Contains(sheet.body, "--radius") || strings.Contains(sheet.body, "--text:") {
			s.t.Error("it says what does not differ:", sheet.body)
		}
		s.shows("/products", at) // the kept page is not what is shown
		s.shows("/ar", at)
		if page := s.get("/nowhere"); !strings.Contains(page.body, at) {
			s.t.Error("the page that is not there is dressed otherwise")
		}

		next := s.wears(settings.Appearance{Paper: settings.PaperWarm, Corners: settings.CornersSquare, Font: settings.FontClassic})
		page := s.shows("/products", next, `content="#fcf9f4"`, `content="#191613"`)
		if next == at || strings.Contains(page.body, at) || strings.Contains(page.body, `as="font"`) {
			s.t.Error("the page wears", next, "after", at)
		}
		s.shows(next, "--pill: 0;", "--display: ui-serif", "--paper: #fcf9f4;", "--paper: #191613;")
		// A page from a moment ago is dressed as the shop is now, and nobody keeps that.
		if old := s.shows(at, "--paper: #fcf9f4;"); old.Header.Get("Cache-Control") != "no-store" {
			s.t.Error("an old name is kept:", old.Header)
		}
		if s.wears(settings.Appearance{}) != "" {
			s.t.Error("the sheet is still there")
		}
		if a := s.get(at); a.StatusCode != http.StatusOK || a.body != "" {
			s.t.Errorf("without a sheet: %d %q", a.StatusCode, a.body)
		}
	})
}

func TestOnlyTheSheetsOwnNamesLeadToIt(t *testing.T) {
	eachShop(t, func(s *shop) {
		for _, path := range []string{"/appearance-x.css", "/appearance-0123456789.css/", "/appearance-0123456789ab.css", "/appearance-.css", "/ar/appearance-0123456789.css"} {
			if a := s.get(path); a.StatusCode == http.StatusOK || strings.HasPrefix(a.Header.Get("Content-Type"), "text/css") {
				s.t.Errorf("%s: %d %s", path, a.StatusCode, a.Header.Get("Content-Type"))
			}
		}
		b := s.visitor()
		res, err := b.client.Post(b.server.URL+"/appearance-0123456789.css", "text/plain", strings.NewReader("x"))
		if err != nil {
			s.t.Fatal(err)
		}
		defer func() { _ = res.Body.Close() }()
		if _, err := io.Copy(io.Discard, res.Body); err != nil || res.StatusCode != http.StatusMethodNotAllowed {
			s.t.Error("a POST:", res.StatusCode, err)
		}
	})
}

// Whoever installed the shop sees the offline page in the shop's colours, those of now.
func TestTheWorkerKeepsTheSheetAndIsAnotherOneWhenTheLookChanges(t *testing.T) {
	version := regexp.MustCompile(`"version":"([0-9a-f]+)"`)
	eachShop(t, func(s *shop) {
		plain := version.FindString(s.shows("/sw.js").body)
		sheet := s.wears(settings.Appearance{Accent: "#14205c"})
		if sheet == "" {
			s.t.Fatal("no sheet")
		}
		body := s.shows("/sw.js", `"`+sheet+`"`).body
		if now := version.FindString(body); plain == "" || now == "" || now == plain {
			s.t.Errorf("the worker of before %q, of now %q", plain, now)
		}
	})
}

func TestLogoFaviconAndFooterAreShownInEveryLanguage(t *testing.T) {
	eachShop(t, func(s *shop) {
		a := settings.Appearance{
			Logo:       settings.Picture{URL: "/media/day.png", Width: 320, Height: 80},
			Favicon:    settings.Picture{URL: "/media/tab.png", Width: 64, Height: 64},
			FooterText: settings.Texts{"en": "Open daily <b>", "ar": "مفتوح يوميا"},
			FooterColumns: []settings.FooterColumn{{Title: settings.Texts{"en": "About", "ne": "बारेमा"}, Links: []settings.FooterLink{
				{Text: settings.Texts{"en": "Story"}, Href: "/pages/story"}, {Text: settings.Texts{"en": "Price list"}, Href: "/media/prices.png"},
				{Text: settings.Texts{"en": "Write"}, Href: "mailto:help@example.org"}, {Text: settings.Texts{"en": "News"}, Href: "https://news.example.org/?a=1&b=2"}}}},
		}
		if s.wears(a) != "" {
			s.t.Error("a logo needs a sheet")
		}
		page := s.shows("/", `<img src="/media/day.png" width="320" height="80" alt="Haat">`, `class="plate-at-night"`, `class="plate"`, `<link rel="icon" href="/media/tab.png">`,
			"Open daily &lt;b&gt;", ">About</h2>", `href="/pages/story"`, `href="mailto:help@example.org"`, `href="https://news.example.org/?a=1&amp;b=2"`)
		if strings.Contains(page.body, "mark-awning") || strings.Contains(page.body, `href="/track"`) {
			s.t.Error("the theme's mark or its own footer is still there")
		}
		s.shows("/ar", "مفتوح يوميا", ">About</h2>", `href="/ar/pages/story"`, `href="/media/prices.png"`)
		s.shows("/ne", "Open daily", ">बारेमा</h2>")

		a.LogoDark = settings.Picture{URL: "/media/night.png", Width: 320, Height: 80}
		s.wears(a)
		page = s.shows("/", `<source media="(prefers-color-scheme: dark)" srcset="/media/night.png" width="320" height="80">`, `<img src="/media/night.png"`)
		if strings.Contains(page.body, `class="plate`) {
			s.t.Error("a logo for dark grounds lies on a plate")
		}
	})
}

// A page begun with the settings of before the change may be finished after it. It must not be found under the new ones.
func TestAPageDrawnWithOvertakenSettingsIsNotKeptForOthers(t *testing.T) {
	eachShop(t, func(s *shop) {
		want := s.wears(settings.Appearance{Accent: "#0b7285"})
		ctx := actor.With(context.Background(), actor.TheSystem())
		done := make(chan error)
		go func() {
			var err error
			for i := range 20 {
				accent := []string{"#c2255c", "#0b7285"}[i%2]
				if _, err = s.Settings.Update(ctx, settings.Patch{Appearance: opt.Some(settings.Appearance{Accent: accent})}); err != nil {
					break
				}
			}
			done <- err
		}()
		for running := true; running; {
			select {
			case err := <-done:
				if err != nil {
					s.t.Fatal(err)
				}
				running = false
			default:
				s.shows("/")
			}
		}
		s.shows("/", want)
	})
}
