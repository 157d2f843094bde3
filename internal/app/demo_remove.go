package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/content"
	"github.com/haatshop/haat/internal/shop/seller"
	"github.com/haatshop/haat/internal/shop/settings"
)

const (
	// eraseOrders is how many orders go in one transaction, so that it stays short.
	eraseOrders = 20
	// eraseVariants likewise, of what is left of variants.
	eraseVariants = 100
)

// errStillUsed says that something of the merchant's came into a store after it was looked at: the
// store stays then, and nothing is lost.
var errStillUsed = errors.New("demo: the store is used")

// RemoveDemo takes the demo out of the shop: what was recorded when it was put in, the orders of
// its goods, and its log-ins. What the merchant made stays. Every step is bounded, looks at what is
// there and can be done again: a removal that was killed is taken up by the next one, and in a shop
// without a demo it does nothing. tell hears each step. It answers what went and what stays, as
// planned. Returns settings.ErrDemoUnrecorded, ErrDemoOwner or ErrDemoPaid.
func (a *App) RemoveDemo(ctx context.Context, tell func(string)) (settings.DemoPlan, error) {
	ctx = AsSystem(ctx)
	plan, l, err := a.planLeaving(ctx)
	if err != nil || !plan.Demo {
		return plan, err
	}
	if err := refusal(plan); err != nil {
		return plan, err
	}
	r := &removal{App: a, leaving: l}
	for _, step := range []struct {
		note string
		do   func(context.Context) error
	}{
		// Stores first: from then on nobody buys there. Goods before orders: an order that got in
		// between is one of a product that is gone, and is found.
		{"closing the stores", func(ctx context.Context) error { return r.begin(ctx, plan.Goes) }},
		{"products", r.products}, {"orders", r.orders}, {"stock", r.stock}, {"stores and sellers", r.stores},
		{"categories and collections", r.shelves}, {"pages and the front page", r.pages}, {"customers and log-ins", r.people}, {"visits", r.visits}, {"pictures", r.pictures},
	} {
		tell(step.note)
		if err := step.do(ctx); err != nil {
			return plan, fmt.Errorf("demo: %s: %w", step.note, err)
		}
	}
	return plan, a.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error { return a.Settings.LeftTx(ctx, tx, demoSupport) })
}

// removal is one taking out at work.
type removal struct {
	*App
	*leaving
}

// begin notes that it began, and closes the stores that go.
func (r *removal) begin(ctx context.Context, goes settings.DemoCounts) error {
	return r.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		if err := r.Settings.BeginLeavingTx(ctx, tx, goes); err != nil {
			return err
		}
		for _, id := range r.goes {
			if _, err := r.Seller.UpdateStoreTx(ctx, tx, id, seller.StorePatch{Status: opt.Some(seller.Closed)}); err != nil && !errors.Is(err, seller.ErrStoreNotFound) {
				return err
			}
		}
		return nil
	})
}

// products go one by one; their variants are noted first, for what is left of them once no order
// claims any more.
func (r *removal) products(ctx context.Context) error {
	for _, id := range r.ids(settings.DemoProducts) {
		err := r.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
			found, err := r.Catalog.Products(ctx, tx, []string{id})
			if err != nil {
				return err
			}
			var gone []settings.DemoItem
			for _, v := range found[id].Variants {
				gone = append(gone, settings.DemoItem{Kind: settings.DemoVariants, ID: v.ID, Version: 1})
			}
			if err := r.Settings.RecordDemoTx(ctx, tx, gone); err != nil {
				return err
			}
			return r.Catalog.DeleteTx(ctx, tx, id, nil)
		})
		if err != nil && !errors.Is(err, catalog.ErrNotFound) {
			return err
		}
	}
	return nil
}

// orders of the demo's goods go, twenty at a time, whoever placed them and whatever else is in
// them: goods that were made up cannot be delivered.
func (r *removal) orders(ctx context.Context) error {
	for {
		ids, err := r.Order.OfGoods(ctx, r.DB, r.ids(settings.DemoStores), r.ids(settings.DemoProducts), "")
		if err != nil || len(ids) == 0 {
			return err
		}
		for part := range slices.Chunk(ids, eraseOrders) {
			if err := r.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error { return r.eraseOrders(ctx, tx, part) }); err != nil {
				return err
			}
		}
	}
}

// eraseOrders removes what every room keeps of orders, in the order everybody locks in: cart,
// order, stock, payment.
func (r *removal) eraseOrders(ctx context.Context, tx db.Tx, ids []string) error {
	carts, err := r.Order.CartRefs(ctx, tx, ids)
	if err != nil {
		return err
	}
	if err := r.Cart.EraseTx(ctx, tx, carts); err != nil {
		return err
	}
	if _, err := r.Order.LockAllTx(ctx, tx, ids); err != nil {
		return err
	}
	for _, erase := range []func(context.Context, db.Tx, []string) error{
		r.Inventory.EraseOrdersTx, r.Payment.EraseOrdersTx, r.Fulfilment.EraseOrdersTx, r.Analytics.EraseOrdersTx, r.Notify.EraseTx, r.Order.EraseTx,
	} {
		if err := erase(ctx, tx, ids); err != nil {
			return err
		}
	}
	return nil
}

