package httpx_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"
	"github.com/go-chi/chi/v5"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/httpx"
)

type send = func(id, event string, data any) error

// Of a server in a hurry. They are long enough for a machine that is busy with something else.
const (
	deadline = time.Second             // of one write
	timeout  = 1500 * time.Millisecond // of a request that is no stream
)

// streaming serves one stream, over HTTP/1.1 or HTTP/2, in a hurry.
func streaming(t *testing.T, two bool, drain <-chan struct{}, h func(ctx context.Context, s send) error) *httptest.Server {
	t.Helper()
	return streamingAt(t, two, drain, 100*time.Millisecond, h)
}

func streamingAt(t *testing.T, two bool, drain <-chan struct{}, beat time.Duration, h func(ctx context.Context, s send) error) *httptest.Server {
	t.Helper()
	r := chi.NewRouter()
	r.Use(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			defer func() { _ = recover() }() // as the doors do
			ctx := httpx.WithPace(r.Context(), beat, deadline, time.Minute)
			if drain != nil {
				ctx = httpx.Enter(ctx, "", httpx.Door{}, drain)
			}
			next.ServeHTTP(w, r.WithContext(ctx))
		})
	})
	api := humachi.New(r, httpx.Configure(huma.DefaultConfig("test", "1")))
	httpx.Stream(api, httpx.Op{ID: "things-events", Method: httpx.GET, Path: "/events", Perm: actor.Public},
		func(ctx context.Context, _ *struct{}, s func(id, event string, data any) error) error {
			return h(ctx, s)
		})
	srv := httptest.NewUnstartedServer(r)
	srv.EnableHTTP2 = two
	srv.Config.ReadTimeout, srv.Config.WriteTimeout = timeout, timeout
	if two {
		srv.StartTLS()
	} else {
		srv.Start()
	}
	t.Cleanup(srv.Close)
	return srv
}

func open(t *testing.T, srv *httptest.Server) *http.Response {
	t.Helper()
	res, err := srv.Client().Get(srv.URL + "/events")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = res.Body.Close() })
	return res
}

func TestAStreamOutlivesEveryDeadlineWhileItsBrowserReads(t *testing.T) {
	for name, two := range map[string]bool{"HTTP/1.1": false, "HTTP/2": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel() // it waits
			idle := make(chan struct{})
			srv := streaming(t, two, nil, func(ctx context.Context, s send) error {
				if err := s("1", "thing", map[string]int{"n": 1}); err != nil {
					return err
				}
				select {
				case <-idle:
				case <-ctx.Done():
					return ctx.Err()
				}
				return s("2", "thing", map[string]int{"n": 2})
			})
			res := open(t, srv)
			began, beats := time.Now(), 0
			text, err := readUntil(res.Body, func(line string) bool {
				if line == ": beat\n" {
					beats++
				}
				return beats >= 3 && time.Since(began) > timeout+deadline // idle but for the beats, past all timeouts
			})
			close(idle)
			if err != nil {
				t.Fatal(err, text)
			}
			rest, err := io.ReadAll(res.Body)
			text += string(rest)
			if err != nil || res.Header.Get("Content-Type") != "text/event-stream" || res.ProtoMajor == 2 != two {
				t.Error(err, res.Proto, res.Header)
			}
			if !strings.HasPrefix(text, "id: 1\nevent: thing\ndata: {\"n\":1}\n\n") || !strings.HasSuffix(text, "id: 2\nevent: thing\ndata: {\"n\":2}\n\n") {
				t.Errorf("%q", text)
			}
		})
	}
}

// readUntil reads line by line, not a byte further, until enough was read; an end before is an error.
func readUntil(body io.Reader, enough func(line string) bool) (text string, err error) {
	for line, c := "", make([]byte, 1); ; {
		if _, err := io.ReadFull(body, c); err != nil {
			return text, err
		}
		text += string(c)
		if line += string(c); c[0] != '\n' {
			continue
		}
		if enough(line) {
			return text, nil
		}
		line = ""
	}
}

