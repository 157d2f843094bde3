package grow

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/text"
)

// years is how far back the first order lies.
const years = 3

// perCustomer is how often a customer buys, on average.
const perCustomer = 4

// atOnce is how many orders are written in one transaction.
const atOnce = 5000

// past makes orders one after the other, from the oldest to the newest.
type past struct {
	Plan
	dice    *rand.Rand
	clock   *clock.Manual
	ids     *id.Source
	stores  [][]good // the goods of each store, the largest first
	store   *rand.Zipf
	who     *rand.Zipf
	people  []person
	out     *tables
	open    map[string]int64 // pieces of a variant promised and not yet sent
	sold    map[string]int64 // pieces of a variant that left
	place   map[string]string
	next    int64 // number of the next order
	started time.Time
}

// person is a customer.
type person struct {
	id, email, norm, name, search string
	address                       string
}

func fillOrders(ctx context.Context, w Where, p Plan, goods []good) (err error) {
	if len(goods) == 0 {
		return errors.New("there is nothing to buy: fill in products first")
	}
	to, err := openBulk(ctx, w)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, to.close(ctx)) }()
	if n, err := to.count(ctx, "order_orders"); err != nil || n > 0 {
		return err
	}
	started := time.Now()
	s := newPast(p, goods)
	indexes, err := to.putAside(ctx, s.out.names())
	if err != nil {
		return err
	}
	if err := s.play(ctx, to); err != nil {
		return err
	}
	say("%d orders as rows in %s; now the indexes", p.Orders, time.Since(started).Round(time.Second))
	if err := to.putBack(ctx, indexes); err != nil {
		return err
	}
	if err := to.settle(ctx, s); err != nil {
		return err
	}
	say("%d orders in %s", p.Orders, time.Since(started).Round(time.Second))
	return nil
}

func newPast(p Plan, goods []good) *past {
	dice := rand.New(rand.NewPCG(p.Seed, 11))
	var seed [32]byte
	seed[0] = byte(p.Seed)
	at := clock.NewManual(p.Now.AddDate(-years, 0, -1))
	s := &past{Plan: p, dice: dice, clock: at, ids: id.New(at, rand.NewChaCha8(seed)), out: newTables(), open: map[string]int64{}, sold: map[string]int64{},
		place: map[string]string{}, next: 1001, started: time.Now()}
	index := map[string]int{}
	for _, g := range goods {
		i, ok := index[g.store]
		if !ok {
			i = len(s.stores)
			index[g.store], s.stores = i, append(s.stores, nil)
		}
		s.stores[i] = append(s.stores[i], g)
		s.place[g.variant] = g.location
	}
	bySize(s.stores)
	s.store = rand.NewZipf(dice, 1.4, 1, uint64(len(s.stores)-1))
	s.who = rand.NewZipf(dice, 1.1, 40, uint64(max(1, p.Orders/perCustomer)-1))
	return s
}

// play makes the people, then what they bought.
func (s *past) play(ctx context.Context, to bulk) error {
	for range max(1, s.Orders/perCustomer) {
		s.people = append(s.people, s.person())
		if s.out.full() {
			if err := to.write(ctx, s.out); err != nil {
				return err
			}
		}
	}
	for n := range s.Orders {
		s.clock.Set(s.placedAt(n))
		s.purchase(n)
		if (n+1)%atOnce == 0 {
			if err := to.write(ctx, s.out); err != nil {
				return err
			}
		}
		if (n+1)%100_000 == 0 {
			say("%d orders", n+1)
		}
	}
	for n := range s.Orders / 5 {
		s.remember(n)
	}
	for n := range s.Orders / 200 {
		s.bury(n)
	}
	s.stockUp()
	return to.write(ctx, s.out)
}

// placedAt lets business grow: half of all orders fall into the last tenth of a shop's life or so.
func (s *past) placedAt(n int) time.Time {
	back := 1 - math.Sqrt(float64(n+1)/float64(s.Orders))
	return s.Now.Add(-time.Duration(back * years * 365 * 24 * float64(time.Hour)))
}

func (s *past) person() person {
	first, last := pick(s.dice, firstNames), pick(s.dice, lastNames)
	n := len(s.people)
	at := s.dice.IntN(len(countries))
	a := address.Address{FirstName: first, LastName: last, Line1: strconv.Itoa(1+s.dice.IntN(200)) + " " + pick(s.dice, lastNames) + " Road",
		City: cities[at], Postcode: strconv.Itoa(10000 + s.dice.IntN(89999)), Country: countries[at], Phone: "+977" + strconv.Itoa(1_000_000+n)}
	p := person{id: s.ids.New("cus_"), email: fmt.Sprintf("%s.%s%d@grown.example", first, last, n), name: first + " " + last, address: asJSON(a)}
	p.norm, p.search = text.Fold(p.email), text.Fold(p.name)
	now := micros(s.clock.Now())
	s.out.add("customer_customers", p.id, nil, nil, p.email, p.norm, first, last, p.search, text.Fold(last), a.Phone, "en", "[]", "", 1, now, now)
	return p
}

// remember writes an audit entry, as if someone of the team had done something.
func (s *past) remember(n int) {
	entities := []string{"product", "order", "seller", "store", "customer", "zone"}
	kind := entities[n%len(entities)]
	g := s.stores[n%len(s.stores)][0]
	s.out.add("audit_entries", s.ids.New("aud_"), micros(s.clock.Now()), "member", fmt.Sprintf("acc_%026d", n%40), "192.0.2.0/24", kind,
		kind+"_"+strconv.Itoa(n%5000), g.store, "updated", `{"after":{"title":"another"},"before":{"title":"one"}}`, "req_"+strconv.Itoa(n), nil, "")
}

// bury writes a job nobody could do.
func (s *past) bury(n int) {
	kinds := []string{"notify.deliver", "payment.refund", "listing.due"}
	now := micros(s.clock.Now())
	s.out.add("kit_jobs", s.ids.New("job_"), kinds[n%len(kinds)], `{"id":"nothing"}`, "dead", 0, 12, 12, now, nil, nil, "it never worked", "", now, now)
}

// stockUp balances every shelf: what was sold had come in before, and what is promised is there.
func (s *past) stockUp() {
	now := micros(s.clock.Now())
	for _, variant := range sortedKeys(s.place) {
		if came := s.sold[variant] + s.open[variant]; came > 0 {
			s.out.add("inventory_ledger", s.ids.New("stk_"), variant, s.place[variant], came, 0, "received", "", "", "", now)
		}
	}
}

func asJSON(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		panic(err) // plain structs of this program
	}
	return string(raw)
}
