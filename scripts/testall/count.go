package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

// goEvent is a line of `go test -json`.
type goEvent struct {
	Action      string
	Package     string
	ImportPath  string // of build output; "pkg [pkg.test]"
	Test        string
	Elapsed     float64
	Output      string
	FailedBuild string
}

// goCounter reads the lines as they come, prints one per package and the whole output of
// what failed. A test with sub-tests is not counted besides them.
type goCounter struct {
	out  io.Writer
	rest []byte
	pkgs map[string]*goPackage
	sum  tally
	// building is what the compiler said, by import path.
	building map[string]*bytes.Buffer
}

type goPackage struct {
	order   []string
	result  map[string]string
	parents map[string]bool
	output  map[string]*bytes.Buffer
}

func newGoCounter(out io.Writer) *goCounter {
	return &goCounter{out: out, pkgs: map[string]*goPackage{}, building: map[string]*bytes.Buffer{}}
}

// Write implements io.Writer.
func (c *goCounter) Write(p []byte) (int, error) {
	c.rest = append(c.rest, p...)
	for {
		line, rest, found := bytes.Cut(c.rest, []byte("\n"))
		if !found {
			return len(p), nil
		}
		c.rest = rest
		c.line(line)
	}
}

func (c *goCounter) line(line []byte) {
	var e goEvent
	if len(line) == 0 || line[0] != '{' || json.Unmarshal(line, &e) != nil {
		fmt.Fprintf(c.out, "%s\n", line) // the go command itself speaking
		return
	}
	switch {
	case e.Action == "build-output":
		write(c.building, e.ImportPath, e.Output)
	case e.Action == "build-fail":
	case e.Test == "" && (e.Action == "pass" || e.Action == "fail" || e.Action == "skip"):
		c.ended(e)
	default:
		c.pkg(e.Package).hear(e)
	}
}

func (c *goCounter) pkg(name string) *goPackage {
	p := c.pkgs[name]
	if p == nil {
		p = &goPackage{result: map[string]string{}, parents: map[string]bool{}, output: map[string]*bytes.Buffer{}}
		c.pkgs[name] = p
	}
	return p
}

func (p *goPackage) hear(e goEvent) {
	switch e.Action {
	case "run":
		p.order = append(p.order, e.Test)
		if i := strings.LastIndexByte(e.Test, '/'); i > 0 {
			p.parents[e.Test[:i]] = true
		}
	case "pass", "fail", "skip":
		p.result[e.Test] = e.Action
	case "output":
		write(p.output, e.Test, e.Output)
	}
}

func write(to map[string]*bytes.Buffer, key, text string) {
	if to[key] == nil {
		to[key] = &bytes.Buffer{}
	}
	to[key].WriteString(text)
}

// count sums the leaves. A test that ran and never ended was cut off by a panic or the
// timeout: it failed. A parent fails by itself when none of its sub-tests did.
func (p *goPackage) count() (t tally, failed []string) {
	for _, name := range p.order {
		result := p.result[name]
		switch {
		case result == "fail" || result == "":
			if !p.failsBelow(name) {
				t.failed++
			}
			failed = append(failed, name)
		case p.parents[name]:
		case result == "skip":
			t.skipped++
		default:
			t.passed++
		}
	}
	return t, failed
}

func (p *goPackage) failsBelow(name string) bool {
	return slices.ContainsFunc(p.order, func(other string) bool {
		return strings.HasPrefix(other, name+"/") && p.result[other] != "pass" && p.result[other] != "skip"
	})
}

// ended prints a package's line and, when it failed, why.
func (c *goCounter) ended(e goEvent) {
	p := c.pkg(e.Package)
	delete(c.pkgs, e.Package)
	t, failed := p.count()
	if e.Action == "fail" && t.failed == 0 {
		t.failed = 1 // did not build, or fell over outside any test
	}
	c.sum = c.sum.plus(t)
	name := strings.TrimPrefix(e.Package, "github.com/haatshop/haat/")
	switch {
	case e.Action == "fail":
		c.explain(e, p, failed)
		fmt.Fprintf(c.out, "  FAIL  %s (%d passed, %d failed, %.1fs)\n", name, t.passed, t.failed, e.Elapsed)
	case t.passed > 0:
		fmt.Fprintf(c.out, "  ok    %s (%d, %.1fs)\n", name, t.passed, e.Elapsed)
	}
}

func (c *goCounter) explain(e goEvent, p *goPackage, failed []string) {
	if e.FailedBuild != "" {
		for path, text := range c.building {
			if path == e.FailedBuild {
				fmt.Fprintf(c.out, "%s", text)
			}
		}
	}
	for _, name := range append(failed, "") {
		if text := p.output[name]; text != nil {
			fmt.Fprintf(c.out, "%s", text)
		}
	}
}

// finish counts packages that never ended: the go command was killed.
func (c *goCounter) finish() tally {
	for _, p := range c.pkgs {
		t, _ := p.count()
		c.sum = c.sum.plus(t)
	}
	c.pkgs = map[string]*goPackage{}
	return c.sum
}

func readJSON(file string, into any) error {
	raw, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("no results: %w", err)
	}
	return json.Unmarshal(raw, into)
}

// readVitest counts what vitest's JSON reporter wrote. A file that could not be loaded
// holds no tests and counts as one failure.
func readVitest(file string) (tally, error) {
	var r struct {
		NumPassedTests, NumFailedTests, NumPendingTests, NumTodoTests int
		TestResults                                                   []struct {
			Status           string
			AssertionResults []json.RawMessage
		}
	}
	if err := readJSON(file, &r); err != nil {
		return tally{}, err
	}
	t := tally{r.NumPassedTests, r.NumFailedTests, r.NumPendingTests + r.NumTodoTests}
	for _, f := range r.TestResults {
		if f.Status == "failed" && len(f.AssertionResults) == 0 {
			t.failed++
		}
	}
	return t, nil
}

// readPlaywright counts what Playwright's JSON reporter wrote; a test that passed only
// when tried again has failed.
func readPlaywright(file string) (tally, error) {
	var r struct {
		Stats  struct{ Expected, Unexpected, Flaky, Skipped int }
		Errors []json.RawMessage
	}
	if err := readJSON(file, &r); err != nil {
		return tally{}, err
	}
	return tally{r.Stats.Expected, r.Stats.Unexpected + r.Stats.Flaky + len(r.Errors), r.Stats.Skipped}, nil
}
