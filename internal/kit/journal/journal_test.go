package journal_test

import (
	"context"
	"testing"

	"github.com/haatshop/haat/internal/kit/journal"
)

func TestDiscardTakesEverything(t *testing.T) {
	var r journal.Recorder = journal.Discard{}
	if err := r.Record(context.Background(), nil, journal.Entry{Entity: "product", Action: "created", After: map[string]any{"a": 1}}); err != nil {
		t.Error(err)
	}
}
