package notify

import (
	"bytes"
	"context"
	"embed"
	"fmt"
	htmltemplate "html/template"
	"io/fs"
	"net/url"
	"slices"
	"strconv"
	"strings"
	texttemplate "text/template"

	"github.com/haatshop/haat/internal/kit/i18n"
	"github.com/haatshop/haat/internal/shop/order"
)

//go:embed locales/*.json templates/*
var assets embed.FS

// loadTexts reads the messages' languages; they are part of the program, so a fault in
// them is one in it.
func loadTexts() *i18n.Texts {
	sub, err := fs.Sub(assets, "locales")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	texts, err := i18n.Load(sub)
	if err != nil {
		panic(err)
	}
	return texts
}

var (
	htmlTemplate = htmltemplate.Must(htmltemplate.ParseFS(assets, "templates/letter.html"))
	textTemplate = texttemplate.Must(texttemplate.ParseFS(assets, "templates/letter.txt"))
)

// letter is a message in the recipient's language, before it has a form.
type letter struct {
	Locale, Dir string
	Shop        string
	Subject     string
	Greeting    string
	Intro       []string
	Lines       []letterLine
	Sums        []letterSum
	Address     []string
	AddressHead string
	Action      action
	Outro       string
	recipient   string // other than the delivery's, if set
}

type letterLine struct {
	Title, Detail, Total string
}

type letterSum struct {
	Label, Amount string
	Strong        bool
}

// action is the one thing a letter asks to do; its address may be a secret.
type action struct {
	Label, URL string
	Secret     bool
}

func (l letter) to(row deliveryRow) string {
	if l.recipient != "" {
		return l.recipient
	}
	return row.Recipient
}

// withoutSecrets is the letter as the log may keep it (N3).
func (l letter) withoutSecrets() letter {
	if l.Action.Secret {
		l.Action.URL = "#"
	}
	return l
}

func (l letter) render() (text, html string, err error) {
	var t, h bytes.Buffer
	if err := textTemplate.Execute(&t, l); err != nil {
		return "", "", fmt.Errorf("letter as text: %w", err)
	}
	if err := htmlTemplate.Execute(&h, l); err != nil {
		return "", "", fmt.Errorf("letter as HTML: %w", err)
	}
	return strings.TrimSpace(t.String()) + "\n", h.String(), nil
}

// oneLine makes data fit for a header: what people typed may hold anything.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return r < ' ' || r == 0x7f || r == ' ' || r >= 0x80 && r < 0xa0 || r == 0x2028 || r == 0x2029
	}), " ")
}

// compose writes the letter of a delivery from the state as it is now (N2). o is the order
// it is about when that was just read.
func (s *Service) compose(ctx context.Context, row deliveryRow, o *order.Order) (letter, error) {
	l := s.texts.Locale(row.Locale)
	out := letter{Locale: l.Name(), Dir: l.Dir(), Shop: s.d.Settings.Platform().Name}
	out.Greeting = l.T("greeting")
	if name := oneLine(row.RecipientName); name != "" {
		out.Greeting = l.T("greeting_name", "name", name)
	}
	out.Outro = l.T("outro", "shop", out.Shop)
	switch row.Kind {
	case Alert:
		return s.alertLetter(row, l, out), nil
	case PasswordReset, EmailVerification, Registration:
		return s.accountLetter(ctx, row, l, out)
	case RegistrationKnown:
		out.say(l, row.Kind)
		out.Action.URL = s.link("/forgot")
		return out, nil
	}
	if o == nil {
		now, err := s.d.Orders.Get(system(ctx), s.d.DB, row.SubjectID)
		if err != nil {
			return letter{}, err
		}
		o = &now
	}
	return s.orderLetter(ctx, row, *o, l, out)
}

func (s *Service) orderLetter(ctx context.Context, row deliveryRow, o order.Order, l *i18n.Locale, out letter) (letter, error) {
	kind, number := string(row.Kind), strconv.FormatInt(o.Number, 10)
	more := row.Detail.V
	if row.Kind == OrderCancelled && len(more.StoreOrderIDs) > 0 {
		kind += "_part"
	}
	pairs := []any{"number", number, "shop", out.Shop, "store", storeNames(o, more.StoreOrderIDs)}
	out.Subject = l.T(kind+".subject", pairs...)
	out.Intro = []string{l.T(kind+".intro", pairs...)}
	out.Action = action{Label: l.T("order.view"), URL: s.link("/o/" + url.PathEscape(o.ID) + "/" + url.PathEscape(s.d.Orders.Token(o.ID))), Secret: true}
	if row.Kind == OrderPlaced && l.Has("order_placed."+o.PaymentMethod) {
		out.Intro = append(out.Intro, l.T("order_placed."+o.PaymentMethod, "total", o.Money(o.Sums.Total)))
	}
	if row.Kind == OrderShipped {
		if err := s.addTracking(ctx, &out, l, more.ShipmentID); err != nil {
			return letter{}, err
		}
	}
	out.addGoods(o, l, more.StoreOrderIDs)
	return out, nil
}

