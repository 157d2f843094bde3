package analytics

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestNothingAboutAPersonIsKept(t *testing.T) {
	for in, want := range map[string]string{
		"/products/mug?email=a@b.c": "/products/mug", "/search?q=x": "/search", "/o/ord_1/token": "/o", "/ne/orders/ord_1": "/ne/orders",
		"/checkout/address": "/checkout", "/ACCOUNT/x": "/ACCOUNT", "/": "/", "products": "/", "/a\x00": "/", "/" + strings.Repeat("a", 300): "/",
		"/stores/orders-and-more": "/stores/orders-and-more",
	} {
		if got := cleanPath(in); got != want {
			t.Errorf("path %q: %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{
		"  Clay   MUG ": "clay mug", "ada@example.com": "", "+977 98510 12345": "", "iphone 15 128": "iphone 15 128", "a\x00b": "", strings.Repeat("x", 81): "", "मग": "मग",
	} {
		if got := cleanQuery(in); got != want {
			t.Errorf("query %q: %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{
		"https://www.Search.example:8443/?q=ada": "www.search.example", "javascript:alert(1)": "", "": "", "android-app://x": "", "https://exa mple/": "",
	} {
		if got := cleanHost(in); got != want {
			t.Errorf("referrer %q: %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{
		"prod_01jd000000000000000000000a": "prod_01jd000000000000000000000a", "cus_01jd000000000000000000000a": "", "prod_ada@example.com": "", "": "",
	} {
		if got := cleanID(in); got != want {
			t.Errorf("id %q: %q, want %q", in, got, want)
		}
	}
}

func TestWhatIsKeptIsShortAndPrintableWhateverCame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := func(name string) string { return rapid.String().Draw(t, name) }
		k := Hit{Path: "/" + text("path"), SubjectID: text("id"), Query: text("query"), Locale: text("locale"), Referrer: "https://" + text("referrer")}.clean(time.Unix(1, 0))
		for _, s := range []string{k.Path, k.SubjectID, k.Query, k.Locale, k.Source} {
			if len(s) > 400 || strings.ContainsAny(s, "\x00\n\r") || strings.ToValidUTF8(s, "") != s {
				t.Fatalf("%q", s)
			}
		}
	})
}
