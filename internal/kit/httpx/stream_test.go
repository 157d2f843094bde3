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
			ctx := httpx.WithPace(r.Context(), beat, 150*time.Millisecond, 10*time.Second)
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
	srv.Config.ReadTimeout, srv.Config.WriteTimeout = 500*time.Millisecond, 500*time.Millisecond
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
			srv := streaming(t, two, nil, func(ctx context.Context, s send) error {
				if err := s("1", "thing", map[string]int{"n": 1}); err != nil {
					return err
				}
				time.Sleep(900 * time.Millisecond) // idle but for the beats, past all timeouts
				return s("2", "thing", map[string]int{"n": 2})
			})
			res := open(t, srv)
			body, err := io.ReadAll(res.Body)
			text := string(body)
			if err != nil || res.Header.Get("Content-Type") != "text/event-stream" || res.ProtoMajor == 2 != two {
				t.Error(err, res.Proto, res.Header)
			}
			if !strings.HasPrefix(text, "id: 1\nevent: thing\ndata: {\"n\":1}\n\n") || !strings.HasSuffix(text, "id: 2\nevent: thing\ndata: {\"n\":2}\n\n") || strings.Count(text, ": beat\n\n") < 3 {
				t.Errorf("%q", text)
			}
		})
	}
}

func TestAnIdleHTTP2StreamIsNotResetBetweenTwoBeats(t *testing.T) {
	// The deadline of one write passes before anything else is written.
	srv := streamingAt(t, true, nil, 400*time.Millisecond, func(ctx context.Context, _ send) error {
		ctx, cancel := context.WithTimeout(ctx, 1500*time.Millisecond)
		defer cancel()
		<-ctx.Done()
		return nil
	})
	if body, err := io.ReadAll(open(t, srv).Body); err != nil || strings.Count(string(body), "beat") < 3 {
		t.Errorf("%q %v", body, err)
	}
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
	case <-time.After(3 * time.Second):
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
	case <-time.After(5 * time.Second):
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
	for deadline := time.Now().Add(3 * time.Second); runtime.NumGoroutine() > before+5; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d goroutines, %d before", runtime.NumGoroutine(), before)
		}
	}
}
