package app

import (
	"bytes"
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
	log := slog.New(prompt{slog.NewTextHandler(l, nil), l}).With("node", 1).WithGroup("g")
	log.Info("first")
	if out.String() != "" {
		t.Errorf("written at once: %q", out.String())
	}
	log.Warn("second")
	if got := out.String(); !strings.Contains(got, "first") || !strings.Contains(got, "second") {
		t.Errorf("a warning waits: %q", got)
	}
	log.Info("third")
	for end := time.Now().Add(5 * time.Second); !strings.Contains(out.String(), "third"); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("a line is never written")
		}
	}
}
