package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// raced are the packages where goroutines share memory: the race detector runs their
// tests, on both engines. Everything else is tested without it, which is several times
// quicker.
var raced = []string{
	"internal/kit/...",
	"internal/shop/inventory/...",
	"internal/shop/order/...",
	"internal/shop/cart/...",
	"internal/shop/checkout/...",
	"internal/shop/search/...",
	"internal/shop/listing/...",
}

// slow are the packages whose tests take longest, of those that are not raced. They are
// begun first: the last of them would run alone, with nothing for the other processors.
var slow = []string{"internal/shop/transfer", "internal/app", "internal/app/attacks", "internal/serve/storefront", "internal/app/soak"}

// stages are all checks in the order they run: the quick ones and those that others
// build on first.
func (b *bench) stages() []stage {
	return []stage{
		{"format", "every Go file is formatted", nil, b.format},
		{"vet", "go vet", nil, b.check("go", "vet", "./...")},
		{"typecheck", "TypeScript types", []string{"npm"}, b.web("run", "typecheck")},
		{"build", "the dashboard, and the program with it inside", []string{"npm"}, b.build},
		{"drift", "generated files are what their sources say", []string{"npm"}, b.check("scripts/verify.sh")},
		{"unit", "web unit tests", []string{"npm"}, b.vitest},
		{"storybook", "the component library's stories build", []string{"npm"}, b.web("run", "build:storybook")},
		{"go", "Go tests on SQLite and PostgreSQL, house rules among them", []string{"postgres"}, b.goTests},
		{"race", "Go tests under the race detector where goroutines share memory", []string{"postgres"}, b.raceTests},
		{"e2e", "a browser does what people do", []string{"npm", "postgres", "chromium", "binary"}, b.playwright},
	}
}

// check makes a stage of one command that is right or wrong.
func (b *bench) check(name string, args ...string) func(context.Context) (tally, error) {
	return func(ctx context.Context) (tally, error) {
		return one(b.quiet(b.command(ctx, ".", name, args...)))
	}
}

func (b *bench) web(args ...string) func(context.Context) (tally, error) {
	return func(ctx context.Context) (tally, error) {
		return one(b.quiet(b.command(ctx, "web", "npm", append([]string{"--silent"}, args...)...)))
	}
}

// quiet shows what a command said only when it failed: bundlers talk a lot.
func (b *bench) quiet(c command) error {
	var said bytes.Buffer
	err := c.pass(&said)
	if err != nil {
		_, _ = said.WriteTo(b.out) // to the terminal, like everything
	}
	return err
}

// one counts a stage without tests of its own.
func one(err error) (tally, error) {
	if err != nil {
		return tally{failed: 1}, err
	}
	return tally{passed: 1}, nil
}

// format checks what belongs to the repository, not what npm put beside it.
func (b *bench) format(ctx context.Context) (tally, error) {
	var files []string
	err := filepath.WalkDir(b.root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && path != b.root):
			return filepath.SkipDir
		case strings.HasSuffix(path, ".go"):
			files = append(files, path)
		}
		return nil
	})
	if err != nil {
		return tally{}, err
	}
	var found bytes.Buffer
	if err := b.command(ctx, ".", "gofmt", append([]string{"-l"}, files...)...).pass(&found); err != nil {
		return tally{}, fmt.Errorf("%w\n%s", err, &found)
	}
	if found.Len() > 0 {
		return one(fmt.Errorf("not formatted (make fmt):\n%s", &found))
	}
	return one(nil)
}

func (b *bench) build(ctx context.Context) (tally, error) {
	if err := b.command(ctx, ".", "scripts/web.sh", "dashboard").pass(b.out); err != nil {
		return one(err)
	}
	return one(b.buildBinary(ctx))
}

func (b *bench) buildBinary(ctx context.Context) error {
	return b.command(ctx, ".", "scripts/build.sh").pass(b.out)
}

// A package takes six minutes at most here; on a machine half as quick it must not be cut off.
const goTimeout = "-timeout=20m"

func (b *bench) goTests(ctx context.Context) (tally, error) {
	all, err := b.packages(ctx, "./...")
	if err != nil {
		return tally{}, err
	}
	later, err := b.packages(ctx, b.racedPatterns()...)
	if err != nil {
		return tally{}, err
	}
	skip := map[string]bool{}
	for _, p := range later {
		skip[p] = true
	}
	var now []string
	for _, p := range slow { // go begins with what is named first
		if i := slices.IndexFunc(all, func(of string) bool { return strings.HasSuffix(of, "/"+p) }); i >= 0 {
			now = append(now, all[i])
			skip[all[i]] = true
		}
	}
	for _, p := range all {
		if !skip[p] {
			now = append(now, p)
		}
	}
	return b.goTest(ctx, now)
}

func (b *bench) raceTests(ctx context.Context) (tally, error) {
	return b.goTest(ctx, b.racedPatterns(), "-race")
}

// racedPatterns leaves out packages that are not there.
func (b *bench) racedPatterns() []string {
	var found []string
	for _, p := range raced {
		if _, err := os.Stat(filepath.Join(b.root, strings.TrimSuffix(p, "/..."))); err == nil {
			found = append(found, "./"+p)
		}
	}
	return found
}

func (b *bench) packages(ctx context.Context, patterns ...string) ([]string, error) {
	var out bytes.Buffer
	if err := b.command(ctx, ".", "go", append([]string{"list"}, patterns...)...).pass(&out); err != nil {
		return nil, fmt.Errorf("go list: %w\n%s", err, &out)
	}
	return strings.Fields(out.String()), nil
}

func (b *bench) goTest(ctx context.Context, packages []string, flags ...string) (tally, error) {
	if len(packages) == 0 {
		return tally{}, errors.New("no packages")
	}
	// All of it was vetted by the stage before, more closely than go test does by itself.
	args := append([]string{"test", "-json", "-count=1", "-vet=off", goTimeout}, flags...)
	counter := newGoCounter(b.out)
	err := b.command(ctx, ".", "go", append(args, packages...)...).pass(counter)
	return counter.finish(), err
}

func (b *bench) vitest(ctx context.Context) (tally, error) {
	file := filepath.Join(b.scratch, "vitest.json")
	err := b.command(ctx, "web", "npx", "--no", "vitest", "run", "--reporter=dot", "--reporter=json", "--outputFile.json="+file).pass(b.out)
	t, readErr := readVitest(file)
	return t, errors.Join(err, readErr)
}

func (b *bench) playwright(ctx context.Context) (tally, error) {
	file := filepath.Join(b.scratch, "playwright.json")
	c := b.command(ctx, "web/e2e", "npx", "--no", "playwright", "test", "--reporter=list,json", "--max-failures=10")
	c.Env = append(c.Env, "PLAYWRIGHT_JSON_OUTPUT_FILE="+file, "PLAYWRIGHT_JSON_OUTPUT_NAME="+file)
	err := c.pass(b.out)
	t, readErr := readPlaywright(file)
	return t, errors.Join(err, readErr)
}
