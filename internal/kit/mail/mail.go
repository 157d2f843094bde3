// Package mail sends messages: by SMTP where a server is configured, else as .eml files
// that any mail program opens.
//
// A message has one recipient, so that one person's bad address delays nobody and every
// attempt has one outcome.
package mail

import (
	"context"
	netmail "net/mail"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	gomail "github.com/wneessen/go-mail"

	"github.com/haatshop/haat/internal/kit/errs"
)

// What a sender refuses or fails with. ErrRejected is final: the same message will never be
// taken. Everything else may be tried again.
var (
	ErrInvalid     = errs.New(errs.Invalid, "mail.invalid", "This message cannot be sent.")
	ErrRejected    = errs.New(errs.Invalid, "mail.rejected", "The mail server refused this message.")
	ErrUnavailable = errs.New(errs.Unavailable, "mail.unavailable", "The mail server cannot be reached.")
)

// Sender hands messages on. Returning nil means somebody else has taken responsibility.
type Sender interface {
	// Send returns ErrInvalid, ErrRejected or ErrUnavailable.
	Send(ctx context.Context, m Message) error
}

// Address is a mailbox with the name shown for it; the name may be empty.
type Address struct {
	Name  string
	Email string
}

// Message is one mail to one person. Text is required; HTML is its alternative.
type Message struct {
	// ID becomes the Message-ID: a retry carries the same one, so that the recipient's
	// server can drop a second copy. Letters, digits, hyphen, underscore and dot.
	ID       string
	At       time.Time
	From, To Address
	ReplyTo  Address // zero for none
	Subject  string
	Text     string
	HTML     string
	Language string // of the content, as a tag; empty for none
	// Unsubscribe is an https link; set on everything that was not asked for.
	Unsubscribe string
	Files       []File
}

// File is an attachment.
type File struct {
	Name        string
	ContentType string
	Content     []byte
}

const (
	maxSubject = 500
	maxBody    = 1 << 20
	maxFiles   = 20 << 20
)

// ValidEmail reports whether s is one bare mailbox such as "ada@example.com".
func ValidEmail(s string) bool {
	if len(s) > 254 || strings.ContainsAny(s, " \t,;<>\"()") || !printable(s) {
		return false
	}
	local, domain, ok := strings.Cut(s, "@")
	if !ok || local == "" || len(local) > 64 || domain == "" {
		return false
	}
	_, err := netmail.ParseAddress(s)
	return err == nil
}

// Check answers ErrInvalid with the bad fields. A line break in anything that becomes a
// header is refused, not cleaned: it is an attempt to write headers of one's own.
func (m Message) Check() error {
	var f errs.Fields
	f.Check(m.ID != "" && len(m.ID) <= 200 && strings.IndexFunc(m.ID, badIDRune) < 0, "id", "id", "A message needs a plain id.")
	f.Check(!m.At.IsZero(), "at", "required", "A message needs its time.")
	checkAddress(&f, "from", m.From)
	checkAddress(&f, "to", m.To)
	if m.ReplyTo != (Address{}) {
		checkAddress(&f, "reply_to", m.ReplyTo)
	}
	f.Check(m.Subject != "" && len(m.Subject) <= maxSubject && printable(m.Subject), "subject", "text", "A subject is one line of text.")
	f.Check(printable(m.Language) && len(m.Language) <= 35, "language", "tag", "This is not a language tag.")
	f.Check(m.Unsubscribe == "" || strings.HasPrefix(m.Unsubscribe, "https://") && printable(m.Unsubscribe) && !strings.ContainsAny(m.Unsubscribe, " <>,"),
		"unsubscribe", "url", "An unsubscribe link begins with https://.")
	f.Check(strings.TrimSpace(m.Text) != "" && utf8.ValidString(m.Text) && len(m.Text) <= maxBody, "text", "text", "A message needs text of at most 1 MiB.")
	f.Check(utf8.ValidString(m.HTML) && len(m.HTML) <= maxBody, "html", "text", "HTML is UTF-8 of at most 1 MiB.")
	checkFiles(&f, m.Files)
	return f.As(ErrInvalid)
}

func checkAddress(f *errs.Fields, field string, a Address) {
	f.Check(ValidEmail(a.Email), field, "email", "This is not an e-mail address.")
	f.Check(printable(a.Name) && len(a.Name) <= maxSubject, field, "name", "A name is one line of text.")
}

func checkFiles(f *errs.Fields, files []File) {
	total := 0
	for _, file := range files {
		total += len(file.Content)
		f.Check(file.Name != "" && printable(file.Name) && printable(file.ContentType), "files", "name", "A file name is one line of text.")
	}
	f.Check(total <= maxFiles, "files", "too_large", "The files are larger than 20 MiB together.")
}

// printable is valid UTF-8 on one line without control characters.
func printable(s string) bool {
	return utf8.ValidString(s) && strings.IndexFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
	}) < 0
}

func badIDRune(r rune) bool {
	return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' || r == '.')
}

// compose builds the MIME message of a checked Message.
func compose(m Message) (*gomail.Msg, error) {
	out := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	out.FromMailAddress(netAddress(m.From))
	out.ToMailAddress(netAddress(m.To))
	if m.ReplyTo != (Address{}) {
		out.ReplyToMailAddress(netAddress(m.ReplyTo))
	}
	out.Subject(m.Subject)
	out.SetDateWithValue(m.At)
	_, domain, _ := strings.Cut(m.From.Email, "@")
	out.SetMessageIDWithValue(m.ID + "@" + domain)
	// Tells out-of-office robots not to answer.
	out.SetGenHeader("Auto-Submitted", "auto-generated")
	if m.Language != "" {
		out.SetGenHeader("Content-Language", m.Language)
	}
	if m.Unsubscribe != "" {
		out.SetGenHeader("List-Unsubscribe", "<"+m.Unsubscribe+">")
		out.SetGenHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
	}
	out.SetBodyString(gomail.TypeTextPlain, m.Text)
	if m.HTML != "" {
		out.AddAlternativeString(gomail.TypeTextHTML, m.HTML)
	}
	for _, file := range m.Files {
		err := out.AttachReader(file.Name, strings.NewReader(string(file.Content)),
			gomail.WithFileContentType(gomail.ContentType(file.ContentType)))
		if err != nil {
			return nil, ErrInvalid.Because(err)
		}
	}
	return out, nil
}

func netAddress(a Address) *netmail.Address {
	return &netmail.Address{Name: a.Name, Address: a.Email}
}
