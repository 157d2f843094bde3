package grow

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/order"
	"github.com/haatshop/haat/internal/shop/totals"
)

// fate is what becomes of a purchase. Its fields are what the rules of the order room make of one another.
type fate struct {
	status     order.Status
	fulfilment order.FulfilmentStatus
	payment    order.PaymentStatus
	method     string
	row        string // status of its payment
	dropped    bool   // its last part was cancelled after it was paid
	partly     bool   // only the first line of each part was sent
}

// fates by how likely they are, first for what is long past, then for what is recent.
var (
	oldFates = []chance{
		{860, fate{order.Completed, order.Delivered, order.Paid, "sandbox", "captured", false, false}},
		{30, fate{order.Completed, order.Delivered, order.Paid, "cod", "captured", false, false}},
		{45, fate{order.Cancelled, order.Unfulfilled, order.Voided, "cod", "voided", false, false}},
		{25, fate{order.Cancelled, order.Unfulfilled, order.Refunded, "sandbox", "refunded", false, false}},
		{30, fate{order.Completed, order.Delivered, order.PartiallyRefunded, "sandbox", "refunded", true, false}},
		{7, fate{order.Confirmed, order.Delivered, order.Unpaid, "cod", "pending", false, false}},
		{2, fate{order.Confirmed, order.Fulfilled, order.Paid, "sandbox", "captured", false, false}},
		{1, fate{order.Pending, order.Unfulfilled, order.PartiallyPaid, "sandbox", "captured", false, false}},
	}
	newFates = []chance{
		{250, fate{order.Pending, order.Unfulfilled, order.Paid, "sandbox", "captured", false, false}},
		{120, fate{order.Pending, order.Unfulfilled, order.Unpaid, "cod", "pending", false, false}},
		{40, fate{order.Pending, order.Unfulfilled, order.Authorized, "sandbox", "authorized", false, false}},
		{20, fate{order.Pending, order.Unfulfilled, order.PaymentFailed, "sandbox", "failed", false, false}},
		{200, fate{order.Confirmed, order.Unfulfilled, order.Paid, "sandbox", "captured", false, false}},
		{60, fate{order.Confirmed, order.PartiallyFulfilled, order.Paid, "sandbox", "captured", false, true}},
		{200, fate{order.Confirmed, order.Fulfilled, order.Paid, "sandbox", "captured", false, false}},
		{60, fate{order.Completed, order.Delivered, order.Paid, "sandbox", "captured", false, false}},
		{50, fate{order.Cancelled, order.Unfulfilled, order.Voided, "cod", "voided", false, false}},
	}
)

type chance struct {
	weight int
	fate
}

// recent is how long an order is work to do.
const recent = 10 * 24 * time.Hour

func (s *past) fate(at time.Time) fate {
	list := oldFates
	if s.Now.Sub(at) < recent {
		list = newFates
	}
	sum := 0
	for _, c := range list {
		sum += c.weight
	}
	n := s.dice.IntN(sum)
	for _, c := range list {
		if n -= c.weight; n < 0 {
			return c.fate
		}
	}
	return list[0].fate
}

// part is what one store sends.
type part struct {
	id                            string
	goods                         []bought
	subtotal, shipping, tax, paid int64 // paid is the part's total
	status                        order.Status
	fulfilment                    order.FulfilmentStatus
}

type bought struct {
	good
	line                string
	quantity, sub, tax  int64
	sent, arrived, gone int64
}

const shippingFee = 590

// purchase is one order with everything that hangs on it.
func (s *past) purchase(n int) {
	at := s.clock.Now()
	o := purchased{past: s, id: s.ids.New("ord_"), number: s.next, at: at, fate: s.fate(at), buyer: s.people[s.who.Uint64()]}
	s.next++
	o.fill()
	o.settle()
	o.writeOrder()
	for i := range o.parts {
		o.writePart(i)
	}
	o.writePayment()
	o.writeTimeline()
	s.out.add("notify_deliveries", s.ids.New("msg_"), "evt_"+o.id, "order_placed", "email", o.buyer.email, o.buyer.name, "en", o.id, `{}`, "sent", 1, "",
		"Your order "+strconv.FormatInt(o.number, 10), "", "", "smtp", micros(at), micros(at.Add(time.Second)))
}

// purchased is an order on its way.
type purchased struct {
	*past
	fate
	id                               string
	number                           int64
	at                               time.Time
	buyer                            person
	parts                            []part
	total, shipping, tax, subtotal   int64
	cancelled, authorized, got, back int64
}

