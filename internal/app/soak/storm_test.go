//go:build unix

package soak_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/shop/payment/sandbox"
)

// card is the provider's house: it runs beside the shop, outlives it, and
// keeps books of its own.
type card struct {
	*sandbox.Office
	key  string
	addr string // host:port the shop asks; a proxy may stand before the office
}

// openOffice starts the card provider. Its webhooks come late now and then.
func openOffice(t *testing.T) *card {
	t.Helper()
	c := &card{key: "the key of the card provider"}
	var server *httptest.Server
	c.Office = sandbox.NewOffice(sandbox.Config{Secret: []byte(c.key), Clock: clock.Real{}, Log: slog.New(slog.DiscardHandler), Delay: 2 * time.Second},
		func() string { return server.URL })
	server = httptest.NewServer(c.Office)
	c.addr = strings.TrimPrefix(server.URL, "http://")
	t.Cleanup(func() { c.Close(); server.Close() })
	return c
}

// url is what the shop is told (HAAT_SANDBOX_URL).
func (c *card) url() string {
	u := url.URL{Scheme: "http", Host: c.addr, User: url.UserPassword("", c.key)}
	return u.String()
}

// told is the journal of one order: what everybody who dealt with it was told,
// written before the next step.
type told struct {
	fate       string
	order      apptest.Order
	token      string
	total      int64
	states     string // where it must end
	paid, back int64
	shipped    map[string]int64 // quantity by variant
	shipments  []string
	notes      []string // every acknowledged step
}

func (o *told) note(step string) { o.notes = append(o.notes, step) }

// storm is people who buy, sell and settle without pause.
type storm struct {
	t        *testing.T
	m        apptest.Market
	urls     []string
	patience time.Duration // how long one request is repeated
	over     atomic.Bool
	gone     atomic.Bool   // the test is over: nobody waits for an answer any more
	heard    chan struct{} // one per acknowledged step
	fates    []fate

	desk    sync.Mutex
	bearers map[string]string // by who

	mu     sync.Mutex
	book   []*told
	counts map[string]int
	wrong  []string // answers that must not be
	cut    int      // requests without an answer
	busy   int      // clean refusals: 503
}

func newStorm(t *testing.T, m apptest.Market, urls ...string) *storm {
	return &storm{t: t, m: m, urls: urls, patience: 2 * time.Minute, heard: make(chan struct{}, 1<<20), counts: map[string]int{}, bearers: map[string]string{}, fates: allFates}
}

var errDown = errors.New("no answer")

// call is a request: errDown when the shop is gone or cannot.
func (s *storm) call(c *apptest.Client, method, path string, body, into any, headers ...string) error {
	a, err := c.Try(method, path, body, headers...)
	switch {
	case err != nil:
		s.note(func() { s.cut++ })
		return errDown
	case a.Status == http.StatusServiceUnavailable && a.Code() != "":
		s.note(func() { s.busy++ })
		return errDown
	case a.Status >= 500:
		s.note(func() { s.wrong = append(s.wrong, fmt.Sprintf("%s %s: %d %.300s", method, path, a.Status, a.Body)) })
		return errDown
	case a.Status == http.StatusConflict && strings.HasPrefix(a.Code(), "idempotency."):
		return errDown
	case a.Status >= 400:
		return fmt.Errorf("%s %s: %d %.300s", method, path, a.Status, a.Body)
	case into == nil:
		return nil
	}
	return json.Unmarshal(a.Body, into)
}

func (s *storm) note(fn func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	fn()
}

// until repeats one request with one key until it is answered, as a program
// does that wants to know.
func (s *storm) until(c *apptest.Client, method, path string, body, into any) error {
	return s.untilKey(c, apptest.Key(), method, path, body, into)
}

func (s *storm) untilKey(c *apptest.Client, key, method, path string, body, into any) error {
	for deadline := time.Now().Add(s.patience); ; {
		err := s.call(c, method, path, body, into, "Idempotency-Key", key)
		if !errors.Is(err, errDown) || s.gone.Load() || time.Now().After(deadline) {
			return err
		}
		time.Sleep(20 * time.Millisecond) // the shop is being killed or starting
	}
}

// done counts an acknowledged step and writes it into the order's journal.
func (s *storm) done(o *told, step string) {
	s.note(func() { s.counts[step]++; o.note(step) })
	s.heard <- struct{}{}
}

// crew is one worker of the storm: a shopper, and the people of the shop who
// deal with the shopper's orders.
type crew struct {
	s                    *storm
	n                    int
	guest, owner, ma, mb *apptest.Client
}

