package settings_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/colour"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/httpx/httpxtest"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/settings"
	"github.com/haatshop/haat/internal/shop/settings/settingstest"
)

var papers = []string{settings.PaperPlain, settings.PaperWarm, settings.PaperCool}

// tokens are the theme's own colours and what it promises of them.
type tokens struct {
	Extensions struct {
		Contrast []struct {
			Text, On []string
			Least    float64
		} `json:"haat.contrast"`
	} `json:"$extensions"`
	Light, Dark map[string]json.RawMessage
}

func readTokens(t *testing.T) tokens {
	t.Helper()
	var out tokens
	raw, err := os.ReadFile("../../../design/tokens.json") // what both faces are made of is above the rooms
	if err == nil {
		err = json.Unmarshal(raw, &out)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func coloursOf(t *testing.T, from map[string]json.RawMessage) map[string]colour.RGB {
	t.Helper()
	out := map[string]colour.RGB{}
	for name, raw := range from {
		var v struct {
			Value json.RawMessage `json:"$value"`
		}
		var c colour.RGB
		if strings.HasPrefix(name, "$") || json.Unmarshal(raw, &v) != nil || json.Unmarshal(v.Value, &c) != nil {
			continue // what is no colour
		}
		out[name] = c
	}
	if len(out) < 20 {
		t.Fatal("the tokens have", len(out), "colours")
	}
	return out
}

// named are a scheme's colours by the names of the tokens.
func named(t *testing.T, s settings.Scheme) map[string]colour.RGB {
	t.Helper()
	raw, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]colour.RGB{}
	if err := json.Unmarshal([]byte(strings.ReplaceAll(string(raw), "_", "-")), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestThePlainPaperIsWhatTheTokensSay(t *testing.T) {
	toks, p := readTokens(t), settings.PaletteOf(settings.Appearance{})
	for name, side := range map[string]struct {
		want map[string]colour.RGB
		got  settings.Scheme
	}{"light": {coloursOf(t, toks.Light), p.Light.Scheme}, "dark": {coloursOf(t, toks.Dark), p.Dark.Scheme}} {
		for token, got := range named(t, side.got) {
			want, ok := side.want[token]
			if token == "accent-on-inverse" {
				want, ok = side.want["accent"], true
			}
			if !ok || got != want {
				t.Errorf("%s: %s is %s, the theme says %s", name, token, got, want)
			}
		}
	}
}

// Whatever accent is chosen on whatever paper, everything the theme promises of its own colours holds.
func TestEveryPromiseOfContrastHoldsForAThousandAccentsOnEveryPaper(t *testing.T) {
	toks, r := readTokens(t), rand.New(rand.NewPCG(11, 13))
	theme := map[string]map[string]colour.RGB{"light": coloursOf(t, toks.Light), "dark": coloursOf(t, toks.Dark)}
	accents := []string{"", "#000000", "#ffffff", "#ffff00", "#0000ff", "#808080", "#767676"}
	for range 1000 {
		accents = append(accents, colour.RGB{R: uint8(r.IntN(256)), G: uint8(r.IntN(256)), B: uint8(r.IntN(256))}.String())
	}
	for _, accent := range accents {
		for _, paper := range papers {
			p := settings.PaletteOf(settings.Appearance{Accent: accent, Paper: paper})
			for side, scheme := range map[string]settings.Drawn{"light": p.Light, "dark": p.Dark} {
				has := named(t, scheme.Scheme)
				colourOf := func(token string) colour.RGB {
					if c, ok := has[token]; ok {
						return c
					}
					return theme[side][token]
				}
				for _, promise := range toks.Extensions.Contrast {
					for _, text := range promise.Text {
						for _, on := range promise.On {
							token := text
							if text == "accent" { // on the foot the accent is another
								token = "accent-on-inverse"
							}
							if got := colour.Contrast(colourOf(token), colourOf(on)); got < promise.Least {
								t.Errorf("%s on %s, %s: %s on %s has a contrast of %.2f, promised %.1f", accent, paper, side, text, on, got, promise.Least)
							}
						}
					}
				}
				for _, c := range scheme.Contrast {
					if c.Ratio < c.Least {
						t.Errorf("%s on %s, %s: %s is %.2f, least %.1f", accent, paper, side, c.Pair, c.Ratio, c.Least)
					}
				}
			}
		}
	}
}

func TestAnAccentNobodySeesIsRefusedWithItsRatioAndTheNearestThatCanBeSaved(t *testing.T) {
	each(t, func(t *testing.T, _ *dbtest.World, s *settings.Service) {
		for _, paper := range papers {
			a := settings.Appearance{Accent: "#FFF176", Paper: paper}
			_, err := s.Update(system, settings.Patch{Appearance: opt.Some(a)})
			var e *errs.Error
			if !errors.As(err, &e) || len(e.Fields) != 1 || e.Fields[0].Path != "appearance.accent" || e.Fields[0].Code != "contrast" {
				t.Fatalf("%s: %v", paper, err)
			}
			p := settings.PaletteOf(a)
			if said := e.Fields[0].Message; !strings.Contains(said, fmt.Sprintf("%.2f to 1", p.AccentRatio)) || !strings.Contains(said, p.Nearest.String()) {
				t.Errorf("%s: it says %q", paper, said)
			}
			a.Accent = p.Nearest.String()
			if got := settingstest.Change(t, s, settings.Patch{Appearance: opt.Some(a)}); got.Appearance.Accent != a.Accent {
				t.Error("the nearest became", got.Appearance.Accent)
			}
		}
	})
}

func TestADarkAccentIsLighterInTheDarkAndAnyOtherIsItself(t *testing.T) {
	navy := settings.PaletteOf(settings.Appearance{Accent: "#14205c"})
	if !navy.DarkAdjusted || navy.Light.Accent.String() != "#14205c" || navy.Light.OnAccent.String() != "#ffffff" {
		t.Errorf("navy: %+v", navy)
	}
	if red := settings.PaletteOf(settings.Appearance{Accent: "#e03131"}); red.DarkAdjusted || red.Dark.Accent != red.Light.Accent {
		t.Errorf("red: %+v", red.Dark.Scheme)
	}
	if own := settings.PaletteOf(settings.Appearance{Accent: "#f5ab35"}); own.DarkAdjusted || !cmp.Equal(own, settings.PaletteOf(settings.Appearance{})) {
		t.Error("the theme's own accent is another when it is chosen")
	}
}

func words(s string) settings.Texts { return settings.Texts{"en": s} }

func column(href string) []settings.FooterColumn {
	return []settings.FooterColumn{{Title: words("Help"), Links: []settings.FooterLink{{Text: words("Go"), Href: href}}}}
}

func TestWhatStandsOnEveryPageIsRefusedWhenItIsHostile(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *settings.Service) {
		type try struct {
			place string
			a     settings.Appearance
		}
		picture := func(url string) settings.Picture { return settings.Picture{URL: url, Width: 10, Height: 10} }
		tries := []try{
			{"appearance.accent", settings.Appearance{Accent: "red"}},
			{"appearance.accent", settings.Appearance{Accent: "#f00;}*{display:none"}},
			{"appearance.paper", settings.Appearance{Paper: "url(//evil.example)"}},
			{"appearance.corners", settings.Appearance{Corners: "0;}"}},
			{"appearance.font", settings.Appearance{Font: `"Evil", serif`}},
			{"appearance.logo.width", settings.Appearance{Logo: settings.Picture{URL: "/media/a.png", Height: 10}}},
			{"appearance.logo_dark.height", settings.Appearance{LogoDark: settings.Picture{URL: "/media/a.png", Width: 10, Height: 1 << 20}}},
			{"appearance.footer_text", settings.Appearance{FooterText: settings.Texts{"not a tag": "x"}}},
			{"appearance.footer_text.en", settings.Appearance{FooterText: words(strings.Repeat("x", 501))}},
			{"appearance.footer_text.ar", settings.Appearance{FooterText: settings.Texts{"ar": "backwards \u202e"}}},
			{"appearance.footer_columns", settings.Appearance{FooterColumns: make([]settings.FooterColumn, 5)}},
			{"appearance.footer_columns[0].title", settings.Appearance{FooterColumns: make([]settings.FooterColumn, 1)}},
			{"appearance.footer_columns[0].links", settings.Appearance{FooterColumns: []settings.FooterColumn{{Title: words("x"), Links: make([]settings.FooterLink, 11)}}}},
			{"appearance.footer_columns[0].links[0].text", settings.Appearance{FooterColumns: []settings.FooterColumn{{Title: words("x"), Links: []settings.FooterLink{{Href: "/"}}}}}},
		}
		for _, href := range []string{"", "javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "vbscript:x",
			"//evil.example", `/\evil.example`, `\\evil.example`, "about", "https:evil", "https://u:p@evil.example/", "mailto:", "mailto:nobody", "file:///etc/passwd", "blob:x",
			"/a b", "https://", "/" + strings.Repeat("x", 600), "/\u202e"} {
			tries = append(tries, try{"appearance.footer_columns[0].links[0].href", settings.Appearance{FooterColumns: column(href)}})
		}
		for _, url := range []string{"https://evil.example/a.png", "//evil.example/a.png", "/media/../secret.png", "/media/a.png?x", "/media/a.html", "/media/", "data:image/png,x", "javascript:x.png", "/assets/a.png", "/media/a .png"} {
			tries = append(tries, try{"appearance.logo.url", settings.Appearance{Logo: picture(url)}}, try{"appearance.favicon.url", settings.Appearance{Favicon: picture(url)}})
		}
		for _, c := range tries {
			_, err := s.Update(system, settings.Patch{Appearance: opt.Some(c.a)})
			var e *errs.Error
			if !errors.As(err, &e) || !errors.Is(err, settings.ErrInvalid) || len(e.Fields) == 0 || e.Fields[0].Path != c.place {
				t.Errorf("%s of %+v: %v", c.place, c.a, err)
			}
		}
		if s.Platform().Version != 1 || len(w.EventNames(t)) != 0 {
			t.Error("something changed")
		}
	})
}

func TestAnAppearanceIsKeptTidyAndClearedAgain(t *testing.T) {
	dbtest.Each(t, settingstest.Sets(), func(t *testing.T, d *db.DB) {
		here, there := dbtest.NewWorld(d), dbtest.NewWorld(d)
		there.Clock.Advance(time.Hour) // two worlds of one seed would make the same ids
		s := settingstest.New(t, here)
		columns := []settings.FooterColumn{{Title: settings.Texts{"en": " Help ", "ar": " "}, Links: []settings.FooterLink{}}}
		for _, href := range []string{"/pages/about", "https://example.org/x?y=1#z", "HTTP://example.org", "mailto:help@example.org"} {
			columns[0].Links = append(columns[0].Links, settings.FooterLink{Text: settings.Texts{"ne": "सहायता"}, Href: href})
		}
		in := settings.Appearance{Accent: " #1F6FEB ", Paper: settings.PaperCool, Logo: settings.Picture{URL: "/media/logo.png", Width: 300, Height: 80},
			LogoDark: settings.Picture{Width: 7}, FooterText: settings.Texts{"en": "Open daily\r\nin Patan"}, FooterColumns: columns}
		got := settingstest.Change(t, s, settings.Patch{Appearance: opt.Some(in)}).Appearance
		want := in
		want.Accent, want.Corners, want.Font, want.LogoDark = "#1f6feb", settings.CornersSoft, settings.FontTheme, settings.Picture{}
		want.FooterText = settings.Texts{"en": "Open daily\nin Patan"}
		want.FooterColumns = []settings.FooterColumn{{Title: settings.Texts{"en": "Help"}, Links: columns[0].Links}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if columns[0].Title["ar"] == "" {
			t.Error("the caller's own texts were changed")
		}
		again := settingstest.New(t, there) // another node
		if diff := cmp.Diff(got, again.Platform().Appearance); diff != "" {
			t.Error("read back:", diff)
		}
		if v := settingstest.Change(t, s, settings.Patch{Appearance: opt.Some(got)}).Version; v != 2 {
			t.Error("saving what there is made version", v)
		}
		if got.FooterText.In("ar", []string{"ne", "en"}) != "Open daily\nin Patan" || got.FooterText.In("ar", nil) != "" {
			t.Error("a missing language is not spoken for")
		}
		cleared := settingstest.Change(t, s, settings.Patch{Appearance: opt.Null[settings.Appearance]()}).Appearance
		if diff := cmp.Diff(settings.Defaults().Appearance, cleared); diff != "" {
			t.Error(diff)
		}
	})
}

func TestTheAppearanceOverHTTP(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *settings.Service) {
		site := httpxtest.New(t, func(api huma.API) { s.RegisterSite(api) })
		store := httpxtest.New(t, func(api huma.API) { s.RegisterStore(api) })
		a := settings.Defaults().Appearance
		a.Accent, a.FooterColumns = "#0b7285", column("/pages/about")
		body := map[string]any{"appearance": a}
		store.Do(httpxtest.Call{As: member(), Method: "PATCH", Path: "/settings", Body: body}).Want(http.StatusForbidden)
		store.Do(httpxtest.Call{As: owner(), Method: "PATCH", Path: "/settings", Body: body, Header: map[string]string{"If-Match": `"7"`}}).Want(http.StatusPreconditionFailed)
		store.Do(httpxtest.Call{As: owner(), Method: "PATCH", Path: "/settings", Body: body, Header: map[string]string{"If-Match": `"1"`}}).Want(http.StatusOK)
		var pub settings.Public
		site.Do(httpxtest.Call{Method: "GET", Path: "/settings"}).Want(http.StatusOK).Into(&pub)
		if diff := cmp.Diff(a, pub.Appearance); diff != "" {
			t.Error(diff)
		}
		a.FooterColumns = column("javascript:alert(1)")
		body["appearance"] = a
		store.Do(httpxtest.Call{As: owner(), Method: "PATCH", Path: "/settings", Body: body}).Want(http.StatusUnprocessableEntity)

		var p settings.Palette
		store.Do(httpxtest.Call{As: member(), Method: "GET", Path: "/settings/palette?paper=warm&accent=" + url.QueryEscape("#0b7285")}).Want(http.StatusOK).Into(&p)
		if diff := cmp.Diff(settings.PaletteOf(settings.Appearance{Accent: "#0b7285", Paper: "warm"}), p); diff != "" {
			t.Error(diff)
		}
		store.Do(httpxtest.Call{As: owner(), Method: "GET", Path: "/settings/palette?accent=red"}).Want(http.StatusUnprocessableEntity)
		store.Do(httpxtest.Call{As: owner(), Method: "GET", Path: "/settings/palette?paper=grey"}).Want(http.StatusUnprocessableEntity)
	})
}
