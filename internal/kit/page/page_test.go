package page_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/haatshop/haat/internal/kit/page"
)

func TestACursorIsReadBackExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, n := rapid.String().Draw(t, "s"), rapid.Int64().Draw(t, "n")
		s = strings.ToValidUTF8(s, "?")
		c := page.Encode("-n", s, n)
		if len(c) > 2048 {
			return
		}
		var gs string
		var gn int64
		if err := page.Decode(c, "-n", &gs, &gn); err != nil || gs != s || gn != n {
			t.Fatalf("%q %d: %q %d %v", s, n, gs, gn, err)
		}
	})
}

func TestACursorOfAnotherListIsRefused(t *testing.T) {
	var s string
	var n int64
	for name, c := range map[string]string{
		"another sort": page.Encode("n", "a", 1), "too few": page.Encode("-n", "a"), "too many": page.Encode("-n", "a", 1, 2),
		"another type": page.Encode("-n", 1, "a"), "null": page.Encode("-n", nil, 1), "garbage": "%%%", "not JSON": "YQ", "empty": "", "a fraction": page.Encode("-n", "a", 1.5),
		"endless": strings.Repeat("A", 5000),
	} {
		if err := page.Decode(c, "-n", &s, &n); !errors.Is(err, page.ErrCursor) {
			t.Error(name, err)
		}
	}
	rapid.Check(t, func(t *rapid.T) { _ = page.Decode(rapid.String().Draw(t, "c"), "-n", &s, &n) })
}

func TestAPageIsBoundedAndSaysWhetherThereIsMore(t *testing.T) {
	for limit, want := range map[int]int{0: page.DefaultLimit, -1: page.DefaultLimit, 7: 7, 1000: page.MaxLimit} {
		if got := (page.Request{Limit: limit}).Size(); got != want {
			t.Error(limit, got)
		}
	}
	key := func(s string) []any { return []any{s} }
	if l := page.Cut(nil, 2, "n", key); l.Items == nil || len(l.Items) != 0 || l.Next != "" {
		t.Error(l)
	}
	if l := page.Cut([]string{"a", "b"}, 2, "n", key); len(l.Items) != 2 || l.Next != "" {
		t.Error(l)
	}
	l := page.Cut([]string{"a", "b", "c"}, 2, "n", key)
	var last string
	if err := page.Decode(l.Next, "n", &last); err != nil || last != "b" {
		t.Error(last, err)
	}
	if diff := cmp.Diff([]string{"a!", "b!"}, page.Map(l, func(s string) string { return s + "!" }).Items); diff != "" {
		t.Error(diff)
	}
}
