package command

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/kit/verify"
)

type verifyCmd struct {
	JSON   bool `help:"Write the report as JSON."`
	Strict bool `help:"Fail on what is only worth a look, too."`
}

// errUnsound makes the program end with 1.
var errUnsound = errors.New("the data does not hold")

// Run implements the command. It may run beside a server.
func (c verifyCmd) Run(r *run) (err error) {
	a, err := app.New(r.ctx, r.cfg, app.Parts{Tool: true, ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	start := time.Now()
	report, err := a.Verify(r.ctx)
	return errors.Join(err, c.write(r.out, report, time.Since(start)))
}

func (c verifyCmd) write(out io.Writer, report verify.Report, took time.Duration) error {
	wrong, odd := report.Wrong(), report.Odd()
	if c.JSON {
		e := json.NewEncoder(out)
		e.SetIndent("", "  ")
		err := e.Encode(map[string]any{"sound": wrong == 0, "wrong": wrong, "odd": odd, "took_ms": took.Milliseconds(), "checks": report.Checks})
		if err != nil {
			return err
		}
	} else {
		printReport(out, report, took)
	}
	if wrong > 0 || c.Strict && odd > 0 {
		return errUnsound
	}
	return nil
}

// printReport writes a report for people.
func printReport(out io.Writer, report verify.Report, took time.Duration) {
	for _, c := range report.Checks {
		word := "ok"
		switch {
		case c.Wrong > 0:
			word = "FAIL"
		case c.Odd > 0:
			word = "look"
		}
		fmt.Fprintf(out, "%-5s %-24s %8d looked at  %s\n", word, c.Name, c.Looked, c.About)
		for _, o := range c.Offenders {
			fmt.Fprintf(out, "      %s: %s\n", o.ID, o.Problem)
		}
		if more := c.Wrong + c.Odd - int64(len(c.Offenders)); more > 0 {
			fmt.Fprintf(out, "      and %d more\n", more)
		}
	}
	fmt.Fprintf(out, "%d wrong, %d worth a look, in %s.\n", report.Wrong(), report.Odd(), took.Round(time.Millisecond))
}
