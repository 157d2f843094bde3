package command

import (
	"fmt"

	"github.com/haatshop/haat/internal/app"
)

type recountCmd struct{}

// Run implements the command. It may run beside a server, which waits while the old sums
// are forgotten.
func (recountCmd) Run(r *run) error {
	return r.with(func(a *app.App) error {
		if err := a.Analytics.Recount(app.AsSystem(r.ctx)); err != nil {
			return err
		}
		_, err := fmt.Fprintln(r.out, "All sales are added up anew.")
		return err
	})
}
