package notify

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/mail"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/order"
	"github.com/haatshop/haat/internal/shop/settings"
	"github.com/haatshop/haat/internal/shop/settings/settingstest"
)

// exhibit is a letter people get: of what kind, and about what.
type exhibit struct {
	name   string
	kind   Kind
	detail detail
	state  func(*order.Order) // of the order it is about, where it is not as placed
}

func exhibits() []exhibit {
	kiln, soon := []string{"so_1"}, time.Date(2026, 5, 6, 0, 0, 0, 0, time.UTC)
	return []exhibit{
		{"placed_cod", OrderPlaced, detail{}, nil},
		{"placed_transfer", OrderPlaced, detail{}, func(o *order.Order) { o.PaymentMethod, o.PricesIncludeTax = "bank_transfer", true }},
		{"placed_unpaid", OrderPlaced, detail{}, func(o *order.Order) { o.PaymentMethod, o.ExpiresAt = "card", &soon }},
		{"placed_authorized", OrderPlaced, detail{}, func(o *order.Order) { o.PaymentMethod, o.Authorized = "card", o.Sums.Total }},
		{"paid", OrderPaid, detail{}, func(o *order.Order) { o.PaymentMethod, o.Captured = "bank_transfer", o.Sums.Total }},
		{"paid_courier", OrderPaid, detail{}, func(o *order.Order) { o.FulfilmentStatus, o.Captured, o.Cancelled = order.Delivered, 4400, 600 }},
		{"shipped", OrderShipped, detail{StoreOrderIDs: kiln, ShipmentID: "ful_1"}, func(o *order.Order) { o.Captured = o.Sums.Total }},
		{"shipped_cod", OrderShipped, detail{StoreOrderIDs: kiln, ShipmentID: "ful_1"}, nil},
		{"delivered", OrderDelivered, detail{StoreOrderIDs: kiln, ShipmentID: "ful_1"}, nil},
		{"cancelled", OrderCancelled, detail{}, func(o *order.Order) { o.PaymentMethod, o.Cancelled = "card", o.Sums.Total }},
		{"cancelled_cod", OrderCancelled, detail{}, func(o *order.Order) { o.Cancelled = o.Sums.Total }},
		{"cancelled_part", OrderCancelled, detail{StoreOrderIDs: kiln}, func(o *order.Order) { o.PaymentMethod, o.Captured = "card", o.Sums.Total }},
		{"password_reset", PasswordReset, detail{RequestID: "r1"}, nil},
		{"password_reset_staff", PasswordReset, detail{RequestID: "r1", Audience: "store"}, nil},
		{"email_verification", EmailVerification, detail{RequestID: "r2"}, nil},
		{"email_verification_staff", EmailVerification, detail{RequestID: "r2", Audience: "store"}, nil},
		{"registration", Registration, detail{RequestID: "r3"}, nil},
		{"registration_known", RegistrationKnown, detail{}, nil},
		{"email_changed", EmailChanged, detail{Audience: "site"}, nil},
		{"email_changed_staff", EmailChanged, detail{Audience: "store"}, nil},
		{"password_changed", PasswordChanged, detail{Audience: "site"}, nil},
		{"password_changed_staff", PasswordChanged, detail{Audience: "store"}, nil},
		{"seller_approved", SellerStatus, detail{Turn: "approved"}, nil},
		{"seller_rejected", SellerStatus, detail{Turn: "rejected"}, nil},
		{"seller_suspended", SellerStatus, detail{Turn: "suspended"}, nil},
		{"seller_banned", SellerStatus, detail{Turn: "banned"}, nil},
		{"seller_reinstated", SellerStatus, detail{Turn: reinstated}, nil},
		{"seller_reopened", SellerStatus, detail{Turn: reopened}, nil},
		{"invitation", Invitation, detail{RequestID: "r4", Audience: "store"}, nil},
		{"invitation_known", InvitationKnown, detail{Audience: "store"}, nil},
		{"alert_job", Alert, detail{Topic: topicJob, What: "payment.refund", Count: 12_345}, nil},
		{"alert_mail", Alert, detail{Topic: topicMail, Count: 3}, nil},
		{"alert_webhook", Alert, detail{Topic: topicWebhook, What: "sandbox", Count: 40}, nil},
	}
}

