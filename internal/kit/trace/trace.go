// Package trace marks what takes time inside a request or a job as spans of
// OpenTelemetry, and carries the place in a trace over events and jobs as a
// W3C traceparent.
//
// Only where work begins (a request, a job) a Tracer is needed. Everything
// below hangs itself under what ctx carries, and costs a look at ctx when it
// carries nothing. Attributes are words and numbers of the program: never an
// address, a name, a search, or the text of an error, which may quote them.
package trace

import (
	"context"
	"encoding/hex"
	"errors"
	"net/http"
	"strconv"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"github.com/haatshop/haat/internal/kit/errs"
)

// Tracer begins traces. A nil Tracer begins none.
type Tracer struct{ t trace.Tracer }

const scope = "github.com/haatshop/haat"

// New returns a tracer of a provider.
func New(p trace.TracerProvider) *Tracer { return &Tracer{p.Tracer(scope)} }

// Span is something that takes time. The zero value does nothing.
type Span struct{ s trace.Span }

// Request begins the span of a request; header is what the caller sent. The
// caller's trace is taken over, but whether it is recorded is decided here: a
// stranger's flag would let anybody record everything.
func (t *Tracer) Request(ctx context.Context, header http.Header) (context.Context, Span) {
	if t == nil {
		return ctx, Span{}
	}
	if sc, ok := Parse(header.Get("Traceparent")); ok {
		ctx = trace.ContextWithRemoteSpanContext(ctx, sc)
	}
	ctx, s := t.t.Start(ctx, "request", trace.WithSpanKind(trace.SpanKindServer))
	return ctx, Span{s}
}

// Job begins the span of an attempt at a job, below what enqueued it when
// parent is a traceparent. Our own flag is believed: a job of a trace that is
// recorded is recorded.
func (t *Tracer) Job(ctx context.Context, kind, parent string) (context.Context, Span) {
	if t == nil {
		return ctx, Span{}
	}
	if sc, ok := Parse(parent); ok {
		ctx = trace.ContextWithSpanContext(ctx, sc)
	}
	ctx, s := t.t.Start(ctx, "job "+kind, trace.WithSpanKind(trace.SpanKindConsumer))
	return ctx, Span{s}
}

// Child begins a span below the one in ctx, or nothing when there is none or
// it is not recorded.
func Child(ctx context.Context, name string) (context.Context, Span) {
	parent := trace.SpanFromContext(ctx)
	if !parent.IsRecording() {
		return ctx, Span{}
	}
	ctx, s := parent.TracerProvider().Tracer(scope).Start(ctx, name)
	return ctx, Span{s}
}

// Call is Child for a call of an outside service.
func Call(ctx context.Context, name string) (context.Context, Span) {
	parent := trace.SpanFromContext(ctx)
	if !parent.IsRecording() {
		return ctx, Span{}
	}
	ctx, s := parent.TracerProvider().Tracer(scope).Start(ctx, name, trace.WithSpanKind(trace.SpanKindClient))
	return ctx, Span{s}
}

// On says whether the span is recorded; use it before making an attribute
// costs anything.
func (s Span) On() bool { return s.s != nil && s.s.IsRecording() }

// Name renames the span, for what is known at its end only.
func (s Span) Name(name string) {
	if s.On() {
		s.s.SetName(name)
	}
}

// Text sets an attribute.
func (s Span) Text(key, value string) {
	if s.On() {
		s.s.SetAttributes(attribute.String(key, value))
	}
}

// Number sets an attribute.
func (s Span) Number(key string, value int64) {
	if s.On() {
		s.s.SetAttributes(attribute.Int64(key, value))
	}
}

// Failed marks the span as failed without an error value.
func (s Span) Failed() {
	if s.On() {
		s.s.SetStatus(codes.Error, "")
	}
}

// End ends the span. Of an error only its code is told.
func (s Span) End(err error) {
	if s.s == nil {
		return
	}
	if err != nil && s.On() {
		s.s.SetStatus(codes.Error, "")
		s.s.SetAttributes(attribute.String("error.type", codeOf(err)))
	}
	s.s.End()
}

func codeOf(err error) string {
	var e *errs.Error
	switch {
	case errors.As(err, &e):
		return e.Code
	case errors.Is(err, context.DeadlineExceeded):
		return "timeout"
	case errors.Is(err, context.Canceled):
		return "cancelled"
	}
	return "internal"
}

// Carry returns the traceparent of the span in ctx, for events and jobs that
// follow from it; otherwise when ctx is not traced.
func Carry(ctx context.Context, otherwise string) string {
	sc := trace.SpanContextFromContext(ctx)
	if !sc.IsValid() {
		return otherwise
	}
	return "00-" + sc.TraceID().String() + "-" + sc.SpanID().String() + "-" + hex.EncodeToString([]byte{byte(sc.TraceFlags() & trace.FlagsSampled)})
}

// ID returns the id of the trace in ctx, for log lines; "" when there is none.
func ID(ctx context.Context) string {
	if sc := trace.SpanContextFromContext(ctx); sc.IsValid() {
		return sc.TraceID().String()
	}
	return ""
}

// parentLen is the length of a traceparent of version 00.
const parentLen = 55

// Parse reads a W3C traceparent. Of a version to come its first part is read,
// as the standard asks.
func Parse(s string) (trace.SpanContext, bool) {
	if len(s) < parentLen || len(s) > 4*parentLen || s[2] != '-' || s[35] != '-' || s[52] != '-' {
		return trace.SpanContext{}, false
	}
	version, flags := s[:2], s[53:55]
	if !lowerHex(version) || !lowerHex(flags) || version == "ff" || version == "00" && len(s) != parentLen || len(s) > parentLen && s[parentLen] != '-' {
		return trace.SpanContext{}, false
	}
	traceID, err := trace.TraceIDFromHex(s[3:35])
	if err != nil {
		return trace.SpanContext{}, false
	}
	spanID, err := trace.SpanIDFromHex(s[36:52])
	if err != nil {
		return trace.SpanContext{}, false
	}
	bits, _ := strconv.ParseUint(flags, 16, 8) // two hexadecimal digits
	return trace.NewSpanContext(trace.SpanContextConfig{TraceID: traceID, SpanID: spanID, TraceFlags: trace.TraceFlags(bits) & trace.FlagsSampled}), true
}

func lowerHex(s string) bool {
	for _, c := range s {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}
