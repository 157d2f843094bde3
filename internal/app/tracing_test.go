package app_test

import (
	"bytes"
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	collector "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	spans "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/dbtest"
)

// receiver is a collector that keeps what it gets.
type receiver struct {
	mu  sync.Mutex
	all []*spans.Span
	raw bytes.Buffer
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, err := io.ReadAll(req.Body)
	var in collector.ExportTraceServiceRequest
	if err != nil || req.URL.Path != "/v1/traces" || proto.Unmarshal(body, &in) != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.raw.Write(body)
	for _, rs := range in.ResourceSpans {
		for _, ss := range rs.ScopeSpans {
			r.all = append(r.all, ss.Spans...)
		}
	}
	w.Header().Set("Content-Type", "application/x-protobuf")
}

// of returns the spans of a trace by name.
func (r *receiver) of(trace string) map[string][]*spans.Span {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := map[string][]*spans.Span{}
	for _, s := range r.all {
		if hex.EncodeToString(s.TraceId) == trace {
			out[s.Name] = append(out[s.Name], s)
		}
	}
	return out
}

func TestATraceFollowsAnOrderFromTheCallerToTheMailAndNamesNobody(t *testing.T) {
	for _, e := range dbtest.Engines() {
		t.Run(e.String(), func(t *testing.T) {
			r := &receiver{}
			to := httptest.NewServer(r)
			defer to.Close()
			s := apptest.Start(t, e, apptest.Options{Config: func(c *app.Config) { c.OTLPURL, c.TraceRatio = to.URL, 1 }})
			m := apptest.Fill(t, s.App, 10)
			guest := s.Client()
			cart := guest.Basket("secret-buyer@guest.example", m.VariantA)
			const trace, caller = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
			guest.Do("POST", apptest.Site+"/carts/"+cart.ID+"/place", apptest.PlaceBody(cart, "sandbox"), "Idempotency-Key", apptest.Key(),
				"Traceparent", "00-"+trace+"-"+caller+"-00").Want(201)
			s.Settled()
			s.Stop() // sends what waits

			got := r.of(trace)
			const place = "POST /api/v1/site/carts/{id}/place"
			if len(got[place]) != 1 || len(got["transaction"]) == 0 || len(got["payment.begin"]) == 0 || len(got["job event.notify.order_placed"]) == 0 ||
				len(got["mail.send"]) == 0 {
				names := []string{}
				for n, all := range got {
					names = append(names, n, string(rune('0'+len(all))))
				}
				t.Fatalf("the trace has %q", names)
			}
			request := got[place][0]
			if hex.EncodeToString(request.ParentSpanId) != caller {
				t.Errorf("the request hangs under %x", request.ParentSpanId)
			}
			if below := got["job event.notify.order_placed"][0]; !bytes.Equal(below.ParentSpanId, request.SpanId) {
				t.Errorf("the event's job hangs under %x, not under the request %x", below.ParentSpanId, request.SpanId)
			}
			if mail, job := got["mail.send"][0], got["job event.notify.order_placed"][0]; !bytes.Equal(mail.ParentSpanId, job.SpanId) {
				t.Errorf("the mail hangs under %x, not under its job %x", mail.ParentSpanId, job.SpanId)
			}
			for _, word := range []string{"secret-buyer", "guest.example", "cart_", "Byron", "INSERT", "SELECT"} {
				if bytes.Contains(r.raw.Bytes(), []byte(word)) {
					t.Errorf("a span holds %q", word)
				}
			}
		})
	}
}

func TestACollectorThatIsGoneHoldsNothingUp(t *testing.T) {
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	s := apptest.Start(t, dbtest.Engines()[0], apptest.Options{Config: func(c *app.Config) { c.OTLPURL, c.TraceRatio = gone.URL, 1 }})
	if a := s.Client().Do("GET", "/", nil); a.Status != 200 || !strings.Contains(a.Text(), "<html") {
		t.Errorf("%d", a.Status)
	}
	start := time.Now()
	s.Stop()
	if took := time.Since(start); took > 8*time.Second {
		t.Errorf("the end took %s", took)
	}
}
