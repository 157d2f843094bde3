// Package actor says who is calling and what they may do and see.
//
// Authorisation has two axes: capability (a permission) and tenancy (which
// stores). A room asks Scope for a permission and filters its queries by the
// answer; what lies outside is "not found", never "forbidden".
package actor

import (
	"context"
	"slices"

	"github.com/haatshop/haat/internal/kit/errs"
)

// Kind is what sort of caller it is.
type Kind string

// The kinds of caller.
const (
	Anonymous Kind = "anonymous"
	Customer  Kind = "customer" // a shopper who logged in; audience "site"
	Member    Kind = "member"   // staff of the platform or of a seller; audience "store"
	Key       Kind = "key"      // a program with an API key
	System    Kind = "system"   // the shop itself: jobs, imports, the command line
)

// Perm is one capability, "<what>.<action>".
type Perm string

// The permissions. Public is for routes anyone may call; Self for those that
// need a log-in and serve only what is the caller's own.
const (
	Public Perm = "public"
	Self   Perm = "self"

	ProductsRead   Perm = "products.read"
	ProductsWrite  Perm = "products.write"
	OrdersRead     Perm = "orders.read"
	OrdersWrite    Perm = "orders.write"  // confirm, fulfil, deliver, cancel one's store order, note
	OrdersSettle   Perm = "orders.settle" // mark paid, capture, cancel the whole order; platform only
	CustomersRead  Perm = "customers.read"
	CustomersWrite Perm = "customers.write"
	StoresRead     Perm = "stores.read"
	StoresWrite    Perm = "stores.write"
	SellersManage  Perm = "sellers.manage" // approve, suspend, create; platform only
	ShippingWrite  Perm = "shipping.write"
	TaxWrite       Perm = "tax.write"      // platform only
	CatalogManage  Perm = "catalog.manage" // categories, collections, attributes; platform only
	ContentWrite   Perm = "content.write"  // platform only
	SettingsRead   Perm = "settings.read"
	SettingsWrite  Perm = "settings.write" // platform only
	TeamManage     Perm = "team.manage"
	KeysManage     Perm = "keys.manage" // API keys: make, rotate, revoke
	AuditRead      Perm = "audit.read"  // platform only
	JobsManage     Perm = "jobs.manage" // platform only
	MailRead       Perm = "mail.read"   // platform only
	ReportsRead    Perm = "reports.read"
	DemoRemove     Perm = "demo.remove" // take the demo out, its orders with it; platform only
)

// SellerPerms are what an owner of a seller holds within its stores.
func SellerPerms() []Perm {
	return []Perm{ProductsRead, ProductsWrite, OrdersRead, OrdersWrite, CustomersRead, StoresRead, StoresWrite, ShippingWrite, SettingsRead, TeamManage, KeysManage, ReportsRead}
}

// PlatformPerms are what an owner of the platform holds: everything.
func PlatformPerms() []Perm {
	return append(SellerPerms(), OrdersSettle, CustomersWrite, SellersManage, TaxWrite, CatalogManage, ContentWrite, SettingsWrite, AuditRead, JobsManage, MailRead, DemoRemove)
}

// Grant is what one membership gives: permissions over the whole platform, or
// over the stores of one seller.
type Grant struct {
	Platform bool
	SellerID string
	StoreIDs []string
	Perms    []Perm
}

// Actor is the caller.
type Actor struct {
	Kind       Kind
	AccountID  string
	SessionID  string
	KeyID      string // of a program; it has no AccountID, so nothing personal is open to it
	CustomerID string
	Email      string
	Grants     []Grant
	Network    string // address the call came from, for limits and audit
	RequestID  string
}

// Refusals every door knows.
var (
	ErrUnauthenticated = errs.New(errs.Unauthenticated, "auth.required", "Log in to do this.")
	ErrForbidden       = errs.New(errs.Forbidden, "auth.forbidden", "You are not allowed to do this.")
)

// TheSystem is the shop itself acting, with every permission.
func TheSystem() Actor {
	return Actor{Kind: System, Grants: []Grant{{Platform: true, Perms: PlatformPerms()}}}
}

// Staff reports whether a member or a program is calling: somebody who works
// for the shop, not somebody who shops in it, and not the shop itself.
func (a Actor) Staff() bool { return a.Kind == Member || a.Kind == Key }

// Can reports whether the caller holds the permission anywhere.
func (a Actor) Can(p Perm) bool {
	for _, g := range a.Grants {
		if slices.Contains(g.Perms, p) {
			return true
		}
	}
	return false
}

// Platform reports whether the caller holds the permission over the whole
// platform.
func (a Actor) Platform(p Perm) bool {
	for _, g := range a.Grants {
		if g.Platform && slices.Contains(g.Perms, p) {
			return true
		}
	}
	return false
}

// Scope is where a permission holds: everywhere, or in some stores (possibly
// none).
type Scope struct {
	All      bool
	StoreIDs []string
}

// Scope returns where the caller holds the permission.
func (a Actor) Scope(p Perm) Scope {
	var s Scope
	for _, g := range a.Grants {
		if !slices.Contains(g.Perms, p) {
			continue
		}
		if g.Platform {
			return Scope{All: true}
		}
		s.StoreIDs = append(s.StoreIDs, g.StoreIDs...)
	}
	return s
}

// Has reports whether the store is inside the scope.
func (s Scope) Has(storeID string) bool { return s.All || slices.Contains(s.StoreIDs, storeID) }

// None reports whether nothing is inside the scope.
func (s Scope) None() bool { return !s.All && len(s.StoreIDs) == 0 }

// ID is how the caller is named in events, timelines and the audit log.
func (a Actor) ID() string {
	if a.CustomerID != "" && a.Kind == Customer {
		return a.CustomerID
	}
	if a.KeyID != "" {
		return a.KeyID
	}
	return a.AccountID
}

type ctxKey struct{}

// With returns ctx with the caller.
func With(ctx context.Context, a Actor) context.Context { return context.WithValue(ctx, ctxKey{}, a) }

// From returns the caller; without one, an anonymous caller.
func From(ctx context.Context) Actor {
	if a, ok := ctx.Value(ctxKey{}).(Actor); ok {
		return a
	}
	return Actor{Kind: Anonymous}
}
