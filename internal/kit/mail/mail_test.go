package mail

import (
	"context"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	netmail "net/mail"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/errs"
)

func welcome() Message {
	return Message{
		ID: "msg_01", At: time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC),
		From: Address{Name: "Haat", Email: "shop@haat.example"}, To: Address{Name: "सीता, Ltd. \"x\"", Email: "sita@example.com"},
		Subject: "तपाईंको अर्डर #1001", Text: "धन्यवाद – thank you.\n.\nA line with one dot.", HTML: "<p>धन्यवाद</p>", Language: "ne",
	}
}

// sink is a mail server on loopback that keeps what it is given and refuses on demand.
type sink struct {
	mu     sync.Mutex
	refuse error
	to     []string
	raw    []string
}

func (s *sink) NewSession(*smtp.Conn) (smtp.Session, error) { return &session{sink: s}, nil }

type session struct{ sink *sink }

func (*session) Reset()                               {}
func (*session) Logout() error                        { return nil }
func (*session) Mail(string, *smtp.MailOptions) error { return nil }
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.sink.mu.Lock()
	defer s.sink.mu.Unlock()
	s.sink.to = append(s.sink.to, to)
	return s.sink.refuse
}
func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	s.sink.mu.Lock()
	defer s.sink.mu.Unlock()
	s.sink.raw = append(s.sink.raw, string(raw))
	return err
}

func startSink(t *testing.T) (*sink, *SMTP) {
	t.Helper()
	s := &sink{}
	server := smtp.NewServer(s)
	server.Domain = "localhost"
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() { defer close(done); _ = server.Serve(listener) }()
	// The listener is closed here too: a server that is closed before its
	// goroutine came to Serve does not know of it, and would accept for ever.
	t.Cleanup(func() { _ = server.Close(); _ = listener.Close(); <-done })
	sender, err := NewSMTP(Config{Host: "127.0.0.1", Port: listener.Addr().(*net.TCPAddr).Port, Security: Plain})
	if err != nil {
		t.Fatal(err)
	}
	return s, sender
}

// parts reads a raw mail back the way a mail program does.
func parts(t *testing.T, raw string) (header netmail.Header, bodies map[string]string) {
	t.Helper()
	m, err := netmail.ReadMessage(strings.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	bodies = map[string]string{}
	for r := multipart.NewReader(m.Body, params["boundary"]); ; {
		p, err := r.NextRawPart()
		if errors.Is(err, io.EOF) {
			return m.Header, bodies
		}
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(quotedprintable.NewReader(p))
		if err != nil {
			t.Fatal(err)
		}
		kind, _, _ := strings.Cut(p.Header.Get("Content-Type"), ";")
		bodies[kind] = strings.ReplaceAll(string(body), "\r\n", "\n")
	}
}

func checkWelcome(t *testing.T, raw string) {
	t.Helper()
	m := welcome()
	header, bodies := parts(t, raw)
	decoded, err := new(mime.WordDecoder).DecodeHeader(header.Get("Subject"))
	if err != nil || decoded != m.Subject {
		t.Errorf("subject %q, %v", decoded, err)
	}
	to, err := header.AddressList("To")
	if err != nil || len(to) != 1 || to[0].Name != m.To.Name || to[0].Address != m.To.Email {
		t.Errorf("to %v, %v", to, err)
	}
	if got := header.Get("Message-ID"); got != "<msg_01@haat.example>" {
		t.Errorf("message id %q", got)
	}
	if diff := cmp.Diff(map[string]string{"text/plain": m.Text, "text/html": m.HTML}, bodies); diff != "" {
		t.Error(diff)
	}
}

func TestSMTPDeliversTextAndHTMLInUTF8(t *testing.T) {
	s, sender := startSink(t)
	if err := sender.Send(t.Context(), welcome()); err != nil {
		t.Fatal(err)
	}
	if len(s.raw) != 1 || !cmp.Equal(s.to, []string{"sita@example.com"}) {
		t.Fatalf("%d mails to %v", len(s.raw), s.to)
	}
	checkWelcome(t, s.raw[0])
	if err := sender.Ping(t.Context()); err != nil {
		t.Errorf("ping: %v", err)
	}
}

func TestAFinalRefusalIsToldFromATemporaryOne(t *testing.T) {
	s, sender := startSink(t)
	for code, want := range map[int]error{550: ErrRejected, 451: ErrUnavailable} {
		s.refuse = &smtp.SMTPError{Code: code, Message: "no"}
		if err := sender.Send(t.Context(), welcome()); !errors.Is(err, want) {
			t.Errorf("%d: %v", code, err)
		}
	}
	if len(s.raw) != 0 {
		t.Errorf("%d mails went through", len(s.raw))
	}
}

func TestAServerThatIsAwayIsWorthAnotherTry(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := listener.Addr().(*net.TCPAddr).Port
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	sender, err := NewSMTP(Config{Host: "127.0.0.1", Port: port, Security: Plain})
	if err != nil {
		t.Fatal(err)
	}
	if err := sender.Send(t.Context(), welcome()); !errors.Is(err, ErrUnavailable) {
		t.Errorf("got %v", err)
	}
}

func TestWithoutTLSNothingIsSentUnlessPlainIsAskedFor(t *testing.T) {
	s, plain := startSink(t)
	strict := &SMTP{host: plain.host, options: nil}
	strict.options = append(strict.options, plain.options[:3]...) // all but the policy
	if err := strict.Send(t.Context(), welcome()); !errors.Is(err, ErrUnavailable) {
		t.Errorf("got %v", err)
	}
	if len(s.raw) != 0 {
		t.Error("a mail went out in the clear")
	}
}

func TestFilesAreMailsThatProgramsOpen(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "mail")
	sender, err := NewFiles(folder)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // a retry leaves one file
		if err := sender.Send(t.Context(), welcome()); err != nil {
			t.Fatal(err)
		}
	}
	files, err := os.ReadDir(folder)
	if err != nil || len(files) != 1 || files[0].Name() != "20261122-100000-msg_01.eml" {
		t.Fatalf("%v, %v", files, err)
	}
	raw, err := os.ReadFile(filepath.Join(folder, files[0].Name()))
	if err != nil {
		t.Fatal(err)
	}
	checkWelcome(t, string(raw))
}