// run lets crews work until over.
func (s *storm) run(crews int) *sync.WaitGroup {
	var wg sync.WaitGroup
	for w := range crews {
		wg.Go(func() {
			c, err := s.hire(w)
			for n := w; err == nil && !s.over.Load(); n += crews {
				err = c.work(s.fates[n%len(s.fates)], n)
			}
			if err != nil && !s.gone.Load() {
				s.t.Errorf("crew %d: %v", w, err)
			}
		})
	}
	s.t.Cleanup(func() { // also when the test gave up
		s.gone.Store(true)
		s.end(&wg)
	})
	return &wg
}

func (s *storm) client(n int) *apptest.Client {
	c := apptest.NewClient(s.t, s.urls[n%len(s.urls)])
	c.HTTP.Timeout = 20 * time.Second
	return c
}

func (s *storm) hire(n int) (*crew, error) {
	c := &crew{s: s, n: n, guest: s.client(n)}
	for email, to := range map[string]**apptest.Client{apptest.Owner: &c.owner, apptest.MemberA: &c.ma, apptest.MemberB: &c.mb} {
		bearer, err := s.logIn(n, email)
		if err != nil {
			return nil, err
		}
		who := s.client(n)
		who.HTTP.Jar, who.Bearer = nil, bearer
		*to = who
	}
	return c, nil
}

// logIn opens one session per person: an account holds a bounded number.
func (s *storm) logIn(n int, email string) (string, error) {
	s.desk.Lock()
	defer s.desk.Unlock()
	if bearer := s.bearers[email]; bearer != "" {
		return bearer, nil
	}
	var out struct {
		AccessToken string `json:"access_token"`
	}
	err := s.until(s.client(n), "POST", apptest.Store+"/auth/login", map[string]any{"email": email, "password": apptest.Password}, &out)
	s.bearers[email] = out.AccessToken
	return out.AccessToken, err
}

// after waits for n more acknowledged steps.
func (s *storm) after(n int) {
	s.t.Helper()
	late := time.After(2 * time.Minute)
	for range n {
		select {
		case <-s.heard:
		case <-late:
			s.t.Fatal("the shop does not work")
		}
	}
}

// end lets everybody finish what they began.
func (s *storm) end(wg *sync.WaitGroup) {
	s.over.Store(true)
	wg.Wait()
}

// work makes one order and leads it to its fate.
func (c *crew) work(f fate, n int) error {
	o, page, err := c.place(f, n)
	if err != nil {
		return fmt.Errorf("%s: placing: %w", f.name, err)
	}
	if err := f.lead(c, o, page); err != nil {
		return fmt.Errorf("%s of order %s after %v: %w", f.name, o.order.Number, o.notes, err)
	}
	return nil
}

// place buys from both stores.
func (c *crew) place(f fate, n int) (o *told, page string, err error) {
	var cart apptest.Cart
	if err := c.s.until(c.guest, "POST", apptest.Site+"/carts", map[string]any{}, &cart); err != nil {
		return nil, "", err
	}
	at := apptest.Site + "/carts/" + cart.ID
	for i, v := range []string{c.s.m.VariantA, c.s.m.VariantB} {
		if err := c.s.until(c.guest, "POST", at+"/lines", map[string]any{"variant_id": v, "quantity": 1 + (n+i)%3}, &cart); err != nil {
			return nil, "", err
		}
	}
	if err := c.s.until(c.guest, "PATCH", at, map[string]any{"email": fmt.Sprintf("s%d@storm.example", n), "shipping_address": apptest.Address()}, &cart); err != nil {
		return nil, "", err
	}
	var offered struct {
		Items []struct {
			StoreID string `json:"store_id"`
			Options []struct{ ID string }
		}
	}
	if err := c.s.until(c.guest, "GET", at+"/shipping-options", nil, &offered); err != nil {
		return nil, "", err
	}
	chosen := []map[string]string{}
	for _, x := range offered.Items {
		chosen = append(chosen, map[string]string{"store_id": x.StoreID, "option_id": x.Options[0].ID})
	}
	if err := c.s.until(c.guest, "PUT", at+"/shipping", map[string]any{"selections": chosen}, &cart); err != nil {
		return nil, "", err
	}
	var p apptest.Placed
	if err := c.s.until(c.guest, "POST", at+"/place", apptest.PlaceBody(cart, f.method), &p); err != nil {
		return nil, "", err
	}
	c.guest.OrderToken = p.OrderToken
	o = &told{fate: f.name, order: p.Order, token: p.OrderToken, total: p.Order.Totals.Total.Amount, states: "pending unpaid unfulfilled", shipped: map[string]int64{}}
	c.s.note(func() { c.s.book = append(c.s.book, o) })
	c.s.done(o, "orders")
	if p.NextAction != nil {
		page = p.NextAction.URL
	}
	if rand.IntN(4) == 0 { // another tab, much later
		var again apptest.Placed
		if err := c.s.until(c.guest, "POST", at+"/place", apptest.PlaceBody(cart, f.method), &again); err != nil {
			return nil, "", err
		}
		if again.Order.ID != p.Order.ID {
			return nil, "", fmt.Errorf("cart %s became %s and %s", cart.ID, p.Order.ID, again.Order.ID)
		}
	}
	if f.method == sandbox.Code && page == "" {
		return o, page, c.payAgain(o, sandbox.Code, &page) // the provider could not be asked
	}
	return o, page, nil
}

