// Command testall runs every check of the project in order and says how many passed.
//
// It is started by `make test`. Whatever happens – a failure, Ctrl-C, even SIGKILL – the
// PostgreSQL it starts is stopped and what it wrote outside the tree is removed.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	switch {
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(os.Stderr, "interrupted")
		os.Exit(130)
	case errors.Is(err, errFailed): // the summary has said it
		os.Exit(1)
	case err != nil:
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run does the picked stages, all when none is picked.
func run(ctx context.Context, only []string, out io.Writer) error {
	b := &bench{out: out, env: map[string]string{"CI": "true", "NO_COLOR": "1", "FORCE_COLOR": "0"}}
	stages, err := pick(b.stages(), only)
	if err != nil {
		return err
	}
	if err := b.open(); err != nil {
		return err
	}
	defer b.close()
	err = b.all(ctx, stages)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// stage is one step with the counts of what it tried.
type stage struct {
	name string
	what string
	// needs names preparations: "npm", "postgres", "chromium", "binary".
	needs []string
	run   func(context.Context) (tally, error)
}

// tally counts results. A stage that holds no tests of its own counts as one.
type tally struct{ passed, failed, skipped int }

func (t tally) plus(u tally) tally {
	return tally{t.passed + u.passed, t.failed + u.failed, t.skipped + u.skipped}
}

// settle makes the counts tell the truth about err: what ended badly has failed at least
// once, and what ran no test at all proved nothing.
func (t tally) settle(err error) (tally, error) {
	if err == nil && t.failed == 0 && t.passed == 0 {
		err = errors.New("nothing was tested")
	}
	if err == nil && t.failed > 0 {
		err = fmt.Errorf("%d failed", t.failed)
	}
	if err != nil && t.failed == 0 {
		t.failed = 1
	}
	return t, err
}

// bench is the place everything runs at.
type bench struct {
	out     io.Writer
	root    string
	scratch string            // removed at the end
	memory  string            // so is this, where the database fits into memory
	env     map[string]string // on top of the process's own
	pg      *postgres
}

// open finds the tree and makes the scratch folder.
func (b *bench) open() (err error) {
	if b.root, err = os.Getwd(); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(b.root, "go.mod")); err != nil {
		return errors.New("testall is started at the root of the repository: use `make test`")
	}
	if b.scratch, err = os.MkdirTemp("", "haat-test-"); err != nil {
		return err
	}
	tmp := filepath.Join(b.scratch, "tmp")
	b.env["TMPDIR"] = tmp
	if err := os.Mkdir(tmp, 0o700); err != nil {
		return err
	}
	// The database's user has to get through to its own folder.
	return errors.Join(os.Chmod(b.scratch, 0o711), os.Chmod(tmp, 0o711))
}

func (b *bench) close() {
	b.pg.stop()
	for _, dir := range []string{b.scratch, b.memory} {
		if dir == "" {
			continue
		}
		if err := os.RemoveAll(dir); err != nil {
			fmt.Fprintln(os.Stderr, "cannot remove", dir+":", err)
		}
	}
}

// pick answers the stages whose names were given.
func pick(all []stage, only []string) ([]stage, error) {
	if len(only) == 0 {
		return all, nil
	}
	var picked []stage
	for _, s := range all {
		if slices.Contains(only, s.name) {
			picked = append(picked, s)
		}
	}
	if len(picked) != len(only) {
		var names []string
		for _, s := range all {
			names = append(names, s.name)
		}
		return nil, fmt.Errorf("the stages are %s", strings.Join(names, ", "))
	}
	return picked, nil
}

var errFailed = errors.New("some checks failed")

type outcome struct {
	stage
	tally
	err  error
	took time.Duration
}

// all runs the stages, goes on after a failure, and prints what became of each.
func (b *bench) all(ctx context.Context, stages []stage) error {
	started := time.Now()
	if err := b.prepareAll(ctx, stages); err != nil {
		return err
	}
	var done []outcome
	for _, s := range stages {
		o := b.one(ctx, s)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		done = append(done, o)
	}
	return b.report(done, time.Since(started))
}

func (b *bench) one(ctx context.Context, s stage) outcome {
	fmt.Fprintf(b.out, "\n── %s: %s\n", s.name, s.what)
	started := time.Now()
	t, err := s.run(ctx)
	t, err = t.settle(err)
	o := outcome{s, t, err, time.Since(started)}
	if ctx.Err() != nil {
		return o // interrupted: that says nothing about the stage
	}
	if err != nil {
		fmt.Fprintf(b.out, "%s FAILED: %v\n", s.name, err)
	}
	fmt.Fprintln(b.out, o.line())
	return o
}

func (o outcome) line() string {
	mark := "ok    "
	if o.err != nil {
		mark = "FAILED"
	}
	skipped := ""
	if o.skipped > 0 {
		skipped = fmt.Sprintf(", %d skipped", o.skipped)
	}
	return fmt.Sprintf("%s %-10s %8s  %d passed, %d failed%s", mark, o.name, o.took.Round(100*time.Millisecond), o.passed, o.failed, skipped)
}

// report ends with one plain line of the sums.
func (b *bench) report(done []outcome, took time.Duration) error {
	var sum tally
	var bad []string
	fmt.Fprintf(b.out, "\n── summary (%s)\n", took.Round(time.Second))
	for _, o := range done {
		fmt.Fprintln(b.out, o.line())
		sum = sum.plus(o.tally)
		if o.err != nil {
			bad = append(bad, o.name)
		}
	}
	if len(bad) > 0 {
		fmt.Fprintf(b.out, "\nfailed: %s\n", strings.Join(bad, ", "))
	}
	fmt.Fprintf(b.out, "\n%d passed, %d failed\n", sum.passed, sum.failed)
	if len(bad) > 0 {
		return errFailed
	}
	return nil
}
