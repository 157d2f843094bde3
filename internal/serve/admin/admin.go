// Package admin is the door for whoever runs the machines: metrics, profiles
// and health in detail. It listens on an address of its own, asks nobody who
// they are, and is never reachable through the public one.
package admin

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/pprof"
	"runtime"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Check is one part of being ready.
type Check struct {
	Name string `json:"name"`
	OK   bool   `json:"ok"`
	// Note says more, also when all is well; never an address or a password.
	Note string `json:"note,omitempty"`
	Took string `json:"took"`
}

// Probe looks at one part. Its error is a sentence for the log and this page.
type Probe struct {
	Name string
	Look func(ctx context.Context) (note string, err error)
}

// Deps is what the door needs.
type Deps struct {
	Sources Sources
	Probes  []Probe
	Version string
}

// probeTime bounds one look: a probe that hangs is an answer too.
const probeTime = 3 * time.Second

// New returns the handler.
func New(d Deps) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(registry(d.Sources, d.Version), promhttp.HandlerOpts{
		MaxRequestsInFlight: 2, Timeout: 20 * time.Second, ErrorHandling: promhttp.ContinueOnError}))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { write(w, http.StatusOK, map[string]bool{"ok": true}) })
	mux.HandleFunc("GET /readyz", d.ready)
	mux.HandleFunc("GET /version", d.version)
	mux.HandleFunc("GET /debug/pprof/", pprof.Index)
	mux.HandleFunc("GET /debug/pprof/cmdline", pprof.Cmdline)
	mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("GET /debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("POST /debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	mux.HandleFunc("GET /{$}", index)
	return mux
}

const page = `Haat, for whoever runs it.

/metrics         Prometheus
/healthz         the process answers
/readyz          whether this node may take traffic, part by part
/version         what this build is
/debug/pprof/    profiles
`

func index(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte(page)) // a reader that went away reads nothing
}

// Readiness is the answer of /readyz.
type Readiness struct {
	Ready  bool    `json:"ready"`
	Checks []Check `json:"checks"`
}

// ready looks at every part at once, so that one that hangs hides no other.
func (d Deps) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), probeTime)
	defer cancel()
	found := make([]chan Check, len(d.Probes))
	for i, p := range d.Probes {
		found[i] = make(chan Check, 1)
		go func() { found[i] <- look(ctx, p) }()
	}
	out := Readiness{Ready: true, Checks: make([]Check, len(d.Probes))}
	for i, p := range d.Probes {
		select {
		case out.Checks[i] = <-found[i]:
		case <-ctx.Done():
			out.Checks[i] = Check{Name: p.Name, Note: "no answer", Took: probeTime.String()}
		}
		out.Ready = out.Ready && out.Checks[i].OK
	}
	status := http.StatusOK
	if !out.Ready {
		status = http.StatusServiceUnavailable
	}
	write(w, status, out)
}

func look(ctx context.Context, p Probe) Check {
	start := time.Now()
	note, err := p.Look(ctx)
	c := Check{Name: p.Name, OK: err == nil, Note: note, Took: time.Since(start).Round(10 * time.Microsecond).String()}
	if err != nil {
		c.Note = err.Error()
	}
	return c
}

func (d Deps) version(w http.ResponseWriter, _ *http.Request) {
	revision, modified := revision()
	write(w, http.StatusOK, map[string]any{"version": d.Version, "revision": revision, "modified": modified, "go": runtime.Version(),
		"os": runtime.GOOS, "arch": runtime.GOARCH, "cpus": runtime.NumCPU()})
}

func write(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the status is sent; a caller that went away reads nothing
}
