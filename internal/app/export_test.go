package app

import (
	"context"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/verify"
)

// Sound runs the checks on what a transaction sees.
func (a *App) Sound(ctx context.Context, q db.Querier, r *verify.Report) error {
	return a.sound(ctx, q, r)
}
