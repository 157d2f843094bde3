package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func goTally(t *testing.T, lines ...string) (tally, string) {
	t.Helper()
	var out strings.Builder
	c := newGoCounter(&out)
	text := strings.Join(lines, "\n") + "\n"
	for len(text) > 0 { // pipes cut where they like
		n := min(7, len(text))
		if _, err := c.Write([]byte(text[:n])); err != nil {
			t.Fatal(err)
		}
		text = text[n:]
	}
	return c.finish(), out.String()
}

func TestTestsWithSubTestsAreNotCountedBesidesThem(t *testing.T) {
	got, _ := goTally(t,
		`{"Action":"run","Package":"p","Test":"TestA"}`,
		`{"Action":"run","Package":"p","Test":"TestA/one"}`,
		`{"Action":"pass","Package":"p","Test":"TestA/one"}`,
		`{"Action":"run","Package":"p","Test":"TestA/two"}`,
		`{"Action":"skip","Package":"p","Test":"TestA/two"}`,
		`{"Action":"pass","Package":"p","Test":"TestA"}`,
		`{"Action":"run","Package":"p","Test":"TestB"}`,
		`{"Action":"pass","Package":"p","Test":"TestB"}`,
		`{"Action":"pass","Package":"p","Elapsed":0.1}`)
	if diff := cmp.Diff(tally{passed: 2, skipped: 1}, got, cmp.AllowUnexported(tally{})); diff != "" {
		t.Error(diff)
	}
}

func TestAFailureIsCountedOnceAndExplained(t *testing.T) {
	got, out := goTally(t,
		`{"Action":"run","Package":"p","Test":"TestA"}`,
		`{"Action":"run","Package":"p","Test":"TestA/one"}`,
		`{"Action":"output","Package":"p","Test":"TestA/one","Output":"one is wrong\n"}`,
		`{"Action":"fail","Package":"p","Test":"TestA/one"}`,
		`{"Action":"fail","Package":"p","Test":"TestA"}`,
		`{"Action":"run","Package":"p","Test":"TestB"}`,
		`{"Action":"output","Package":"p","Test":"TestB","Output":"never shown\n"}`,
		`{"Action":"pass","Package":"p","Test":"TestB"}`,
		`{"Action":"fail","Package":"p"}`)
	if got != (tally{passed: 1, failed: 1}) || !strings.Contains(out, "one is wrong") || strings.Contains(out, "never shown") {
		t.Errorf("%+v\n%s", got, out)
	}
}

func TestWhatDidNotBuildPanickedOrNeverEndedHasFailed(t *testing.T) {
	for name, lines := range map[string][]string{
		"did not build": {
			`{"ImportPath":"p [p.test]","Action":"build-output","Output":"x.go:1: no\n"}`,
			`{"ImportPath":"p [p.test]","Action":"build-fail"}`,
			`{"Action":"fail","Package":"p","FailedBuild":"p [p.test]"}`},
		"panicked": {
			`{"Action":"run","Package":"p","Test":"TestA"}`,
			`{"Action":"output","Package":"p","Test":"TestA","Output":"panic\n"}`,
			`{"Action":"fail","Package":"p"}`},
		"killed": {`{"Action":"run","Package":"p","Test":"TestA"}`},
	} {
		if got, out := goTally(t, lines...); got != (tally{failed: 1}) || name == "did not build" && !strings.Contains(out, "x.go:1: no") {
			t.Errorf("%s: %+v\n%s", name, got, out)
		}
	}
}

func TestAStageThatTriedNothingHasFailed(t *testing.T) {
	for _, c := range []struct {
		tally
		err  error
		want tally
		bad  bool
	}{
		{tally{}, nil, tally{failed: 1}, true},
		{tally{skipped: 3}, nil, tally{skipped: 3, failed: 1}, true},
		{tally{passed: 3}, nil, tally{passed: 3}, false},
		{tally{passed: 3}, errors.New("exit status 1"), tally{passed: 3, failed: 1}, true},
		{tally{passed: 3, failed: 2}, nil, tally{passed: 3, failed: 2}, true},
	} {
		if got, err := c.tally.settle(c.err); got != c.want || (err != nil) != c.bad {
			t.Errorf("%+v, %v became %+v, %v", c.tally, c.err, got, err)
		}
	}
}