// payAgain starts another payment, until there is a page to pay on.
func (c *crew) payAgain(o *told, method string, page *string) error {
	key := apptest.Key() // the same again asks the provider again, for the same payment
	for deadline := time.Now().Add(c.s.patience); ; {
		var p apptest.Placed
		if err := c.s.untilKey(c.guest, key, "POST", apptest.Site+"/orders/"+o.order.ID+"/payments", map[string]any{"payment_method": method}, &p); err != nil {
			return err
		}
		if p.NextAction != nil {
			*page = p.NextAction.URL
		}
		if p.NextAction != nil || method != sandbox.Code {
			c.s.done(o, "payments started again")
			return nil
		}
		if c.s.gone.Load() || time.Now().After(deadline) {
			return errors.New("no page to pay on")
		}
	}
}

// press pushes a button of the provider's page, which is there whatever
// became of the shop.
func (c *crew) press(o *told, page, choice string) error {
	res, err := c.guest.HTTP.PostForm(page, url.Values{"choice": {choice}})
	if err != nil {
		return err
	}
	_ = res.Body.Close() // a redirect has nothing to read
	if res.StatusCode != http.StatusSeeOther {
		return fmt.Errorf("the provider's page answers %d", res.StatusCode)
	}
	o.note("pressed " + choice)
	return nil
}

// see waits until the shopper sees the order so.
func (c *crew) see(o *told, what string, ok func(apptest.Order) bool) error {
	c.guest.OrderToken = o.token
	for deadline := time.Now().Add(c.s.patience); ; time.Sleep(30 * time.Millisecond) {
		var now apptest.Order
		if err := c.s.until(c.guest, "GET", apptest.Site+"/orders/"+o.order.ID, nil, &now); err != nil {
			return err
		}
		if ok(now) {
			c.s.done(o, what)
			return nil
		}
		if s := c.s; s.gone.Load() || time.Now().After(deadline) {
			return fmt.Errorf("never seen %s: it is %s", what, now.States())
		}
	}
}

func (c *crew) seePaid(o *told) error {
	err := c.see(o, "payments seen", func(x apptest.Order) bool { return x.PaymentStatus == "paid" })
	if err == nil {
		o.paid = o.total
	}
	return err
}

// part is the store's part, and what a piece of it costs in all.
func (o *told) part(storeID string) (id string, total int64) {
	for _, p := range o.order.Stores {
		if p.StoreID == storeID {
			return p.ID, p.Total.Amount
		}
	}
	return "", 0
}

// ship sends a store's part in as many parcels as it has pieces, at most two.
func (c *crew) ship(o *told, who *apptest.Client, storeID, variantID string, deliver bool) error {
	part, _ := o.part(storeID)
	i := slices.IndexFunc(o.order.Lines, func(l apptest.OrderLine) bool { return l.StoreOrderID == part })
	left := o.order.Lines[i].Quantity
	for left > 0 {
		n := left
		if left == o.order.Lines[i].Quantity && left > 1 {
			n = 1
		}
		var sent struct{ ID string }
		body := map[string]any{"store_order_id": part, "lines": []map[string]any{{"line_id": o.order.Lines[i].ID, "quantity": n}}}
		if err := c.s.until(who, "POST", apptest.Store+"/orders/"+o.order.ID+"/shipments", body, &sent); err != nil {
			return err
		}
		o.shipped[variantID] += n
		o.shipments = append(o.shipments, sent.ID)
		c.s.done(o, "shipments")
		left -= n
		if !deliver {
			continue
		}
		if err := c.s.until(who, "POST", apptest.Store+"/shipments/"+sent.ID+"/deliver", map[string]any{}, nil); err != nil {
			return err
		}
		c.s.done(o, "deliveries")
	}
	return nil
}

func (c *crew) cancel(o *told, who *apptest.Client, parts ...string) error {
	body := map[string]any{"reason": "storm"}
	if len(parts) > 0 {
		body["store_order_ids"] = parts
	}
	if err := c.s.until(who, "POST", apptest.Store+"/orders/"+o.order.ID+"/cancel", body, nil); err != nil {
		return err
	}
	c.s.done(o, "cancellations")
	return nil
}
