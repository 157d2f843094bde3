package storefront

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/serve/storefront/view"
	"github.com/haatshop/haat/internal/shop/cart"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/totals"
)

// openCart returns the visitor's cart. It returns cart.ErrNotFound when there is none,
// or when it has become an order.
func (v *visit) openCart() (cart.Cart, error) {
	id := v.cookie(cartCookie)
	if id == "" {
		return cart.Cart{}, cart.ErrNotFound
	}
	c, err := v.s.cart.Get(v.ctx(), v.s.db, id)
	if err == nil && (c.Status != cart.Open || !c.OfCaller(v.ctx())) {
		return cart.Cart{}, cart.ErrNotFound
	}
	return c, err
}

func (v *visit) cartCount() (int, error) {
	c, err := v.openCart()
	if errs.KindOf(err) == errs.NotFound && err != nil {
		return 0, nil
	}
	return int(c.Count()), err
}

// cartPage draws /cart.
func (v *visit) cartPage() error {
	if err := v.mine(); err != nil {
		return err
	}
	return v.showCart(http.StatusOK)
}

func (v *visit) showCart(status int, notices ...view.Notice) error {
	l, err := v.privateLayout(v.t("cart.title"))
	if err != nil {
		return err
	}
	l.Notices = notices
	p := view.Cart{Layout: l, CheckoutURL: v.url("/checkout"), ContinueURL: v.url("/products")}
	c, err := v.openCart()
	if errs.KindOf(err) == errs.NotFound && err != nil {
		return v.private(status, p)
	}
	if err != nil {
		return err
	}
	priced, err := v.s.cart.Priced(v.ctx(), v.s.db, c.ID)
	if err != nil {
		return err
	}
	v.currency = priced.Currency
	p.Groups, p.Count = v.cartGroups(priced)
	p.Totals = v.cartTotals(priced)
	p.Blocked = priced.Problems()
	if p.Beside, err = v.beside(priced); err != nil {
		return err
	}
	if v.r.URL.Query().Get("notice") == "added" {
		l.Notices = append(l.Notices, view.Notice{Kind: "success", Text: v.t("cart.added")})
	}
	return v.private(status, p)
}

// word is a text of the theme, or the room's own when the theme has none.
func (v *visit) word(key, own string) string {
	if s, ok := v.s.theme.Lookup(v.code, key); ok {
		return s
	}
	return own
}

// cartGroups are the lines of a cart by store, in the order the cart has them.
func (v *visit) cartGroups(p cart.Priced) (groups []view.StoreLines, count int) {
	for _, s := range p.Stores {
		g := view.StoreLines{Store: v.storeLink(listing.StoreRef{ID: s.Store.ID, Handle: s.Store.Handle, Name: s.Store.Name})}
		for _, l := range p.Items {
			if l.StoreID == s.Store.ID {
				g.Lines = append(g.Lines, v.cartLine(p, l))
				count += int(l.Quantity)
			}
		}
		if s.Choice != nil {
			g.Shipping = s.Choice.Name + ", " + v.orFree(s.Choice.Price)
		}
		groups = append(groups, g)
	}
	return groups, count
}

func (v *visit) orFree(a money.Amount) string {
	if a.IsZero() {
		return v.t("totals.free")
	}
	return v.money(a)
}

func (v *visit) cartLine(p cart.Priced, l cart.PricedLine) view.LineItem {
	s := l.Sellable
	item := view.LineItem{ID: l.ID, Href: v.productURL(s.ProductHandle) + "?variant=" + url.QueryEscape(l.VariantID), Title: s.Title,
		Choice: choice(s), SKU: s.SKU, Image: plainImage(s.ImageURL, ""), Quantity: int(l.Quantity), Max: maxQuantity,
		UnitPrice: v.moneyOf(l.Totals.UnitPrice, p.Currency), Total: v.moneyOf(l.Totals.Subtotal-l.Totals.Discount, p.Currency), ActionURL: v.url("/cart/update")}
	if s.CompareAt != nil && s.CompareAt.Minor > l.Totals.UnitPrice {
		item.CompareAt = v.money(*s.CompareAt)
	}
	if l.Totals.Discount > 0 {
		item.Discount = v.moneyOf(-l.Totals.Discount, p.Currency)
	}
	item.Stock = v.lineStock(s, l.Quantity)
	for _, problem := range l.Problems {
		text, ok := v.s.theme.Lookup(v.code, "cart.problem_"+problem.Code, "count", int(max(0, s.Available)))
		if !ok {
			text = problem.Message
		}
		item.Problems = append(item.Problems, text)
	}
	return item
}

