package notify

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/page"
)

type listInput struct {
	httpx.PageParams
	Status    string `query:"status" enum:"queued,sent,failed" doc:"Only messages in this state."`
	Kind      string `query:"kind" enum:"order_placed,order_paid,order_shipped,order_delivered,order_cancelled,password_reset,email_verification,registration,registration_known,email_changed,password_changed,seller_status,invitation,invitation_known,alert" doc:"Only messages about this."`
	SubjectID string `query:"subject_id" maxLength:"40" doc:"Only messages about this order, account or seller."`
}

type deliveryInput struct {
	ID string `path:"id" maxLength:"40"`
}

// Message is a delivery with what it said.
type Message struct {
	Delivery
	Content Content `json:"content" doc:"Links that open an account or order are taken out."`
}

// RegisterStore adds the dashboard's operations.
func (s *Service) RegisterStore(api huma.API) {
	tags := []string{"Mail"}
	httpx.Register(api, httpx.Op{ID: "mail-list", Method: httpx.GET, Path: "/mail", Summary: "List sent and waiting messages", Tags: tags, Perm: actor.MailRead},
		func(ctx context.Context, in *listInput) (*httpx.Body[page.List[Delivery]], error) {
			return httpx.Answer(s.List(ctx, s.d.DB, Filter{Status: Status(in.Status), Kind: Kind(in.Kind), SubjectID: in.SubjectID}, in.Request()))
		})
	httpx.Register(api, httpx.Op{ID: "mail-get", Method: httpx.GET, Path: "/mail/{id}", Summary: "Get a message", Tags: tags, Perm: actor.MailRead},
		func(ctx context.Context, in *deliveryInput) (*httpx.Body[Message], error) {
			d, c, err := s.Get(ctx, s.d.DB, in.ID)
			return httpx.Answer(Message{Delivery: d, Content: c}, err)
		})
	httpx.Register(api, httpx.Op{ID: "alerts-get", Method: httpx.GET, Path: "/alerts", Summary: "Count what failed and waits for somebody", Tags: []string{"Jobs"}, Perm: actor.JobsManage},
		func(ctx context.Context, _ *struct{}) (*httpx.Body[Alerts], error) {
			return httpx.Answer(s.Alerts(ctx, s.d.DB))
		})
	httpx.Register(api, httpx.Op{ID: "mail-retry", Method: httpx.POST, Path: "/mail/{id}/retry", Summary: "Send a failed message once more", Tags: tags, Perm: actor.JobsManage},
		func(ctx context.Context, in *deliveryInput) (*httpx.None, error) {
			return &httpx.None{}, s.Retry(ctx, in.ID)
		})
}
