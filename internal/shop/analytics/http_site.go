package analytics

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/httpx"
)

type recordInput struct {
	// GPC and DNT are how a browser says that its user does not want to be tracked.
	GPC  string `header:"Sec-GPC" maxLength:"5"`
	DNT  string `header:"DNT" maxLength:"5"`
	Body struct {
		Items []Hit `json:"items" minItems:"1" maxItems:"50"`
	}
}

// Recorded tells how many hits were taken; the others were dropped.
type Recorded struct {
	Taken int `json:"taken"`
}

// RegisterSite adds the shoppers' operations.
func (s *Service) RegisterSite(api huma.API) {
	httpx.Register(api, httpx.Op{ID: "hits-record", Method: httpx.POST, Path: "/hits", Summary: "Count what was looked at, anonymously", Tags: []string{"Analytics"},
		Perm: actor.Public, Status: http.StatusAccepted, MaxBody: 64 << 10},
		func(_ context.Context, in *recordInput) (*httpx.Body[Recorded], error) {
			if in.GPC == "1" || in.DNT == "1" {
				return &httpx.Body[Recorded]{}, nil
			}
			n, err := s.Record(in.Body.Items)
			return httpx.Answer(Recorded{Taken: n}, err)
		})
}
