package storefront_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/catalog/catalogtest"
	"github.com/haatshop/haat/internal/shop/content"
	"github.com/haatshop/haat/internal/shop/inventory"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/seller/sellertest"
	"github.com/haatshop/haat/internal/shop/shipping/shippingtest"
)

// shelf sells products in a category and a collection; either may be empty.
func (s *shop) shelf(storeID, categoryID, collectionID string, titles ...string) (out []catalog.Product) {
	s.t.Helper()
	for _, title := range titles {
		in := listing.Save{SaveProduct: catalog.SaveProduct{ID: s.Sell(s.t, storeID, title, 1800, 5).ID}}
		if categoryID != "" {
			in.CategoryIDs = opt.Some([]string{categoryID})
		}
		if collectionID != "" {
			in.CollectionIDs = opt.Some([]string{collectionID})
		}
		saved, err := s.Listing.Save(catalogtest.Owner(), in)
		if err != nil {
			s.t.Fatal(err)
		}
		out = append(out, saved.Product)
	}
	return out
}

func (s *shop) category(name, parentID string) catalog.Category {
	s.t.Helper()
	c, err := s.Catalog.SaveCategory(catalogtest.Owner(), catalog.SaveCategory{Name: opt.Some(name), ParentID: opt.Some(parentID)})
	if err != nil {
		s.t.Fatal(err)
	}
	return c
}

func (s *shop) arrange(sections ...content.Section) {
	s.t.Helper()
	if _, err := s.content.SaveHome(catalogtest.Owner(), content.SaveHome{Sections: sections}); err != nil {
		s.t.Fatal(err)
	}
}

// rows are the carousels of a page: what they are called, and the titles in them.
func rows(t *testing.T, body string) map[string][]string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	each(doc, func(n *html.Node) {
		if !has(n, "data-carousel-strip") {
			return
		}
		if attr(n, "role") != "group" || attr(n, "tabindex") != "0" {
			t.Errorf("the row %q has the role %q and the tabindex %q", attr(n, "aria-label"), attr(n, "role"), attr(n, "tabindex"))
		}
		var titles []string
		each(n, func(c *html.Node) {
			if attr(c, "class") == "card-title" {
				titles = append(titles, c.FirstChild.FirstChild.Data)
			}
			if c.Data == "img" && attr(c, "loading") != "lazy" {
				t.Error("a picture of a row does not wait")
			}
		})
		out[attr(n, "aria-label")] = titles
	})
	return out
}

func TestACollectionIsAGridOrARowAndWhatChangesInItIsThereAtOnce(t *testing.T) {
	eachShop(t, func(s *shop) {
		_, store := sellertest.Open(t, s.Seller, s.DB, "kiln")
		c, err := s.Catalog.SaveCollection(catalogtest.Owner(), catalog.SaveCollection{Title: opt.Some("Winter"), Translations: opt.Some(map[string]catalog.Text{"ar": {Title: "شتاء"}})})
		if err != nil {
			t.Fatal(err)
		}
		var titles []string
		for i := range 13 {
			titles = append(titles, fmt.Sprintf("Mug %d", i))
		}
		s.shelf(store.ID, "", c.ID, titles...)
		for _, layout := range []string{"", "grid"} {
			s.arrange(content.Section{Kind: "collection", Ref: c.Handle, Layout: layout})
			a := s.shows("/", `<ul class="grid"`, "Winter")
			if got := rows(t, a.body); len(got) != 0 || strings.Count(a.body, `class="card-title"`) != 8 {
				t.Errorf("the layout %q: %v", layout, got)
			}
		}
		s.arrange(content.Section{Kind: "collection", Ref: c.Handle, Layout: "carousel", LinkURL: "/collections/winter"})
		a := s.shows("/", `aria-label="Previous: Winter" data-carousel-back hidden`, `href="/collections/winter"`)
		if got := rows(t, a.body)["Winter"]; len(got) != 12 || got[0] != "Mug 12" || strings.Contains(a.body, `<ul class="grid"`) {
			t.Errorf("%q", got)
		}
		if got := rows(t, s.shows("/ar", `aria-label="التالي: شتاء"`).body); len(got["شتاء"]) != 12 {
			t.Errorf("%v", got)
		}

		s.shelf(store.ID, "", c.ID, "Newest mug")
		if got := rows(t, s.shows("/").body)["Winter"]; got[0] != "Newest mug" {
			t.Errorf("after something came: %q", got)
		}
		if _, err := s.Catalog.SaveCollection(catalogtest.Owner(), catalog.SaveCollection{ID: c.ID, Title: opt.Some("Cold days")}); err != nil {
			t.Fatal(err)
		}
		if got := rows(t, s.shows("/").body); len(got["Cold days"]) != 12 {
			t.Errorf("after it was renamed: %v", got)
		}
	})
}

func TestAProductPageHasARowOfWhatIsLikeIt(t *testing.T) {
	eachShop(t, func(s *shop) {
		_, store := sellertest.Open(t, s.Seller, s.DB, "kiln")
		alone := s.shelf(store.ID, "", "", "Mug")[0]
		if got := rows(t, s.shows("/products/"+alone.Handle).body); len(got) != 0 {
			t.Errorf("nothing is like it: %v", got)
		}
		s.shelf(store.ID, s.category("Bowls", "").ID, "", "Bowl", "Deep bowl")
		if got := rows(t, s.shows("/products/"+alone.Handle).body)["You may also like"]; !slices.Equal(got, []string{"Deep bowl", "Bowl"}) {
			t.Errorf("%q", got)
		}
	})
}

