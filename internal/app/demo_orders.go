package app

import (
	"cmp"
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/cart"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/checkout"
	"github.com/haatshop/haat/internal/shop/fulfilment"
	"github.com/haatshop/haat/internal/shop/order"
	"github.com/haatshop/haat/internal/shop/settings"
)

// demoOrders is how many orders the past has.
const demoOrders = 42

// demoBuyer is one of the people of people.json.
type demoBuyer struct {
	Email   string
	Locale  string
	Account bool // has a log-in
	Address address.Address
}

// moment is something that happens at a time of the played past.
type moment struct {
	at time.Time
	do func(context.Context) error
}

// past plays moments in the order of their times; playing one may add later ones.
type past struct {
	moments []moment
	until   time.Time
}

// add keeps what lies before the end of the past: the rest has not happened yet.
func (p *past) add(at time.Time, do func(context.Context) error) {
	if !at.Before(p.until) {
		return
	}
	i, _ := slices.BinarySearchFunc(p.moments, at, func(m moment, at time.Time) int {
		return cmp.Or(m.at.Compare(at), -1) // behind those of the same moment
	})
	p.moments = slices.Insert(p.moments, i, moment{at, do})
}

// orders plays the last weeks: people buy from one store or two, pay, are shipped to, change their minds.
func (s *seeding) orders(ctx context.Context) error {
	buyers, err := demoFile[[]demoBuyer]("people.json")
	if err != nil {
		return err
	}
	goods, err := s.goods(ctx)
	if err != nil {
		return err
	}
	p := &past{until: s.now}
	for n := range demoOrders {
		// Of its own, so that people buy the same at whatever hour the demo is played.
		dice := rand.New(rand.NewPCG(2026, uint64(n)))
		buyer := buyers[n%len(buyers)]
		do := &purchase{seeding: s, past: p, dice: dice, n: n, buyer: buyer, goods: goods}
		p.add(s.placedAt(n, dice), do.place)
	}
	for len(p.moments) > 0 {
		next := p.moments[0]
		p.moments = p.moments[1:]
		s.clock.Set(next.at)
		// A server that runs beside lives in the present: an order whose money never came until then has expired for
		// it, weeks after the day that is played. It stays cancelled, and what was to become of it does not.
		if err := next.do(ctx); err != nil && !errors.Is(err, order.ErrState) {
			return err
		}
	}
	return nil
}

// placedAt spreads the orders over the days, denser towards today, between breakfast and midnight.
func (s *seeding) placedAt(n int, dice *rand.Rand) time.Time {
	part := float64(n) / demoOrders
	days := float64(demoDays) * (1 - part) * (1 - part*.35)
	at := s.now.Add(-time.Duration(days * 24 * float64(time.Hour)))
	at = at.Truncate(24 * time.Hour).Add(time.Duration(8*60+dice.IntN(15*60)) * time.Minute).Add(time.Duration(dice.IntN(60)) * time.Second)
	if late := s.now.Add(-time.Duration(demoOrders-n) * 7 * time.Minute); at.After(late) {
		return late
	}
	return at
}

// goods are the variants people buy, by store.
func (s *seeding) goods(ctx context.Context) (map[string][]catalog.Variant, error) {
	all := map[string][]catalog.Variant{}
	for after := ""; ; {
		list, err := s.Catalog.Each(ctx, s.DB, after, 100)
		if err != nil || len(list) == 0 {
			return all, err
		}
		for _, p := range list {
			all[p.StoreID] = append(all[p.StoreID], p.Variants...)
			after = p.ID
		}
	}
}

// purchase is one order from the basket to the door.
type purchase struct {
	*seeding
	past  *past
	dice  *rand.Rand
	n     int
	buyer demoBuyer
	goods map[string][]catalog.Variant

	orderID string
}

