package app

import (
	"bufio"
	"context"
	"io"
	"log/slog"
	"strconv"
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
	text  bool // lines are those of slog.NewTextHandler, with nothing added to them
}

// buffers are what lines are put together in.
var buffers = sync.Pool{New: func() any { b := make([]byte, 0, 512); return &b }}

// Request implements serve.RequestLog: the line slog's text handler would write, put
// together at once. There is one for every answer, and a twentieth of what a page from the
// cache takes went to it. It leaves to slog what must be quoted.
func (p prompt) Request(level slog.Level, at time.Time, method, path string, status int, bytes int64, took time.Duration, requestID, account string) bool {
	if !p.Enabled(context.Background(), level) {
		return true
	}
	if !p.text || level >= slog.LevelWarn || !bare(method) || !bare(path) || !bare(requestID) || account != "" && !bare(account) {
		return false
	}
	kept := buffers.Get().(*[]byte)
	b := append((*kept)[:0], "time="...)
	b = at.AppendFormat(b, "2006-01-02T15:04:05.000Z07:00")
	b = append(append(b, " level="...), level.String()...)
	b = append(append(b, " msg=request method="...), method...)
	b = append(append(b, " path="...), path...)
	b = strconv.AppendInt(append(b, " status="...), int64(status), 10)
	b = strconv.AppendInt(append(b, " bytes="...), bytes, 10)
	b = append(append(b, " took="...), took.String()...)
	b = append(append(b, " request_id="...), requestID...)
	if account != "" {
		b = append(append(b, " account="...), account...)
	}
	b = append(b, '\n')
	_, _ = p.lines.Write(b) // who would be told that the log cannot be written?
	*kept = b
	buffers.Put(kept)
	return true
}

// bare reports whether the text handler would write a value as it is.
func bare(s string) bool {
	if s == "" {
		return false
	}
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c >= 0x7f || c == '"' || c == '=' || c == '\\' {
			return false
		}
	}
	return true
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
	return prompt{Handler: p.Handler.WithAttrs(attrs), lines: p.lines}
}

// WithGroup implements slog.Handler.
func (p prompt) WithGroup(name string) slog.Handler {
	return prompt{Handler: p.Handler.WithGroup(name), lines: p.lines}
}
