package notify

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/order"
)

// cod is the one way to pay where the money comes after the goods.
const cod = "cod"

// orderLetter tells a buyer of a step of an order, or of one store's part of it.
func (s *Service) orderLetter(ctx context.Context, row deliveryRow, o order.Order, w words, out *letter) error {
	kind, parts := string(row.Kind), row.Detail.V.StoreOrderIDs
	if row.Kind == OrderCancelled && len(parts) > 0 {
		kind += "_part"
	}
	w = w.with("number", code(strconv.FormatInt(o.Number, 10)), "store", storeNames(o, parts), "total", w.Money(o.Money(o.Due())))
	out.say(w, kind)
	token := s.d.Orders.Token(o.ID)
	out.Action = action{Label: w.text("order.view"), URL: s.link("/o/" + url.PathEscape(o.ID) + "/" + url.PathEscape(token)), Secret: token}
	s.addFacts(o, w, out)
	if row.Kind == OrderShipped {
		if err := s.addTracking(ctx, w, out, row.Detail.V.ShipmentID); err != nil {
			return err
		}
	}
	out.addGoods(o, w, parts)
	if len(parts) == 0 {
		out.addSums(o, w, row.Kind)
	}
	out.addNext(w, next(row.Kind, o))
	if row.Kind != OrderCancelled {
		out.Outro = w.text("outro")
		if len(parts) == 0 {
			out.addAddress(o, w)
		}
	}
	out.because(w.text("why.order"))
	return nil
}

// addFacts names the order as its buyer would name it to somebody else.
func (s *Service) addFacts(o order.Order, w words, out *letter) {
	out.Facts = append(out.Facts, fact{w.T("fact.order"), number(w.line("fact.number"))})
	if !o.PlacedAt.IsZero() {
		out.Facts = append(out.Facts, fact{w.T("fact.placed"), name(w.Date(o.PlacedAt.In(s.d.Settings.Platform().Location())))})
	}
	if way := "method." + o.PaymentMethod; w.Has(way) {
		out.Facts = append(out.Facts, fact{w.T("fact.method"), w.T(way)})
	}
}

// addTracking says how the goods can be followed. A seller types that address, so it is
// shown as it is and never hidden behind words of the shop's.
func (s *Service) addTracking(ctx context.Context, w words, out *letter, shipmentID string) error {
	t, err := s.d.Tracking(system(ctx), s.d.DB, shipmentID)
	if err != nil {
		return err
	}
	if t.Carrier != "" {
		out.Facts = append(out.Facts, fact{w.T("fact.carrier"), name(t.Carrier)})
	}
	if t.Number != "" {
		out.Facts = append(out.Facts, fact{w.T("fact.tracking"), number(t.Number)})
	}
	if strings.HasPrefix(t.URL, "https://") || strings.HasPrefix(t.URL, "http://") {
		out.Facts = append(out.Facts, fact{w.T("fact.follow"), number(t.URL)})
	}
	return nil
}

// storeNames lists the stores concerned, all of the order's when none is named.
func storeNames(o order.Order, storeOrderIDs []string) string {
	var names []string
	for _, p := range o.StoreOrders {
		if len(storeOrderIDs) == 0 || slices.Contains(storeOrderIDs, p.ID) {
			names = append(names, p.StoreName)
		}
	}
	return strings.Join(names, ", ")
}

// addGoods lists what was bought from the stores concerned.
func (l *letter) addGoods(o order.Order, w words, storeOrderIDs []string) {
	l.GoodsHead = w.T("goods")
	for _, line := range o.Lines {
		if line.Role != order.Goods || len(storeOrderIDs) > 0 && !slices.Contains(storeOrderIDs, line.StoreOrderID) {
			continue
		}
		title := line.Title
		if line.VariantTitle != "" && line.VariantTitle != line.Title {
			title += " – " + line.VariantTitle
		}
		detail := w.T("quantity", "count", line.Quantity)
		if len(o.StoreOrders) > 1 {
			detail += " · " + name(storeNames(o, []string{line.StoreOrderID}))
		}
		l.Lines = append(l.Lines, letterLine{Title: name(title), Detail: detail, Total: amount(w, o.Money(line.Subtotal-line.Discount))})
	}
}

// addSums adds up the whole order. What was cancelled since is taken off, unless the letter
// is about just that.
func (l *letter) addSums(o order.Order, w words, about Kind) {
	l.addSum(w, "sum.subtotal", o.Money(o.Sums.Subtotal-o.Sums.Discount))
	l.addSum(w, "sum.shipping", o.Money(o.Sums.Shipping))
	if o.Sums.Tax != 0 && !o.PricesIncludeTax {
		l.addSum(w, "sum.tax", o.Money(o.Sums.Tax))
	}
	total := o.Sums.Total
	if o.Cancelled > 0 && about != OrderCancelled {
		l.addSum(w, "sum.cancelled", o.Money(-o.Cancelled))
		total = o.Due()
	}
	l.addSum(w, "sum.total", o.Money(total))
	l.Sums[len(l.Sums)-1].Strong = true
	if o.Sums.Tax != 0 && o.PricesIncludeTax {
		l.addSum(w, "sum.tax_included", o.Money(o.Sums.Tax))
	}
}

func (l *letter) addSum(w words, key string, a money.Amount) {
	l.Sums = append(l.Sums, letterSum{Label: w.T(key), Amount: amount(w, a)})
}

func amount(w words, a money.Amount) string { return name(w.Money(a)) }

func (l *letter) addAddress(o order.Order, w words) {
	if o.ShippingAddress == nil {
		return
	}
	l.AddressHead = w.T("ship_to")
	for _, line := range o.ShippingAddress.Format(w.Name()) {
		l.Address = append(l.Address, name(line))
	}
}

func (l *letter) addNext(w words, keys []string) {
	if len(keys) == 0 {
		return
	}
	l.NextHead = w.T("next")
	for _, key := range keys {
		l.Next = append(l.Next, w.text("next."+key))
	}
}

// next names what a buyer may expect after a step, as the order stands now.
func next(about Kind, o order.Order) []string {
	switch about {
	case OrderPlaced:
		return []string{payment(o), "sent"}
	case OrderPaid:
		if o.FulfilmentStatus == order.Fulfilled || o.FulfilmentStatus == order.Delivered {
			return nil // cash that came with the goods
		}
		return []string{"packed", "sent"}
	case OrderShipped:
		if o.PaymentMethod == cod && o.Captured == 0 {
			return []string{"pay_courier", "arrived"}
		}
		return []string{"arrived"}
	case OrderDelivered:
		return []string{"broken"}
	}
	if o.PaymentMethod == cod && o.Captured == 0 {
		return []string{"nothing_to_pay"}
	}
	return []string{"money_back"}
}

// payment names how the money of a new order comes.
func payment(o order.Order) string {
	switch {
	case o.PaymentMethod == cod:
		return "pay_cod"
	case o.PaymentMethod == "bank_transfer":
		return "pay_transfer"
	case o.Awaits():
		return "pay_page"
	}
	return "packed"
}
