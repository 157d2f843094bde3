package mail

import (
	"context"
	"errors"
	"fmt"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// Security is how the connection to the mail server is protected.
type Security string

// The kinds of protection. STARTTLS means it: a server that offers none is refused.
const (
	StartTLS Security = "starttls"
	TLS      Security = "tls"
	Plain    Security = "none" // loopback and trusted networks only
)

// Config says which mail server to use.
type Config struct {
	Host     string
	Port     int // 0: 587, or 465 with TLS
	Username string
	Password string
	Security Security // empty means StartTLS
	Hello    string   // name given to the server; empty means the machine's
}

// sendTimeout bounds one conversation with the server, all steps together.
const sendTimeout = 30 * time.Second

// SMTP hands messages to a mail server, one connection per message: a shop's mail is a
// trickle, and a broken connection then costs one retry and not a queue.
type SMTP struct {
	host    string
	options []gomail.Option
}

var _ Sender = (*SMTP)(nil)

// NewSMTP checks the configuration; it does not connect.
func NewSMTP(c Config) (*SMTP, error) {
	options := []gomail.Option{gomail.WithTimeout(sendTimeout), gomail.WithoutNoop()}
	if c.Port != 0 {
		options = append(options, gomail.WithPort(c.Port))
	}
	if c.Hello != "" {
		options = append(options, gomail.WithHELO(c.Hello))
	}
	switch c.Security {
	case StartTLS, "":
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	case TLS:
		options = append(options, gomail.WithSSLPort(false))
		if c.Port != 0 {
			options = append(options, gomail.WithPort(c.Port))
		}
	case Plain:
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		return nil, fmt.Errorf("mail: security %q is none of starttls, tls, none", c.Security)
	}
	if c.Username != "" {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover),
			gomail.WithUsername(c.Username), gomail.WithPassword(c.Password))
	}
	if _, err := gomail.NewClient(c.Host, options...); err != nil {
		return nil, fmt.Errorf("mail: server configuration: %w", err)
	}
	return &SMTP{host: c.Host, options: options}, nil
}

// Send implements Sender.
func (s *SMTP) Send(ctx context.Context, m Message) error {
	if err := m.Check(); err != nil {
		return err
	}
	msg, err := compose(m)
	if err != nil {
		return err
	}
	client, err := gomail.NewClient(s.host, s.options...)
	if err != nil {
		return ErrUnavailable.Because(err)
	}
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	return outcome(client.DialAndSendWithContext(ctx, msg), msg.IsDelivered())
}

// Ping opens a connection, logs in and leaves: what the doctor asks.
func (s *SMTP) Ping(ctx context.Context) error {
	client, err := gomail.NewClient(s.host, s.options...)
	if err != nil {
		return ErrUnavailable.Because(err)
	}
	if err := client.DialWithContext(ctx); err != nil {
		return ErrUnavailable.Because(err)
	}
	return client.Close()
}

// outcome sorts an error into "never" (the server answered 5xx to this message) and
// "later". A delivered message stays delivered when only the good-bye failed: sending it
// again would be a second mail.
func outcome(err error, delivered bool) error {
	if err == nil || delivered {
		return nil
	}
	var refused *gomail.SendError
	if errors.As(err, &refused) && !refused.IsTemp() && refused.ErrorCode() >= 500 {
		return ErrRejected.Because(err)
	}
	return ErrUnavailable.Because(err)
}