// lineStock says of pieces that are sold before they are there how many those are.
func (v *visit) lineStock(s listing.Sellable, quantity int64) string {
	switch {
	case !s.Tracked || !s.Backorder || s.Available >= quantity:
		return ""
	case s.Available > 0:
		return v.t("cart.backorder_part", "number", int(s.Available))
	}
	return v.t("stock.backorder")
}

// choice is what tells a variant from its siblings: "Ink · 350 ml".
func choice(s listing.Sellable) string { return strings.ReplaceAll(s.VariantTitle, " / ", " · ") }

// cartTotals writes the figures of the one place that reckons them.
func (v *visit) cartTotals(p cart.Priced) view.Totals {
	return v.totals(p.Breakdown, shippingChosen(p))
}

func shippingChosen(p cart.Priced) bool {
	return !slices.ContainsFunc(p.Stores, func(s cart.PricedStore) bool { return s.NeedsShipping && s.Choice == nil })
}

func (v *visit) totals(b totals.Breakdown, shipped bool) view.Totals {
	money := func(minor int64) string { return v.money(b.Money(minor)) }
	out := view.Totals{Subtotal: money(b.Subtotal), Total: money(b.Total)}
	if b.Discount > 0 {
		out.Discount = money(-b.Discount)
	}
	if shipped {
		out.Shipping = v.orFree(b.Money(b.Shipping))
	}
	for _, t := range b.TaxLines {
		if t.Included {
			out.TaxNote = v.t("totals.tax_included")
		}
		out.Taxes = append(out.Taxes, view.TaxLine{Name: t.Name, Amount: money(t.Amount)})
	}
	if b.AmountDue != b.Total {
		out.AmountDue = money(b.AmountDue)
	}
	return out
}

// addToCart takes /cart/add: a variant, or a product with its options chosen. The
// button "show" only asks what the chosen options cost.
func (v *visit) addToCart() error {
	if err := v.mine(); err != nil {
		return err
	}
	variantID, back, err := v.wantedVariant()
	if err != nil {
		return err
	}
	if v.form("show") != "" || variantID == "" {
		return v.see(back)
	}
	quantity := int64(1)
	if v.form("quantity") != "" {
		quantity = v.quantity()
	}
	id, err := v.addOnce(cart.Add{VariantID: variantID, Quantity: quantity})
	if k := errs.KindOf(err); err != nil && (k == errs.Conflict || k == errs.Invalid || k == errs.NotFound) {
		return v.showCart(http.StatusConflict, view.Notice{Kind: "error", Text: v.sentence(err)})
	}
	if err != nil {
		return err
	}
	if id != "" {
		v.setCookie(cartCookie, id, cartAge)
	}
	return v.see(v.urlQuery("/cart", "notice", "added"))
}

// onceKey is a name somebody's browser gives to one press of the button: long enough
// that nobody guesses another's.
var onceKey = regexp.MustCompile(`^[0-9a-f-]{32,40}$`)

