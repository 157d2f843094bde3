package serve

import (
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"regexp"
	"runtime/debug"
	"strings"
	"time"
	"unicode"

	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/meter"
	"github.com/haatshop/haat/internal/kit/trace"
)

// everywhere are the headers of every answer, by their canonical names. The values are
// shared by all answers: whoever wants another one sets it, and nobody changes these.
func everywhere(https bool) map[string][]string {
	h := map[string][]string{
		"X-Content-Type-Options":     {"nosniff"},
		"Referrer-Policy":            {"strict-origin-when-cross-origin"},
		"Permissions-Policy":         {"camera=(), microphone=(), geolocation=(), payment=(), browsing-topics=()"},
		"Cross-Origin-Opener-Policy": {"same-origin"},
		"X-Frame-Options":            {"DENY"},
		"Content-Security-Policy":    {"default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"},
	}
	if https {
		h["Strict-Transport-Security"] = []string{"max-age=31536000; includeSubDomains"}
	}
	return h
}

// headers sets what every answer carries; a page's handler adds its own
// Content-Security-Policy over the closed one.
func headers(https bool, next http.Handler) http.Handler {
	always := everywhere(https)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		maps.Copy(w.Header(), always)
		next.ServeHTTP(w, r)
	})
}

// dashboardPolicy lets the dashboard run its own scripts and nothing else. Its
// component library writes style elements, which carry no code.
const dashboardPolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; " +
	"connect-src 'self'; manifest-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'"

func policy(csp string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", csp)
		next.ServeHTTP(w, r)
	})
}

// readable refuses addresses that are no text before a page looks them up: one
// of the databases would fail on them.
func readable(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if httpx.CheckURL(r.URL) != nil {
			answer(w, http.StatusBadRequest, "This address contains characters that cannot be read.\n")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// lastResort turns a panic of one request into a 500 of that request.
func lastResort(log *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			p := recover()
			if p == nil {
				return
			}
			if err, ok := p.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(p) // how a handler gives a connection up
			}
			rid := httpx.RequestID(r.Context())
			log.Error("panic in a request", "request_id", rid, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			answer(w, http.StatusInternalServerError, "Something went wrong on our side. It has been noted as "+rid+".\n")
		}()
		next.ServeHTTP(w, r)
	})
}

// RequestLog is a handler of a log that writes the line of a request itself, in the form
// of all others but quicker. It returns false for a line it leaves to slog.
type RequestLog interface {
	Request(level slog.Level, at time.Time, method, path string, status int, bytes int64, took time.Duration, requestID, account string) bool
}

// accessLog writes one line per request: no address, no query, no body, and
// secrets in the path masked; of staff the account or API key. It also counts the request on the route it took,
// or on other where none did (a redirect, a probe, a refused host).
func accessLog(log *slog.Logger, tracer *trace.Tracer, other *meter.Route, next http.Handler) http.Handler {
	quick, _ := log.Handler().(RequestLog)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		rec := &recorder{ResponseWriter: w, status: http.StatusOK, route: other}
		log, quick := log, quick
		if tracer != nil && !quiet(r.URL.Path) {
			log, quick = log.With("trace_id", traced(tracer, next, rec, r)), nil
		} else {
			next.ServeHTTP(rec, r)
		}
		took := time.Since(start)
		rec.route.Observe(rec.status, took)
		level := slog.LevelInfo
		if quiet(r.URL.Path) { // probes and pictures; a probe's 503 is an answer, not a fault
			level = slog.LevelDebug
		} else if rec.status >= http.StatusInternalServerError {
			level = slog.LevelError
		}
		method, path, rid := plain(r.Method, maxLoggedMethod), maskPath(r.URL.Path), httpx.RequestID(r.Context())
		if quick != nil && quick.Request(level, start.Add(took), method, path, rec.status, rec.bytes, took, rid, rec.account) {
			return
		}
		attrs := []slog.Attr{slog.String("method", method), slog.String("path", path), slog.Int("status", rec.status),
			slog.Int64("bytes", rec.bytes), slog.Duration("took", took), slog.String("request_id", rid)}
		if rec.account != "" {
			attrs = append(attrs, slog.String("account", rec.account))
		}
		log.LogAttrs(r.Context(), level, "request", attrs...)
	})
}

// traced answers a request inside a span. Its name is the route's, never the
// address: that may hold what somebody looked for. It returns the trace's id.
func traced(tracer *trace.Tracer, next http.Handler, rec *recorder, r *http.Request) string {
	ctx, span := tracer.Request(r.Context(), r.Header)
	defer span.End(nil)
	next.ServeHTTP(rec, r.WithContext(ctx))
	if !span.On() {
		return trace.ID(ctx)
	}
	method := r.Method
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
	default:
		method = "_OTHER" // a stranger's word
	}
	span.Name(method + " " + rec.route.Pattern)
	span.Text("http.request.method", method)
	span.Text("http.route", rec.route.Pattern)
	span.Text("haat.door", rec.route.Door)
	span.Text("haat.request_id", httpx.RequestID(ctx))
	span.Number("http.response.status_code", int64(rec.status))
	if rec.status >= http.StatusInternalServerError {
		span.Failed()
	}
	return trace.ID(ctx)
}

func quiet(path string) bool {
	return path == "/healthz" || path == "/readyz" || strings.HasPrefix(path, "/assets/") || strings.HasPrefix(path, "/media/") || strings.HasPrefix(path, "/dashboard/assets/")
}

// secretInPath finds cart ids, order tokens, sandbox references, and addresses
// of people that somebody put there.
var secretInPath = regexp.MustCompile(`cart_[0-9a-z]+|/o/([^/]+)/[^/]+|/sandbox/pay/[^/]+|[^/@]*@[^/]*`)

const (
	maxLoggedPath   = 200
	maxLoggedMethod = 20
)

// maskPath makes a path fit for the log: secrets out, control characters out,
// bounded.
func maskPath(p string) string {
	// Most paths hold none of it, and the expression costs more than a page does. A
	// language may stand before the rest.
	if strings.Contains(p, "cart_") || strings.Contains(p, "/o/") || strings.Contains(p, "/sandbox/") || strings.Contains(p, "@") {
		p = maskSecrets(p)
	}
	return plain(p, maxLoggedPath)
}

// plain is a caller's word as the log takes it: one that moves a terminal's
// cursor, turns the line round or fills the disk is not written down.
func plain(s string, most int) string {
	if len(s) > most {
		s = s[:most] + "…"
	}
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return '?'
		}
		return r
	}, s)
}

func maskSecrets(p string) string {
	return secretInPath.ReplaceAllStringFunc(p, func(s string) string {
		switch {
		case strings.HasPrefix(s, "cart_"):
			return "cart_…"
		case strings.HasPrefix(s, "/o/"):
			return s[:strings.LastIndexByte(s, '/')] + "/…"
		case strings.HasPrefix(s, "/sandbox/"):
			return "/sandbox/pay/…"
		}
		return "…@…"
	})
}

type recorder struct {
	http.ResponseWriter
	status  int
	bytes   int64
	route   *meter.Route
	account string
}

// Routed is told the route a request took; see httpx.Routed.
func (r *recorder) Routed(route *meter.Route) { r.route = route }

// Acted is told who of the staff made the request; see httpx.Acted.
func (r *recorder) Acted(who string) { r.account = who }

// WriteHeader implements http.ResponseWriter.
func (r *recorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (r *recorder) Write(b []byte) (int, error) {
	n, err := r.ResponseWriter.Write(b)
	r.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach deadlines and flushing.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }
