package command

import (
	"errors"
	"fmt"

	"github.com/haatshop/haat/internal/app"
)

type doctorCmd struct{}

// Run implements the command: every check, each with how to mend it; an error
// when one failed.
func (doctorCmd) Run(r *run) error {
	bad := 0
	for _, c := range app.Doctor(r.ctx, r.cfg) {
		if c.Problem == "" {
			fmt.Fprintf(r.out, "ok    %-14s %s\n", c.Name, c.Note)
			continue
		}
		bad++
		fmt.Fprintf(r.out, "FAIL  %-14s %s\n      to mend it:    %s\n", c.Name, c.Problem, c.Mend)
	}
	if bad > 0 {
		return errors.New("something needs mending")
	}
	return nil
}