func TestACartIsOfferedWhatGoesWithItAndTheCheckoutIsNot(t *testing.T) {
	eachShop(t, func(s *shop) {
		_, kiln := sellertest.Open(t, s.Seller, s.DB, "kiln")
		shippingtest.Defaults(t, s.shipping, s.DB, kiln.ID)
		kitchen := s.category("Kitchen", "")
		mugs, lamps := s.category("Mugs", kitchen.ID), s.category("Lamps", "")
		mug := s.shelf(kiln.ID, mugs.ID, "", "Blue mug", "Red mug", "Sold out mug")
		lamp := s.shelf(kiln.ID, lamps.ID, "", "Desk lamp", "Floor lamp")
		s.shelf(kiln.ID, kitchen.ID, "", "Pot")
		s.shelf(kiln.ID, "", "", "Odd thing")
		s.InTx(t, func(ctx context.Context, tx db.Tx) error {
			none := int64(0)
			_, err := s.Inventory.SetTx(ctx, tx, inventory.Set{VariantID: mug[2].Variants[0].ID, StoreID: kiln.ID, OnHand: &none, Reason: "count"})
			return err
		})
		s.Settle(t)

		b := s.visitor().open("/cart").sees(200, "Your cart is empty")
		if got := rows(t, b.body); len(got) != 0 {
			t.Errorf("an empty cart: %v", got)
		}
		const title = "Goes well with it"
		b.put(mug[0]) // and the way of the added notice
		if got := rows(t, b.body)[title]; !slices.Equal(got, []string{"Red mug", "Pot"}) {
			t.Errorf("with a mug: %q", got)
		}
		b.put(lamp[0])
		if got := rows(t, b.body)[title]; !slices.Equal(got, []string{"Red mug", "Floor lamp"}) {
			t.Errorf("with a mug and a lamp: %q", got)
		}
		if at := strings.Index(b.body, "data-beside"); at < strings.Index(b.body, "data-cart>") || strings.Contains(cartOf(t, b.doc), title) {
			t.Error("the drawer would show it")
		}
		if b.addressed(); strings.Contains(b.body, title) || len(rows(t, b.body)) != 0 {
			t.Error("the checkout offers something else")
		}
		b.put(mug[1]).put(lamp[1]) // the category above is not looked at for two kinds
		if got := rows(t, b.body); len(got) != 0 {
			t.Errorf("with all there is: %v", got)
		}
	})
}

// cartOf is the text of what the drawer takes from a cart's page.
func cartOf(t *testing.T, doc *html.Node) string {
	t.Helper()
	cart := find(doc, func(n *html.Node) bool { return has(n, "data-cart") })
	if cart == nil {
		t.Fatal("the page has no cart")
	}
	var b strings.Builder
	each(cart, func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.TextNode {
				b.WriteString(c.Data)
			}
		}
	})
	return b.String()
}

func TestWhatCustomersSayIsQuotedAndDressedUpAsNothingElse(t *testing.T) {
	eachShop(t, func(s *shop) {
		p := s.mug()
		s.arrange(content.Section{Kind: "quotes", Quotes: []content.Quote{
			{Text: "I drink from it\nevery morning. <b>", Name: "Ilse Brandt", Place: "Rotterdam", LinkURL: "/products/" + p.Handle, Translations: map[string]content.QuoteText{"ar": {Text: "أشرب منه كل صباح.", Name: "إلسه برانت"}}},
			{Text: "Lovely people.", Name: "Noor", LinkURL: "/stores"},
			{Text: "Gone, but not forgotten.", Name: "Sabin", LinkURL: "/products/gone"},
		}})
		a := s.shows("/", "What customers say", "<blockquote dir=\"auto\"><p>I drink from it\nevery morning. &lt;b&gt;</p></blockquote>", "<figcaption><strong><bdi>Ilse Brandt</bdi></strong>",
			"Rotterdam", `href="/products/`+p.Handle+`">Clay mug &lt;b&gt;</a>`, `href="/stores">Take a look</a>`, "Gone, but not forgotten.")
		if n := strings.Count(a.body, "<figure class=\"quote\">"); n != 3 {
			t.Errorf("%d quotes", n)
		}
		for _, never := range []string{"/products/gone", `"Review"`, "ratingValue", "★", "itemprop"} {
			if strings.Contains(a.body, never) {
				t.Errorf("the page has %s", never)
			}
		}
		s.shows("/ar", "ماذا يقول زبائننا", "أشرب منه كل صباح.", "إلسه برانت", "Rotterdam", `href="/ar/products/`+p.Handle)
		if _, err := s.Listing.Save(catalogtest.Owner(), listing.Save{SaveProduct: catalog.SaveProduct{ID: p.ID, Status: opt.Some(catalog.Draft)}}); err != nil {
			t.Fatal(err)
		}
		if a := s.shows("/", "I drink from it"); strings.Contains(a.body, "/products/"+p.Handle) {
			t.Error("a quote leads to what is not sold any more")
		}
	})
}
