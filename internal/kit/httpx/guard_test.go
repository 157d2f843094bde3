package httpx_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/httpx"
)

func TestBodiesThatReadersUnderstandDifferentlyAreRefused(t *testing.T) {
	for name, body := range map[string]string{
		"invalid UTF-8":            "{\"a\":\"\xff\"}",
		"an overlong form":         "{\"a\":\"\xc0\x80\"}",
		"a surrogate in UTF-8":     "{\"a\":\"\xed\xa0\x80\"}",
		"a raw NUL":                "{\"a\":\"\x00\"}",
		"an escaped NUL":           `{"a":"x\u0000y"}`,
		"a NUL in a name":          `{"\u0000":1}`,
		"a lone high surrogate":    `{"a":"\ud83d"}`,
		"a high one before text":   `{"a":"\uD83Dx"}`,
		"a high one before an n":   `{"a":"\ud83d\n"}`,
		"two high ones":            `{"a":"\ud83d\ud83d"}`,
		"a lone low surrogate":     `{"a":"\uDE00"}`,
		"a member twice":           `{"quantity":-5,"quantity":1}`,
		"a member twice, inside":   `{"lines":[{"a":1},{"b":{"c":1,"d":2,"c":3}}]}`,
		"a member twice, escaped":  `{"a":1,"\u0061":2}`,
		"an object twice":          `{"o":{"x":-1},"o":{"y":2}}`,
		"two documents":            `{"a":1}{"a":2}`,
		"something after the end":  `{"a":1}]`,
		"no end":                   `{"a":[1,2`,
		"nothing":                  ``,
		"spaces":                   `  `,
		"no JSON":                  `a=1&b=2`,
		"nesting without end":      strings.Repeat("[", 100) + strings.Repeat("]", 100),
		"a broken escape":          `{"a":"\u00g0"}`,
		"an escape at the end":     `{"a":"\u00`,
		"a backslash at the end":   `"\`,
		"a number that is no JSON": `{"a":01}`,
	} {
		if err := httpx.Check([]byte(body)); !errors.Is(err, httpx.ErrUnreadable) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, body := range []string{`{}`, `[]`, `"x"`, `1`, `null`, `{"a":"\ud83d\ude00 \\u0000 \\ud83d \"\n"}`, `{"a":{"x":1},"b":{"x":1}}`, `[{"x":1},{"x":2}]`, ` {"a" : [1, {"a":2}], "b":"a"} `, `{"a":"😀"}`} {
		if err := httpx.Check([]byte(body)); err != nil {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func TestCheckingNeverPanics(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOf(rapid.SampledFrom([]string{`{`, `}`, `[`, `]`, `:`, `,`, `"`, `\`, `\u`, `d83d`, `\ude00`, `0000`, `a`, `1`, ` `, "\xff"})).Draw(t, "parts")
		_ = httpx.Check([]byte(strings.Join(parts, "")))
	})
}

func TestAddressesAndHeadersAreTexts(t *testing.T) {
	for raw, good := range map[string]bool{"/a/b?q=%C3%A9": true, "/a%00b": false, "/a/%ff": false, "/a?q=%00": false, "/a?q=%ff%fe": false, "/a?q=%zz": false, "/a?q=%0A": true, "/a?q=%1b": false} {
		u, err := url.ParseRequestURI(raw)
		if err != nil {
			t.Fatal(raw, err)
		}
		if err := httpx.CheckURL(u); (err == nil) != good {
			t.Errorf("%s: %v", raw, err)
		}
	}
	h := http.Header{"User-Agent": {"caf\xe9", "ok"}}
	httpx.CleanHeaders(h)
	if h["User-Agent"][0] != "caf\ufffd" || h["User-Agent"][1] != "ok" {
		t.Errorf("%q", h)
	}
}

func TestALimiterLetsThroughWhatTheRateAllowsAndSaysWhenToComeBack(t *testing.T) {
	c := clock.NewManual(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
	l := httpx.NewLimiter(c)
	r := httpx.Rate{N: 3, Per: time.Minute}
	for i := range 3 {
		if v := l.Take("a", r); !v.OK || v.Remaining != 2-i {
			t.Error(i, v)
		}
	}
	v := l.Take("a", r)
	h := v.Headers("write")
	if v.OK || h["Retry-After"] != "20" || h["RateLimit"] != `"write";r=0;t=60` || h["RateLimit-Policy"] != `"write";q=3;w=60` {
		t.Error(v, h)
	}
	if v := l.Take("b", r); !v.OK {
		t.Error("another caller waits too")
	}
	c.Advance(v.Wait)
	if v := l.Take("a", r); !v.OK {
		t.Error("who came back when told was refused")
	}
	if v := l.Take("a", r); v.OK {
		t.Error("a second one passed")
	}
	if v := l.Take("a", httpx.Rate{}); !v.OK || v.Headers("x") != nil {
		t.Error("no limit:", v)
	}
}

func TestALimiterRemembersABoundedNumberOfCallers(t *testing.T) {
	c := clock.NewManual(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
	l := httpx.NewLimiter(c)
	r := httpx.Rate{N: 1, Per: time.Hour}
	l.Take("first", r)
	for i := range 60_000 {
		l.Take(fmt.Sprint(i), r)
	}
	if v := l.Take("first", r); v.OK {
		t.Error("a flood of others made it forget")
	}
}
