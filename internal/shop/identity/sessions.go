package identity

import (
	"context"
	"errors"
	"net/netip"
	"regexp"
	"strings"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/journal"
)

// OpenLogIn is a session as people see it, without its secrets.
type OpenLogIn struct {
	ID        string    `json:"id"`
	Audience  string    `json:"audience" enum:"site,store" doc:"site: the shop; store: the dashboard."`
	Browser   string    `json:"browser" doc:"As it calls itself; empty when it says nothing known."`
	System    string    `json:"system"`
	Network   string    `json:"network" doc:"Shortened: the neighbourhood it was opened from."`
	CreatedAt time.Time `json:"created_at"`
	UsedAt    time.Time `json:"used_at" doc:"When it was last used, some minutes behind."`
	ExpiresAt time.Time `json:"expires_at" doc:"When it ends if it is not used until then."`
	Current   bool      `json:"current" doc:"The one asking."`
}

// Sessions lists what is open of an account, the last used first.
func (s *Service) Sessions(ctx context.Context, q db.Querier, accountID string) ([]OpenLogIn, error) {
	rows, err := db.All[sessionRow](ctx, q, sessionsOf, accountID, s.now())
	out := make([]OpenLogIn, len(rows))
	for i, r := range rows {
		browser, system := device(r.UserAgent)
		out[i] = OpenLogIn{ID: r.ID, Audience: r.Audience, Browser: browser, System: system, Network: neighbourhood(r.Network), CreatedAt: r.CreatedAt,
			UsedAt: r.UsedAt, ExpiresAt: r.ExpiresAt, Current: r.ID == actor.From(ctx).SessionID}
	}
	return out, err
}

// EndSession ends one of an account's sessions. Returns ErrSessionUnknown, also
// for one that is over or another account's.
func (s *Service) EndSession(ctx context.Context, accountID, sessionID string) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		if err := s.endOne(ctx, tx, accountID, sessionID); err != nil {
			return err
		}
		return s.recordLogOut(ctx, tx, accountID)
	})
}

// recordLogOut notes that log-ins of an account were ended from a list of them;
// the plain log-out at the end of a day is not worth a line for ever.
func (s *Service) recordLogOut(ctx context.Context, tx db.Tx, accountID string) error {
	return s.journal.Record(ctx, tx, journal.Entry{Entity: "account", EntityID: accountID, Action: "logged_out"})
}

func (s *Service) endOne(ctx context.Context, tx db.Tx, accountID, sessionID string) error {
	row, err := sessionForChange(ctx, tx, sessionID)
	if errors.Is(err, ErrSessionEnded) || err == nil && row.AccountID != accountID {
		return ErrSessionUnknown
	}
	if err != nil {
		return err
	}
	return s.revoke(ctx, tx, row.ID, row.AccountID)
}

// LogOutOthers ends every session of the account but this one.
func (s *Service) LogOutOthers(ctx context.Context, accountID, keep string) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		if n, err := db.Exec(ctx, tx, revokeOthers, accountID, s.now(), keep); err != nil || n == 0 {
			return err
		}
		if err := s.recordLogOut(ctx, tx, accountID); err != nil {
			return err
		}
		return s.ended(ctx, tx, SessionRevoked{AccountID: accountID}, "account:"+accountID)
	})
}

// browsers and systems as they call themselves; the first that fits counts,
// because most claim to be others too.
var (
	browsers = [][2]string{{"Edg", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser/", "Samsung Internet"}, {"Firefox/", "Firefox"}, {"FxiOS/", "Firefox"},
		{"Chrome/", "Chrome"}, {"CriOS/", "Chrome"}, {"Safari/", "Safari"}}
	systems = [][2]string{{"Android", "Android"}, {"iPhone", "iOS"}, {"iPad", "iPadOS"}, {"Windows", "Windows"}, {"CrOS", "ChromeOS"}, {"Mac OS X", "macOS"}, {"Linux", "Linux"}}
	program = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9 ._-]{0,30}`)
)

// device reads the little that is worth showing from a user agent.
func device(agent string) (browser, system string) {
	for _, b := range browsers {
		if strings.Contains(agent, b[0]) {
			browser = b[1]
			break
		}
	}
	for _, o := range systems {
		if strings.Contains(agent, o[0]) {
			system = o[1]
			break
		}
	}
	if name, _, _ := strings.Cut(agent, "/"); browser == "" && name != "Mozilla" { // "curl/8.5" and the like
		browser = strings.TrimSpace(program.FindString(name))
	}
	return browser, system
}

// neighbourhood is a network without what names one subscriber.
func neighbourhood(network string) string {
	bits := 24
	a, err := netip.ParseAddr(network)
	if err != nil {
		p, err := netip.ParsePrefix(network)
		if err != nil {
			return ""
		}
		a = p.Addr()
	}
	if a.Is6() {
		bits = 48
	}
	p, err := a.Prefix(bits)
	if err != nil {
		return ""
	}
	return p.String()
}
