package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/page"
)

type listJobsInput struct {
	httpx.PageParams
	Kind string `query:"kind" maxLength:"80" doc:"Only jobs of this kind."`
}

type jobInput struct {
	ID string `path:"id" maxLength:"40"`
}

// registerJobs adds what the platform does about jobs that used up their tries.
func (a *API) registerJobs(api huma.API) {
	tags := []string{"Jobs"}
	httpx.Register(api, httpx.Op{ID: "jobs-failed-list", Method: httpx.GET, Path: "/jobs/failed", Summary: "List jobs that failed for good, newest first", Tags: tags, Perm: actor.JobsManage},
		func(ctx context.Context, in *listJobsInput) (*httpx.Body[page.List[job.Dead]], error) {
			return httpx.Answer(a.d.Queue.ListDead(ctx, a.d.DB, in.Kind, in.Request()))
		})
	httpx.Register(api, httpx.Op{ID: "jobs-failed-retry", Method: httpx.POST, Path: "/jobs/failed/{id}/retry", Summary: "Give a failed job all its tries again", Tags: tags, Perm: actor.JobsManage},
		func(ctx context.Context, in *jobInput) (*httpx.None, error) {
			return a.settle(ctx, in.ID, "retried", a.d.Queue.Revive)
		})
	httpx.Register(api, httpx.Op{ID: "jobs-failed-delete", Method: httpx.DELETE, Path: "/jobs/failed/{id}", Summary: "Give a failed job up", Tags: tags, Perm: actor.JobsManage},
		func(ctx context.Context, in *jobInput) (*httpx.None, error) {
			return a.settle(ctx, in.ID, "discarded", a.d.Queue.Discard)
		})
}

func (a *API) settle(ctx context.Context, id, action string, do func(context.Context, db.Tx, string) error) (*httpx.None, error) {
	return &httpx.None{}, a.d.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		if err := do(ctx, tx, id); err != nil {
			return err
		}
		return a.d.Audit.Record(ctx, tx, journal.Entry{Entity: "job", EntityID: id, Action: action})
	})
}