// shopper is who buys: the demo customer is logged in, the others are guests.
func (p *purchase) shopper(ctx context.Context) context.Context {
	a := actor.Actor{Kind: actor.Anonymous, Network: "192.0.2." + strconv.Itoa(p.n+1)}
	if p.buyer.Account {
		a = p.people.customer
	}
	return actor.With(ctx, a)
}

func (p *purchase) place(ctx context.Context) error {
	shopper := p.shopper(ctx)
	cartID, err := p.fill(shopper)
	if err != nil {
		return err
	}
	if err := p.chooseShipping(shopper, cartID); err != nil {
		return err
	}
	priced, err := p.Cart.Priced(shopper, p.DB, cartID)
	if err != nil {
		return err
	}
	method := "cod"
	if p.n%3 == 1 {
		method = "bank_transfer"
	}
	placed, err := p.Checkout.Place(shopper, checkout.Place{CartID: cartID, PaymentMethod: method, ExpectedTotal: priced.Total()})
	if err != nil {
		return err
	}
	p.orderID = placed.Order.ID
	if id := placed.Order.CustomerID; id != nil {
		p.note(settings.DemoCustomers, *id, 1)
	}
	p.plan(placed.Order, method)
	return nil
}

// fill puts one to four things of one store or two into a new cart.
func (p *purchase) fill(ctx context.Context) (cartID string, err error) {
	err = p.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		c, err := p.Cart.CreateTx(ctx, tx, cart.Start{Locale: p.buyer.Locale, Country: p.buyer.Address.Country, CustomerID: actor.From(ctx).CustomerID})
		if err != nil {
			return err
		}
		cartID = c.ID
		for _, storeID := range p.chosenStores() {
			for range 1 + p.dice.IntN(2) {
				if err := p.put(ctx, tx, cartID, storeID); err != nil {
					return err
				}
			}
		}
		patch := cart.Patch{Email: opt.Some(p.buyer.Email), ShippingAddress: opt.Some(p.buyer.Address), BillingAddress: opt.Some(p.buyer.Address)}
		if note := demoNote(p.n); note != "" {
			patch.Note = opt.Some(note)
		}
		_, err = p.Cart.UpdateTx(ctx, tx, cartID, patch)
		return err
	})
	return cartID, err
}

func (p *purchase) chosenStores() []string {
	var ids []string
	for id := range p.goods {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	first := p.n % len(ids)
	if p.n%5 < 3 {
		return ids[first : first+1]
	}
	return []string{ids[first], ids[(first+1+p.n/5%3)%len(ids)]}
}

// put adds something that can be bought; what is sold out is passed over.
func (p *purchase) put(ctx context.Context, tx db.Tx, cartID, storeID string) error {
	for range 20 {
		v := p.goods[storeID][p.dice.IntN(len(p.goods[storeID]))]
		_, err := p.Cart.AddTx(ctx, tx, cart.Add{CartID: cartID, VariantID: v.ID, Quantity: int64(1 + p.dice.IntN(5)/3)})
		if !errors.Is(err, cart.ErrNotBuyable) {
			return err
		}
	}
	return errors.New("nothing in the store can be bought")
}

func demoNote(n int) string {
	return map[int]string{4: "Please ring the lower bell, the upper one is decorative.", 11: "It is a present: no prices in the box, thank you.",
		22: "Leave it with the neighbours at number 9 if nobody is in.", 35: "No hurry at all."}[n]
}

// chooseShipping takes the first way of each store, now and then the quick one.
func (p *purchase) chooseShipping(ctx context.Context, cartID string) error {
	offered, err := p.Cart.ShippingOptions(ctx, p.DB, cartID)
	if err != nil {
		return err
	}
	var chosen []cart.Selection
	for _, o := range offered {
		if len(o.Options) == 0 {
			return errors.New("a store does not ship to " + p.buyer.Address.Country)
		}
		way := 0
		if p.n%6 == 5 {
			way = len(o.Options) - 1
		}
		chosen = append(chosen, cart.Selection{StoreID: o.StoreID, OptionID: o.Options[way].ID})
	}
	return p.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		_, err := p.Cart.ChooseShippingTx(ctx, tx, cartID, chosen)
		return err
	})
}

