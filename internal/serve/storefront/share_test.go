package storefront_test

import (
	"bytes"
	"image/jpeg"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/serve/storefront/share"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/catalog/catalogtest"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/settings"
)

var shareTag = regexp.MustCompile(`<meta property="og:image" content="http://shop\.example(/share/[^"]+)">`)

// shared is where a page says its picture is.
func (s *shop) shared(path string) string {
	s.t.Helper()
	page := s.shows(path, `<meta property="og:type"`, `<meta property="og:description"`, `<meta property="og:image:alt"`, `name="twitter:card" content="summary_large_image"`,
		`og:image:width" content="1200"`, `og:image:height" content="630"`)
	m := shareTag.FindStringSubmatch(page.body)
	if m == nil {
		s.t.Fatalf("%s has no picture for others", path)
	}
	return m[1]
}

// dressed gives a product pictures.
func (s *shop) dressed(p catalog.Product, status catalog.Status, images ...catalog.ImageRef) {
	s.t.Helper()
	save := listing.Save{SaveProduct: catalog.SaveProduct{ID: p.ID, Status: opt.Some(status), Images: opt.Some(images)}}
	if _, err := s.Listing.Save(catalogtest.Owner(), save); err != nil {
		s.t.Fatal(err)
	}
}

func (s *shop) drawing(colour string) catalog.ImageRef {
	s.t.Helper()
	im, err := s.content.PutTrustedSVG(s.t.Context(), strings.NewReader(`<svg viewBox="0 0 80 100"><rect width="80" height="100" fill="`+colour+`"/></svg>`), "x.svg")
	if err != nil {
		s.t.Fatal(err)
	}
	return catalog.ImageRef{URL: im.URL, Width: im.Width, Height: im.Height, Alt: "A thing"}
}

func TestAProductIsSharedWithItsPictureUntilItIsHidden(t *testing.T) {
	eachShop(t, func(s *shop) {
		p := s.mug()
		path := "/products/" + p.Handle
		if at := s.shared(path); !strings.HasPrefix(at, "/share/shop-") {
			s.t.Errorf("without a picture it shows %s", at)
		}
		s.dressed(p, catalog.Active, s.drawing("#f00"))
		at := s.shared(path)
		s.shows("/ar"+path, "http://shop.example"+at, `og:locale" content="ar_AR"`, `og:locale:alternate" content="en_US"`, `og:type" content="product"`, `content="A thing"`)
		a := s.shows(at)
		if m, err := jpeg.Decode(bytes.NewReader([]byte(a.body))); err != nil || m.Bounds().Dx() != share.Width || m.Bounds().Dy() != share.Height || len(a.body) >= 300_000 {
			s.t.Fatalf("%v, %d bytes", err, len(a.body))
		}
		if a.Header.Get("Cache-Control") != "public, max-age=31536000, immutable" || a.Header.Get("Content-Type") != "image/jpeg" || !strings.Contains(a.Header.Get("Content-Security-Policy"), "sandbox") {
			s.t.Error(a.Header)
		}
		s.dressed(p, catalog.Active, s.drawing("#00f"))
		next := s.shared(path) // the kept page does not stand in the way
		if next == at {
			s.t.Error("another picture has the same address")
		}
		if old := s.shows(at); old.Header.Get("Cache-Control") != "no-store" || old.body != s.shows(next).body {
			s.t.Error("an old address is kept:", old.Header)
		}
		s.wears(settings.Appearance{Accent: "#14205c"})
		if dressed := s.shared(path); dressed == next {
			s.t.Error("another look has the same address")
		}
		s.dressed(p, catalog.Active, catalog.ImageRef{URL: "https://elsewhere.example/a.jpg", Width: 800, Height: 600})
		s.shows(path, `og:image" content="https://elsewhere.example/a.jpg"`, `og:image:width" content="800"`)
		s.dressed(p, catalog.Active, s.drawing("#00f"))
		at = s.shared(path)
		s.dressed(p, catalog.Draft, s.drawing("#00f"))
		if a := s.get(at); a.StatusCode != http.StatusNotFound {
			s.t.Errorf("a draft's picture: %d", a.StatusCode)
		}
	})
}

func TestEveryPublicPageIsSharedAndNoOther(t *testing.T) {
	eachShop(t, func(s *shop) {
		p := s.mug()
		for _, path := range []string{"/", "/products", "/categories", "/stores", "/stores/kiln", "/ne/products"} {
			s.shows(s.shared(path))
		}
		for _, path := range []string{"/cart", "/login", "/track", "/nowhere"} {
			if a := s.get(path); strings.Contains(a.body, "og:image") {
				s.t.Errorf("%s is shared", path)
			}
		}
		for _, path := range []string{"/share", "/share/x.jpg", "/share/shop.jpg", "/share/shop-0123456789abcdef.png", "/share/shop-0123456789ABCDEF.jpg", "/ar/share/shop-0123456789abcdef.jpg",
			"/share/" + p.ID + "-0123456789abcdef.jpg", "/share/prod_00000000000000000000000000-0123456789abcdef.jpg", "/share/home-0123456789abcdef.jpg",
			"/share/sto_00000000000000000000000000-0123456789abcdef.jpg", "/share/cat_00000000000000000000000000-0123456789abcdef.jpg", "/share/col_00000000000000000000000000-0123456789abcdef.jpg",
			"/share/media%2f..%2fsecret.key-0123456789abcdef.jpg", "/share/http:%2f%2f127.0.0.1-0123456789abcdef.jpg"} {
			if a := s.get(path); a.StatusCode != http.StatusNotFound {
				s.t.Errorf("%s: %d", path, a.StatusCode)
			}
		}
	})
}
