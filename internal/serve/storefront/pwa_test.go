package storefront_test

import (
	"encoding/json"
	"net/http"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/settings"
)

func TestTheShopCanBeInstalledInEveryLanguage(t *testing.T) {
	eachShop(t, func(s *shop) {
		for path, want := range map[string][3]string{"/manifest.webmanifest": {"en", "ltr", "/"}, "/ar/manifest.webmanifest": {"ar", "rtl", "/ar"}, "/ne/manifest.webmanifest": {"ne", "ltr", "/ne"}} {
			a := s.shows(path)
			var m struct {
				ID, Name, Lang, Dir, Scope, Display string
				Start                               string `json:"start_url"`
				Icons                               []struct{ Src, Sizes, Type, Purpose string }
				Shortcuts                           []struct{ Name, URL string }
			}
			if err := json.Unmarshal([]byte(a.body), &m); err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			if got := [3]string{m.Lang, m.Dir, m.Start}; got != want || m.ID != "/" || m.Scope != "/" || m.Display != "standalone" || m.Name == "" {
				t.Errorf("%s: %+v", path, m)
			}
			if got := a.Header.Get("Content-Type"); got != "application/manifest+json" {
				t.Errorf("%s: %s", path, got)
			}
			sizes := ""
			for _, icon := range m.Icons {
				sizes += icon.Sizes + " " + icon.Purpose + ","
				if got := s.get(icon.Src); got.StatusCode != http.StatusOK || got.Header.Get("Content-Type") != icon.Type {
					t.Errorf("%s: %d %s", icon.Src, got.StatusCode, got.Header.Get("Content-Type"))
				}
			}
			if sizes != "any any,192x192 any,512x512 any,512x512 maskable," {
				t.Errorf("icons %s", sizes)
			}
			if !strings.Contains(s.shows(want[2]).body, `<link rel="manifest" href="`+path+`">`) {
				t.Errorf("%s does not name %s", want[2], path)
			}
		}
	})
}

func TestAnInstalledShopWearsTheMerchantsMark(t *testing.T) {
	picture := func(name string, w, h int) settings.Picture {
		return settings.Picture{URL: "/media/" + name, Width: w, Height: h}
	}
	const theme192, theme512, cut = "theme 192x192 any", "theme 512x512 any", "theme 512x512 maskable"
	eachShop(t, func(s *shop) {
		for _, c := range []struct {
			name        string
			wears       settings.Appearance
			icons       []string
			touch, logo string
		}{
			{"a large tab icon", settings.Appearance{Favicon: picture("tab.png", 512, 512)}, []string{"/media/tab.png 512x512 any"}, "/media/tab.png", "/media/tab.png"},
			{"a middling one", settings.Appearance{Favicon: picture("tab.webp", 256, 256)}, []string{"/media/tab.webp 256x256 any", theme512}, "", "/media/tab.webp"},
			{"a small one", settings.Appearance{Favicon: picture("tab.png", 64, 64)}, []string{"/media/tab.png 64x64 any", theme192, theme512, cut}, "", ""},
			{"a drawing", settings.Appearance{Favicon: picture("tab.svg", 32, 32)}, []string{"/media/tab.svg any any"}, "", "/media/tab.svg"},
			{"a small tab icon and a square logo", settings.Appearance{Favicon: picture("tab.png", 64, 64), Logo: picture("logo.png", 600, 600)},
				[]string{"/media/tab.png 64x64 any", "/media/logo.png 600x600 any"}, "/media/logo.png", "/media/logo.png"},
			{"a wide logo", settings.Appearance{Logo: picture("logo.png", 600, 200)}, []string{"theme any any", theme192, theme512, cut}, "", "/media/logo.png"},
			{"nothing again", settings.Appearance{}, []string{"theme any any", theme192, theme512, cut}, "", ""},
		} {
			s.wears(c.wears)
			var m struct {
				Icons []struct{ Src, Sizes, Type, Purpose string }
			}
			if err := json.Unmarshal([]byte(s.shows("/manifest.webmanifest").body), &m); err != nil {
				t.Fatal(err)
			}
			var icons []string
			for _, i := range m.Icons {
				if strings.HasPrefix(i.Src, "/assets/") {
					i.Src = "theme"
				} else if want := "image/" + strings.Replace(path.Ext(i.Src)[1:], "svg", "svg+xml", 1); i.Type != want {
					t.Errorf("%s: %s is called %s", c.name, i.Src, i.Type)
				}
				icons = append(icons, i.Src+" "+i.Sizes+" "+i.Purpose)
			}
			if !slices.Equal(icons, c.icons) {
				t.Errorf("%s: icons %q, want %q", c.name, icons, c.icons)
			}
			home := s.shows("/")
			_, touch, _ := strings.Cut(home.body, `<link rel="apple-touch-icon" href="`)
			if c.touch == "" {
				c.touch = "/assets/icon-192-"
			}
			if !strings.HasPrefix(touch, c.touch) {
				t.Errorf("%s: on a home screen %.60s, want %s", c.name, touch, c.touch)
			}
			if c.logo == "" {
				c.logo = "/assets/icon-512-"
			}
			if got := home.says(t).Graph[0].Logo; !strings.HasPrefix(got, "http://shop.example"+c.logo) {
				t.Errorf("%s: search engines are told of %s, want %s", c.name, got, c.logo)
			}
		}
	})
}