// asks reports whether the letter has a button. One who may not sell has nothing to open.
func (e exhibit) asks() bool { return e.detail.Turn != "rejected" && e.detail.Turn != reopened }

// said is what people and programs typed, wherever letters say it.
type said struct{ shop, buyer, title, variant, store, street, carrier, tracking, trackingURL, seller string }

func ordinary() said {
	return said{shop: "Kiln & Co", buyer: "Ada Byron", title: "Stoneware mug with a handle for two fingers", variant: "Ink", store: "Kiln",
		street: "Oak Street 12", carrier: "Yeti Post", tracking: "YP-1003-22", trackingURL: "https://track.example/YP-1003-22?from=shop", seller: "Kiln Pottery"}
}

func (v said) order() order.Order {
	first, last, _ := strings.Cut(v.buyer, " ")
	return order.Order{
		ID: "ord_1", Number: 1001, Email: "ada@example.com", Currency: "USD", PaymentMethod: cod, PlacedAt: time.Date(2026, 5, 3, 20, 30, 0, 0, time.UTC),
		ShippingAddress: &address.Address{FirstName: first, LastName: last, Line1: v.street, City: "Kathmandu", Postcode: "44600", Country: "NP"},
		Sums:            order.Sums{Subtotal: 3900, Discount: 300, Shipping: 500, Tax: 900, Total: 5000},
		StoreOrders:     []order.StoreOrder{{ID: "so_1", StoreName: v.store}, {ID: "so_2", StoreName: "Loom"}},
		Lines: []order.Line{
			{StoreOrderID: "so_1", Role: order.Goods, Title: v.title, VariantTitle: v.variant, Quantity: 2, Subtotal: 3300, Discount: 300},
			{StoreOrderID: "so_2", Role: order.Goods, Title: "ऊनी गलबन्दी", Quantity: 1, Subtotal: 600},
			{StoreOrderID: "so_1", Role: order.Shipping, Title: "Standard", Quantity: 1, Subtotal: 500},
		},
	}
}

// hang composes an exhibit in a language.
func hang(t *testing.T, s *Service, e exhibit, locale string, v said) (l letter, text, page string) {
	t.Helper()
	settingstest.Change(t, s.d.Settings, settings.Patch{Name: opt.Some(v.shop), SupportEmail: opt.Some("help@haat.example"), TimeZone: opt.Some("Asia/Kathmandu")})
	o := v.order()
	if e.state != nil {
		e.state(&o)
	}
	s.d.Tracking = func(context.Context, db.Querier, string) (Tracking, error) {
		return Tracking{Carrier: v.carrier, Number: v.tracking, URL: v.trackingURL}, nil
	}
	if e.kind == SellerStatus {
		e.detail.Seller = v.seller
	}
	row := deliveryRow{Delivery: Delivery{ID: "mail_1", Kind: e.kind, Locale: locale, Recipient: "ada@example.com", RecipientName: v.buyer, CreatedAt: o.PlacedAt}, Detail: db.JSONOf(e.detail)}
	if e.kind == Registration || e.kind == Invitation {
		row.RecipientName = "" // N9
	}
	l, err := s.compose(context.Background(), row, &o)
	if err != nil {
		t.Fatalf("%s %s: %v", e.name, locale, err)
	}
	f, err := l.render()
	if text, page = f.text, f.html; err != nil {
		t.Fatalf("%s %s: %v", e.name, locale, err)
	}
	if err := s.send(context.Background(), row, l, f); err != nil {
		t.Fatalf("%s %s cannot be sent: %v", e.name, locale, err)
	}
	return l, text, page
}

// walk shows every letter in every language.
func walk(t *testing.T, look func(t *testing.T, s *Service, e exhibit, locale string)) {
	each(t, func(t *testing.T, _ *dbtest.World, s *Service, _ *outbox) {
		for _, locale := range []string{"en", "ar", "ne"} {
			for _, e := range exhibits() {
				t.Run(e.name+" "+locale, func(t *testing.T) { look(t, s, e, locale) })
			}
		}
	})
}

