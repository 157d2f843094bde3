package page_test

import (
	"errors"
	"testing"

	"github.com/haatshop/haat/internal/kit/page"
)

func FuzzCursor(f *testing.F) {
	f.Add(page.Encode("-placed", int64(5), "ord_1"), "-placed")
	f.Add(page.Encode("title", int64(-1<<63), "\u2028"), "title")
	for _, s := range []string{"", "bnVsbA", "W10", "W251bGxd", "WyJ0aXRsZSIsbnVsbCxudWxsXQ", "WyJ0aXRsZSIsMWU0MDAsIngiXQ", "====", "\xff"} {
		f.Add(s, "title")
	}
	f.Fuzz(func(t *testing.T, cursor, sort string) {
		key, err := page.DecodeKey(cursor, sort, []any{int64(0), ""})
		if err != nil {
			if !errors.Is(err, page.ErrCursor) {
				t.Errorf("%q: %v", cursor, err)
			}
			return
		}
		n, isNumber := key[0].(int64)
		s, isText := key[1].(string)
		if len(key) != 2 || !isNumber || !isText {
			t.Fatalf("%q gives %#v", cursor, key)
		}
		again, err := page.DecodeKey(page.Encode(sort, n, s), sort, []any{int64(0), ""})
		if err != nil || again[0] != key[0] || again[1] != key[1] {
			t.Errorf("%q reads as %v, written again as %v: %v", cursor, key, again, err)
		}
	})
}
