package notify

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/httpx/httpxtest"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/kit/mail"
	"github.com/haatshop/haat/internal/shop/identity"
	"github.com/haatshop/haat/internal/shop/order"
)

const broken = "test.broken"

// refusals are what providers' doors are said to have refused.
type refusals struct {
	mu sync.Mutex
	n  map[string]int64
}

func (r *refusals) between(context.Context, db.Querier, time.Time, time.Time) (map[string]int64, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := r.n
	r.n = nil
	return out, nil
}

func staff(context.Context, db.Querier) ([]identity.Account, error) {
	return []identity.Account{{ID: "acc_1", Email: "owner@example.com", Name: "Owner", Locale: "en"}, {ID: "acc_2", Email: "ops@example.com", Locale: "ar"}}, nil
}

// fail makes n jobs that use up their only try.
func fail(t *testing.T, w *dbtest.World, kind string, n int) {
	t.Helper()
	for n > 0 {
		part := min(n, 500)
		n -= part
		if err := w.DB.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
			for range part {
				if err := w.Queue.Enqueue(ctx, tx, kind, struct{}{}, job.Options{MaxAttempts: 1}); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	w.Settle(t)
}

// look steps the clock n times, and waits each time until the watch has run.
func look(t *testing.T, w *dbtest.World, step time.Duration, n int) {
	t.Helper()
	for range n {
		w.Clock.Advance(step)
		passed(t, w)
	}
}

// passed waits until the watch of this minute has run.
func passed(t *testing.T, w *dbtest.World) {
	t.Helper()
	if !dbtest.Wait(20*time.Second, func() bool {
		var at time.Time
		err := w.DB.InTx(context.Background(), func(ctx context.Context, tx db.Tx) (err error) { at, err = lastSeen(ctx, tx); return err })
		if err != nil {
			t.Fatal(err)
		}
		return !at.Before(w.Clock.Now().Add(-settle))
	}) {
		t.Fatal("nobody looked")
	}
	w.Settle(t)
}

func subjects(o *outbox, to string) (out []string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, m := range o.sent {
		if m.To.Email == to {
			out = append(out, m.Subject)
		}
	}
	return out
}

func TestFailingJobsAreOneMailAnHourToEachOfTheStaff(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *Service, box *outbox) {
		look(t, w, time.Minute, 1)
		w.Clock.Advance(time.Second)
		const n = 400
		fail(t, w, broken, n/2) // nobody knows this kind: it fails
		look(t, w, time.Minute, 2)
		fail(t, w, broken, n/2)
		look(t, w, 5*time.Minute, 6)
		first := subjects(box, "owner@example.com")
		if len(first) != 1 || !strings.Contains(first[0], broken) || !strings.Contains(first[0], "(") {
			t.Fatalf("in the first half hour: %q", first)
		}
		look(t, w, 8*time.Minute, 4)
		look(t, w, time.Minute, 3)
		all := subjects(box, "owner@example.com")
		if len(all) != 2 {
			t.Fatalf("in all: %q", all)
		}
		for _, s := range all {
			if !strings.Contains(s, "(200)") {
				t.Errorf("%q does not say how many", s)
			}
		}
		if got := subjects(box, "ops@example.com"); len(got) != 2 || !strings.Contains(got[0], broken) || got[0] == all[0] {
			t.Errorf("in the other language: %q", got)
		}
		if a, err := s.Alerts(system(context.Background()), w.DB); err != nil || a.FailedJobs != n {
			t.Errorf("%+v %v", a, err)
		}
	})
}

func TestAnAlertThatCannotBeSentAlertsNobody(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *Service, box *outbox) {
		look(t, w, time.Minute, 1)
		w.Clock.Advance(time.Second)
		box.mu.Lock()
		for range 20 { // the letter to the buyer and both alerts of it
			box.fails = append(box.fails, mail.ErrRejected)
		}
		box.mu.Unlock()
		publish(t, w, order.PaidEvent{OrderID: "ord_1"})
		look(t, w, time.Minute, 3)
		failedOnes := 0
		for _, d := range log(t, w, s) {
			if d.Kind == Alert && d.Status == Failed {
				failedOnes++
			}
		}
		if failedOnes != 2 {
			t.Fatalf("%d alerts failed, want 2: %+v", failedOnes, log(t, w, s))
		}
		before := len(log(t, w, s))
		look(t, w, 10*time.Minute, 13)
		if after := len(log(t, w, s)); after != before {
			t.Errorf("failed alerts made %d more messages", after-before)
		}
		if a, err := s.Alerts(system(context.Background()), w.DB); err != nil || a.FailedMails != 3 {
			t.Errorf("%+v %v", a, err)
		}
	})
}

func TestAFewRefusedWebhooksAreNoiseAndManyAreNot(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *Service, box *outbox) {
		look(t, w, time.Minute, 1)
		say := func(n int64) {
			w.Clock.Advance(time.Minute)
			box.refused.n = map[string]int64{"sandbox": n} // nobody else looks any more
			if err := w.DB.InTx(context.Background(), s.watch); err != nil {
				t.Fatal(err)
			}
		}
		w.Jobs.Stop() // the test looks by itself
		say(minRefused - 1)
		w.Clock.Advance(2 * time.Hour)
		say(minRefused - 1) // long after: it does not add up
		if waiting := log(t, w, s); len(waiting) != 0 {
			t.Fatalf("a few refusals made %d messages", len(waiting))
		}
		say(1) // the tenth within the hour
		waiting := log(t, w, s)
		if len(waiting) != 2 || waiting[0].Kind != Alert || waiting[0].Status != Queued {
			t.Fatalf("ten refusals made %+v", waiting)
		}
		for range 20 {
			say(100_000)
		}
		if again := log(t, w, s); len(again) != 2 {
			t.Errorf("a flood made %d messages within the hour", len(again))
		}
	})
}

func TestAlertsAreCountedForThoseWhoMayActOnly(t *testing.T) {
	each(t, func(t *testing.T, w *dbtest.World, s *Service, _ *outbox) {
		fail(t, w, broken, 3)
		api := httpxtest.New(t, func(a huma.API) { s.RegisterStore(a) })
		owner := actor.Actor{Kind: actor.Member, AccountID: "acc_o", Grants: []actor.Grant{{Platform: true, Perms: actor.PlatformPerms()}}}
		member := actor.Actor{Kind: actor.Member, AccountID: "acc_m", Grants: []actor.Grant{{SellerID: "sel_1", StoreIDs: []string{"sto_1"}, Perms: actor.SellerPerms()}}}
		var got Alerts
		api.Do(httpxtest.Call{As: owner, Method: "GET", Path: "/alerts"}).Want(http.StatusOK).Into(&got)
		if got != (Alerts{FailedJobs: 3}) {
			t.Errorf("%+v", got)
		}
		api.Do(httpxtest.Call{As: member, Method: "GET", Path: "/alerts"}).Want(http.StatusForbidden)
		if nothing, err := s.Alerts(actor.With(context.Background(), member), w.DB); err != nil || nothing != (Alerts{}) {
			t.Errorf("%+v %v", nothing, err)
		}
	})
}
