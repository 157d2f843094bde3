package notify

import (
	"context"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/i18n"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/kit/page"
)

const (
	jobDeliver = "notify.deliver"
	jobPrune   = "notify.prune"
	jobAlert   = "notify.alert"
	jobWatch   = "notify.watch"
)

// Service is the room.
type Service struct {
	d        Deps
	texts    *i18n.Texts
	wardrobe wardrobe
}

// New returns the room, listening and with its jobs; it panics when a dependency is
// missing.
func New(d Deps) *Service {
	if d.DB == nil || d.Clock == nil || d.IDs == nil || d.Events == nil || d.Jobs == nil || d.Log == nil || d.Journal == nil || d.Settings == nil ||
		d.Orders == nil || d.Accounts == nil || d.Tracking == nil || d.Seller == nil || d.Sender == nil || d.From == "" || d.BaseURL == nil {
		panic("notify: a dependency is missing")
	}
	if d.Keep == 0 {
		d.Keep = keep
	}
	s := &Service{d: d, texts: loadTexts()}
	s.listen()
	job.Outside(d.Jobs, jobDeliver, s.deliver)
	job.Prune(d.Jobs, jobPrune, pruneEvery, s.prune)
	job.Outside(d.Jobs, jobAlert, s.deliver)
	job.InTx(d.Jobs, jobWatch, func(ctx context.Context, tx db.Tx, _ struct{}) error { return s.watch(ctx, tx) })
	d.Jobs.Every(jobWatch, watchEvery)
	return s
}

// Filter narrows the log; zero members do not filter.
type Filter struct {
	Status    Status
	Kind      Kind
	SubjectID string
}

// List answers the log, newest first, to those who run the platform; to others it is
// empty.
func (s *Service) List(ctx context.Context, q db.Querier, f Filter, p page.Request) (page.List[Delivery], error) {
	if !actor.From(ctx).Platform(actor.MailRead) {
		return page.List[Delivery]{Items: []Delivery{}}, nil
	}
	return listDeliveries(ctx, q, f, p)
}

// Get answers a delivery with what it said. Returns ErrNotFound.
func (s *Service) Get(ctx context.Context, q db.Querier, deliveryID string) (Delivery, Content, error) {
	if !actor.From(ctx).Platform(actor.MailRead) {
		return Delivery{}, Content{}, ErrNotFound
	}
	r, err := getDelivery(ctx, q, deliveryID)
	return r.Delivery, Content{Text: r.BodyText, HTML: r.BodyHTML}, err
}
