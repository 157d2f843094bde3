package app

import (
	"context"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/blob"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/mail"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/analytics"
	"github.com/haatshop/haat/internal/shop/audit"
	"github.com/haatshop/haat/internal/shop/cart"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/checkout"
	"github.com/haatshop/haat/internal/shop/content"
	"github.com/haatshop/haat/internal/shop/customer"
	"github.com/haatshop/haat/internal/shop/fulfilment"
	"github.com/haatshop/haat/internal/shop/identity"
	"github.com/haatshop/haat/internal/shop/inventory"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/notify"
	"github.com/haatshop/haat/internal/shop/order"
	"github.com/haatshop/haat/internal/shop/payment"
	"github.com/haatshop/haat/internal/shop/payment/sandbox"
	"github.com/haatshop/haat/internal/shop/pricing"
	"github.com/haatshop/haat/internal/shop/search"
	"github.com/haatshop/haat/internal/shop/seller"
	"github.com/haatshop/haat/internal/shop/settings"
	"github.com/haatshop/haat/internal/shop/shipping"
	"github.com/haatshop/haat/internal/shop/tax"
	"github.com/haatshop/haat/internal/shop/transfer"

	"github.com/haatshop/haat/internal/kit/money"
)

// Rooms are the services of the shop, by rank.
type Rooms struct {
	Audit      *audit.Service
	Settings   *settings.Service
	Seller     *seller.Service
	Identity   *identity.Service
	Content    *content.Service
	Catalog    *catalog.Service
	Customer   *customer.Service
	Inventory  *inventory.Service
	Pricing    *pricing.Service
	Tax        *tax.Service
	Shipping   *shipping.Service
	Payment    *payment.Service
	Sandbox    *sandbox.Sandbox
	Listing    *listing.Service
	Cart       *cart.Service
	Order      *order.Service
	Checkout   *checkout.Service
	Fulfilment *fulfilment.Service
	Search     *search.Service
	Analytics  *analytics.Service
	Transfer   *transfer.Service
	Notify     *notify.Service
}

// rooms builds every room from what lies below it. The order is the ranks'.
func (a *App) rooms() error {
	var err error
	if a.Files, err = a.Config.files(); err != nil {
		return fmt.Errorf("files: %w", err)
	}
	a.ground()
	a.things()
	a.engines()
	a.flows()
	a.plugDemo()
	a.plugNames()
	return a.reactors()
}

func (a *App) ground() {
	a.Audit = audit.New(audit.Deps{DB: a.DB, Clock: a.Clock, IDs: a.IDs, Jobs: a.Jobs})
	a.Settings = settings.New(settings.Deps{DB: a.DB, Clock: a.Clock, Events: a.Events, Journal: a.Audit})
	a.Seller = seller.New(seller.Deps{DB: a.DB, Clock: a.Clock, IDs: a.IDs, Events: a.Events, Journal: a.Audit})
	limits := identity.Limits{}
	if a.Config.RateLimit == "off" {
		limits = identity.Limits{Pair: -1, Account: -1, Network: -1, Proofs: -1, Mails: -1, AllProofs: -1}
	}
	a.Identity = identity.New(identity.Deps{DB: a.DB, Clock: a.Clock, IDs: a.IDs, Events: a.Events, Jobs: a.Jobs, Bus: a.Bus, Log: a.Log, Journal: a.Audit,
		Stores: a.Seller, SecretKey: derive(a.secret, "sessions"), BcryptCost: a.Config.BcryptCost, Limits: limits, Lives: a.Config.sessionLives()})
	a.Content = content.New(content.Deps{DB: a.DB, Clock: a.Clock, IDs: a.IDs, Events: a.Events, Journal: a.Audit, Files: a.Files})
}

func (a *App) things() {
	a.Catalog = catalog.New(catalog.Deps{DB: a.DB, Clock: a.Clock, IDs: a.IDs, Events: a.Events, Journal: a.Audit, Seller: a.Seller})
	a.Customer = customer.New(customer.Deps{DB: a.DB, Clock: a.Clock, IDs: a.IDs, Events: a.Events, Journal: a.Audit, Identity: a.Identity})
	a.Identity.UseCustomers(a.Customer)
}