func TestAttachmentsAndUnsubscribeLinksTravel(t *testing.T) {
	s, sender := startSink(t)
	m := welcome()
	m.Unsubscribe = "https://haat.example/u/1"
	m.Files = []File{{Name: "invoice-1.pdf", ContentType: "application/pdf", Content: []byte("%PDF")}}
	if err := sender.Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"List-Unsubscribe: <https://haat.example/u/1>", "List-Unsubscribe=One-Click", `filename="invoice-1.pdf"`, "JVBERg=="} {
		if !strings.Contains(s.raw[0], want) {
			t.Errorf("%q is missing", want)
		}
	}
}

func TestNobodyWritesHeadersOfTheirOwn(t *testing.T) {
	s, smtpSender := startSink(t)
	folder := t.TempDir()
	fileSender, err := NewFiles(folder)
	if err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*Message){
		"subject":     func(m *Message) { m.Subject = "Hi\r\nBcc: all@example.com" },
		"bare LF":     func(m *Message) { m.Subject = "Hi\nBcc: all@example.com" },
		"name":        func(m *Message) { m.To.Name = "A\r\nBcc: all@example.com" },
		"email":       func(m *Message) { m.To.Email = "a@example.com\r\nRCPT TO:<b@example.com>" },
		"two emails":  func(m *Message) { m.To.Email = "a@example.com, b@example.com" },
		"from":        func(m *Message) { m.From.Email = "" },
		"reply to":    func(m *Message) { m.ReplyTo = Address{Name: "x"} },
		"id":          func(m *Message) { m.ID = "../../etc/passwd" },
		"language":    func(m *Message) { m.Language = "en\r\nX: y" },
		"unsubscribe": func(m *Message) { m.Unsubscribe = "javascript:alert(1)" },
		"file name":   func(m *Message) { m.Files = []File{{Name: "a\r\nb"}} },
		"no text":     func(m *Message) { m.Text = " \n" },
		"broken text": func(m *Message) { m.Text = "a\xff" },
	} {
		m := welcome()
		spoil(&m)
		for _, sender := range []Sender{smtpSender, fileSender} {
			if err := sender.Send(context.Background(), m); !errors.Is(err, ErrInvalid) || errs.KindOf(err) != errs.Invalid {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	if files, _ := os.ReadDir(folder); len(s.raw)+len(s.to)+len(files) != 0 {
		t.Error("something was sent")
	}
}

func TestEmailAddresses(t *testing.T) {
	for email, want := range map[string]bool{
		"ada@example.com": true, "a.b+c@mail.example.co.uk": true, "सीता@example.com": true,
		"": false, "ada": false, "@x.y": false, "ada@": false, "Ada <ada@example.com>": false,
		"a@b@c.d": false, "a b@c.d": false, "a@b.c,d@e.f": false, strings.Repeat("a", 65) + "@x.y": false, "a@x.y\n": false,
	} {
		if got := ValidEmail(email); got != want {
			t.Errorf("%q: %v", email, got)
		}
	}
}
