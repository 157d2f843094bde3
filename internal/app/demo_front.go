package app

import (
	"context"
	"errors"
	"html"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/content"
	"github.com/haatshop/haat/internal/shop/settings"
)

// frontPage leaves of the home page what the merchant arranged: sections as the demo brought them
// go, and the others lose what they refer to that is gone.
func (r *removal) frontPage(ctx context.Context) error {
	ours := r.has(settings.DemoSections)
	home, err := r.Content.Home(ctx)
	if err != nil {
		return err
	}
	left := []content.Section{}
	for _, s := range home.Sections {
		if ours[fingerprint(s)] {
			continue
		}
		s, ok, err := r.living(ctx, s)
		if err != nil {
			return err
		}
		if ok {
			left = append(left, s)
		}
	}
	_, err = r.Content.SaveHome(ctx, content.SaveHome{Sections: left, IfVersion: &home.Version})
	if errors.Is(err, content.ErrStale) { // edited this moment: look again
		return r.frontPage(ctx)
	}
	return err
}

// living returns a section without what it refers to that is not there; false when nothing that
// it is for is left.
func (r *removal) living(ctx context.Context, s content.Section) (content.Section, bool, error) {
	dead, err := r.dead(ctx, s.LinkURL)
	if err != nil {
		return s, false, err
	}
	if dead {
		s.LinkURL = ""
	}
	for i, q := range s.Quotes {
		if dead, err = r.dead(ctx, q.LinkURL); err != nil {
			return s, false, err
		}
		if dead {
			s.Quotes[i].LinkURL = ""
		}
	}
	root := map[string]string{"categories": "/categories/", "collection": "/collections/", "hero": "/collections/", "stores": "/stores/"}[s.Kind]
	if s.Ref == "" || root == "" {
		return s, true, nil
	}
	var refs []string
	for _, handle := range strings.Split(s.Ref, ",") {
		dead, err := r.dead(ctx, root+strings.TrimSpace(handle))
		if err != nil {
			return s, false, err
		}
		if !dead {
			refs = append(refs, handle)
		}
	}
	s.Ref = strings.Join(refs, ",")
	return s, s.Ref != "" || s.Kind == "hero", nil
}

// footer drops links of the merchant's footer that lead nowhere now.
func (r *removal) footer(ctx context.Context) error {
	look := r.Settings.Platform().Appearance
	columns, dropped := slices.Clone(look.FooterColumns), false
	for i := range columns {
		links := []settings.FooterLink{}
		for _, l := range columns[i].Links {
			dead, err := r.dead(ctx, l.Href)
			if err != nil {
				return err
			}
			if dead {
				dropped = true
				continue
			}
			links = append(links, l)
		}
		columns[i].Links = links
	}
	if !dropped {
		return nil
	}
	look.FooterColumns = slices.DeleteFunc(columns, func(c settings.FooterColumn) bool { return len(c.Links) == 0 })
	_, err := r.Settings.Update(ctx, settings.Patch{Appearance: opt.Some(look)})
	return err
}

// anchors of a text that was sanitised when it was saved; they never nest.
var anchors = regexp.MustCompile(`(?s)<a\s[^>]*?href="([^"]*)"[^>]*>(.*?)</a>`)

// texts takes links to what is gone out of the pages that stay; the words stay.
func (r *removal) texts(ctx context.Context) error {
	for req := (page.Request{Limit: 50}); ; {
		list, err := r.Content.Pages(ctx, r.DB, content.Filter{}, req)
		if err != nil {
			return err
		}
		for _, p := range list.Items {
			if err := r.unlinkPage(ctx, p); err != nil {
				return err
			}
		}
		if req.Cursor = list.Next; req.Cursor == "" {
			return nil
		}
	}
}

func (r *removal) unlinkPage(ctx context.Context, p content.Page) error {
	body, err := r.unlinked(ctx, p.BodyHTML)
	if err != nil {
		return err
	}
	words := maps.Clone(p.Translations)
	for locale, t := range words {
		if t.BodyHTML, err = r.unlinked(ctx, t.BodyHTML); err != nil {
			return err
		}
		words[locale] = t
	}
	if body == p.BodyHTML && maps.Equal(words, p.Translations) {
		return nil
	}
	_, err = r.Content.SavePage(ctx, content.SavePage{ID: p.ID, BodyHTML: opt.Some(body), Translations: opt.Some(words), IfVersion: &p.Version})
	if errors.Is(err, content.ErrStale) { // edited this moment: look again
		if p, err = r.Content.Managed(ctx, r.DB, p.ID); err == nil {
			return r.unlinkPage(ctx, p)
		}
	}
	if errors.Is(err, content.ErrNotFound) {
		return nil
	}
	return err
}

// unlinked returns a text without links to what is not there.
func (r *removal) unlinked(ctx context.Context, body string) (string, error) {
	var failed error
	out := anchors.ReplaceAllStringFunc(body, func(a string) string {
		m := anchors.FindStringSubmatch(a)
		dead, err := r.dead(ctx, html.UnescapeString(m[1]))
		failed = errors.Join(failed, err)
		if dead {
			return m[2]
		}
		return a
	})
	return out, failed
}