// addOnce puts something into the visitor's cart and returns the cart's id. A browser
// that was in a dead spot sends again what it may have sent before; under the same
// name it is put in once. The id is empty when the name brought up a cart that is not
// the visitor's, or not open, any more.
func (v *visit) addOnce(in cart.Add) (string, error) {
	ctx, once := v.ctx(), v.form("once")
	if once != "" {
		if !onceKey.MatchString(once) {
			return "", errForm
		}
		ctx = httpx.WithKey(ctx, httpx.Key{Scope: "storefront cart/add", Key: once, Hash: in.VariantID + " " + strconv.FormatInt(in.Quantity, 10)})
	}
	added := false
	id, err := httpx.Once(ctx, v.s.db, v.s.clock, func(ctx context.Context, tx db.Tx) (id string, err error) {
		added = true
		if in.CartID, err = v.ensureCart(ctx, tx); err != nil {
			return "", err
		}
		c, err := v.s.cart.AddTx(ctx, tx, in)
		return c.ID, err
	})
	if err != nil || added {
		return id, err
	}
	c, err := v.s.cart.Get(ctx, v.s.db, id)
	if errors.Is(err, cart.ErrNotFound) || err == nil && (c.Status != cart.Open || !c.OfCaller(ctx)) {
		return "", nil
	}
	return id, err
}

// quantity is what a form asks for; what is no number is one that the cart refuses.
func (v *visit) quantity() int64 {
	n, err := strconv.ParseInt(v.form("quantity"), 10, 64)
	if err != nil {
		return -1
	}
	return n
}

// wantedVariant is what a product's form asks for, and the page to show for it.
func (v *visit) wantedVariant() (variantID, back string, err error) {
	productID := v.form("product_id")
	if productID == "" {
		return v.form("variant_id"), v.url("/cart"), nil
	}
	p, err := v.s.listing.Product(v.ctx(), v.s.db, productID, v.audience())
	if err != nil {
		return "", "", err
	}
	back = v.productURL(p.Handle)
	if id := v.form("variant_id"); id != "" {
		return id, back, nil
	}
	for _, x := range p.Variants {
		fits := true
		for i, o := range p.Options {
			fits = fits && x.Options[o.Name] == v.r.PostForm.Get("option_"+strconv.Itoa(i+1))
		}
		if fits {
			return x.ID, back + "?variant=" + url.QueryEscape(x.ID), nil
		}
	}
	return "", back, nil
}

// ensureCart is the id of the visitor's open cart, made now if there is none.
func (v *visit) ensureCart(ctx context.Context, tx db.Tx) (string, error) {
	if id := v.cookie(cartCookie); id != "" {
		c, err := v.s.cart.Get(ctx, tx, id)
		if err == nil && c.Status == cart.Open && c.OfCaller(ctx) {
			return id, nil
		}
		if err != nil && !errors.Is(err, cart.ErrNotFound) {
			return "", err
		}
	}
	c, err := v.s.cart.CreateTx(ctx, tx, cart.Start{Currency: v.currency, Locale: v.code, CustomerID: v.actor.CustomerID})
	return c.ID, err
}

// updateCart takes /cart/update: another quantity of a line, or none of it.
func (v *visit) updateCart() error {
	if err := v.mine(); err != nil {
		return err
	}
	quantity := v.quantity()
	if v.form("intent") == "remove" || strings.HasSuffix(v.path, "/remove") {
		quantity = 0
	}
	c, err := v.openCart()
	if err != nil && errs.KindOf(err) == errs.NotFound {
		return v.see(v.url("/cart"))
	}
	if err != nil {
		return err
	}
	err = v.s.db.InTx(v.ctx(), func(ctx context.Context, tx db.Tx) error {
		if quantity == 0 {
			_, err := v.s.cart.RemoveTx(ctx, tx, c.ID, v.form("line_id"))
			return err
		}
		_, err := v.s.cart.SetQuantityTx(ctx, tx, c.ID, v.form("line_id"), quantity)
		return err
	})
	if k := errs.KindOf(err); err != nil && (k == errs.Conflict || k == errs.Invalid || k == errs.NotFound) {
		return v.showCart(http.StatusConflict, view.Notice{Kind: "error", Text: v.sentence(err)})
	}
	if err != nil {
		return err
	}
	return v.see(v.url("/cart"))
}
