package storefront

import (
	"context"
	"errors"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"github.com/haatshop/haat/internal/kit/blob"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/serve/storefront/share"
	"github.com/haatshop/haat/internal/serve/storefront/view"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/content"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/seller"
	"github.com/haatshop/haat/internal/shop/settings"
)

// shared is what a page has to show beside a link to it.
type shared struct {
	name    string // whose card it is: an id, shareHome or shareShop
	picture string // address of the thing's own picture; empty shows the shop
	plate   bool   // the picture is a mark
	alt     string
	width   int // of the picture, when it is another site's
	height  int
}

// The cards that are no thing's.
const (
	shareHome = "home"
	shareShop = "shop"
)

// Of these pages alone is the type of Open Graph another than "website".
const (
	shareProduct = "product"
	shareArticle = "article"
)

// share tells other sites what to show beside a link to the page. A picture of
// another site is named as it is, never fetched; a thing without one shows the shop.
func (v *visit) share(l *view.Layout, s shared) {
	if l.Share == nil {
		l.Share = &view.Share{Type: "website", URL: l.Canonical, Locale: openLocale(v.code)}
		for _, code := range v.platform.Locales {
			if code != v.code {
				l.Share.Locales = append(l.Share.Locales, openLocale(code))
			}
		}
	}
	l.Share.Alt, l.Share.MIME, l.Share.Width, l.Share.Height = s.alt, "", 0, 0
	if l.Share.Alt == "" {
		l.Share.Alt = v.platform.Name
	}
	if strings.HasPrefix(s.picture, "https://") && path.Ext(s.picture) != ".svg" {
		l.Share.Image = s.picture
		if s.width > 0 && s.height > 0 {
			l.Share.Width, l.Share.Height = s.width, s.height
		}
		return
	}
	if _, ours := share.KeyOf(s.picture); !ours {
		s = shared{name: shareShop}
	}
	l.Share.Image = v.base() + sharePath(s.name, v.card(s))
	l.Share.MIME, l.Share.Width, l.Share.Height = "image/jpeg", share.Width, share.Height
}

// openLocale is a language as Open Graph writes it, with a country. Without one
// of its own it gets the likeliest; for Arabic the readers of these know "AR".
func openLocale(code string) string {
	tag, err := language.Parse(code)
	if err != nil {
		return code
	}
	base, _ := tag.Base()
	region, confidence := tag.Region()
	if confidence != language.Exact && base.String() == "ar" {
		return "ar_AR"
	}
	return base.String() + "_" + region.String()
}

// cornersOf are the radii of pictures, by the corners the shop wears.
var cornersOf = map[string]int{settings.CornersSquare: 0, settings.CornersRound: 40}

const softCorners = 20

// card is what a share image is made of: the thing's picture and the look of now.
func (v *visit) card(s shared) share.Card {
	c := share.Card{Plate: s.plate, Corners: softCorners, Marks: v.s.marks(),
		Ground: v.look.light.Ground, Raised: v.look.light.Raised, Accent: v.look.light.Accent}
	if r, ok := cornersOf[v.platform.Appearance.Corners]; ok {
		c.Corners = r
	}
	if key, ok := share.KeyOf(s.picture); ok {
		c.Picture = key
	}
	if key, ok := share.KeyOf(v.platform.Appearance.Logo.URL); ok {
		c.Logo = key
	}
	return c
}

// marks are what stands for a shop without a logo, the best first.
func (s *Storefront) marks() [][]byte {
	return slices.DeleteFunc([][]byte{s.theme.Asset("favicon.svg"), s.theme.Asset(bigIcon)}, func(b []byte) bool { return b == nil })
}

// versionLength is how much of a card's name stands in its address.
const versionLength = 16

func sharePath(name string, c share.Card) string {
	return "/share/" + name + "-" + c.Name()[:versionLength] + ".jpg"
}

var shareName = regexp.MustCompile(`^((?:prod|sto|cat|col)_[0-9a-z]{26}|home|shop)-[0-9a-f]{16}\.jpg$`)

// shareImage answers /share/{name}. The name says whose card is wanted; what is on
// it is looked up, so that nobody can have anything drawn but what pages link to,
// and what shoppers may not see is not there. Under an old version stands the card
// of now, which nobody is to keep under that name.
func (v *visit) shareImage() error {
	name := v.r.PathValue("name")
	m := shareName.FindStringSubmatch(name)
	if m == nil || v.prefix != "" {
		return v.notFound()
	}
	ctx := v.r.Context()
	s, err := v.sharedOf(ctx, m[1])
	if err != nil {
		return err
	}
	if _, ours := share.KeyOf(s.picture); !ours && s.name != shareShop {
		return v.notFound()
	}
	c := v.card(s)
	body, err := v.s.sharing.Open(ctx, c)
	switch {
	case errors.Is(err, share.ErrGone):
		return v.notFound()
	case errors.Is(err, share.ErrBusy):
		return blob.ErrUnavailable.Because(err)
	case err != nil:
		return err
	}
	h := v.w.Header()
	h.Set("Cache-Control", "no-store")
	if v.r.URL.Path == sharePath(s.name, c) {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	h.Set("Content-Type", "image/jpeg")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	if v.r.Method != http.MethodHead {
		_, _ = v.w.Write(body) // a reader that went away is nobody's error
	}
	return nil
}

// sharedOf is what the public pages say of a thing. Returns an error that is
// NotFound for what shoppers cannot see.
func (v *visit) sharedOf(ctx context.Context, name string) (shared, error) {
	switch {
	case name == shareShop:
		return shared{name: shareShop}, nil
	case name == shareHome:
		h, err := v.s.content.Home(ctx)
		return sharedHome(h.Sections), err
	case id.Valid("prod_", name):
		p, err := v.s.listing.Product(ctx, v.s.db, name, v.audience())
		return sharedProduct(p), err
	case id.Valid("sto_", name):
		st, err := v.s.seller.Public(ctx, v.s.db, name)
		return sharedStore(st), err
	case id.Valid("col_", name):
		c, err := v.s.catalog.Collection(ctx, v.s.db, name)
		return shared{name: c.ID, picture: c.ImageURL}, err
	}
	tree, err := v.s.catalog.Categories(ctx, v.s.db)
	if err != nil {
		return shared{}, err
	}
	c, ok := tree.Get(name)
	if !ok {
		return shared{}, catalog.ErrCategoryNotFound
	}
	return shared{name: c.ID, picture: c.ImageURL}, nil
}

func sharedStore(s seller.Store) shared {
	return shared{name: s.ID, picture: s.LogoURL, plate: true, alt: s.Name}
}

func sharedProduct(p listing.View) shared {
	s := shared{name: p.ID, alt: p.Title}
	if p.Image != nil {
		s.picture, s.width, s.height = p.Image.URL, p.Image.Width, p.Image.Height
		if p.Image.Alt != "" {
			s.alt = p.Image.Alt
		}
	}
	return s
}

// sharedHome is the first large picture of the front page.
func sharedHome(sections []content.Section) shared {
	s := shared{name: shareHome}
	for _, x := range sections {
		if (x.Kind == "hero" || x.Kind == "story") && x.ImageURL != "" {
			s.picture = x.ImageURL
			break
		}
	}
	return s
}
