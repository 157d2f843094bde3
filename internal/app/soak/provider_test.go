//go:build unix

package soak_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/shop/payment"
	"github.com/haatshop/haat/internal/shop/payment/sandbox"
)

// line is the network between the shop and the card provider, with its faults.
type line struct {
	to    string
	fault atomic.Value // string
	asked atomic.Int64
}

// string it, and let the shop ask over it.
func (c *card) overLine(t *testing.T) *line {
	t.Helper()
	l := &line{to: c.addr}
	l.fault.Store("")
	server := httptest.NewServer(l)
	c.addr = strings.TrimPrefix(server.URL, "http://")
	t.Cleanup(func() { server.CloseClientConnections(); server.Close() })
	return l
}

// ServeHTTP does to each request what the fault says.
func (l *line) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.asked.Add(1)
	fault := l.fault.Load().(string)
	if fault == "half of the time" {
		fault = []string{"", "500", "", "429", "", "reset", "", "lost answer", "", "half an answer"}[rand.IntN(10)]
	}
	switch fault {
	case "hangs":
		_, _ = io.Copy(io.Discard, r.Body) // only then the server notices that the shop gave up
		<-r.Context().Done()
		return
	case "slow":
		time.Sleep(1500 * time.Millisecond)
	case "500", "429":
		n, _ := strconv.Atoi(fault) // one of the two
		http.Error(w, "not now", n)
		return
	case "reset":
		l.cut(w, nil)
		return
	}
	status, header, body, err := l.pass(r)
	switch {
	case err != nil:
		http.Error(w, err.Error(), http.StatusBadGateway)
	case fault == "lost answer": // it was done, and nobody hears of it
		l.cut(w, nil)
	case fault == "half an answer":
		l.cut(w, append(fmt.Appendf(nil, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n", len(body)), body[:len(body)/2]...))
	default:
		for k, v := range header {
			w.Header()[k] = v
		}
		w.WriteHeader(status)
		_, _ = w.Write(body) // a shop that gave up reads nothing
	}
}

func (l *line) pass(r *http.Request) (int, http.Header, []byte, error) {
	sent, err := io.ReadAll(r.Body)
	if err != nil {
		return 0, nil, nil, err
	}
	u := url.URL{Scheme: "http", Host: l.to, Path: r.URL.Path}
	req, err := http.NewRequest(r.Method, u.String(), bytes.NewReader(sent))
	if err != nil {
		return 0, nil, nil, err
	}
	req.Header = r.Header.Clone()
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, nil, nil, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	return res.StatusCode, res.Header, body, err
}

// cut ends the connection hard after a few bytes.
func (l *line) cut(w http.ResponseWriter, bytes []byte) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		return
	}
	_, _ = conn.Write(bytes)
	if tcp, ok := conn.(*net.TCPConn); ok && bytes == nil {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}

// cards starts a shop in this process whose card provider is over a line.
func cards(t *testing.T, e db.Engine, o apptest.Options) (*apptest.Shop, apptest.Market, *card, *line) {
	t.Helper()
	office := openOffice(t)
	l := office.overLine(t)
	o.Config = func(c *app.Config) { c.SandboxURL = office.url() }
	s := apptest.Start(t, e, o)
	return s, apptest.Fill(t, s.App, plenty), office, l
}

// R5: the provider is slow, silent, or breaks off. The order stands, the
// shopper is told and pays again, pages stay quick, and no money is taken
// twice.
func TestR5ASlowOrSilentProviderHoldsUpNobodyElseAndChargesNobodyTwice(t *testing.T) {
	t.Parallel()
	engines(t, func(t *testing.T, e db.Engine) {
		t.Parallel()
		s, m, office, l := cards(t, e, apptest.Options{})
		faults := []string{"hangs", "slow", "500", "429", "reset", "lost answer", "half an answer"}
		guests, carts := make([]*apptest.Client, len(faults)), make([]apptest.Cart, len(faults))
		for i := range faults {
			guests[i] = s.Client()
			carts[i] = guests[i].Basket("ada@guest.example", m.VariantA)
		}
		// While the provider hangs and others wait for it, pages do not.
		l.fault.Store("hangs")
		var wg sync.WaitGroup
		hung := make([]apptest.Placed, 20)
		for i := range hung {
			wg.Go(func() {
				c := s.Client()
				c.Do("POST", apptest.Site+"/carts/"+c.Basket("ada@guest.example", m.VariantA).ID+"/place", map[string]any{"payment_method": "cod",
					"expected_total": apptest.Money{Amount: 1, Currency: "USD"}}).Want(409) // warm
				cart := c.Basket("ada@guest.example", m.VariantA)
				c.Do("POST", apptest.Site+"/carts/"+cart.ID+"/place", apptest.PlaceBody(cart, sandbox.Code)).Want(201).Into(&hung[i])
			})
		}
		time.Sleep(500 * time.Millisecond)
		worst := time.Duration(0)
		for range 60 {
			began := time.Now()
			s.Client().Do("GET", apptest.Site+"/products/"+m.ProductA, nil).Want(200)
			c := s.Client()
			c.Place(c.Basket("ada@guest.example", m.VariantA), "cod")
			worst = max(worst, time.Since(began))
		}
		count(t, "slowest page and cash order while 20 wait for the provider", worst)
		if worst > 8*time.Second { // who waits for the provider waits for 10; the machine may be busy
			t.Errorf("a page and an order took %s while the provider hung", worst)
		}
		wg.Wait()
		for _, p := range hung {
			if !p.PaymentProblem || p.NextAction != nil {
				t.Errorf("the shopper was told %+v", p)
			}
		}
		placed := make([]apptest.Placed, len(faults))
		for i, fault := range faults[1:] {
			i++
			l.fault.Store(fault)
			guests[i].Do("POST", apptest.Site+"/carts/"+carts[i].ID+"/place", apptest.PlaceBody(carts[i], sandbox.Code), "Idempotency-Key", apptest.Key()).Want(201).Into(&placed[i])
			guests[i].OrderToken = placed[i].OrderToken
			if told := placed[i].PaymentProblem; told == (fault == "slow") {
				t.Errorf("%s: the shopper was told %v", fault, told)
			}
		}
		l.fault.Store("")
		for i := range faults[1:] {
			i++
			var p apptest.Placed
			guests[i].Do("POST", apptest.Site+"/orders/"+placed[i].Order.ID+"/payments", map[string]any{"payment_method": sandbox.Code}).Want(201, 200).Into(&p)
			if p.NextAction == nil {
				t.Errorf("%s: paid again, told %+v", faults[i], p)
				continue
			}
			guests[i].Choose(p.NextAction.URL, "success")
		}
		s.Settled()
		for i := range faults[1:] {
			i++
			if o := guests[i].Order(placed[i].Order.ID); o.PaymentStatus != "paid" || o.Totals.Paid != o.Totals.Total {
				t.Errorf("%s: %s, %+v", faults[i], o.States(), o.Totals)
			}
		}
		booksAgree(t, s.App, office, len(faults)-1)
		apptest.Sound(t, s.App)
	})
}

// booksAgree compares every payment with the provider's books.
func booksAgree(t *testing.T, a *app.App, office *card, captured int) {
	t.Helper()
	var v verdict
	(&storm{}).booked(t, a, office, &v)
	if n := len(office.Ledger()); n != captured {
		t.Errorf("the provider took money %d times, want %d", n, captured)
	}
}

// R6: the provider fails half of the time, in every way. People try again, and
// in the end everything is paid once and given back once.
func TestR6AProviderThatFailsHalfOfTheTimeEndsInEqualBooks(t *testing.T) {
	soakOnly(t)
	t.Parallel()
	engines(t, func(t *testing.T, e db.Engine) {
		t.Parallel()
		s, m, office, l := cards(t, e, apptest.Options{})
		owner := s.LogIn(apptest.Owner, apptest.Password)
		l.fault.Store("half of the time")
		orders := 100
		var wg sync.WaitGroup
		var problems atomic.Int64
		ids := make([]string, orders)
		for w := range 5 {
			wg.Go(func() {
				for i := w; i < orders; i += 5 {
					c := s.Client()
					p := c.Place(c.Basket("ada@guest.example", m.VariantA), sandbox.Code)
					key := apptest.Key()
					for try := 0; p.NextAction == nil && try < 50; try++ {
						problems.Add(1)
						c.Do("POST", apptest.Site+"/orders/"+p.Order.ID+"/payments", map[string]any{"payment_method": sandbox.Code}, "Idempotency-Key", key).Want(200, 201).Into(&p)
					}
					c.Choose(p.NextAction.URL, "success")
					ids[i] = p.Order.ID
				}
			})
		}
		wg.Wait()
		apptest.Eventually(t, 20*time.Second, "all are paid", func() bool {
			return apptest.Count(t, s.App, `SELECT COUNT(*) FROM order_orders WHERE payment_status = 'paid'`) == int64(orders)
		})
		for i, id := range ids {
			if i%2 == 0 {
				owner.Do("POST", apptest.Store+"/orders/"+id+"/cancel", map[string]any{"reason": "drill"}).Want(200)
			}
		}
		time.Sleep(time.Second) // some refunds meet the faults
		l.fault.Store("")
		s.Settled()
		count(t, "card orders", orders)
		count(t, "times a shopper had to press again", problems.Load())
		if n := apptest.Count(t, s.App, `SELECT COUNT(*) FROM payment_refunds WHERE status = 'done'`); n != int64(orders/2) {
			t.Errorf("%d refunds of %d cancellations", n, orders/2)
		}
		booksAgree(t, s.App, office, orders)
		apptest.Sound(t, s.App)
	})
}

// R3, R4, R33: webhooks come five times, in any order, hours apart and a day
// late; the order ends as the provider's books do.
func TestR3R4R33WebhooksDuplicatedReorderedAndADayLateEndAsTheProviderSays(t *testing.T) {
	t.Parallel()
	engines(t, func(t *testing.T, e db.Engine) {
		t.Parallel()
		at := clock.NewManual(time.Now())
		s := apptest.Start(t, e, apptest.Options{Clock: at})
		m := apptest.Fill(t, s.App, plenty)
		says := func(id string, p payment.Payment, kind payment.Kind, total int64) payment.Fact {
			return payment.Fact{EventID: id, PaymentID: p.ID, Kind: kind, Total: total, Currency: p.Currency}
		}
		rounds := pick(4, 40) // half of them a day later each: events are kept for 30 days
		for n := range rounds {
			guest := s.Client()
			placed := guest.Place(guest.Basket("ada@guest.example", m.VariantA), sandbox.Code)
			ps, err := s.Payment.OfOrder(context.Background(), s.DB, placed.Order.ID)
			if err != nil || len(ps) != 1 {
				t.Fatal(len(ps), err)
			}
			p := ps[0]
			facts := []payment.Fact{
				says("a"+p.ID, p, payment.SaysAuthorized, p.Amount), says("c"+p.ID, p, payment.SaysCaptured, p.Amount),
				says("f"+p.ID, p, payment.SaysFailed, 0), says("r1"+p.ID, p, payment.SaysRefunded, p.Amount/3), says("r2"+p.ID, p, payment.SaysRefunded, p.Amount/2),
			}
			var all []payment.Fact
			for range 5 {
				all = append(all, facts...)
			}
			rand.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
			late := n%2 == 1 // everything comes a day after the order was given up
			if late {
				at.Advance(24 * time.Hour)
				if _, err := s.Order.Expire(app.AsSystem(context.Background())); err != nil {
					t.Fatal(err)
				}
			}
			var wg sync.WaitGroup
			for i, f := range all {
				wg.Go(func() { tell(t, s, f).Want(204) })
				if i%5 == 4 {
					wg.Wait()
				}
			}
			s.Settled()
			o := guest.Order(placed.Order.ID)
			want, back := "pending partially_refunded unfulfilled", p.Amount/2
			if late {
				want, back = "cancelled refunded unfulfilled", p.Amount
			}
			if o.States() != want || o.Totals.Paid.Amount != p.Amount || o.Totals.Refunded.Amount != back {
				t.Errorf("late %v: %s, %+v", late, o.States(), o.Totals)
			}
			// Played again ten minutes later it is refused, and changes nothing.
			body, signature := letter(t, s, facts[1])
			at.Advance(10 * time.Minute)
			s.Client().Do("POST", "/api/v1/hooks/sandbox", body, sandbox.SignatureHeader, signature).Want(400, 401)
		}
		count(t, "orders with 25 shuffled webhooks each", rounds)
		apptest.Sound(t, s.App)
	})
}

func letter(t *testing.T, s *apptest.Shop, f payment.Fact) (body, signature string) {
	t.Helper()
	raw := fmt.Sprintf(`{"event_id":%q,"payment_id":%q,"kind":%q,"total":%d,"currency":%q}`, f.EventID, f.PaymentID, f.Kind, f.Total, f.Currency)
	return raw, s.Sandbox.Sign([]byte(raw), s.Clock.Now())
}

func tell(t *testing.T, s *apptest.Shop, f payment.Fact) apptest.Answer {
	t.Helper()
	body, signature := letter(t, s, f)
	return s.Client().Do("POST", "/api/v1/hooks/sandbox", body, sandbox.SignatureHeader, signature)
}
