package storefront_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/haatshop/haat/internal/shop/catalog"
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
