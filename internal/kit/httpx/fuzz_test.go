package httpx_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/url"
	"reflect"
	"testing"
	"unicode/utf8"

	"github.com/haatshop/haat/internal/kit/httpx"
)

func FuzzCheck(f *testing.F) {
	for _, s := range []string{`{"a":1}`, `{"a":1,"a":2}`, `{"a":1,"\u0061":2}`, `"\ud800"`, `"\ud83d\ude00"`, `"\\ud800"`, `"\u0000"`, "\xef\xbb\xbf{}", `[1]x`, `1e999`, `{"":{"":{}}}`, `"\u`, `"\`, "[[[[", "", " null ", `{"a":"\ud800\ud800"}`, "\"\x1f\""} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		err := httpx.Check(b)
		if err != nil {
			if !errors.Is(err, httpx.ErrUnreadable) {
				t.Errorf("%q: %v", b, err)
			}
			return
		}
		if !json.Valid(b) || !utf8.Valid(b) || bytes.IndexByte(b, 0) >= 0 {
			t.Fatalf("%q passed", b)
		}
		// What passed reads the same for a reader that takes the first of two
		// members and for one that takes the last: written and read again it
		// is what it was.
		var v, again any
		d := json.NewDecoder(bytes.NewReader(b))
		d.UseNumber()
		if err := d.Decode(&v); err != nil {
			t.Fatalf("%q: %v", b, err)
		}
		out, err := json.Marshal(v)
		if err != nil {
			t.Fatalf("%q: %v", b, err)
		}
		if bytes.ContainsRune(out, utf8.RuneError) && !bytes.ContainsRune(b, utf8.RuneError) && !bytes.Contains(bytes.ToLower(b), []byte(`\ufffd`)) {
			t.Errorf("%q lost a character: %q", b, out)
		}
		d = json.NewDecoder(bytes.NewReader(out))
		d.UseNumber()
		if err := d.Decode(&again); err != nil || !reflect.DeepEqual(v, again) {
			t.Errorf("%q reads back as %q", b, out)
		}
	})
}

func FuzzIfMatch(f *testing.F) {
	for _, s := range []string{`"1"`, `W/"7"`, "*", "", `"9223372036854775808"`, `"1", "2"`, "\x00", `""1""`, `"-1"`, `"+1"`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v := httpx.IfMatch{Match: s}.Version()
		if (v == nil) != (s == "" || s == "*") {
			t.Errorf("%q asks for %v", s, v)
		}
	})
}

func FuzzCheckURL(f *testing.F) {
	for _, s := range []string{"/a?b=%00", "/%ff", "/a?b=%zz", "/a?b=%e2%82", "/\u202e", "/a?b=c;d", "/%7f"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		u, err := url.Parse(s)
		if err != nil || httpx.CheckURL(u) != nil {
			return
		}
		for name, values := range u.Query() {
			for _, v := range append(values, name, u.Path) {
				if !utf8.ValidString(v) || bytes.IndexByte([]byte(v), 0) >= 0 {
					t.Errorf("%q lets %q through", s, v)
				}
			}
		}
	})
}
