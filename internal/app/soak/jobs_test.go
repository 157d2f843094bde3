//go:build unix

package soak_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/job"
)

// postOffice is a real mail server that can refuse.
type postOffice struct {
	mu     sync.Mutex
	refuse error
	tries  int
	ids    map[string]int // by Message-ID
	addr   string
}

var messageID = regexp.MustCompile(`(?i)Message-ID: *(<[^>]+>)`)

func openPost(t *testing.T) *postOffice {
	t.Helper()
	p := &postOffice{ids: map[string]int{}}
	server := smtp.NewServer(p)
	server.Domain = "localhost"
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p.addr = ln.Addr().String()
	done := make(chan struct{})
	go func() { defer close(done); _ = server.Serve(ln) }()          // ends with an error when it is closed
	t.Cleanup(func() { _ = server.Close(); _ = ln.Close(); <-done }) // a server closed before it came to Serve does not know its listener
	return p
}

func (p *postOffice) url() string { return "smtp://" + p.addr + "?tls=off" }

func (p *postOffice) set(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.refuse = err
}

// taken is how many letters there are, and how many came more than once.
func (p *postOffice) taken() (n, twice int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, k := range p.ids {
		n++
		if k > 1 {
			twice++
		}
	}
	return n, twice
}

// NewSession implements smtp.Backend.
func (p *postOffice) NewSession(*smtp.Conn) (smtp.Session, error) { return &postSession{p}, nil }

type postSession struct{ p *postOffice }

func (*postSession) Reset()                               {}
func (*postSession) Logout() error                        { return nil }
func (*postSession) Mail(string, *smtp.MailOptions) error { return nil }
func (s *postSession) Rcpt(string, *smtp.RcptOptions) error {
	s.p.mu.Lock()
	defer s.p.mu.Unlock()
	s.p.tries++
	return s.p.refuse
}

func (s *postSession) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	m := messageID.FindStringSubmatch(string(raw))
	if m == nil {
		return fmt.Errorf("a letter without an id")
	}
	s.p.mu.Lock()
	defer s.p.mu.Unlock()
	s.p.ids[m[1]]++
	return nil
}

// R8: jobs that can never work (an unknown kind, arguments that are none, a
// subject that is not there), and a mail server that refuses everything. Orders
// and their jobs keep flowing; what failed for good can be seen and tried again.
func TestR8PoisonJobsAndAFloodOfFailingMailsHoldUpNothing(t *testing.T) {
	t.Parallel()
	engines(t, func(t *testing.T, e db.Engine) {
		t.Parallel()
		post, office := openPost(t), openOffice(t)
		at := clock.NewManual(time.Now())
		s := apptest.Start(t, e, apptest.Options{Clock: at, Config: func(c *app.Config) { c.SMTPURL, c.SandboxURL = post.url(), office.url() }})
		m := apptest.Fill(t, s.App, plenty)
		post.set(&smtp.SMTPError{Code: 451, Message: "not now"})
		flood := pick(100, 10_000)
		poison := map[string]string{"of.another.age": `{}`, "payment.webhook": `{"event_id":7}`, "payment.refund": `{"refund_id":"ref_nobody"}`, "notify.deliver": `[]`, "search.nothing": `{"x":"` + strings.Repeat("y", 1000) + `"}`}
		for kind, args := range poison {
			enqueue(t, s, kind, args, 3)
		}
		for n := range flood {
			enqueueMail(t, s, n)
		}
		// In the middle of all that somebody pays by card and hears of it.
		began := time.Now()
		for range 3 {
			guest := s.Client()
			placed := guest.Place(guest.Basket("ada@guest.example", m.VariantA), "sandbox")
			guest.Choose(placed.NextAction.URL, "success")
			apptest.Eventually(t, 20*time.Second, "the card payment is known", func() bool { return guest.Order(placed.Order.ID).PaymentStatus == "paid" })
		}
		count(t, "three card payments behind the flood took", time.Since(began))
		// One of them is of the flood's own kind and takes its turn among it, three times.
		apptest.Eventually(t, time.Minute+time.Duration(flood)*20*time.Millisecond, "the poison is in the list of failed jobs", func() bool {
			at.Advance(2 * time.Minute) // it uses up its attempts
			time.Sleep(150 * time.Millisecond)
			return apptest.Count(t, s.App, `SELECT COUNT(*) FROM kit_jobs WHERE state = 'dead'`) >= int64(len(poison))
		})
		owner := s.LogIn(apptest.Owner, apptest.Password)
		var failed struct {
			Items []struct {
				ID, Kind  string
				LastError string `json:"last_error"`
			}
		}
		owner.Do("GET", apptest.Store+"/jobs/failed?limit=100", nil).Want(200).Into(&failed)
		seen := map[string]bool{}
		for _, j := range failed.Items {
			seen[j.Kind] = true
			if j.LastError == "" {
				t.Errorf("job %s failed without a reason", j.Kind)
			}
		}
		for kind := range poison {
			if !seen[kind] {
				t.Errorf("%s is not in the list", kind)
			}
		}
		if len(failed.Items) > 0 {
			owner.Do("POST", apptest.Store+"/jobs/failed/"+failed.Items[0].ID+"/retry", map[string]any{}).Want(200, 202, 204)
		}
		if n := apptest.Count(t, s.App, `SELECT COUNT(*) FROM order_orders WHERE payment_status = 'paid'`); n != 3 {
			t.Errorf("%d paid orders", n)
		}
		count(t, "failing mails beside them", flood)
	})
}

