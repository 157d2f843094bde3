package i18n

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/bidi"
	"pgregory.net/rapid"

	"github.com/haatshop/haat/internal/kit/money"
)

func texts(t *testing.T) *Texts {
	t.Helper()
	all, err := Load(files(map[string]string{
		"en.json":    `{"hello":"Hello {{name}}","cart":"Cart","only_en":"English","items_one":"{{count}} item","items_other":"{{count}} items"}`,
		"ar.json":    `{"cart":"السلة","items_zero":"لا عناصر","items_one":"عنصر واحد","items_two":"عنصران","items_few":"{{count}} عناصر","items_many":"{{count}} عنصرًا","items_other":"{{count}} عنصر"}`,
		"ne.json":    `{"cart":"झोला","items_one":"{{count}} वस्तु","items_other":"{{count}} वस्तुहरू"}`,
		"pt.json":    `{"cart":"Carrinho"}`,
		"pt-BR.json": `{"hello":"Oi {{name}}"}`,
	}))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func files(content map[string]string) fstest.MapFS {
	system := fstest.MapFS{}
	for name, text := range content {
		system[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return system
}

func TestATextFallsBackToTheBaseLanguageAndThenToEnglish(t *testing.T) {
	l := texts(t).Locale("pt-BR")
	got := []string{l.T("hello", "name", "Ada"), l.T("cart"), l.T("only_en"), l.T("no.such")}
	if diff := cmp.Diff([]string{"Oi Ada", "Carrinho", "English", "no.such"}, got); diff != "" {
		t.Error(diff)
	}
	if l.Has("no.such") || !l.Has("only_en") {
		t.Error("Has must see the whole chain and nothing else")
	}
}

func TestAnUnknownLocaleIsEnglish(t *testing.T) {
	for name, want := range map[string]string{"": "en", "xx": "en", "pt-PT": "pt", "ne-IN": "ne"} {
		if got := texts(t).Locale(name).Name(); got != want {
			t.Errorf("%q: got %s, want %s", name, got, want)
		}
	}
}

func TestPluralsFollowTheLanguage(t *testing.T) {
	all := texts(t)
	for _, c := range []struct {
		locale string
		count  int64
		want   string
	}{
		{"en", 1, "1 item"}, {"en", 0, "0 items"}, {"en", 1234, "1,234 items"}, {"en", -1, "-1 item"},
		{"ar", 0, "لا عناصر"}, {"ar", 1, "عنصر واحد"}, {"ar", 2, "عنصران"}, {"ar", 5, "5 عناصر"},
		{"ar", 11, "11 عنصرًا"}, {"ar", 100, "100 عنصر"}, {"ar", 2_000_011, "2,000,011 عنصرًا"},
		{"ne", 1, "1 वस्तु"}, {"ne", 2, "2 वस्तुहरू"},
		{"pt", 1, "1 item"},
	} {
		if got := all.Locale(c.locale).N("items", c.count); got != c.want {
			t.Errorf("%s %d: got %q, want %q", c.locale, c.count, got, c.want)
		}
	}
}

func TestAValueNeverBringsAPlaceholder(t *testing.T) {
	l := texts(t).Locale("en")
	if got := l.T("hello", "name", "{{name}}"); got != "Hello {{name}}" {
		t.Errorf("got %q", got)
	}
	if got := l.T("hello"); got != "Hello {{name}}" {
		t.Errorf("a missing value leaves the placeholder: %q", got)
	}
}

func TestALaterFileOverlaysTextByText(t *testing.T) {
	all, err := Load(files(map[string]string{"en.json": `{"a":"1","b":"2"}`}), files(map[string]string{"en.json": `{"b":"3"}`}))
	if err != nil {
		t.Fatal(err)
	}
	if got := all.Locale("en").T("a") + all.Locale("en").T("b"); got != "13" {
		t.Errorf("got %q", got)
	}
}

func TestABadFileIsRefusedByName(t *testing.T) {
	for want, content := range map[string]map[string]string{
		"flat object":      {"en.json": `{"a":{"b":"c"}}`},
		"named after":      {"en.json": `{}`, "klingonish_.json": `{}`},
		`no "items_other"`: {"en.json": `{"items_one":"x"}`},
		"no en.json":       {"ne.json": `{}`},
	} {
		if _, err := Load(files(content)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want an error with %q, got %v", want, err)
		}
	}
}

func TestAcceptLanguageIsMatchedToWhatIsOffered(t *testing.T) {
	all := texts(t)
	for _, c := range []struct {
		header  string
		offered []string
		want    string
	}{
		{"ne,en;q=0.5", nil, "ne"},
		{"ar-EG,ar;q=0.9", nil, "ar"},
		{"fr", nil, "en"},
		{"", nil, "en"},
		{"pt-PT", nil, "pt"},
		{"\x00;;;q=9", nil, "en"},
		{strings.Repeat("xx-", 4000), nil, "en"},
		{"en", []string{"ar", "ne"}, "ar"},
		{"ne", []string{"ar", "ne"}, "ne"},
	} {
		if got := all.Match(c.header, c.offered...); got != c.want {
			t.Errorf("%.20q of %v: got %s, want %s", c.header, c.offered, got, c.want)
		}
	}
}

func TestDirectionFollowsTheScript(t *testing.T) {
	for name, want := range map[string]string{"en": "ltr", "ar": "rtl", "ne": "ltr"} {
		if got := texts(t).Locale(name).Dir(); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestMoneyNumbersAndDatesAreWrittenAsTheLanguageDoes(t *testing.T) {
	all := texts(t)
	day := time.Date(2026, time.November, 2, 7, 5, 0, 0, time.UTC)
	usd := money.New(-123456789, "USD")
	for locale, want := range map[string][]string{
		"en": {"12,345,678", "-$1,234,567.89", "NPR\u00a01,200.00", "¥500", "KWD\u00a01.250", "Nov 2, 2026 07:05"},
		"ne": {"1,23,45,678", "-US$\u00a012,34,567.89", "नेरू\u00a01,200.00", "JP¥\u00a0500", "KWD\u00a01.250", "2026 नोभेम्बर 2 07:05"},
		"ar": {"12,345,678", "\u200f\u200e-1,234,567.89\u200f\u00a0US$\u200e", "\u200f1,200.00\u00a0NPR\u200e", "\u200f500\u00a0JP¥\u200e", "\u200f1.250\u00a0د.ك.\u200f", "2 نوفمبر 2026 07:05"},
	} {
		l := all.Locale(locale)
		got := []string{
			l.Number(12345678), l.Money(usd), l.Money(money.New(120000, "NPR")), l.Money(money.New(500, "JPY")),
			l.Money(money.New(1250, "KWD")), l.DateTime(day),
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", locale, diff)
		}
	}
}

func TestAnAmountWithoutACurrencyIsWrittenWithoutASign(t *testing.T) {
	for locale, want := range map[string]string{"en": "0.00", "ne": "\u00a00.00", "ar": "\u200f0.00\u00a0"} {
		if got := texts(t).Locale(locale).Money(money.Amount{}); got != want {
			t.Errorf("%s: %q", locale, got)
		}
	}
}

func TestNativeDigitsAreWrittenWhenTheTagAsksForThem(t *testing.T) {
	all, err := Load(files(map[string]string{"en.json": `{}`, "ne-u-nu-deva.json": `{}`}))
	if err != nil {
		t.Fatal(err)
	}
	if got := all.Locale("ne-u-nu-deva").Number(123456); got != "१,२३,४५६" {
		t.Errorf("got %q", got)
	}
}

func TestGroupingNeverChangesTheDigits(t *testing.T) {
	all := texts(t)
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.Int64().Draw(t, "v")
		l := all.Locale(rapid.SampledFrom([]string{"en", "ar", "ne"}).Draw(t, "locale"))
		plain := strings.NewReplacer(",", "", "\u200e", "")
		if got, want := plain.Replace(l.Number(v)), strings.ReplaceAll(money.New(v, "JPY").Decimal(), ",", ""); got != want {
			t.Fatalf("%q is not %q", got, want)
		}
	})
}

func TestMissingTextsOfALocaleAreListed(t *testing.T) {
	if diff := cmp.Diff([]string{"hello", "only_en"}, texts(t).Missing("ne")); diff != "" {
		t.Error(diff)
	}
}

// By what a reader sees: the minus stands before the digits, in whichever direction the words run.
func TestAMinusStaysWithItsNumber(t *testing.T) {
	arabic := texts(t).Locale("ar")
	for _, written := range []string{arabic.Number(-12345), arabic.Money(money.New(-500, "USD")), arabic.Money(money.New(-1250, "KWD")), arabic.Percent(money.Rate(-50_000_000))} {
		var p bidi.Paragraph
		if _, err := p.SetString("الفرق "+written+" اليوم", bidi.DefaultDirection(bidi.RightToLeft)); err != nil {
			t.Fatal(err)
		}
		order, err := p.Order()
		if err != nil {
			t.Fatal(err)
		}
		together := false
		for i := range order.NumRuns() {
			run := order.Run(i)
			if run.Direction() == bidi.LeftToRight && regexp.MustCompile(`^\x{200e}?-[0-9]`).MatchString(run.String()) {
				together = true
			}
		}
		if !together {
			t.Errorf("the minus of %q is not in one run with its digits", written)
		}
	}
	for _, locale := range []string{"en", "ne"} {
		if got := texts(t).Locale(locale).Number(-5); got != "-5" {
			t.Errorf("%s: %q", locale, got)
		}
	}
}

func BenchmarkMoney(b *testing.B) {
	all, err := Load(files(map[string]string{"en.json": `{}`}))
	if err != nil {
		b.Fatal(err)
	}
	l := all.Locale("en")
	for b.Loop() {
		if l.Money(money.New(123456, "USD")) == "" {
			b.Fatal("nothing was written")
		}
	}
}
