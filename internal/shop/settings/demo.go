package settings

import (
	"context"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/opt"
)

// DemoKind says what one thing of the demo is.
type DemoKind string

// The kinds of what is recorded while the demo is put in (S9).
const (
	DemoSellers     DemoKind = "seller"
	DemoStores      DemoKind = "store"
	DemoCategories  DemoKind = "category"
	DemoCollections DemoKind = "collection"
	DemoProducts    DemoKind = "product"
	DemoVariants    DemoKind = "variant" // written while products go: what is left to tidy up after them
	DemoPages       DemoKind = "page"
	DemoSections    DemoKind = "section" // of the home page; the id is made from what it says
	DemoCustomers   DemoKind = "customer"
	DemoAccounts    DemoKind = "account"
	DemoPictures    DemoKind = "picture" // the id is its address
	DemoVisits      DemoKind = "visits"  // the id is the moment they end, in RFC 3339
	DemoWhole       DemoKind = "whole"   // one row, once all of it is in
)

// DemoItem is one thing that came with the demo, at the version it had then: what was edited
// since can be told.
type DemoItem struct {
	Kind    DemoKind
	ID      string
	Version int64
}

// DemoState is how this installation stands with its demo.
type DemoState struct {
	Demo     bool // it shows made-up data
	Leaving  bool // taking it out has begun
	Recorded bool // it is known what came with it
}

// DemoCounts are so many things of each kind.
type DemoCounts struct {
	Sellers     int64 `json:"sellers"`
	Stores      int64 `json:"stores"`
	Products    int64 `json:"products"`
	Categories  int64 `json:"categories"`
	Collections int64 `json:"collections"`
	Pages       int64 `json:"pages"`
	Orders      int64 `json:"orders"`
	Customers   int64 `json:"customers"`
	Accounts    int64 `json:"accounts" doc:"Log-ins."`
}

// DemoObstacle is why the demo cannot be taken out yet.
type DemoObstacle struct {
	Code    string  `json:"code" enum:"settings.demo_unrecorded,settings.demo_owner,settings.demo_paid"`
	Message string  `json:"message"`
	Orders  []int64 `json:"orders" doc:"Numbers of the orders concerned, at most ten."`
}

// DemoPlan is what taking the demo out would do.
type DemoPlan struct {
	Demo      bool           `json:"demo" doc:"False when there is no demo in this shop."`
	Leaving   bool           `json:"leaving" doc:"It is being taken out right now."`
	Goes      DemoCounts     `json:"goes"`
	Stays     DemoCounts     `json:"stays"`
	Obstacles []DemoObstacle `json:"obstacles" doc:"Each must be dealt with first."`
}

// Refusals of taking the demo out.
var (
	ErrDemoUnrecorded = errs.New(errs.Conflict, "settings.demo_unrecorded",
		"This demo was put in before Haat wrote down what belongs to it, or not to its end, so it cannot be told from what is yours. Start an empty shop in another folder and bring your own products there.")
	ErrDemoOwner = errs.New(errs.Conflict, "settings.demo_owner",
		"The demo's log-in is the only owner of this shop. Make an owner of your own first, with 'haat user create you@example.com --owner', and log in with it.")
	ErrDemoPaid = errs.New(errs.Conflict, "settings.demo_paid",
		"Orders of the demo's goods hold real money. Cancel them and give the money back first, then remove the demo.")
	ErrDemoSelf = errs.New(errs.Conflict, "settings.demo_self",
		"You are logged in with an account of the demo, which goes with it. Log in with your own.")
)

// Demo is who can take the demo out; it stands above all rooms.
type Demo interface {
	// Plan says what would go and stay, and what is in the way.
	Plan(ctx context.Context) (DemoPlan, error)
	// Ask begins it; a job does the work. Without a demo it does nothing. Returns the first
	// obstacle as an error.
	Ask(ctx context.Context) (DemoPlan, error)
}

// UseDemo plugs in who takes the demo out.
func (s *Service) UseDemo(d Demo) { s.demo = d }

// RecordDemoTx writes down what came with the demo (S9). Returns actor.ErrForbidden for anybody
// but the shop itself.
func (s *Service) RecordDemoTx(ctx context.Context, tx db.Tx, items []DemoItem) error {
	if actor.From(ctx).Kind != actor.System {
		return actor.ErrForbidden
	}
	for _, i := range items {
		if _, err := db.Exec(ctx, tx, insertDemo, i.Kind, i.ID, i.Version); err != nil {
			return err
		}
	}
	return nil
}

// DemoItems returns what came with the demo, of one kind.
func (s *Service) DemoItems(ctx context.Context, q db.Querier, kind DemoKind) ([]DemoItem, error) {
	return demoRows(ctx, q, kind)
}

// DemoState returns how this installation stands with its demo, as the database says.
func (s *Service) DemoState(ctx context.Context, q db.Querier) (DemoState, error) {
	row, err := db.Get[leavingRow](ctx, q, isLeaving, platformID)
	if err != nil {
		return DemoState{}, err
	}
	n, err := db.Get[int64](ctx, q, hasDemo, DemoWhole)
	return DemoState{Demo: row.Demo, Leaving: row.Leaving, Recorded: n > 0}, err
}

// BeginLeavingTx notes that the demo is being taken out, once, and who asked for it. Returns
// actor.ErrForbidden.
func (s *Service) BeginLeavingTx(ctx context.Context, tx db.Tx, goes DemoCounts) error {
	if !actor.From(ctx).Platform(actor.DemoRemove) {
		return actor.ErrForbidden
	}
	if _, err := s.lock(ctx, tx); err != nil {
		return err
	}
	state, err := s.DemoState(ctx, tx)
	if err != nil || state.Leaving || !state.Demo {
		return err
	}
	if _, err := db.Exec(ctx, tx, setLeaving, platformID, true); err != nil {
		return err
	}
	return s.journal.Record(ctx, tx, journal.Entry{Entity: "demo", EntityID: "demo", Action: "removal_began", Before: goes})
}

// LeftTx ends the demonstration: the record is gone, the flag is off (S6), and with it the
// sandbox, the banner and the gallery. The demo's own support address does not stay either.
// Returns actor.ErrForbidden for anybody but the shop itself.
func (s *Service) LeftTx(ctx context.Context, tx db.Tx, supportEmail string) error {
	if err := s.SetDemoTx(ctx, tx, false); err != nil {
		return err
	}
	p, err := s.lock(ctx, tx)
	if err != nil {
		return err
	}
	if p.SupportEmail == supportEmail {
		if _, err := s.UpdateTx(ctx, tx, Patch{SupportEmail: opt.Some("")}); err != nil {
			return err
		}
	}
	if _, err := db.Exec(ctx, tx, deleteDemo); err != nil {
		return err
	}
	if _, err := db.Exec(ctx, tx, setLeaving, platformID, false); err != nil {
		return err
	}
	return s.journal.Record(ctx, tx, journal.Entry{Entity: "demo", EntityID: "demo", Action: "removed"})
}