// HAAT_LETTERS names a folder to write every letter to, for people to look at.
func TestEveryLetterReadsWellAsText(t *testing.T) {
	all := map[string]string{}
	walk(t, func(t *testing.T, s *Service, e exhibit, locale string) {
		l, text, page := hang(t, s, e, locale, ordinary())
		if seen := e.name + locale; all[seen] == "" { // each database has its turn
			all[seen] = text
			all[locale] += "======== " + e.name + "\n" + l.Subject + "\n" + l.Preheader + "\n--------\n" + text + "\n"
		}
		if dir := os.Getenv("HAAT_LETTERS"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, e.name+"."+locale+".html"), []byte(page), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		for _, line := range strings.Split(text, "\n") {
			if wide(line) > columns && strings.Contains(line, " ") {
				t.Errorf("%q is %d wide", line, wide(line))
			}
		}
	})
	for _, locale := range []string{"en", "ar", "ne"} {
		golden(t, "letters."+locale+".txt", all[locale])
	}
}

var key = regexp.MustCompile(`\b(order_|next|fact|sum|method|why|alert|registration|invitation|password_reset|email_verification|password_changed|email_changed|seller_status)[a-z_]*\.[a-z]`)

func TestNoLetterLacksAText(t *testing.T) {
	walk(t, func(t *testing.T, s *Service, e exhibit, locale string) {
		l, text, page := hang(t, s, e, locale, ordinary())
		for name, part := range map[string]string{"subject": l.Subject, "preheader": l.Preheader, "text": text, "HTML": visible(t, page)} {
			if part == "" || strings.Contains(part, "{{") || strings.Contains(part, "%!") || key.MatchString(part) {
				t.Errorf("%s: %q", name, part)
			}
		}
		if strings.ContainsAny(l.Subject+l.Preheader, apart+apartLR+together) || l.Subject == l.Preheader {
			t.Errorf("%q, %q", l.Subject, l.Preheader)
		}
		if len(l.Intro) == 0 || (l.Action.URL != "") != e.asks() || (l.Action.Label != "") != e.asks() || len(l.Footer) == 0 {
			t.Errorf("%+v", l)
		}
		if about := strings.HasPrefix(string(e.kind), "order_"); about && (len(l.Facts) < 2 || len(l.Lines) == 0 || !strings.Contains(l.Subject, "1001")) {
			t.Errorf("%+v", l)
		}
	})
}

func TestALetterNamesTheCountryInItsLanguage(t *testing.T) {
	country := map[string]string{"en": "Nepal", "ar": "نيبال", "ne": "नेपाल"}
	walk(t, func(t *testing.T, s *Service, e exhibit, locale string) {
		l, text, page := hang(t, s, e, locale, ordinary())
		if len(l.Address) == 0 {
			return
		}
		for form, part := range map[string]string{"text": text, "HTML": visible(t, page)} {
			if !strings.Contains(part, country[locale]) || locale != "en" && strings.Contains(part, country["en"]) {
				t.Errorf("%s: %s", form, part)
			}
		}
	})
}

func TestTheTextHoldsEveryFactOfTheHTML(t *testing.T) {
	walk(t, func(t *testing.T, s *Service, e exhibit, locale string) {
		l, text, page := hang(t, s, e, locale, ordinary())
		flat := strings.Join(strings.Fields(noMarks.Replace(text)), " ")
		has := func(want string) {
			if want = strings.Join(strings.Fields(noMarks.Replace(want)), " "); !strings.Contains(flat, want) {
				t.Errorf("%q is missing in\n%s", want, text)
			}
		}
		blocks(parse(t, page), func(s string) {
			// The subject is no part of the body, and there is no button that might not open.
			if s != l.Preheader && s != l.Subject && s != l.Action.Spelled {
				has(s)
			}
		})
		has(l.Action.URL)
		if e.kind == OrderShipped {
			for _, want := range []string{"1001", "Yeti Post", "YP-1003-22", "https://track.example/YP-1003-22?from=shop"} {
				has(want)
			}
		}
	})
}

