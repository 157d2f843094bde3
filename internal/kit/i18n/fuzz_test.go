package i18n

import (
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"github.com/haatshop/haat/internal/kit/money"
)

func FuzzFormats(f *testing.F) {
	f.Add("en", int64(-1<<63), "USD", int64(0))
	f.Add("ar-EG", int64(1<<63-1), "KWD", int64(-1<<40))
	f.Add("ne", int64(0), "", int64(1<<40))
	f.Add("ar", int64(1<<63-1), "", int64(-1<<40))
	f.Add("\xff", int64(1), "\xff", int64(253402300800))
	f.Add("en-u-nu-mathbold", int64(1234567), "XXX", int64(1))
	all, err := Load(fstest.MapFS{
		"en.json": {Data: []byte(`{"n_one":"{{count}} item {{x}}","n_other":"{{count}} items {{x}}"}`)}, "ar.json": {Data: []byte(`{"n_other":"{{count}} {{x}}"}`)}, "ne.json": {Data: []byte(`{}`)},
	})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, name string, n int64, currency string, seconds int64) {
		l := all.Locale(name)
		if got := all.Match(name); !utf8.ValidString(got) {
			t.Errorf("%q matches %q", name, got)
		}
		at := time.Unix(seconds%(1<<37), 0).UTC()
		for _, s := range []string{l.Number(n), l.Percent(money.Rate(n)), l.Date(at), l.DateTime(at), l.N("n", n, "x", "{{count}}"), l.Name(), l.Dir()} {
			if s == "" || !utf8.ValidString(s) {
				t.Errorf("%s writes %q", l.Name(), s)
			}
		}
		if s := l.Money(money.New(n, money.Currency(currency))); s == "" || utf8.ValidString(currency) && !utf8.ValidString(s) {
			t.Errorf("%s writes %d %q as %q", l.Name(), n, currency, s)
		}
	})
}

func FuzzAcceptLanguage(f *testing.F) {
	for _, s := range []string{"ne, en;q=0.5", "*", ";;q=", "en;q=1e9", "x-", "en-\xff", ",,,", "ar;q=-1"} {
		f.Add(s)
	}
	all, err := Load(fstest.MapFS{"en.json": {Data: []byte(`{}`)}, "ar.json": {Data: []byte(`{}`)}})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, header string) {
		if got := all.Match(header); got != "en" && got != "ar" {
			t.Errorf("%q matches %q", header, got)
		}
	})
}