func TestTheBrowsersAndTheScreensResultsAreRead(t *testing.T) {
	file := filepath.Join(t.TempDir(), "r.json")
	write := func(text string) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(`{"numPassedTests":5,"numFailedTests":1,"numPendingTests":2,"numTodoTests":0,"testResults":[{"status":"failed","assertionResults":[]},{"status":"failed","assertionResults":[{}]}]}`)
	if got, err := readVitest(file); err != nil || got != (tally{5, 2, 2}) {
		t.Errorf("%+v, %v", got, err)
	}
	write(`{"stats":{"expected":4,"unexpected":1,"flaky":1,"skipped":3},"errors":[{}]}`)
	if got, err := readPlaywright(file); err != nil || got != (tally{4, 3, 3}) {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := readPlaywright(file + ".not"); err == nil {
		t.Error("no results are no success")
	}
}

func TestAServerEndsWithItsDataWhenWhoStartedItIsGone(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	if err := os.Mkdir(data, 0o700); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("sh", "-c", supervise, "sh", data, "sleep", "60")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if err := in.Close(); err != nil { // as the kernel does for a killed process
		t.Fatal(err)
	}
	started := time.Now()
	_ = cmd.Wait()
	if _, err := os.Stat(data); !os.IsNotExist(err) || time.Since(started) > 30*time.Second {
		t.Errorf("after %v: %v", time.Since(started), err)
	}
}

func TestAServerThatEndsByItselfKeepsItsDataForAnotherTry(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	if err := os.Mkdir(data, 0o700); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("sh", "-c", supervise, "sh", data, "true")
	if _, err := cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	if _, err := os.Stat(data); err != nil {
		t.Error(err)
	}
}

func TestAnInterruptedCommandTakesItsChildrenAlong(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	b := &bench{root: t.TempDir()}
	mark := filepath.Join(b.root, "mark")
	c := b.command(ctx, ".", "sh", "-c", "(sleep 2; touch "+mark+") & wait")
	time.AfterFunc(200*time.Millisecond, cancel)
	if err := c.pass(os.Stderr); err == nil {
		t.Error("interrupted without an error")
	}
	time.Sleep(2500 * time.Millisecond) // the child would have come to it
	if _, err := os.Stat(mark); err == nil {
		t.Error("a child went on")
	}
}

func TestUnknownStagesAreNamed(t *testing.T) {
	b := &bench{}
	if _, err := pick(b.stages(), []string{"nonsense"}); err == nil || !strings.Contains(err.Error(), "race") {
		t.Error(err)
	}
	if got, err := pick(b.stages(), []string{"race", "go"}); err != nil || len(got) != 2 {
		t.Error(got, err)
	}
}

func TestTheDatabaseStartsAndLeavesNothing(t *testing.T) {
	bin := postgresBin()
	if bin == "" {
		t.Skip("PostgreSQL is not installed")
	}
	scratch, err := os.MkdirTemp("", "haat-test-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(scratch)
	if err := os.Chmod(scratch, 0o711); err != nil {
		t.Fatal(err)
	}
	p, err := startPostgres(t.Context(), bin, scratch)
	if err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(filepath.Join(bin, "psql"), p.url, "-Atc", "SHOW max_connections").CombinedOutput(); err != nil || strings.TrimSpace(string(out)) != "400" {
		t.Errorf("%s %v", out, err)
	}
	p.stop()
	if _, err := os.Stat(filepath.Join(scratch, "pg", "data")); !os.IsNotExist(err) {
		t.Error("the data is still there:", err)
	}
	if err := exec.Command(filepath.Join(bin, "psql"), p.url, "-c", "SELECT 1").Run(); err == nil {
		t.Error("the server still answers")
	}
}

func TestTheDatabaseIsKeptInMemoryOnlyWhereThereIsPlenty(t *testing.T) {
	dir, file := t.TempDir(), filepath.Join(t.TempDir(), "meminfo")
	for text, want := range map[string]bool{
		"MemTotal:       24683140 kB\nMemAvailable:   23444480 kB\n": true,
		"MemTotal:       24683140 kB\nMemAvailable:    4194304 kB\n": false,
		"MemTotal:       24683140 kB\n":                              false,
		"":                                                           false,
	} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := inMemory(dir, 4<<10, file); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	if inMemory(filepath.Join(dir, "none"), 4<<10, file) || inMemory(dir, 4<<10, filepath.Join(dir, "none")) || inMemory(dir, 1<<60, file) {
		t.Error("what is not there has no room")
	}
}
