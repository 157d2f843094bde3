package app

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"
)

// shared is a buffer that is read while it is written.
type shared struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *shared) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *shared) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

func TestALineOfTheLogWaitsForOthersButAWarningDoesNot(t *testing.T) {
	var out shared
	l := newLines(&out)
	log := slog.New(prompt{Handler: slog.NewTextHandler(l, nil), lines: l}).With("node", 1).WithGroup("g")
	log.Info("first")
	if out.String() != "" {
		t.Errorf("written at once: %q", out.String())
	}
	log.Warn("second")
	if got := out.String(); !strings.Contains(got, "first") || !strings.Contains(got, "second") {
		t.Errorf("a warning waits: %q", got)
	}
	log.Info("third")
	for end := time.Now().Add(30 * time.Second); !strings.Contains(out.String(), "third"); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("a line is never written")
		}
	}
}

func TestALineOfARequestIsTheOneSlogWouldWrite(t *testing.T) {
	at := time.Date(2026, 11, 30, 1, 2, 3, 45_678_901, time.UTC)
	for _, zone := range []*time.Location{time.UTC, time.FixedZone("", 5*3600+45*60)} {
		for path, quick := range map[string]bool{"/": true, "/products/clay-mug": true, "/a=b": false, "/a b": false, "/\u0928": false, `/"`: false, `/\`: true, "": false} {
			var want, got shared
			r := slog.NewRecord(at.In(zone), slog.LevelInfo, "request", 0)
			r.AddAttrs(slog.String("method", "GET"), slog.String("path", path), slog.Int("status", 200), slog.Int64("bytes", 3847), slog.Duration("took", 280_647), slog.String("request_id", "req_1"))
			account := ""
			if zone != time.UTC {
				account = "acc_1"
				r.AddAttrs(slog.String("account", account))
			}
			if err := slog.NewTextHandler(&want, nil).Handle(context.Background(), r); err != nil {
				t.Fatal(err)
			}
			l := newLines(&got)
			p := prompt{Handler: slog.NewTextHandler(l, nil), lines: l, text: true}
			done := p.Request(slog.LevelInfo, at.In(zone), "GET", path, 200, 3847, 280_647, "req_1", account)
			l.flush()
			if done && got.String() != want.String() {
				t.Errorf("%q\nwant %q", got.String(), want.String())
			}
			if quick && path != `/\` && !done {
				t.Errorf("%q is left to slog", path)
			}
		}
	}
	var none shared
	l := newLines(&none)
	if !(prompt{Handler: slog.NewTextHandler(l, nil), lines: l, text: true}).Request(slog.LevelDebug, at, "GET", "/", 200, 1, 1, "r", "") || none.String() != "" {
		t.Error("a line nobody wants is written or left to slog")
	}
	if (prompt{Handler: slog.NewJSONHandler(l, nil), lines: l}).Request(slog.LevelInfo, at, "GET", "/", 200, 1, 1, "r", "") {
		t.Error("a log of another form got a line of text")
	}
}