func enqueue(t *testing.T, s *apptest.Shop, kind, args string, attempts int) {
	t.Helper()
	now := s.Clock.Now()
	err := s.DB.InTx(app.AsSystem(context.Background()), func(ctx context.Context, tx db.Tx) error {
		_, err := db.Exec(ctx, tx, putJob, s.IDs.New("job_"), kind, args, attempts, now)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

var (
	putJob  = db.SQL(`INSERT INTO kit_jobs (id, kind, args, state, priority, max_attempts, run_at, created_at) VALUES ($1, $2, $3, 'ready', 1, $4, $5, $5)`)
	putMail = db.SQL(`INSERT INTO notify_deliveries (id, event_id, kind, channel, recipient, recipient_name, locale, subject_id, detail, status, created_at)
		VALUES ($1, $2, 'password_reset', 'email', $3, 'Nobody', 'en', $4, '{}', 'queued', $5)`)
)

// enqueueMail writes a letter about nobody, which the server refuses or which
// cannot be made at all.
func enqueueMail(t *testing.T, s *apptest.Shop, n int) {
	t.Helper()
	id := s.IDs.New("mail_")
	err := s.DB.InTx(app.AsSystem(context.Background()), func(ctx context.Context, tx db.Tx) error {
		if _, err := db.Exec(ctx, tx, putMail, id, fmt.Sprintf("evt_flood_%d", n), fmt.Sprintf("n%d@flood.example", n), "acc_nobody", s.Clock.Now()); err != nil {
			return err
		}
		return s.Queue.Enqueue(ctx, tx, "notify.deliver", map[string]string{"delivery_id": id}, job.Options{})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// atRest waits until nothing is due: a clock that steps in the middle of a job
// ends its lease.
func atRest(t *testing.T, s *apptest.Shop) {
	t.Helper()
	apptest.Eventually(t, 20*time.Second, "nothing is due", func() bool {
		return s.Events.Settled(t.Context()) == nil && apptest.Count(t, s.App, `SELECT COUNT(*) FROM kit_jobs WHERE state = 'running' OR state = 'ready' AND run_at <= $1`, s.Clock.Now()) == 0
	})
}

// R16: the mail server is away for two hours. Orders complete, and every
// letter arrives once, late.
func TestR16MailsWaitForAServerThatWasAwayForTwoHoursAndArriveOnce(t *testing.T) {
	t.Parallel()
	engines(t, func(t *testing.T, e db.Engine) {
		t.Parallel()
		post := openPost(t)
		at := clock.NewManual(time.Now())
		s := apptest.Start(t, e, apptest.Options{Clock: at, Config: func(c *app.Config) { c.SMTPURL = post.url() }})
		m := apptest.Fill(t, s.App, plenty)
		post.set(&smtp.SMTPError{Code: 421, Message: "closed"})
		orders := pick(5, 50)
		for range orders {
			guest := s.Client()
			guest.Place(guest.Basket("ada@guest.example", m.VariantA), "cod")
		}
		for range 8 {
			atRest(t, s)
			at.Advance(15 * time.Minute)
		}
		atRest(t, s)
		if n, _ := post.taken(); n != 0 {
			t.Errorf("%d letters were taken by a closed server", n)
		}
		if n := apptest.Count(t, s.App, `SELECT COUNT(*) FROM notify_deliveries WHERE status = 'queued' AND last_error <> ''`); n != int64(orders) {
			t.Errorf("%d of %d letters say what holds them up", n, orders)
		}
		post.set(nil)
		apptest.Eventually(t, 30*time.Second, "all letters were taken", func() bool {
			atRest(t, s)
			at.Advance(10 * time.Minute)
			atRest(t, s)
			n, _ := post.taken()
			return n == orders
		})
		s.Settled()
		n, twice := post.taken()
		if n != orders || twice != 0 {
			t.Errorf("%d letters of %d orders, %d twice", n, orders, twice)
		}
		count(t, "letters late and once", n)
		count(t, "times the server said no", post.tries-n)
	})
}