// fill puts one to three goods of one store or two into the order.
func (o *purchased) fill() {
	first := int(o.store.Uint64())
	from := []int{first}
	if len(o.stores) > 1 && (o.dropped || o.dice.IntN(5) == 0) {
		from = append(from, (first+1+o.dice.IntN(len(o.stores)-1))%len(o.stores))
	}
	for _, st := range from {
		p := part{id: o.ids.New("so_"), shipping: shippingFee}
		lines := 1 + o.dice.IntN(3)*o.dice.IntN(2)
		if o.partly {
			lines = max(lines, 2)
		}
		seen := map[string]bool{}
		for range lines {
			g := pick(o.dice, o.stores[st])
			if seen[g.variant] && len(p.goods) >= 1 && !(o.partly && len(p.goods) < 2) {
				continue
			}
			seen[g.variant] = true
			q := int64(1 + o.dice.IntN(4)/3)
			b := bought{good: g, line: o.ids.New("line_"), quantity: q, sub: g.price * q}
			b.tax = b.sub * 5 / 100
			p.goods = append(p.goods, b)
			p.subtotal, p.tax = p.subtotal+b.sub, p.tax+b.tax
		}
		p.paid = p.subtotal + p.shipping + p.tax
		o.parts = append(o.parts, p)
	}
}

// settle lets the fate take its course: states of parts, pieces, money.
func (o *purchased) settle() {
	for i := range o.parts {
		p := &o.parts[i]
		p.status, p.fulfilment = o.status, o.fulfilment
		if o.dropped && i == len(o.parts)-1 && len(o.parts) > 1 {
			p.status, p.fulfilment = order.Cancelled, order.Unfulfilled
		}
		for j := range p.goods {
			b := &p.goods[j]
			switch {
			case p.status == order.Cancelled:
				b.gone = b.quantity
			case p.fulfilment == order.Delivered:
				b.sent, b.arrived = b.quantity, b.quantity
			case p.fulfilment == order.Fulfilled, p.fulfilment == order.PartiallyFulfilled && j == 0:
				b.sent = b.quantity
			}
			o.open[b.variant] += b.quantity - b.sent - b.gone
			o.sold[b.variant] += b.sent
		}
		if p.status == order.Cancelled {
			o.cancelled += p.paid
		}
		o.subtotal, o.shipping, o.tax, o.total = o.subtotal+p.subtotal, o.shipping+p.shipping, o.tax+p.tax, o.total+p.paid
	}
	if o.dropped && o.cancelled == 0 { // a shop of one store has no other part to drop
		o.payment, o.row = order.Paid, "captured"
	}
	switch o.row {
	case "captured":
		o.got = o.total
		if o.payment == order.PartiallyPaid {
			o.got = o.total / 2
		}
	case "authorized":
		o.authorized = o.total
	case "refunded":
		o.got, o.back = o.total, o.cancelled
		if o.back < o.got {
			o.row = "captured"
		}
	}
}

func (o *purchased) taxLines(amount int64) string {
	rate, _ := money.ParseRate("5%")
	return asJSON([]totals.TaxLine{{RateID: "rate_grown", Name: "Tax", Jurisdiction: "US", Rate: rate, Amount: amount}})
}

// held is since when it is on hold: too little money came. Nil for nearly all.
func (o *purchased) held() any {
	if o.payment == order.PartiallyPaid {
		return micros(o.at.Add(time.Minute))
	}
	return nil
}

func (o *purchased) writeOrder() {
	var expires, cancelledAt any
	held, reasons := o.held(), "[]"
	if held != nil {
		reasons = `["payment_mismatch"]`
	}
	if o.payment == order.PaymentFailed {
		expires = micros(o.Now.AddDate(1, 0, 0)) // the measuring shall find it still there
	}
	if o.status == order.Cancelled {
		cancelledAt = micros(o.at.Add(5 * time.Hour))
	}
	o.out.add("order_orders", o.id, o.number, "cart_"+o.id, string(o.status), string(o.payment), string(o.fulfilment), held, reasons, o.buyer.email, o.buyer.norm,
		o.buyer.search, o.buyer.id, "USD", "en", false, o.buyer.address, o.buyer.address, "", o.subtotal, 0, o.shipping, o.tax, o.total, o.cancelled, o.authorized,
		o.got, o.back, o.taxLines(o.tax), o.method, micros(o.at), expires, cancelledAt, 1+len(o.parts))
}