// stock is what is left of variants that orders claimed of while their products went.
func (r *removal) stock(ctx context.Context) error {
	gone, err := r.Settings.DemoItems(ctx, r.DB, settings.DemoVariants)
	if err != nil {
		return err
	}
	for part := range slices.Chunk(gone, eraseVariants) {
		ids := make([]string, len(part))
		for i, v := range part {
			ids[i] = v.ID
		}
		if err := r.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error { return r.Inventory.EraseVariantsTx(ctx, tx, ids) }); err != nil {
			return err
		}
	}
	return nil
}

func (r *removal) stores(ctx context.Context) error {
	for _, id := range r.goes {
		err := r.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error { return r.eraseStore(ctx, tx, id) })
		if err != nil && !errors.Is(err, errStillUsed) {
			return err
		}
	}
	for _, id := range r.ids(settings.DemoSellers) {
		err := r.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
			gone, err := r.Seller.EraseSellerTx(ctx, tx, id)
			if err != nil || !gone {
				return err
			}
			if err := r.Notify.EraseTx(ctx, tx, []string{id}); err != nil {
				return err
			}
			return r.Identity.EraseTeamTx(ctx, tx, id)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *removal) eraseStore(ctx context.Context, tx db.Tx, storeID string) error {
	left, err := r.Catalog.InStore(ctx, tx, storeID, "")
	if err != nil {
		return err
	}
	sold, err := r.Order.GoodsSold(ctx, tx, storeID)
	if err != nil {
		return err
	}
	if len(left)+len(sold) > 0 {
		return errStillUsed
	}
	for _, erase := range []func(context.Context, db.Tx, string) error{r.Shipping.EraseStoreTx, r.Inventory.EraseStoreTx, r.Seller.EraseStoreTx} {
		if err := erase(ctx, tx, storeID); err != nil {
			return err
		}
	}
	return nil
}

func (r *removal) shelves(ctx context.Context) error {
	empty, err := r.emptyCategories(ctx, r.leaving)
	if err != nil {
		return err
	}
	for _, id := range empty {
		if err := r.Catalog.DeleteCategory(ctx, id); err != nil && !errors.Is(err, catalog.ErrCategoryNotFound) && !errors.Is(err, catalog.ErrHasChildren) {
			return err
		}
	}
	for _, id := range r.ids(settings.DemoCollections) {
		used, err := r.usedByOthers(ctx, id, nil)
		if err != nil {
			return err
		}
		if used {
			continue
		}
		if err := r.Catalog.DeleteCollection(ctx, id); err != nil && !errors.Is(err, catalog.ErrCollectionNotFound) {
			return err
		}
	}
	return nil
}

// pageGoes says whether a page of the demo is still as it came: one the merchant rewrote is the
// merchant's.
func (a *App) pageGoes(ctx context.Context, v settings.DemoItem) (bool, error) {
	p, err := a.Content.Managed(ctx, a.DB, v.ID)
	if errors.Is(err, content.ErrNotFound) {
		return false, nil
	}
	return err == nil && p.Version == v.Version, err
}

// pages also clears the texts, the front page and the footer of what leads nowhere now. An empty front page
// arranges itself.
func (r *removal) pages(ctx context.Context) error {
	for _, v := range r.items[settings.DemoPages] {
		goes, err := r.pageGoes(ctx, v)
		if err != nil {
			return err
		}
		if !goes {
			continue
		}
		if err := r.Content.DeletePage(ctx, v.ID); err != nil && !errors.Is(err, content.ErrNotFound) {
			return err
		}
	}
	for _, clear := range []func(context.Context) error{r.texts, r.frontPage, r.footer} {
		if err := clear(ctx); err != nil {
			return err
		}
	}
	return nil
}

// people are log-ins first: whoever used one buys no more.
func (r *removal) people(ctx context.Context) error {
	for _, id := range r.ids(settings.DemoAccounts) {
		err := r.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
			if err := r.Notify.EraseTx(ctx, tx, []string{id}); err != nil {
				return err
			}
			return r.Identity.EraseTx(ctx, tx, id)
		})
		if err != nil {
			return err
		}
	}
	return r.customers(ctx)
}

// visits are those from before the demo was in: nobody else can have looked at anything then.
func (r *removal) visits(ctx context.Context) error {
	for _, id := range r.ids(settings.DemoVisits) {
		until, err := time.Parse(time.RFC3339Nano, id)
		if err != nil {
			return err
		}
		for more := true; more; {
			err := r.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) (err error) {
				more, err = r.Analytics.EraseHitsTx(ctx, tx, until)
				return err
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// pictures go when nothing shows them any more: the merchant may have taken some.
func (r *removal) pictures(ctx context.Context) error {
	shown, err := r.shown(ctx)
	if err != nil {
		return err
	}
	for _, url := range r.ids(settings.DemoPictures) {
		if shown(url) {
			continue
		}
		if err := r.Content.EraseImage(ctx, url); err != nil {
			return err
		}
	}
	return nil
}
