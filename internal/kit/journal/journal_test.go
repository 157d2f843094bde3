package journal_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"slices"
	"testing"

	"github.com/haatshop/haat/internal/kit/journal"
)

var update = flag.Bool("update", false, "write the list the dashboard reads")

func TestDiscardTakesEverythingThatHasAWord(t *testing.T) {
	var r journal.Recorder = journal.Discard{}
	if err := r.Record(context.Background(), nil, journal.Entry{Entity: "product", Action: "created", After: map[string]any{"a": 1}}); err != nil {
		t.Error(err)
	}
	for _, e := range []journal.Entry{{Entity: "product", Action: "vanished"}, {Entity: "thing", Action: "created"}, {}} {
		if r.Record(context.Background(), nil, e) == nil {
			t.Errorf("%+v is taken", e)
		}
	}
}

func TestWordsAreInOrderAndEachIsThereOnce(t *testing.T) {
	for entity, actions := range journal.Words() {
		if len(actions) == 0 || !slices.IsSorted(actions) || len(slices.Compact(slices.Clone(actions))) != len(actions) {
			t.Errorf("%s: %v", entity, actions)
		}
	}
}

// The dashboard has a word for each of them in every language; a test of its
// own says so of this list.
func TestTheDashboardReadsTheSameList(t *testing.T) {
	const file = "../../../web/dashboard/src/app/journal.json"
	want, err := json.MarshalIndent(journal.Words(), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	want = append(want, '\n')
	if *update {
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(file); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is outdated (%v): go test ./internal/kit/journal -update", file, err)
	}
}
