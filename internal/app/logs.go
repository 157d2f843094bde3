package app

import (
	"bufio"
	"context"
	"io"
	"log/slog"
	"sync"
	"time"
)

// flushEvery is how long a line of the log may wait: one write to the kernel for all
// requests of a moment costs a busy shop a tenth less than one for each. A process that
// is killed loses no more than that, and no warning: those are written at once.
const flushEvery = 100 * time.Millisecond

// lines collects what is logged and writes it soon.
type lines struct {
	mu      sync.Mutex
	buf     *bufio.Writer
	waiting bool // a flush is on its way
}

func newLines(out io.Writer) *lines { return &lines{buf: bufio.NewWriterSize(out, 64<<10)} }

// Write implements io.Writer; each call is whole lines.
func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.waiting {
		l.waiting = true
		time.AfterFunc(flushEvery, l.flush)
	}
	return l.buf.Write(p)
}

func (l *lines) flush() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.waiting = false
	_ = l.buf.Flush() // who would be told that the log cannot be written?
}

// prompt is a handler that does not let warnings wait.
type prompt struct {
	slog.Handler
	lines *lines
}

// Handle implements slog.Handler.
func (p prompt) Handle(ctx context.Context, r slog.Record) error {
	err := p.Handler.Handle(ctx, r)
	if r.Level >= slog.LevelWarn {
		p.lines.flush()
	}
	return err
}

// WithAttrs implements slog.Handler.
func (p prompt) WithAttrs(attrs []slog.Attr) slog.Handler {
	return prompt{p.Handler.WithAttrs(attrs), p.lines}
}

// WithGroup implements slog.Handler.
func (p prompt) WithGroup(name string) slog.Handler {
	return prompt{p.Handler.WithGroup(name), p.lines}
}
