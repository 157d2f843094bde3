package app_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/shop/notify"
)

var alertsTo = db.SQL(testsOnly + ` SELECT recipient FROM notify_deliveries WHERE kind = 'alert' ORDER BY recipient`)

func TestTenThousandFailedJobsAreOneMailToThoseWhoMayRetryThem(t *testing.T) {
	for _, e := range dbtest.Engines() {
		t.Run(e.String(), func(t *testing.T) {
			c := clock.NewManual(dbtest.Start)
			s := apptest.Start(t, e, apptest.Options{Clock: c})
			m := apptest.Fill(t, s.App, 5)
			s.Member("ops@test.example", "", "jobs.manage")
			s.Member("mail@test.example", "", "mail.read")
			s.Member("clerk@test.example", m.StoreA.SellerID, "orders.read")
			c.Advance(2 * time.Minute)
			s.Periodic() // the first look: what is old is no news
			c.Advance(time.Second)
			for pack := range 20 {
				if err := s.DB.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
					_, err := db.Exec(ctx, tx, oldRows["dead jobs"], fmt.Sprint("p", pack, "-"), c.Now())
					return err
				}); err != nil {
					t.Fatal(err)
				}
			}
			told := func() []string {
				to, err := db.All[string](context.Background(), s.DB, alertsTo)
				if err != nil {
					t.Fatal(err)
				}
				return to
			}
			c.Advance(time.Minute)
			apptest.Eventually(t, 10*time.Second, "an alert", func() bool { return len(told()) > 0 })
			for range 5 {
				c.Advance(10 * time.Minute)
				s.Periodic()
			}
			if got := told(); len(got) != 2 || got[0] != "ops@test.example" || got[1] != apptest.Owner {
				t.Errorf("told: %v", got)
			}
			var counts notify.Alerts
			s.LogIn("ops@test.example", apptest.Password).Do("GET", store+"/alerts", nil).Want(200).Into(&counts)
			if counts != (notify.Alerts{FailedJobs: 1000}) {
				t.Errorf("%+v", counts)
			}
		})
	}
}

func TestWebhooksRefusedAgainAndAgainAreToldWithoutAWriteForEach(t *testing.T) {
	for _, e := range dbtest.Engines() {
		t.Run(e.String(), func(t *testing.T) {
			c := clock.NewManual(dbtest.Start)
			s := apptest.Start(t, e, apptest.Options{Clock: c})
			apptest.Fill(t, s.App, 5)
			c.Advance(2 * time.Minute)
			s.Periodic() // the first look
			before := s.DB.Meters().Committed.Load()
			stranger := s.Client()
			for range 50 {
				stranger.Do("POST", "/api/v1/hooks/sandbox", `{"forged":true}`).Want(400)
			}
			if n := s.DB.Meters().Committed.Load() - before; n > 25 { // jobs and listeners of that time among them
				t.Errorf("fifty refused webhooks made %d transactions", n)
			}
			c.Advance(15 * time.Second)
			stranger.Do("POST", "/api/v1/hooks/sandbox", `{"forged":true}`).Want(400)
			refused, err := s.Payment.Refused(context.Background(), s.DB, dbtest.Start, c.Now())
			if err != nil || refused["sandbox"] != 51 || len(refused) != 1 {
				t.Errorf("%v %v", refused, err)
			}
			c.Advance(time.Minute)
			var mails []string
			apptest.Eventually(t, 10*time.Second, "an alert", func() bool {
				if mails, err = db.All[string](context.Background(), s.DB, alertsTo); err != nil {
					t.Fatal(err)
				}
				return len(mails) > 0
			})
			if len(mails) != 1 || mails[0] != apptest.Owner {
				t.Errorf("told: %v", mails)
			}
		})
	}
}
