package storefront

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/money"
)

func TestAnAddressToGoBackToStaysInTheShop(t *testing.T) {
	for address, ok := range map[string]bool{
		"/account": true, "/ar/checkout?x=1": true, "/orders/ord_1#lines": true,
		"": false, "account": false, "//evil.example": false, "https://evil.example": false, "javascript:alert(1)": false,
		`/\evil.example`: false, "/a\r\nSet-Cookie: x": false, "/\t/evil.example": false, `\\evil.example`: false, "http:/evil.example": false,
	} {
		want := "/fallback"
		if ok {
			want = address
		}
		if got := local(address, "/fallback"); got != want {
			t.Errorf("%q leads to %q", address, got)
		}
	}
}

func TestTriesAreCountedPerNetworkAndWindow(t *testing.T) {
	l, now := newLimiter(2, time.Minute), time.Unix(0, 0)
	got := []bool{l.allow("a", now), l.allow("a", now), l.allow("a", now), l.allow("b", now), l.allow("a", now.Add(time.Minute))}
	if diff := cmp.Diff([]bool{true, true, false, true, true}, got); diff != "" {
		t.Error(diff)
	}
	for i := range maxNetworks + 10 {
		l.allow(fmt.Sprint(i), now)
	}
	if len(l.tries) > maxNetworks {
		t.Errorf("%d networks remembered", len(l.tries))
	}
}

func TestTheQueryOfAListHasOneForm(t *testing.T) {
	ten := money.New(1000, "USD")
	a := listQuery{text: "mug", sort: "price", priceMin: &ten, inStock: true, cursor: "abc"}
	want := url.Values{"q": {"mug"}, "sort": {"price"}, "price_min": {"10.00"}, "in_stock": {"1"}, "cursor": {"abc"}}
	if diff := cmp.Diff(want, a.values()); diff != "" {
		t.Error(diff)
	}
	if got := (listQuery{}).values().Encode(); got != "" {
		t.Errorf("an empty query is %q", got)
	}
}

func TestMarkupPeopleWroteIsMadeHarmless(t *testing.T) {
	v := &visit{s: &Storefront{clean: newSanitiser()}}
	got := string(v.html(`<h1>Big</h1><p style="color:red" onclick="x()">Hi <a href="javascript:x()">there</a><script>alert(1)</script><img src=x onerror=y></p>`))
	for _, bad := range []string{"<script", "style=", "onclick", "onerror", "javascript:", "<h1"} {
		if strings.Contains(got, bad) {
			t.Errorf("%q is left in %q", bad, got)
		}
	}
	if !strings.Contains(got, "<h2>Big</h2>") {
		t.Errorf("the heading was lost: %q", got)
	}
	if got := paragraphs("a <b>\nc\n\n d"); got != "<p>a &lt;b&gt;<br>c</p><p>d</p>" {
		t.Errorf("plain text became %q", got)
	}
}
