package notify

import (
	"context"
	"fmt"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
)

// What alerts are about.
const (
	topicJob     = "job"
	topicMail    = "mail"
	topicWebhook = "webhook"
)

const (
	watchEvery = time.Minute
	// settle is how long a failure may take to be committed after its own time.
	settle = 10 * time.Second
	// alertEvery is the pause between two mails about the same (N8).
	alertEvery = time.Hour
	// minRefused are so many refused webhooks that it is no accident any more.
	minRefused = 10
	// Bounds of one look: it is one transaction. What is left comes with the next.
	alertsAtOnce = 5
	staffAtOnce  = 20
	// maxShown is where counting for a badge ends.
	maxShown = 1000
)

// watch looks for what failed since the last look and tells those concerned (N8); a job,
// single over all nodes.
func (s *Service) watch(ctx context.Context, tx db.Tx) error {
	now := s.d.Clock.Now()
	after, err := lastSeen(ctx, tx)
	if err != nil {
		return err
	}
	until := now.Add(-settle)
	if after.IsZero() || after.After(until) { // the first look, or a clock that went back: what is old is no news
		after = until.Add(-watchEvery)
	}
	if _, err := db.Exec(ctx, tx, seeUntil, until); err != nil {
		return err
	}
	found, err := s.failures(ctx, tx, after, until)
	if err != nil {
		return err
	}
	for _, f := range found {
		forget := time.Unix(0, 0) // of jobs and mails every one counts
		if f.Topic == topicWebhook {
			forget = now.Add(-alertEvery)
		}
		if _, err := db.Exec(ctx, tx, addAlert, f.Topic, f.What, f.Waiting, now, forget); err != nil {
			return err
		}
	}
	return s.tell(ctx, tx, now)
}

// failures counts what failed between two looks. Alerts are left out: an alert that fails
// makes no alert.
func (s *Service) failures(ctx context.Context, tx db.Tx, after, until time.Time) ([]alertRow, error) {
	jobs, err := s.d.Jobs.Died(ctx, tx, after, until)
	if err != nil {
		return nil, err
	}
	var out []alertRow
	for _, k := range jobs {
		if k.Kind != jobAlert && k.Kind != jobWatch {
			out = append(out, alertRow{topicJob, k.Kind, k.N})
		}
	}
	mails, err := db.Get[int64](ctx, tx, failedMails, after, until)
	if err != nil {
		return nil, err
	}
	if mails > 0 {
		out = append(out, alertRow{topicMail, "", mails})
	}
	if s.d.Refused == nil {
		return out, nil
	}
	refused, err := s.d.Refused(ctx, tx, after, until)
	for provider, n := range refused {
		out = append(out, alertRow{topicWebhook, provider, n})
	}
	return out, err
}

// tell writes to the staff about what is due, once an hour for each.
func (s *Service) tell(ctx context.Context, tx db.Tx, now time.Time) error {
	due, err := db.All[alertRow](ctx, tx, dueAlerts, now.Add(-alertEvery), minRefused, alertsAtOnce)
	if err != nil || len(due) == 0 || s.d.Staff == nil {
		return err
	}
	staff, err := s.d.Staff(system(ctx), tx)
	if err != nil {
		return fmt.Errorf("who hears of failures: %w", err)
	}
	for _, a := range due {
		// The same alert in the same moment is one, also when this is tried again (N1).
		event := fmt.Sprintf("alert:%s:%s:%d", a.Topic, a.What, now.UnixMicro())
		for _, who := range staff[:min(len(staff), staffAtOnce)] {
			d := Delivery{EventID: event, Kind: Alert, Recipient: who.Email, RecipientName: who.Name, Locale: who.Locale, SubjectID: who.ID}
			if err := s.queueTx(ctx, tx, d, detail{Topic: a.Topic, What: a.What, Count: a.Waiting}); err != nil {
				return err
			}
		}
		if _, err := db.Exec(ctx, tx, toldAlert, a.Topic, a.What, now); err != nil {
			return err
		}
	}
	return nil
}

// alertLetter says what failed and how often, and where to look; not why: errors quote
// data.
func (s *Service) alertLetter(row deliveryRow, w words, out *letter) {
	a := row.Detail.V
	w = w.with("number", w.Number(a.Count), "what", code(a.What))
	out.say(w, "alert."+a.Topic)
	page := "/dashboard/jobs"
	if a.Topic == topicMail {
		page = "/dashboard/mail?status=failed"
	}
	out.Action = action{Label: w.text("alert.action"), URL: s.link(page)}
	out.Notes = []string{w.text("alert.again")}
	out.Footer = []string{w.text("why.alert")} // who runs the shop asks nobody there
}

// Alerts are what waits for somebody of the platform; a count stops at a thousand.
type Alerts struct {
	FailedJobs  int64 `json:"failed_jobs" doc:"Jobs that used up their tries; 1000 means that many or more."`
	FailedMails int64 `json:"failed_mails" doc:"Messages that could not be delivered; 1000 means that many or more."`
}

// Alerts counts what failed and waits, for those who may do something about it; for others
// it is nothing.
func (s *Service) Alerts(ctx context.Context, q db.Querier) (out Alerts, err error) {
	if !actor.From(ctx).Platform(actor.JobsManage) {
		return out, nil
	}
	if out.FailedJobs, err = s.d.Jobs.CountDead(ctx, q, maxShown); err != nil {
		return out, err
	}
	out.FailedMails, err = db.Get[int64](ctx, q, countFailed, maxShown)
	return out, err
}