func TestLettersLoadNothingAndLeadToTheShopOnly(t *testing.T) {
	walk(t, func(t *testing.T, s *Service, e exhibit, locale string) {
		_, _, page := hang(t, s, e, locale, ordinary())
		links := 0
		for n := range parse(t, page).Descendants() {
			if slices.Contains([]string{"img", "link", "script", "iframe", "object", "video", "form", "base"}, n.Data) && n.Type == html.ElementNode {
				t.Errorf("<%s>", n.Data)
			}
			for _, a := range n.Attr {
				if a.Key == "href" {
					links++
					if u, err := url.Parse(a.Val); err != nil || u.Scheme+"://"+u.Host != "https://haat.example" {
						t.Errorf("a link to %q: %v", a.Val, err)
					}
				} else if strings.Contains(a.Val, "//") || strings.Contains(a.Val, "url(") || a.Key == "src" || a.Key == "background" || strings.HasPrefix(a.Key, "on") {
					t.Errorf("%s=%q", a.Key, a.Val)
				}
			}
			if n.Type == html.TextNode && n.Parent.Data == "style" && (strings.Contains(n.Data, "url(") || strings.Contains(n.Data, "@import")) {
				t.Errorf("a style that loads: %s", n.Data)
			}
		}
		if (links == 1) != e.asks() || links > 1 {
			t.Errorf("%d links, want the button: %t", links, e.asks())
		}
	})
}

var size = regexp.MustCompile(`font-size:(\d+)`)

func TestLettersCanBeReadInAllDirectionsAndSchemes(t *testing.T) {
	walk(t, func(t *testing.T, s *Service, e exhibit, locale string) {
		l, text, page := hang(t, s, e, locale, ordinary())
		dir := map[string]string{"ar": "rtl"}[locale]
		if dir == "" {
			dir = "ltr"
		}
		for _, want := range []string{`<html lang="` + locale + `" dir="` + dir + `">`, `<div lang="` + locale + `" dir="` + dir + `"`, `<meta name="color-scheme" content="light dark">`,
			"@media (prefers-color-scheme:dark)", "max-width:600px", "<!--[if mso]>", "mso-padding-alt:12px 24px", "<bdi"} {
			if !strings.Contains(page, want) && (e.asks() || !strings.HasPrefix(want, "mso-padding")) {
				t.Errorf("no %s", want)
			}
		}
		if strings.Contains(page, "ZgotmplZ") {
			t.Error("a colour or face was refused as unsafe")
		}
		for n := range parse(t, page).Descendants() {
			for _, a := range n.Attr {
				m := size.FindStringSubmatch(a.Val)
				if m == nil || a.Key != "style" || strings.Contains(a.Val, "display:none") || strings.TrimSpace(wordsOf(n)) == "" {
					continue
				}
				if px, _ := strconv.Atoi(m[1]); px < 14 {
					t.Errorf("%q has %d px", wordsOf(n), px)
				}
			}
		}
		marks := strings.Count(text, apart) + strings.Count(text, apartLR)
		if marks != strings.Count(text, together) || (marks > 0) != (locale == "ar") {
			t.Errorf("%d marks, %d ends in\n%s", marks, strings.Count(text, together), text)
		}
		if n := strings.Count(page, "<bdi"); n != strings.Count(page, "</bdi>") || strings.ContainsAny(page, apart+apartLR+together) {
			t.Errorf("%d names kept apart, and not all in pairs", n)
		}
		if l.Action.Secret != "" {
			if kept := (form{text, page}).without(l.Action.Secret); strings.Contains(kept.text+kept.html, "-token") || !strings.Contains(text, "-token") {
				t.Error("the log's copy opens something, or the letter does not")
			}
		}
	})
}

