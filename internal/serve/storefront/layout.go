package storefront

import (
	"context"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/kit/text"
	"github.com/haatshop/haat/internal/serve/storefront/view"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/content"
)

// navLength is how many categories the main navigation shows.
const navLength = 8

// bareLayout is the frame that can be drawn without asking the database anything.
func (v *visit) bareLayout() *view.Layout {
	return &view.Layout{
		Locale: v.code, Dir: v.locale.Dir(), ShopName: v.platform.Name, NoIndex: true,
		HomeURL: v.url("/"), SearchURL: v.url("/search"), SuggestURL: v.url("/fragments/suggest"), ManifestURL: v.url("/manifest.webmanifest"), CartURL: v.url("/cart"), AccountURL: v.url("/account"),
		FragmentURL: "/fragments/me", Year: strconv.Itoa(v.s.clock.Now().In(v.platform.Location()).Year()),
		Locales: v.localeLinks(v.path), Look: v.look.frame, FooterText: v.platform.Appearance.FooterText.In(v.code, v.platform.Locales),
	}
}

// layout is the frame of a public page.
func (v *visit) layout(ctx context.Context, title string) (*view.Layout, error) {
	l := v.bareLayout()
	l.Title, l.NoIndex, l.Canonical = title, false, v.absolute(v.path)
	l.Description = v.t("meta.home", "shop", v.platform.Name)
	if title != "" {
		l.Description = v.t("meta.page", "title", title, "shop", v.platform.Name)
	}
	v.share(l, shared{name: shareShop})
	tree, err := v.s.catalog.Categories(ctx, v.s.db)
	if err != nil {
		return nil, err
	}
	l.Nav = v.nav(tree)
	if l.Footer = v.ownFooter(); l.Footer == nil {
		l.Footer, err = v.footer(ctx)
	}
	return l, err
}

// longestDescription is about what search engines show of one.
const longestDescription = 200

// describe tells search engines what a page is about, in the words it has for it; without any, what
// the layout says stands.
func describe(l *view.Layout, words string) {
	if words = clip(strings.TrimSpace(text.Plain(words)), longestDescription); words != "" {
		l.Description = words
	}
}

func (v *visit) nav(tree *catalog.Tree) []view.NavItem {
	items := []view.NavItem{{Link: view.Link{Text: v.t("nav.products"), Href: v.url("/products")}, Current: v.path == "/products"}}
	for _, id := range tree.Children("") {
		if c, ok := tree.Get(id); ok && len(items) <= navLength {
			items = append(items, view.NavItem{Link: v.categoryLink(c), Current: v.path == "/categories/"+c.Handle})
		}
	}
	return append(items, view.NavItem{Link: view.Link{Text: v.t("nav.stores"), Href: v.url("/stores")}, Current: v.path == "/stores"})
}

func (v *visit) categoryLink(c catalog.Category) view.Link {
	return view.Link{Text: c.Localised(v.code).Name, Href: v.url("/categories/" + url.PathEscape(c.Handle))}
}

// localeLinks are the same page in every language.
func (v *visit) localeLinks(path string) []view.LocaleLink {
	links := make([]view.LocaleLink, 0, len(v.platform.Locales))
	for i, code := range v.platform.Locales {
		prefix := ""
		if i > 0 {
			prefix = "/" + code
		}
		href := prefix + path
		if path == "/" && prefix != "" {
			href = prefix
		}
		links = append(links, view.LocaleLink{Code: code, Name: languageName(code), Dir: v.s.theme.Locale(code).Dir(),
			Href: (&url.URL{Path: href}).String(), Full: v.base() + (&url.URL{Path: href}).String(), Current: code == v.code})
	}
	return links
}

// languageName is a language's name in itself.
func languageName(code string) string {
	tag, err := language.Parse(code)
	if err != nil {
		return code
	}
	name := display.Self.Name(tag)
	if name == "" {
		return code
	}
	// Languages that know capitals write their name with one on a button.
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(first)) + name[size:]
}

func (v *visit) homeCrumb() view.Link { return view.Link{Text: v.t("nav.home"), Href: v.url("/")} }

// ownFooter is the footer the merchant put together; nil when the theme's stands.
func (v *visit) ownFooter() []view.LinkGroup {
	var groups []view.LinkGroup
	for _, c := range v.platform.Appearance.FooterColumns {
		g := view.LinkGroup{Title: c.Title.In(v.code, v.platform.Locales)}
		for _, l := range c.Links {
			g.Links = append(g.Links, view.Link{Text: l.Text.In(v.code, v.platform.Locales), Href: v.linkOf(l.Href)})
		}
		groups = append(groups, g)
	}
	return groups
}

// footerPages is how many of the merchant's pages the footer links to.
const footerPages = 8

func (v *visit) footer(ctx context.Context) ([]view.LinkGroup, error) {
	pages, err := v.s.content.Pages(ctx, v.s.db, content.Filter{}, page.Request{Limit: footerPages})
	if err != nil {
		return nil, err
	}
	about := view.LinkGroup{Title: v.platform.Name}
	for _, p := range pages.Items {
		about.Links = append(about.Links, view.Link{Text: p.Localised(v.code).Title, Href: v.url("/pages/" + url.PathEscape(p.Handle))})
	}
	groups := []view.LinkGroup{
		{Title: v.t("nav.shop"), Links: []view.Link{{Text: v.t("nav.products"), Href: v.url("/products")}, {Text: v.t("nav.categories"), Href: v.url("/categories")}, {Text: v.t("nav.stores"), Href: v.url("/stores")}}},
		{Title: v.t("nav.help"), Links: []view.Link{{Text: v.t("nav.track"), Href: v.url("/track")}, {Text: v.t("nav.account"), Href: v.url("/account")}}},
	}
	if len(about.Links) > 0 {
		groups = append(groups, about)
	}
	return groups, nil
}