func (o *purchased) writePart(i int) {
	p := &o.parts[i]
	g := p.goods[0]
	var confirmed, cancelled any
	switch p.status {
	case order.Confirmed, order.Completed:
		confirmed = micros(o.at.Add(2 * time.Hour))
	case order.Cancelled:
		cancelled = micros(o.at.Add(5 * time.Hour))
	}
	o.out.add("order_store_orders", p.id, o.id, g.store, g.storeName, g.seller, string(p.status), string(p.fulfilment),
		`{"option_id":"opt_grown","name":"Standard","days_min":2,"days_max":5}`, p.subtotal, 0, p.shipping, p.tax, p.paid, micros(o.at), confirmed, cancelled,
		string(o.payment), o.buyer.id, o.buyer.search, o.held())
	at := 10 * i
	for j := range p.goods {
		o.writeLine(p, &p.goods[j], at+j)
	}
	gone := int64(0)
	if p.status == order.Cancelled {
		gone = 1
	}
	o.out.add("order_lines", o.ids.New("line_"), o.id, p.id, g.store, at+len(p.goods), "shipping", "", "", "", "Standard", "", "", "{}", "", 1, p.shipping, nil,
		p.shipping, 0, 0, p.shipping, nil, "", "", "[]", "[]", false, gone, 0, 0)
	o.writeShipment(p)
}

func (o *purchased) writeLine(p *part, b *bought, position int) {
	o.out.add("order_lines", b.line, o.id, p.id, b.store, position, "goods", b.product, b.variant, b.sku, b.title, b.detail, b.handle, b.options, "",
		b.quantity, b.price, nil, b.sub, 0, b.tax, b.sub+b.tax, nil, b.priceID, b.taxCategory, o.taxLines(b.tax), "[]", true, b.gone, b.sent, b.arrived)
	o.out.add("inventory_reservations", o.id, b.line, b.variant, b.location, b.store, b.quantity, b.sent, b.gone, 0, true, micros(o.at))
	move := func(onHand, reserved int64, reason string, after time.Duration) {
		o.out.add("inventory_ledger", o.ids.New("stk_"), b.variant, b.location, onHand, reserved, reason, o.id, "", "", micros(o.at.Add(after)))
	}
	move(0, b.quantity, "reserved", 0)
	if b.sent > 0 {
		move(-b.sent, -b.sent, "shipped", 30*time.Hour)
	}
	if b.gone > 0 {
		move(0, -b.gone, "released", 5*time.Hour)
	}
}

func (o *purchased) writeShipment(p *part) {
	var lines []order.LineQty
	arrived := true
	for _, b := range p.goods {
		if b.sent > 0 {
			lines = append(lines, order.LineQty{LineID: b.line, Quantity: b.sent})
			arrived = arrived && b.arrived == b.sent
		}
	}
	if len(lines) == 0 {
		return
	}
	status, delivered := "shipped", any(nil)
	if arrived {
		status, delivered = "delivered", any(micros(o.at.Add(90*time.Hour)))
	}
	o.out.add("fulfilment_shipments", o.ids.New("shp_"), o.id, p.id, p.goods[0].store, status, "EMS", "G"+strconv.FormatInt(o.number, 10), "", asJSON(lines),
		micros(o.at.Add(30*time.Hour)), delivered)
}

func (o *purchased) writePayment() {
	pay, at := o.ids.New("pay_"), micros(o.at)
	failure, ref := "", ""
	if o.row == "failed" {
		failure = "declined"
	}
	if o.method == "sandbox" {
		ref = "sbx_" + o.id
	}
	o.out.add("payment_payments", pay, o.id, strconv.FormatInt(o.number, 10), o.method, o.row, o.total, "USD", o.got, o.back, "", ref, failure, nil, at, at, at)
	if o.back > 0 {
		o.out.add("payment_refunds", o.ids.New("ref_"), pay, o.back, "cancelled", "done", "", "", micros(o.at.Add(5*time.Hour)), micros(o.at.Add(5*time.Hour)))
	}
}

func (o *purchased) writeTimeline() {
	note := func(part, kind, data string, after time.Duration) {
		o.out.add("order_timeline", o.ids.New("tle_"), o.id, part, kind, true, "system", "", data, micros(o.at.Add(after)))
	}
	note("", "placed", `{"currency":"USD","total":`+strconv.FormatInt(o.total, 10)+`}`, 0)
	if o.got > 0 {
		note("", "payment_captured", `{"captured":`+strconv.FormatInt(o.got, 10)+`,"currency":"USD"}`, time.Minute)
	}
	for _, p := range o.parts {
		name := `{"store":` + asJSON(p.goods[0].storeName) + `}`
		if p.status == order.Confirmed || p.status == order.Completed {
			note(p.id, "confirmed", name, 2*time.Hour)
		}
		if p.goods[0].sent > 0 {
			note(p.id, "fulfilled", name, 30*time.Hour)
		}
		if p.goods[0].arrived > 0 {
			note(p.id, "delivered", name, 90*time.Hour)
		}
		if p.status == order.Cancelled {
			note(p.id, "cancelled", name, 5*time.Hour)
		}
	}
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

func bySize(stores [][]good) {
	slices.SortStableFunc(stores, func(a, b []good) int { return cmp.Compare(len(b), len(a)) })
}