// plan lays out what becomes of the order; what lies in the future does not happen.
func (p *purchase) plan(o order.Order, method string) {
	hours := func(n, spread int) time.Duration { return time.Duration(n*60+p.dice.IntN(spread*60)) * time.Minute }
	at := o.PlacedAt
	if p.n%13 == 7 {
		p.past.add(at.Add(hours(5, 20)), p.cancel)
		return
	}
	if slices.Contains(demoHeld, p.n) {
		p.past.add(at.Add(hours(1, 4)), p.hold)
		return // until somebody has looked
	}
	if method == "bank_transfer" {
		at = at.Add(hours(18, 30))
		p.past.add(at, func(ctx context.Context) error { _, err := p.Order.MarkPaid(p.owner(ctx), p.orderID); return err })
	}
	parts := o.StoreOrders
	if slices.Contains(demoRefunded, p.n) {
		gone := parts[len(parts)-1] // the rest, if there is any, goes on
		parts = parts[:len(parts)-1]
		p.past.add(at.Add(hours(1, 1)), func(ctx context.Context) error { return p.breakage(ctx, gone) })
	}
	for _, part := range parts {
		confirmed := at.Add(hours(2, 14))
		p.past.add(confirmed, func(ctx context.Context) error {
			_, err := p.Order.Confirm(p.staff(ctx, part.StoreID), p.orderID, []string{part.ID})
			return err
		})
		if p.n == demoHalfSent && part.ID != parts[0].ID {
			continue
		}
		p.past.add(confirmed.Add(hours(12, 36)), func(ctx context.Context) error { return p.send(ctx, part, hours(48, 96)) })
	}
}

// The orders that wait for somebody's look, and those that were paid for and of which a store could not send its part:
// the money goes back, the whole of it where there is no other store. Of one of two stores the second has not sent yet.
var (
	demoHeld     = []int{36, 39}
	demoRefunded = []int{10, 13, 25, 28}
)

const demoHalfSent = 34

func (p *purchase) hold(ctx context.Context) error {
	reasons := []string{"Street and postcode do not match, customer asked by mail", "First order, unusually many pieces"}
	_, err := p.Order.Hold(p.owner(ctx), p.orderID, reasons[p.n/3%len(reasons)])
	return err
}

// breakage takes back a store's part whose goods turned out to be broken.
func (p *purchase) breakage(ctx context.Context, part order.StoreOrder) error {
	_, err := p.Order.CancelParts(p.owner(ctx), order.Cancel{OrderID: p.orderID, StoreOrderIDs: []string{part.ID}, Reason: "Broken when it was packed, and it was the last one"})
	return err
}

// send ships a store's part and lets it arrive later.
func (p *purchase) send(ctx context.Context, part order.StoreOrder, travel time.Duration) error {
	carriers := []string{"DHL Express", "EMS", "Nepal Post", "UPS"}
	number := "DEMO" + strconv.Itoa(480000+p.n*37) + strconv.Itoa(p.dice.IntN(90)+10)
	sent, err := p.Fulfilment.Ship(p.staff(ctx, part.StoreID), fulfilment.Ship{OrderID: p.orderID, StoreOrderID: part.ID, Carrier: carriers[p.n%len(carriers)], TrackingNumber: number})
	if err != nil {
		return err
	}
	p.past.add(p.clock.Now().Add(travel), func(ctx context.Context) error {
		_, err := p.Fulfilment.Deliver(p.staff(ctx, part.StoreID), sent.ID)
		return err
	})
	return nil
}

func (p *purchase) cancel(ctx context.Context) error {
	reasons := []string{"Ordered twice by mistake", "Changed my mind", "Wrong address, will order again"}
	_, err := p.Order.CancelParts(p.owner(ctx), order.Cancel{OrderID: p.orderID, Reason: reasons[p.n%len(reasons)], Restock: true})
	return err
}
