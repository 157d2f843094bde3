package command

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/haatshop/haat/internal/app"
)

// demoCmd puts the demo in, which needs no further word, and takes it out.
type demoCmd struct {
	Seed   demoSeedCmd   `cmd:"" default:"1" help:"Fill an empty shop with the demo marketplace, once."`
	Remove demoRemoveCmd `cmd:"" help:"Take the demo out of the shop; what you made stays. Beside a running server, and again after it was interrupted."`
}

type demoSeedCmd struct{}

// Run implements the command.
func (demoSeedCmd) Run(r *run) error {
	if !r.cfg.Demo {
		fmt.Fprintln(r.out, "HAAT_DEMO is off: nothing was seeded.")
		return nil
	}
	return r.with(func(a *app.App) error { return a.SeedDemo(app.AsSystem(r.ctx), r.out) })
}

type demoRemoveCmd struct {
	Yes    bool `help:"Do not ask."`
	DryRun bool `help:"Only say what would go and what would stay."`
}

// Run implements the command. It asks first: what goes does not come back.
func (c demoRemoveCmd) Run(r *run) error {
	return r.with(func(a *app.App) error {
		plan, err := a.PlanDemo(r.ctx)
		if err != nil {
			return err
		}
		if !plan.Demo {
			_, err := fmt.Fprintln(r.out, "There is no demo in this shop.")
			return err
		}
		fmt.Fprintf(r.out, "Goes:  %s\nStays: %s\n", app.DemoNumbers(plan.Goes), app.DemoNumbers(plan.Stays))
		for _, o := range plan.Obstacles {
			fmt.Fprintf(r.out, "In the way: %s%s\n", o.Message, numbers(o.Orders))
		}
		if c.DryRun {
			return nil
		}
		if len(plan.Obstacles) == 0 && !c.Yes && !r.agreed() {
			return errors.New("nothing was removed: type 'remove' to agree, or give --yes")
		}
		if _, err := a.RemoveDemo(r.ctx, func(step string) { fmt.Fprintf(r.out, "demo: %s\n", step) }); err != nil {
			return err
		}
		_, err = fmt.Fprintln(r.out, "The demo is removed. Run 'haat verify' to see that everything that is left fits.")
		return err
	})
}

// agreed asks on the terminal.
func (r *run) agreed() bool {
	fmt.Fprint(r.out, "This cannot be undone. Type 'remove' to go on: ")
	var said string
	_, err := fmt.Fscanln(os.Stdin, &said)
	return err == nil && said == "remove"
}

func numbers(all []int64) string {
	if len(all) == 0 {
		return ""
	}
	out := make([]string, len(all))
	for i, n := range all {
		out[i] = fmt.Sprintf("#%d", n)
	}
	return " (" + strings.Join(out, ", ") + ")"
}