func (a *App) engines() {
	a.Inventory = inventory.New(inventory.Deps{DB: a.DB, Clock: a.Clock, IDs: a.IDs, Events: a.Events, Journal: a.Audit, Catalog: a.Catalog})
	a.Pricing = pricing.New(pricing.Deps{DB: a.DB, Clock: a.Clock, IDs: a.IDs, Events: a.Events, Journal: a.Audit})
	a.Tax = tax.New(tax.Deps{DB: a.DB, Clock: a.Clock, IDs: a.IDs, Events: a.Events, Journal: a.Audit})
	a.Shipping = shipping.New(shipping.Deps{DB: a.DB, Clock: a.Clock, IDs: a.IDs, Events: a.Events, Journal: a.Audit,
		Currencies: func() []money.Currency { return a.Settings.Platform().Currencies }})
	a.Sandbox = sandbox.New(sandbox.Config{Secret: derive(a.secret, "sandbox"), Clock: a.Clock, Log: a.Log, URL: a.Config.SandboxURL,
		WebhookURL: func() string { return a.own() + "/api/v1/hooks/sandbox" }})
	a.Payment = payment.New(payment.Deps{DB: a.DB, Clock: a.Clock, IDs: a.IDs, Events: a.Events, Jobs: a.Jobs, Log: a.Log,
		Providers: []payment.Provider{a.Sandbox}, Demo: func() bool { return a.Settings.Platform().Demo }, BankDetails: a.bankDetails, KeepRaw: days(a.Config.KeepWebhooks)})
}

func (a *App) flows() {
	a.Listing = listing.New(listing.Deps{DB: a.DB, Clock: a.Clock, Events: a.Events, Queue: a.Queue, Jobs: a.Jobs, Settings: a.Settings,
		Seller: a.Seller, Catalog: a.Catalog, Pricing: a.Pricing, Inventory: a.Inventory})
	a.Cart = cart.New(cart.Deps{DB: a.DB, Clock: a.Clock, IDs: a.IDs, Events: a.Events, Jobs: a.Jobs, Settings: a.Settings, Seller: a.Seller,
		Identity: a.Identity, Listing: a.Listing, Tax: a.Tax, Shipping: a.Shipping, Keep: days(a.Config.KeepCarts)})
	a.Order = order.New(order.Deps{DB: a.DB, Clock: a.Clock, IDs: a.IDs, Events: a.Events, Jobs: a.Jobs, Bus: a.Bus, Log: a.Log, Journal: a.Audit,
		SecretKey: derive(a.secret, "order tokens"), Inventory: a.Inventory, Payment: a.Payment, Names: a.Identity.Names,
		Zone: func() *time.Location { return a.Settings.Platform().Location() }})
	a.Customer.UseOrders(a.Order)
	a.Checkout = checkout.New(checkout.Deps{DB: a.DB, Clock: a.Clock, Log: a.Log, Customer: a.Customer, Payment: a.Payment, Cart: a.Cart,
		Order: a.Order, OrderURL: func(ctx context.Context, id string) string { return a.publicURL(ctx) + "/orders/" + id }})
	a.Fulfilment = fulfilment.New(fulfilment.Deps{DB: a.DB, Clock: a.Clock, IDs: a.IDs, Events: a.Events, Order: a.Order})
}

func (a *App) reactors() error {
	a.Search = search.New(search.Deps{DB: a.DB, Events: a.Events, Log: a.Log, Listing: a.Listing, Catalog: a.Catalog, Seller: a.Seller,
		Snapshot: blob.NewFile(filepath.Join(a.Config.Data, "search.snapshot"))})
	a.Analytics = analytics.New(analytics.Deps{DB: a.DB, Clock: a.Clock, IDs: a.IDs, Events: a.Events, Jobs: a.Jobs, Log: a.Log,
		Settings: a.Settings, Seller: a.Seller, Orders: a.Order, Keep: days(a.Config.KeepHits)})
	a.Transfer = transfer.New(transfer.Deps{DB: a.DB, Clock: a.Clock, IDs: a.IDs, Log: a.Log, Seller: a.Seller, Catalog: a.Catalog, Pricing: a.Pricing, Listing: a.Listing})
	sender, transport, err := a.mailSender()
	if err != nil {
		return err
	}
	sender = counted{sender, transport, &a.counts.mails}
	a.Notify = notify.New(notify.Deps{DB: a.DB, Clock: a.Clock, IDs: a.IDs, Events: a.Events, Jobs: a.Jobs, Log: a.Log, Journal: a.Audit, Settings: a.Settings,
		Orders: a.Order, Accounts: a.Identity, Tracking: a.tracking, Seller: a.sellerOwners, Sender: sender, Transport: transport, From: a.Config.MailFrom, Keep: days(a.Config.KeepMails), Staff: a.jobStaff, Refused: a.Payment.Refused,
		BaseURL: func() string { return a.publicURL(context.Background()) }})
	return nil
}

