package httpx

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/db"
)

// What keeps a stream honest: a browser that is gone is noticed at the next
// beat, one that does not read is cut off, and everyone reconnects now and
// then, which moves streams to new nodes and re-checks who they are.
const (
	streamBeat     = 15 * time.Second
	streamDeadline = 10 * time.Second
	streamLife     = 30 * time.Minute
)

type lastEventKey struct{}

type drainKey struct{}

// WithDrain lets streams end when done is closed: a server that shuts down
// waits for ordinary requests, but not for browsers that listen.
func WithDrain(ctx context.Context, done <-chan struct{}) context.Context {
	return context.WithValue(ctx, drainKey{}, done)
}

// LastEventID is the id of the last event the browser saw, "" at first.
func LastEventID(ctx context.Context) string {
	v, _ := ctx.Value(lastEventKey{}).(string)
	return v
}

// Stream registers a server-sent-events operation. h sends until its ctx ends;
// an error before the first event is answered as a problem, a later one ends
// the stream and the browser comes back by itself. send is safe for one
// goroutine only.
func Stream[I any](api huma.API, op Op, h func(ctx context.Context, in *I, send func(id, event string, data any) error) error) {
	op.stream = true
	Register(api, op, func(ctx context.Context, in *I) (*huma.StreamResponse, error) {
		if db.InTransaction(ctx) {
			return nil, fmt.Errorf("httpx: a stream inside a transaction")
		}
		return &huma.StreamResponse{Body: func(c huma.Context) {
			ctx, cancel := context.WithTimeout(context.WithValue(c.Context(), lastEventKey{}, c.Header("Last-Event-ID")), streamLife)
			defer cancel()
			s := &stream{c: c, cancel: cancel}
			go s.beat(ctx)
			go drain(ctx, cancel)
			if err := h(ctx, in, s.send); err != nil && !s.started() {
				write(api, c, ProblemOf(ctx, err))
			}
			s.close()
		}}, nil
	})
}

func drain(ctx context.Context, cancel context.CancelFunc) {
	done, _ := ctx.Value(drainKey{}).(<-chan struct{})
	select {
	case <-done: // a nil channel waits for ever
		cancel()
	case <-ctx.Done():
	}
}

type stream struct {
	c      huma.Context
	cancel context.CancelFunc
	mu     sync.Mutex
	begun  bool
	closed bool
}

func (s *stream) started() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.begun
}

func (s *stream) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
}

// beat keeps proxies from closing an idle stream and finds dead browsers.
func (s *stream) beat(ctx context.Context) {
	t := time.NewTicker(streamBeat)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			if s.started() && s.write(": beat\n\n") != nil {
				return
			}
		}
	}
}

func (s *stream) send(id, event string, data any) error {
	body, err := json.Marshal(data)
	if err != nil {
		return err
	}
	var b strings.Builder
	if id != "" {
		b.WriteString("id: " + id + "\n")
	}
	b.WriteString("event: " + event + "\ndata: ")
	b.Write(body)
	b.WriteString("\n\n")
	return s.write(b.String())
}

func (s *stream) write(text string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return context.Canceled
	}
	if !s.begun {
		s.begun = true
		s.c.SetHeader("Content-Type", "text/event-stream")
		s.c.SetHeader("Cache-Control", "no-store")
		s.c.SetHeader("X-Accel-Buffering", "no") // proxies must not hold events back
		s.c.SetStatus(http.StatusOK)
	}
	w := s.c.BodyWriter()
	if rw, ok := w.(http.ResponseWriter); ok {
		ctl := http.NewResponseController(rw)
		// A writer without deadlines (a test recorder) is fine without. The
		// read deadline of the request would end the stream.
		_ = ctl.SetReadDeadline(time.Time{})
		_ = ctl.SetWriteDeadline(time.Now().Add(streamDeadline))
		defer func() { _ = ctl.Flush() }()
	}
	if _, err := w.Write([]byte(text)); err != nil {
		s.cancel()
		return err
	}
	return nil
}
