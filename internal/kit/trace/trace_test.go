package trace_test

import (
	"context"
	"testing"

	"github.com/haatshop/haat/internal/kit/trace"
)

const parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

func TestATraceparentIsReadAsTheStandardSaysAndNothingElseIs(t *testing.T) {
	for s, want := range map[string]bool{
		parent: true,
		"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00":      true,
		"cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01":      true,
		"cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more": true,
		"cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.more": false,
		"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more": false,
		"ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01":      false,
		"00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01":      false,
		"00-00000000000000000000000000000000-00f067aa0ba902b7-01":      false,
		"00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01":      false,
		"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0g":      false,
		"00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01":      false,
		"req_01k3v7c1x2y3z4": false,
		"":                   false,
	} {
		if _, ok := trace.Parse(s); ok != want {
			t.Errorf("%q: %v, want %v", s, ok, want)
		}
	}
}

// off is what every hot path does when nothing is traced.
func off(ctx context.Context) {
	var none *trace.Tracer
	ctx, request := none.Request(ctx, nil)
	ctx, tx := trace.Child(ctx, "transaction")
	tx.Text("engine", "sqlite")
	tx.Number("n", 1)
	tx.End(nil)
	if trace.Carry(ctx, "req_1") != "req_1" {
		panic("something is traced")
	}
	request.End(nil)
}

func TestWithoutTracingNothingIsAllocated(t *testing.T) {
	ctx := context.Background()
	if n := testing.AllocsPerRun(100, func() { off(ctx) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkOff(b *testing.B) {
	ctx := context.Background()
	b.ReportAllocs()
	for b.Loop() {
		off(ctx)
	}
}