// What is typed ends no line, begins no header, and is markup nowhere.
func TestWhatPeopleTypeStaysWhatTheyTyped(t *testing.T) {
	tame := func(evil string) said {
		v := ordinary()
		v.shop = `Kiln </td><script>alert(1)</script> {{name}}` // the settings take one line, and not a long one
		for _, at := range []*string{&v.buyer, &v.title, &v.variant, &v.store, &v.street, &v.carrier, &v.tracking, &v.seller} {
			*at += " " + evil
		}
		v.trackingURL += `"><img src=//evil.example>`
		return v
	}
	breaks := strings.NewReplacer(" ", "\r\n", "|", "\u202e\u2069\u2028\x00")
	const markup = `</td><script>alert(1)</script> <a href="https://evil.example">&amp; {{.Secret}} {{name}}`
	const headers = `Bcc: all@evil.example | X-Evil: 1`
	walk(t, func(t *testing.T, s *Service, e exhibit, locale string) {
		_, _, plain := hang(t, s, e, locale, ordinary())
		l, text, page := hang(t, s, e, locale, tame(markup+" "+strings.ReplaceAll(headers, "|", " ")))
		if diff := cmp.Diff(skeleton(t, plain), skeleton(t, page)); diff != "" {
			t.Errorf("what was typed is markup: %s", diff)
		}
		broken, brokenText, brokenPage := hang(t, s, e, locale, func() said {
			v := tame("")
			w := breaks.Replace(" " + markup + " " + headers)
			for _, at := range []*string{&v.buyer, &v.title, &v.variant, &v.store, &v.street, &v.carrier, &v.tracking, &v.seller} {
				*at = strings.TrimSpace(*at) + w
			}
			return v
		}())
		if diff := cmp.Diff(text, brokenText) + cmp.Diff(page, brokenPage) + cmp.Diff(l.Subject, broken.Subject); diff != "" {
			t.Errorf("line breaks and marks came through: %s", diff)
		}
		if m := (mail.Message{ID: "m", At: time.Unix(1, 0), From: mail.Address{Email: "a@haat.example"}, To: mail.Address{Email: "b@haat.example"}, Subject: broken.Subject, Text: brokenText}); m.Check() != nil {
			t.Error(m.Check())
		}
	})
}

func TestATrackingAddressThatIsNoneIsLeftOut(t *testing.T) {
	each(t, func(t *testing.T, _ *dbtest.World, s *Service, _ *outbox) {
		v := ordinary()
		v.carrier, v.tracking, v.trackingURL = "", "", "javascript:alert(1)"
		l, text, page := hang(t, s, exhibits()[6], "en", v)
		if l.Facts[len(l.Facts)-1].Value != "Cash on delivery" || strings.Contains(text+page, "javascript") {
			t.Errorf("%+v", l.Facts)
		}
	})
}

func parse(t *testing.T, page string) *html.Node {
	t.Helper()
	n, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// blocks are the sentences of a page, one for each element that is no part of a line.
func blocks(n *html.Node, say func(string)) {
	if n.Type == html.ElementNode && (n.Data == "head" || n.Data == "style") {
		return
	}
	if n.Type == html.ElementNode && slices.Contains([]string{"p", "h1", "h2", "a", "span", "td"}, n.Data) && !hasBlock(n) {
		for _, line := range strings.Split(wordsOf(n), "\n") {
			if line = strings.TrimSpace(line); line != "" {
				say(line)
			}
		}
		return
	}
	for c := range n.ChildNodes() {
		blocks(c, say)
	}
}

func hasBlock(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && slices.Contains([]string{"p", "h1", "h2", "td"}, d.Data) {
			return true
		}
	}
	return false
}

// wordsOf is what an element says, a <br> as the end of a line.
func wordsOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(strings.ReplaceAll(d.Data, "\n", " "))
		} else if d.Data == "br" {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func visible(t *testing.T, page string) string {
	t.Helper()
	var all []string
	blocks(parse(t, page), func(s string) { all = append(all, s) })
	return strings.Join(all, "\n")
}

// skeleton is a page without its words; every element that is opened must be closed.
func skeleton(t *testing.T, page string) (tags []string) {
	t.Helper()
	var open []string
	for z := html.NewTokenizer(strings.NewReader(page)); ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			if len(open) != 0 {
				t.Errorf("never closed: %v", open)
			}
			return tags
		}
		tok := z.Token()
		switch {
		case kind == html.StartTagToken && tok.Data != "meta" && tok.Data != "br":
			open = append(open, tok.Data)
		case kind == html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != tok.Data {
				t.Fatalf("</%s> closes %v", tok.Data, open)
			}
			open = open[:len(open)-1]
		}
		if kind != html.TextToken {
			tags = append(tags, strings.SplitN(tok.String(), " ", 2)[0])
		}
	}
}
