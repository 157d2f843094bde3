package app

import (
	"context"
	"log/slog"
	"os"
	"strings"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"

	"github.com/haatshop/haat/internal/kit/trace"
)

// tracing sends spans to a collector. Nil does nothing.
type tracing struct {
	provider *sdktrace.TracerProvider
	log      *slog.Logger
}

// flushTime is how long the end of the program waits for a collector.
const flushTime = 3 * time.Second

// tracing returns nil where no collector is named. The exporter reads the rest
// of OpenTelemetry's own variables (headers, timeout, certificate) itself.
func (c Config) tracing(ctx context.Context, log *slog.Logger, version string) (*tracing, error) {
	to := c.otlp()
	if to == "" {
		return nil, nil
	}
	exporter, err := otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(strings.TrimSuffix(to, "/")+"/v1/traces"))
	if err != nil {
		return nil, err
	}
	about, err := resource.New(ctx, resource.WithAttributes(attribute.String("service.name", "haat"), attribute.String("service.version", version)),
		resource.WithFromEnv(), resource.WithTelemetrySDK())
	if err != nil {
		return nil, err
	}
	// A caller's flag does not decide what we record; our own, of what enqueued
	// a job, does.
	part := sdktrace.TraceIDRatioBased(c.TraceRatio)
	sampler := sdktrace.ParentBased(part, sdktrace.WithRemoteParentSampled(part), sdktrace.WithRemoteParentNotSampled(part))
	p := sdktrace.NewTracerProvider(sdktrace.WithResource(about), sdktrace.WithSampler(sampler),
		sdktrace.WithBatcher(quietly{exporter, log}, sdktrace.WithBatchTimeout(2*time.Second)))
	return &tracing{provider: p, log: log}, nil
}

// otlp is where traces go; empty for nowhere.
func (c Config) otlp() string {
	switch {
	case os.Getenv("OTEL_SDK_DISABLED") == "true":
		return ""
	case c.OTLPURL != "":
		return c.OTLPURL
	}
	return os.Getenv("OTEL_EXPORTER_OTLP_ENDPOINT")
}

func (t *tracing) tracer() *trace.Tracer {
	if t == nil {
		return nil
	}
	return trace.New(t.provider)
}

// close sends what waits; a collector that is gone costs a few seconds.
func (t *tracing) close() {
	if t == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), flushTime)
	defer cancel()
	if err := t.provider.Shutdown(ctx); err != nil {
		t.log.Warn("traces were lost", "error", err)
	}
}

// quietly says in our log what the exporter would tell a global handler. Spans
// that could not be sent are lost: tracing holds nothing up.
type quietly struct {
	sdktrace.SpanExporter
	log *slog.Logger
}

// ExportSpans implements sdktrace.SpanExporter.
func (q quietly) ExportSpans(ctx context.Context, spans []sdktrace.ReadOnlySpan) error {
	if err := q.SpanExporter.ExportSpans(ctx, spans); err != nil {
		q.log.Warn("traces were lost", "spans", len(spans), "error", err)
	}
	return nil
}
