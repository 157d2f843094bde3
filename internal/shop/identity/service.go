package identity

import (
	"context"
	"log/slog"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/bus"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/hook"
	"github.com/haatshop/haat/internal/kit/id"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/meter"
)

// Service is the room.
type Service struct {
	db        *db.DB
	clock     clock.Clock
	ids       *id.Source
	events    *event.Log
	jobs      *job.Runner
	bus       *bus.Bus
	log       *slog.Logger
	journal   journal.Recorder
	stores    Stores
	customers Customers
	limits    Limits
	lives     Lives
	hasher    *hasher
	tokens    *tokens
	known     *known
	logIns    meter.Pairs

	// AfterLogin and AfterVerify: see the package documentation.
	AfterLogin  hook.Hook[*LoggedIn]
	AfterVerify hook.Hook[Verified]
}

// LoggedIn is what AfterLogin gets; the customer room fills CustomerID.
type LoggedIn struct {
	Audience   string
	AccountID  string
	CustomerID string
	CartID     string // the guest cart brought along; a secret
}

// Verified is what AfterVerify gets.
type Verified struct {
	AccountID string
	Email     string
}

// New returns the room; it panics when a dependency is missing, and when the
// secret key is too short to be one.
func New(d Deps) *Service {
	if d.DB == nil || d.Clock == nil || d.IDs == nil || d.Events == nil || d.Jobs == nil || d.Bus == nil || d.Log == nil || d.Journal == nil || d.Stores == nil {
		panic("identity: a dependency is missing")
	}
	if weak(d.SecretKey) {
		panic("identity: the secret key must be at least 32 random bytes")
	}
	s := &Service{db: d.DB, clock: d.Clock, ids: d.IDs, events: d.Events, jobs: d.Jobs, bus: d.Bus, log: d.Log, journal: d.Journal, stores: d.Stores,
		limits: d.Limits.withDefaults(), lives: d.Lives.withDefaults(), hasher: newHasher(d.BcryptCost), tokens: newTokens(d.SecretKey, d.Clock), known: newKnown()}
	d.Events.Declare(AccountCreated{}, SessionRevoked{}, ResetRequested{}, Invited{}, VerificationRequested{}, EmailVerified{}, EmailChanged{}, PasswordChanged{}, MemberChanged{},
		KeyChanged{}, AccountDisabled{}, AccountEnabled{}, RegistrationRequested{}, RegistrationOfKnown{})
	d.Events.Follow("identity.known", nil, s.hear)
	s.registerJobs()
	return s
}

// weak refuses keys that are short or hardly more than one repeated byte.
func weak(key []byte) bool {
	distinct := map[byte]bool{}
	for _, b := range key {
		distinct[b] = true
	}
	return len(key) < minKey || len(distinct) < 8
}

// UseCustomers plugs the customer room, which is built later. Call it before
// anything is served.
func (s *Service) UseCustomers(c Customers) { s.customers = c }

// Get returns an account. Returns ErrNotFound.
func (s *Service) Get(ctx context.Context, q db.Querier, accountID string) (Account, error) {
	v, err := getAccount(ctx, q, accountID)
	return v.Account, err
}

// ByEmail returns the account with the address, however it is spelled.
// Returns ErrNotFound.
func (s *Service) ByEmail(ctx context.Context, q db.Querier, email string) (Account, error) {
	v, err := getByEmail(ctx, q, foldEmail(email))
	return v.Account, err
}

func (s *Service) customerOf(ctx context.Context, q db.Querier, accountID string) (string, error) {
	if s.customers == nil {
		return "", nil
	}
	return s.customers.CustomerID(ctx, q, accountID)
}

func (s *Service) now() time.Time { return s.clock.Now() }

// Names returns how accounts are called, for rooms that show who did
// something; unknown ids are left out. At most db.MaxIn at once.
func (s *Service) Names(ctx context.Context, q db.Querier, accountIDs []string) (map[string]string, error) {
	rows, err := db.All[struct{ ID, Name string }](ctx, q, namesByID, accountIDs)
	out := make(map[string]string, len(rows))
	for _, r := range rows {
		out[r.ID] = r.Name
	}
	return out, err
}

// Called is Names with the e-mail address of who gave no name, for callers who
// look after accounts; others learn only of names.
func (s *Service) Called(ctx context.Context, q db.Querier, accountIDs []string) (map[string]string, error) {
	if !actor.From(ctx).Platform(actor.TeamManage) {
		return s.Names(ctx, q, accountIDs)
	}
	rows, err := db.All[struct{ ID, Name, Email string }](ctx, q, calledByID, accountIDs)
	out := make(map[string]string, len(rows))
	for _, r := range rows {
		if out[r.ID] = r.Name; r.Name == "" {
			out[r.ID] = r.Email
		}
	}
	return out, err
}

// KeyNames returns how API keys are called, of any scope: for platform staff;
// to others it tells none.
func (s *Service) KeyNames(ctx context.Context, q db.Querier, keyIDs []string) (map[string]string, error) {
	out := map[string]string{}
	if a := actor.From(ctx); !a.Platform(actor.AuditRead) && !a.Platform(actor.KeysManage) {
		return out, nil
	}
	rows, err := db.All[struct{ ID, Name string }](ctx, q, keyNames, keyIDs)
	for _, r := range rows {
		out[r.ID] = r.Name
	}
	return out, err
}