func TestAnIdleHTTP2StreamIsNotResetBetweenTwoBeats(t *testing.T) {
	t.Parallel() // it waits
	// The deadline of one write passes before anything else is written.
	srv := streamingAt(t, true, nil, deadline+deadline/4, func(ctx context.Context, _ send) error { <-ctx.Done(); return nil })
	res, beats := open(t, srv), 0
	text, err := readUntil(res.Body, func(line string) bool {
		if line == ": beat\n" {
			beats++
		}
		return beats == 3
	})
	if err != nil {
		t.Errorf("%q %v", text, err)
	}
	_ = res.Body.Close()
}

func TestAStreamThatHasNothingToSayYetIsAliveAllTheSame(t *testing.T) {
	srv := streaming(t, false, nil, func(ctx context.Context, _ send) error { <-ctx.Done(); return ctx.Err() })
	res := open(t, srv)
	line, err := bufio.NewReader(res.Body).ReadString('\n')
	if err != nil || line != ": beat\n" {
		t.Errorf("%q %v", line, err)
	}
}

func TestARefusalBeforeTheFirstEventIsAProblem(t *testing.T) {
	gone := errs.New(errs.NotFound, "thing.gone", "Gone.")
	srv := streaming(t, false, nil, func(context.Context, send) error { return gone })
	res := open(t, srv)
	body, _ := io.ReadAll(res.Body)
	if res.StatusCode != http.StatusNotFound || !strings.Contains(string(body), "thing.gone") {
		t.Error(res.StatusCode, string(body))
	}
}

func TestAPanicEndsTheStreamAndNothingWritesAfterwards(t *testing.T) {
	var late send
	srv := streaming(t, false, nil, func(_ context.Context, s send) error {
		late = s
		_ = s("", "thing", 1)
		panic("a bug")
	})
	res := open(t, srv)
	if body, err := io.ReadAll(res.Body); err != nil || !strings.Contains(string(body), "event: thing") {
		t.Errorf("%q %v", body, err)
	}
	if err := late("", "thing", 2); !errors.Is(err, context.Canceled) {
		t.Error("a write after the end:", err)
	}
}

func TestADrainingServerEndsItsStreams(t *testing.T) {
	drain := make(chan struct{})
	srv := streaming(t, false, drain, func(ctx context.Context, s send) error {
		_ = s("", "thing", 1)
		<-ctx.Done()
		return ctx.Err()
	})
	res := open(t, srv)
	time.AfterFunc(50*time.Millisecond, func() { close(drain) })
	ended := make(chan error, 1)
	go func() { _, err := io.ReadAll(res.Body); ended <- err }()
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(30 * time.Second):
		t.Error("still open")
	}
}

func TestABrowserThatDoesNotReadIsCutOff(t *testing.T) {
	ended := make(chan error, 1)
	big := strings.Repeat("x", 1<<20)
	srv := streaming(t, false, nil, func(ctx context.Context, s send) error {
		for {
			if err := s("", "thing", big); err != nil {
				ended <- err
				return err
			}
		}
	})
	open(t, srv) // and never read
	select {
	case err := <-ended:
		if err == nil {
			t.Error("no reason")
		}
	case <-time.After(30 * time.Second):
		t.Error("a browser that does not read holds the stream")
	}
}

func TestWhatIsMoreThanALineCannotNameAnEvent(t *testing.T) {
	srv := streaming(t, false, nil, func(_ context.Context, s send) error {
		if s("1\ndata: forged", "thing", 1) == nil || s("1", "thing\r\nid: 9", 1) == nil {
			t.Error("a forged event passed")
		}
		return s("1", "thing", "a\nb")
	})
	body, _ := io.ReadAll(open(t, srv).Body)
	if string(body) != "id: 1\nevent: thing\ndata: \"a\\nb\"\n\n" {
		t.Errorf("%q", body)
	}
}

func TestStreamsLeaveNoGoroutinesBehind(t *testing.T) {
	srv := streaming(t, false, make(chan struct{}), func(_ context.Context, s send) error { return s("", "thing", 1) })
	for range 3 {
		_, _ = io.ReadAll(open(t, srv).Body)
	}
	before := runtime.NumGoroutine()
	for range 50 {
		_, _ = io.ReadAll(open(t, srv).Body)
	}
	for deadline := time.Now().Add(20 * time.Second); runtime.NumGoroutine() > before+5; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d goroutines, %d before", runtime.NumGoroutine(), before)
		}
	}
}
