package notify

import (
	"context"
	"embed"
	"io/fs"
	"strings"
	"time"

	"github.com/haatshop/haat/internal/kit/i18n"
	"github.com/haatshop/haat/internal/kit/mail"
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

// letter is a message in the recipient's language, before it has a form. Subject and
// Preheader are plain text; the rest keeps names and numbers apart (words.text).
type letter struct {
	Locale, Dir string
	Shop        string
	Subject     string
	Preheader   string // what lists of mails show beside the subject
	Title       string
	Greeting    string
	Intro       []string
	Action      action
	Facts       []fact
	GoodsHead   string
	Lines       []letterLine
	Sums        []letterSum
	AddressHead string
	Address     []string
	NextHead    string
	Next        []string
	Notes       []string // beside the point
	Outro       string
	Footer      []string // why it came, and whom to ask
	recipient   string   // other than the delivery's, if set
	wears       attire
}

// fact is what people look for when they look a letter up again.
type fact struct{ Label, Value string }

type letterLine struct {
	Title, Detail, Total string
}

type letterSum struct {
	Label, Amount string
	Strong        bool
}

// action is the one thing a letter asks to do.
type action struct {
	Label, URL string
	// Secret is the part of URL that opens something, and is kept nowhere (N3).
	Secret string
	// Spelled goes before the address in full, for who cannot press the button; empty for
	// not at all.
	Spelled string
}

func (l letter) to(row deliveryRow) string {
	if l.recipient != "" {
		return l.recipient
	}
	return row.Recipient
}

// compose writes the letter of a delivery from the state as it is now (N2). o is the order
// it is about when that was just read.
func (s *Service) compose(ctx context.Context, row deliveryRow, o *order.Order) (letter, error) {
	out, w := s.begin(row)
	switch row.Kind {
	case Alert:
		s.alertLetter(row, w, &out)
		return out, nil
	case PasswordReset, EmailVerification, Registration, Invitation:
		return out, s.accountLetter(ctx, row, w, &out)
	case RegistrationKnown:
		out.sayAccount(w, row.Kind, s.link("/forgot"))
		return out, nil
	case EmailChanged, PasswordChanged:
		s.changeLetter(row, w, &out)
		return out, nil
	case SellerStatus:
		s.sellerLetter(row, w, &out)
		return out, nil
	case InvitationKnown:
		out.sayAccount(w, row.Kind, s.link("/dashboard/login"))
		return out, nil
	}
	if o == nil {
		now, err := s.d.Orders.Get(system(ctx), s.d.DB, row.SubjectID)
		if err != nil {
			return letter{}, err
		}
		o = &now
	}
	return out, s.orderLetter(ctx, row, *o, w, &out)
}

// begin writes what all letters have.
func (s *Service) begin(row deliveryRow) (letter, words) {
	p, l := s.d.Settings.Platform(), s.texts.Locale(row.Locale)
	out := letter{Locale: l.Name(), Dir: l.Dir(), Shop: name(p.Name)}
	out.wears = s.attire(p.Appearance)
	w := words{l, []any{"shop", p.Name, "name", row.RecipientName, "email", code(p.SupportEmail)}}
	out.Greeting = w.text("greeting")
	if oneLine(row.RecipientName) != "" {
		out.Greeting = w.text("greeting_name")
	}
	if mail.ValidEmail(p.SupportEmail) {
		out.Footer = []string{w.text("questions")}
	}
	return out, w
}

// say fills in the texts every kind has.
func (l *letter) say(w words, kind string) {
	l.Subject, l.Preheader, l.Title = w.line(kind+".subject"), w.line(kind+".preheader"), w.text(kind+".subject")
	l.Intro = []string{w.text(kind + ".intro")}
}

// because says why the letter came, as its first line at the foot.
func (l *letter) because(why string) { l.Footer = append([]string{why}, l.Footer...) }

// when says the moment a letter is about, in the shop's time zone and with its name: who
// reads of a change asks where they were then.
func (s *Service) when(w words, at time.Time) fact {
	zone := s.d.Settings.Platform().Location()
	return fact{w.T("fact.when"), name(w.DateTime(at.In(zone))) + " (" + number(zone.String()) + ")"}
}

// link is an absolute address in the shop.
func (s *Service) link(path string) string { return strings.TrimSuffix(s.d.BaseURL(), "/") + path }