// jobStaff are those of the platform who may do something about failed work.
func (a *App) jobStaff(ctx context.Context, q db.Querier) ([]identity.Account, error) {
	return a.team(ctx, q, "", func(m identity.TeamMember) bool {
		return m.Role == identity.Owner || slices.Contains(m.Perms, actor.JobsManage)
	})
}

// sellerOwners tells notify who a seller is and who owns it; who cannot log in owns nothing.
func (a *App) sellerOwners(ctx context.Context, q db.Querier, sellerID string) (seller.Seller, []identity.Account, error) {
	v, err := a.Seller.Get(AsSystem(ctx), q, sellerID)
	if err != nil {
		return v, nil, err
	}
	owners, err := a.team(ctx, q, sellerID, func(m identity.TeamMember) bool { return m.Role == identity.Owner && !m.Disabled })
	return v, owners, err
}

// team are the accounts of those in a scope, "" for the platform, who are asked for.
func (a *App) team(ctx context.Context, q db.Querier, sellerID string, asked func(identity.TeamMember) bool) ([]identity.Account, error) {
	team, err := a.Identity.Members(AsSystem(ctx), q, &sellerID, page.Request{Limit: 100})
	if err != nil {
		return nil, err
	}
	var out []identity.Account
	for _, m := range team.Items {
		if !asked(m) {
			continue
		}
		who, err := a.Identity.Get(AsSystem(ctx), q, m.AccountID)
		if err != nil {
			return nil, err
		}
		out = append(out, who)
	}
	return out, nil
}

// tracking tells notify how a shipment is followed.
func (a *App) tracking(ctx context.Context, q db.Querier, shipmentID string) (notify.Tracking, error) {
	v, err := a.Fulfilment.Get(AsSystem(ctx), q, shipmentID)
	return notify.Tracking{Carrier: v.Carrier, Number: v.TrackingNumber, URL: v.TrackingURL}, err
}

// mailSender sends by SMTP when configured, else keeps .eml files.
func (a *App) mailSender() (mail.Sender, string, error) {
	if a.Config.SMTPURL == "" {
		s, err := mail.NewFiles(filepath.Join(a.Config.Data, "mail"))
		return s, "file", err
	}
	u, err := url.Parse(a.Config.SMTPURL)
	if err != nil {
		return nil, "", fmt.Errorf("HAAT_SMTP_URL: %w", err)
	}
	c := mail.Config{Host: u.Hostname(), Username: u.User.Username()}
	c.Password, _ = u.User.Password()
	if p := u.Port(); p != "" {
		if c.Port, err = strconv.Atoi(p); err != nil {
			return nil, "", fmt.Errorf("HAAT_SMTP_URL: %w", err)
		}
	}
	switch {
	case u.Scheme == "smtps":
		c.Security = mail.TLS
	case u.Query().Get("tls") == "off":
		c.Security = mail.Plain
	}
	s, err := mail.NewSMTP(c)
	return s, "smtp", err
}

// demoBank are made-up account details, shown on demonstrations only.
const demoBank = "Haat Demo Bank, account 0000 1111 2222 (made up: send nothing)"

// bankDetails are the configuration's before the dashboard's: who runs the server has the last word on where money goes.
func (a *App) bankDetails() string {
	p := a.Settings.Platform()
	switch {
	case a.Config.BankDetails != "":
		return a.Config.BankDetails
	case p.BankDetails == "" && p.Demo:
		return demoBank
	}
	return p.BankDetails
}

// own is where this node reaches itself, for the sandbox's webhooks.
func (a *App) own() string {
	if p := a.base.Load(); p != nil {
		return *p
	}
	return "http://" + a.Config.Addr
}

// publicURL is where shoppers find the shop: as configured, else as this
// request found it, else where the server listens.
func (a *App) publicURL(ctx context.Context) string {
	switch {
	case a.Config.URL != "":
		return strings.TrimSuffix(a.Config.URL, "/")
	case a.Settings.Platform().BaseURL != "":
		return strings.TrimSuffix(a.Settings.Platform().BaseURL, "/")
	}
	if d := httpx.DoorOf(ctx); d.Authority != "" {
		return d.Scheme + "://" + d.Authority
	}
	return a.own()
}