// dead says whether an address is one of this shop's under which nothing is kept, whether shown
// or not: what is only hidden comes back.
func (r *removal) dead(ctx context.Context, href string) (bool, error) {
	u, err := url.Parse(href)
	if err != nil || u.Host != "" || u.Scheme != "" {
		return false, nil
	}
	kind, handle, _ := strings.Cut(strings.TrimPrefix(u.Path, "/"), "/")
	if handle == "" || strings.Contains(handle, "/") {
		return false, nil
	}
	switch kind {
	case "categories":
		tree, err := r.Catalog.Categories(ctx, r.DB)
		if err != nil {
			return false, err
		}
		_, there := tree.ByHandle(handle)
		return !there, nil
	case "collections":
		_, err = r.Catalog.Collection(ctx, r.DB, handle)
	case "stores":
		_, err = r.Seller.ByHandle(ctx, r.DB, handle)
	case "products":
		_, err = r.Catalog.ByHandle(ctx, r.DB, handle)
	case "pages":
		_, err = r.Content.ByHandle(ctx, r.DB, handle)
	}
	if err != nil && errs.KindOf(err) == errs.NotFound {
		return true, nil
	}
	return false, err
}

// shown returns what says whether a picture is shown anywhere: by a product, a category, a
// collection, a store, a page, the front page or the shop itself.
func (r *removal) shown(ctx context.Context) (func(string) bool, error) {
	urls := map[string]bool{}
	var texts []string
	for _, look := range []func(context.Context, map[string]bool, *[]string) error{r.onProducts, r.onShelves, r.onPages, r.onStores} {
		if err := look(ctx, urls, &texts); err != nil {
			return nil, err
		}
	}
	p := r.Settings.Platform().Appearance
	urls[p.Logo.URL], urls[p.LogoDark.URL], urls[p.Favicon.URL] = true, true, true
	return func(url string) bool {
		return urls[url] || slices.ContainsFunc(texts, func(t string) bool { return strings.Contains(t, url) })
	}, nil
}

// onProducts keeps of texts only those with a picture in them: there may be many products.
func (r *removal) onProducts(ctx context.Context, urls map[string]bool, texts *[]string) error {
	ours := r.ids(settings.DemoPictures)
	note := func(text string) {
		for _, url := range ours {
			if strings.Contains(text, url) {
				urls[url] = true
			}
		}
	}
	for after := ""; ; {
		list, err := r.Catalog.Each(ctx, r.DB, after, 200)
		if err != nil || len(list) == 0 {
			return err
		}
		for _, p := range list {
			for _, i := range p.Images {
				urls[i.URL] = true
			}
			for _, v := range p.Variants {
				urls[v.ImageURL] = true
			}
			if strings.Contains(p.DescriptionHTML, "/media/") {
				note(p.DescriptionHTML)
			}
			for _, t := range p.Translations {
				if strings.Contains(t.DescriptionHTML, "/media/") {
					note(t.DescriptionHTML)
				}
			}
			after = p.ID
		}
	}
}

func (r *removal) onShelves(ctx context.Context, urls map[string]bool, texts *[]string) error {
	tree, err := r.Catalog.TreeAt(ctx, r.DB)
	if err != nil {
		return err
	}
	for _, c := range tree.All {
		urls[c.ImageURL] = true
	}
	for req := (page.Request{Limit: 100}); ; {
		list, err := r.Catalog.Collections(ctx, r.DB, req)
		if err != nil {
			return err
		}
		for _, c := range list.Items {
			urls[c.ImageURL] = true
			*texts = append(*texts, c.DescriptionHTML)
		}
		if req.Cursor = list.Next; req.Cursor == "" {
			return nil
		}
	}
}

func (r *removal) onPages(ctx context.Context, urls map[string]bool, texts *[]string) error {
	home, err := r.Content.Home(ctx)
	if err != nil {
		return err
	}
	for _, s := range home.Sections {
		urls[s.ImageURL] = true
	}
	for req := (page.Request{Limit: 100}); ; {
		list, err := r.Content.Pages(ctx, r.DB, content.Filter{}, req)
		if err != nil {
			return err
		}
		for _, p := range list.Items {
			*texts = append(*texts, p.BodyHTML)
			for _, t := range p.Translations {
				*texts = append(*texts, t.BodyHTML)
			}
		}
		if req.Cursor = list.Next; req.Cursor == "" {
			return nil
		}
	}
}

func (r *removal) onStores(ctx context.Context, urls map[string]bool, _ *[]string) error {
	for req := (page.Request{Limit: 100}); ; {
		list, err := r.Seller.Stores(ctx, r.DB, req)
		if err != nil {
			return err
		}
		for _, s := range list.Items {
			urls[s.LogoURL] = true
		}
		if req.Cursor = list.Next; req.Cursor == "" {
			return nil
		}
	}
}

// customers go once their log-ins are gone, unless they bought something of the merchant's own.
func (r *removal) customers(ctx context.Context) error {
	for _, id := range r.ids(settings.DemoCustomers) {
		err := r.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error { return r.Customer.EraseTx(ctx, tx, id, r.Order.Bought) })
		if err != nil {
			return err
		}
	}
	return nil
}
