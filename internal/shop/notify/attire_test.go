package notify

import (
	"context"
	"strings"
	"testing"

	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/settings"
	"github.com/haatshop/haat/internal/shop/settings/settingstest"
)

func wearing(t *testing.T, a settings.Appearance) (html string) {
	t.Helper()
	each(t, func(t *testing.T, _ *dbtest.World, s *Service, _ *outbox) {
		settingstest.Change(t, s.d.Settings, settings.Patch{Name: opt.Some(`Kiln & "Co"`), Appearance: opt.Some(a)})
		l, err := s.compose(context.Background(), deliveryRow{Delivery: Delivery{ID: "mail_1", Kind: RegistrationKnown, Locale: "en", Recipient: "ada@example.com"}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		f, err := l.render()
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(f.text, `Kiln & "Co"`) {
			t.Errorf("the text does not begin with the name: %.40q", f.text)
		}
		html = f.html
	})
	return html
}

func TestALetterWearsTheShopsLogo(t *testing.T) {
	none := wearing(t, settings.Appearance{})
	if strings.Contains(none, "<img") || !strings.Contains(none, "<bdi>Kiln &amp; &#34;Co&#34;</bdi></td>") {
		t.Error("without a logo the name stands at the head")
	}
	one := wearing(t, settings.Appearance{Logo: settings.Picture{URL: "/media/a.png", Width: 640, Height: 160}})
	for _, want := range []string{`src="https://haat.example/media/a.png" width="160" height="40"`, `alt="Kiln &amp; &#34;Co&#34;"`, ".plate{background-color:#ffffff!important"} {
		if !strings.Contains(one, want) {
			t.Errorf("no %s in\n%s", want, one)
		}
	}
	if strings.Contains(one, "night") {
		t.Error("a logo for the dark that there is not")
	}
	two := wearing(t, settings.Appearance{Logo: settings.Picture{URL: "/media/a.png", Width: 30, Height: 20}, LogoDark: settings.Picture{URL: "/media/b.webp", Width: 1200, Height: 100}})
	for _, want := range []string{`src="https://haat.example/media/a.png" width="30" height="20"`, `src="https://haat.example/media/b.webp" width="240" height="20"`, ".night{display:inline-block!important"} {
		if !strings.Contains(two, want) {
			t.Errorf("no %s in\n%s", want, two)
		}
	}
}

func TestALogoMailProgramsCannotDrawIsTheName(t *testing.T) {
	s := &Service{d: Deps{BaseURL: func() string { return "https://haat.example" }}}
	for _, p := range []settings.Picture{{}, {URL: "/media/a.svg", Width: 9, Height: 9}, {URL: "/media/a", Width: 9, Height: 9}, {URL: "/media/a.png"}} {
		if got := s.picture(p); got != (picture{}) {
			t.Errorf("%+v became %+v", p, got)
		}
	}
	if got := s.attire(settings.Appearance{LogoDark: settings.Picture{URL: "/media/b.png", Width: 9, Height: 9}}); got.LogoDark.Src != "" {
		t.Error("a logo for the dark alone shows nothing in the light")
	}
}

func TestALetterWearsTheAccentWhereItCanBeRead(t *testing.T) {
	if html := wearing(t, settings.Appearance{}); !strings.Contains(html, string("background-color:"+light.Accent)) {
		t.Error("the tokens' accent is missing")
	}
	html := wearing(t, settings.Appearance{Accent: "#14205c"})
	dark := settings.PaletteOf(settings.Appearance{Accent: "#14205c"}).Dark
	for _, want := range []string{"background-color:#14205c;", "color:#ffffff;text-decoration:none", ".accent{background-color:" + dark.Accent.String() + "!important}", ".on{color:" + dark.OnAccent.String() + "!important}"} {
		if !strings.Contains(html, want) {
			t.Errorf("no %s", want)
		}
	}
	if strings.Contains(html, string(light.Accent)) {
		t.Error("something still wears the tokens' accent")
	}
	// One that was saved before there were rules.
	if _, _, ok := worn(settings.Appearance{Accent: "#fefefe"}); ok {
		t.Error("a white button on white paper")
	}
	var w wardrobe
	if w.templateIn(settings.Appearance{Accent: "#fefefe"}) != htmlTemplate {
		t.Error("not the tokens' colours in place of what cannot be seen")
	}
	first := w.templateIn(settings.Appearance{Accent: "#14205c"})
	if first == htmlTemplate || w.templateIn(settings.Appearance{Accent: "#14205c"}) != first || w.templateIn(settings.Appearance{Accent: "#8a1c4a"}) == first {
		t.Error("the template is made once for each accent")
	}
}
