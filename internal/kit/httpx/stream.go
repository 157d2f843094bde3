package httpx

import (
	"context"
	"encoding/json"
	"errors"
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

// pace is these three; tests have less time.
type pace struct{ beat, deadline, life time.Duration }

type paceKey struct{}

func paceOf(ctx context.Context) pace {
	if p, ok := ctx.Value(paceKey{}).(pace); ok {
		return p
	}
	return pace{streamBeat, streamDeadline, streamLife}
}

type lastEventKey struct{}

// LastEventID is the id of the last event the browser saw, "" at first.
func LastEventID(ctx context.Context) string {
	v, _ := ctx.Value(lastEventKey{}).(string)
	return v
}

// Stream registers a server-sent-events operation. h sends until its ctx ends;
// an error before anything was written is answered as a problem, a later one
// ends the stream and the browser comes back by itself. send may be called from
// several goroutines, but not after h returned.
func Stream[I any](api huma.API, op Op, h func(ctx context.Context, in *I, send func(id, event string, data any) error) error) {
	op.stream = true
	Register(api, op, func(ctx context.Context, in *I) (*huma.StreamResponse, error) {
		if db.InTransaction(ctx) {
			return nil, fmt.Errorf("httpx: a stream inside a transaction")
		}
		return &huma.StreamResponse{Body: func(c huma.Context) {
			p := paceOf(c.Context())
			ctx, cancel := context.WithTimeout(context.WithValue(c.Context(), lastEventKey{}, c.Header("Last-Event-ID")), p.life)
			defer cancel()
			s := &stream{c: c, cancel: cancel, pace: p}
			defer s.close() // also on panic: nothing may write once the handler is gone
			go s.beat(ctx)
			go drain(ctx, cancel)
			if err := h(ctx, in, s.send); err != nil && s.close() {
				write(api, c, ProblemOf(ctx, err))
			}
		}}, nil
	})
}

func drain(ctx context.Context, cancel context.CancelFunc) {
	select {
	case <-entryOf(ctx).drain: // a nil channel waits for ever
		cancel()
	case <-ctx.Done():
	}
}

type stream struct {
	c      huma.Context
	cancel context.CancelFunc
	pace   pace
	mu     sync.Mutex
	begun  bool
	closed bool
}

// close ends all writing; true if nothing was written.
func (s *stream) close() (untouched bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.begun && !s.closed { // the server's last bytes must not wait for ever
		_ = s.control().SetWriteDeadline(time.Now().Add(s.pace.deadline))
	}
	s.closed = true
	return !s.begun
}

// control reaches the connection's deadlines; a writer that has none (a test
// recorder) is fine without.
func (s *stream) control() *http.ResponseController {
	rw, _ := s.c.BodyWriter().(http.ResponseWriter)
	return http.NewResponseController(rw)
}

// beat keeps proxies from closing an idle stream, also one that has nothing to
// say yet, and finds dead browsers.
func (s *stream) beat(ctx context.Context) {
	t := time.NewTicker(s.pace.beat)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			if s.write(": beat\n\n") != nil {
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
	if strings.ContainsAny(id+event, "\r\n\x00") {
		return fmt.Errorf("httpx: event %q %q is more than one line", id, event)
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
	ctl := s.control()
	_ = ctl.SetReadDeadline(time.Time{}) // the request's own would end the stream
	_ = ctl.SetWriteDeadline(time.Now().Add(s.pace.deadline))
	_, err := s.c.BodyWriter().Write([]byte(text))
	if err == nil {
		err = ctl.Flush()
	}
	if err != nil && !errors.Is(err, http.ErrNotSupported) {
		s.cancel()
		return err
	}
	// Over HTTP/2 a deadline that passes resets the stream although it is idle.
	_ = ctl.SetWriteDeadline(time.Time{})
	return nil
}
