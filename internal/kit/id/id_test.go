package id_test

import (
	"errors"
	"math/rand"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/id"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func TestIdsAscendWhateverTheClockDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := clock.NewManual(noon)
		s := id.New(c, rand.New(rand.NewSource(rapid.Int64().Draw(t, "seed"))))
		last := ""
		for _, step := range rapid.SliceOfN(rapid.Int64Range(-5000, 5000), 1, 200).Draw(t, "steps in ms") {
			c.Advance(time.Duration(step) * time.Millisecond)
			next := s.New("ord_")
			if next <= last || !id.Valid("ord_", next) {
				t.Fatal(last, next)
			}
			last = next
		}
	})
}

// full is a source of randomness that is always as high as it gets, so that
// the tail of a millisecond is soon exhausted.
type full struct{}

func (full) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = 0xff
	}
	return len(b), nil
}

func TestIdsAscendAlsoWhenAMillisecondIsUsedUp(t *testing.T) {
	s := id.New(clock.NewManual(noon), full{})
	last := ""
	for range 100_000 {
		next := s.New("")
		if next <= last {
			t.Fatal(last, next)
		}
		last = next
	}
}

func TestIdsOfManyGoroutinesAreDistinctAndSeededRunsRepeat(t *testing.T) {
	s := id.New(clock.Real{}, nil)
	var mu sync.Mutex
	seen := map[string]bool{}
	var wg sync.WaitGroup
	for range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range 500 {
				a, b := s.New("a_"), s.Secret("s_")
				mu.Lock()
				seen[a], seen[b] = true, true
				mu.Unlock()
			}
		}()
	}
	wg.Wait()
	if len(seen) != 8000 {
		t.Error("distinct:", len(seen))
	}
	run := func() string {
		s := id.New(clock.NewManual(noon), rand.New(rand.NewSource(7)))
		return s.New("a_") + s.Secret("b_") + s.New("a_")
	}
	if first, second := run(), run(); first != second {
		t.Error("the same seed made another run")
	}
}

func TestOnlyWholeIdsOfTheirKindAreValid(t *testing.T) {
	good := id.New(clock.Real{}, nil).New("ord_")
	for name, bad := range map[string]string{"another kind": "car_" + good[4:], "short": good[:29], "long": good + "0", "upper case": strings.ToUpper(good), "a letter Crockford left out": good[:29] + "u", "empty": "", "the prefix": "ord_", "NUL": good[:29] + "\x00", "not ASCII": good[:28] + "é"} {
		if id.Valid("ord_", bad) {
			t.Error(name, bad)
		}
	}
	first, second := id.Hash(good), id.Hash(good)
	if !id.Valid("ord_", good) || first == good || first != second || strings.Contains(id.Hash(good), good[4:]) {
		t.Error(good, id.Hash(good))
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("no entropy") }

func TestNothingGoesOnWithoutRandomness(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a secret without randomness")
		}
	}()
	id.New(clock.Real{}, broken{}).Secret("s_")
}

func TestJitterIsNeverNegative(t *testing.T) {
	s := id.New(clock.Real{}, full{})
	if n := s.Int63(); n < 0 {
		t.Error(n)
	}
}