// link is an absolute address in the shop.
func (s *Service) link(path string) string { return strings.TrimSuffix(s.d.BaseURL(), "/") + path }

func (s *Service) addTracking(ctx context.Context, out *letter, l *i18n.Locale, shipmentID string) error {
	t, err := s.d.Tracking(system(ctx), s.d.DB, shipmentID)
	if err != nil {
		return err
	}
	if t.Number != "" {
		out.Intro = append(out.Intro, l.T("tracking", "carrier", t.Carrier, "number", t.Number))
	}
	if strings.HasPrefix(t.URL, "https://") || strings.HasPrefix(t.URL, "http://") {
		out.Intro = append(out.Intro, t.URL)
	}
	return nil
}

// storeNames lists the stores concerned, all of the order's when none is named.
func storeNames(o order.Order, storeOrderIDs []string) string {
	var names []string
	for _, p := range o.StoreOrders {
		if len(storeOrderIDs) == 0 || slices.Contains(storeOrderIDs, p.ID) {
			names = append(names, p.StoreName)
		}
	}
	return strings.Join(names, ", ")
}

// addGoods lists what was bought from the stores concerned; the whole order has its sums
// and where it goes to.
func (l *letter) addGoods(o order.Order, in *i18n.Locale, storeOrderIDs []string) {
	for _, line := range o.Lines {
		if line.Role != order.Goods || len(storeOrderIDs) > 0 && !slices.Contains(storeOrderIDs, line.StoreOrderID) {
			continue
		}
		title := line.Title
		if line.VariantTitle != "" && line.VariantTitle != line.Title {
			title += " – " + line.VariantTitle
		}
		l.Lines = append(l.Lines, letterLine{Title: title, Detail: in.T("quantity", "count", line.Quantity), Total: in.Money(o.Money(line.Subtotal - line.Discount))})
	}
	if len(storeOrderIDs) > 0 {
		return
	}
	l.addSum(in, "sum.subtotal", o, o.Sums.Subtotal-o.Sums.Discount, true)
	l.addSum(in, "sum.shipping", o, o.Sums.Shipping, true)
	l.addSum(in, "sum.tax", o, o.Sums.Tax, o.Sums.Tax != 0)
	l.Sums = append(l.Sums, letterSum{Label: in.T("sum.total"), Amount: in.Money(o.Money(o.Sums.Total)), Strong: true})
	if o.ShippingAddress != nil {
		l.AddressHead, l.Address = in.T("ship_to"), o.ShippingAddress.Format()
	}
}

func (l *letter) addSum(in *i18n.Locale, key string, o order.Order, minor int64, show bool) {
	if show {
		l.Sums = append(l.Sums, letterSum{Label: in.T(key), Amount: in.Money(o.Money(minor))})
	}
}

// accountLetter asks for a fresh proof each time it is composed: the newest one counts.
func (s *Service) accountLetter(ctx context.Context, row deliveryRow, l *i18n.Locale, out letter) (letter, error) {
	issue, path := s.d.Accounts.IssueReset, "/reset"
	switch row.Kind {
	case EmailVerification:
		issue, path = s.d.Accounts.IssueVerification, "/verify"
	case Registration:
		issue, path = s.d.Accounts.IssueRegistration, "/register/confirm"
	}
	more := row.Detail.V
	token, account, err := issue(system(ctx), more.RequestID)
	if err != nil {
		return letter{}, err
	}
	if more.Audience == "store" {
		path = "/dashboard" + path
	}
	out.recipient = account.Email
	out.say(l, row.Kind)
	out.Action.URL, out.Action.Secret = s.link(path+"?token="+url.QueryEscape(token)), true
	return out, nil
}

// say fills in the texts of a letter about an account.
func (l *letter) say(in *i18n.Locale, of Kind) {
	kind := string(of)
	l.Subject = in.T(kind+".subject", "shop", l.Shop)
	l.Intro = []string{in.T(kind+".intro", "shop", l.Shop), in.T(kind + ".ignore")}
	l.Action.Label = in.T(kind + ".action")
}