func TestTheWorkerKnowsTheShellAndTheOfflinePages(t *testing.T) {
	eachShop(t, func(s *shop) {
		a := s.shows("/sw.js", "worker.addEventListener")
		if a.Header.Get("Content-Type") != "text/javascript; charset=utf-8" || a.Header.Get("Cache-Control") != "no-cache" || a.Header.Get("Etag") == "" {
			t.Errorf("%v", a.Header)
		}
		head, _, _ := strings.Cut(a.body, ";\n")
		var shell struct {
			Version string
			Assets  []string
			Offline map[string]string
		}
		if err := json.Unmarshal([]byte(strings.TrimPrefix(head, "self.SHOP = ")), &shell); err != nil {
			t.Fatal(err)
		}
		if shell.Version == "" || len(shell.Offline) != 3 || shell.Offline[""] != "/offline" || shell.Offline["/ar"] != "/ar/offline" {
			t.Errorf("%+v", shell)
		}
		home := s.shows("/").body
		for _, kind := range []string{"/assets/site-", "/assets/dom-", "/assets/display-"} {
			_, rest, _ := strings.Cut(home, kind)
			name, _, _ := strings.Cut(rest, `"`)
			if !strings.Contains(head, kind+name) {
				t.Errorf("the page loads %s%s, which is not in the shell", kind, name)
			}
		}
		for _, address := range shell.Assets {
			if got := s.get(address); got.StatusCode != http.StatusOK || !strings.Contains(got.Header.Get("Cache-Control"), "immutable") {
				t.Errorf("%s: %d", address, got.StatusCode)
			}
		}
		s.shows("/offline", "You are offline", "noindex")
		s.shows("/ar/offline", "أنت غير متصل", `dir="rtl"`)
		if got := s.get("/ar/sw.js"); got.StatusCode != http.StatusNotFound {
			t.Errorf("a second worker: %d", got.StatusCode)
		}
	})
}

// once names a press of the button as a browser does.
const once = "0123456789abcdef0123456789abcdef"

func (b *browser) press(p catalog.Product, name string) *browser {
	b.t.Helper()
	return b.open("/products/"+p.Handle).sees(200).send("/cart/add", "once", name)
}

func TestWhatIsSentTwiceIsPutIntoTheCartOnce(t *testing.T) {
	eachShop(t, func(s *shop) {
		mug, lamp := s.goods()
		b := s.visitor()
		for range 3 {
			b.press(mug, once).is("/cart").sees(200, "$18.00", `data-cart-count>1<`)
		}
		b.press(mug, strings.Repeat("f", 32)).is("/cart").sees(200, `data-cart-count>2<`)
		b.press(lamp, once).sees(http.StatusConflict)
		b.open("/cart").sees(200, `data-cart-count>2<`)
		b.press(mug, "short").sees(http.StatusBadRequest)
		b.open("/cart").sees(200, `data-cart-count>2<`)
	})
}

func TestAFirstPressWhoseAnswerWasLostLeadsToTheSameCart(t *testing.T) {
	eachShop(t, func(s *shop) {
		mug, _ := s.goods()
		first := s.visitor().press(mug, once).is("/cart")
		again := s.visitor().press(mug, once).is("/cart").sees(200, `data-cart-count>1<`) // the cookie never arrived
		if first.cookie("haat_cart") == "" || first.cookie("haat_cart") != again.cookie("haat_cart") {
			t.Errorf("carts %q and %q", first.cookie("haat_cart"), again.cookie("haat_cart"))
		}
	})
}

func TestANameOfAPressNeverOpensAnotherPersonsCart(t *testing.T) {
	eachShop(t, func(s *shop) {
		mug, _ := s.goods()
		owner := s.registered("maya@example.com")
		owner.press(mug, once).is("/cart").sees(200, `data-cart-count>1<`)
		stranger := s.visitor().press(mug, once).is("/cart")
		if stranger.cookie("haat_cart") != "" || strings.Contains(main(stranger.body), mug.Title) {
			t.Errorf("a stranger sees %s", main(stranger.body))
		}
		ordered := strings.Repeat("a", 32)
		guest := s.visitor().press(mug, ordered).is("/cart").addressed().send("/checkout/shipping").send("/checkout/payment", "payment_method", "cod").send("/checkout/review").sees(200, "Thank you!")
		if guest.press(mug, ordered).is("/cart"); guest.cookie("haat_cart") != "" {
			t.Error("a cart that was ordered came back")
		}
	})
}

func TestANameOfAPressIsReadAsText(t *testing.T) {
	eachShop(t, func(s *shop) {
		mug, _ := s.goods()
		for _, name := range []string{"' OR 1=1 -- and so on, and so on", strings.Repeat("0", 41), "G" + once[1:], once + "\n" + once} {
			s.visitor().press(mug, name).sees(http.StatusBadRequest)
		}
	})
}
