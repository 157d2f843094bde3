package customer

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/identity"
)

// Me is what customers see of themselves.
type Me struct {
	ID            string `json:"id"`
	Email         string `json:"email"`
	EmailVerified bool   `json:"email_verified"`
	FirstName     string `json:"first_name"`
	LastName      string `json:"last_name"`
	Phone         string `json:"phone"`
	Locale        string `json:"locale"`
}

// AddressBook is a customer's addresses.
type AddressBook struct {
	Items []Entry `json:"items"`
}

type registerInput struct {
	Body struct {
		Email     string `json:"email" minLength:"1" maxLength:"254"`
		Password  string `json:"password" minLength:"1" maxLength:"1000"`
		FirstName string `json:"first_name,omitempty" maxLength:"100"`
		LastName  string `json:"last_name,omitempty" maxLength:"100"`
		Locale    string `json:"locale,omitempty" maxLength:"35" doc:"Of the mail."`
	}
}

type confirmInput struct {
	Agent string `header:"User-Agent" hidden:"true"`
	Body  struct {
		Token    string `json:"token" minLength:"1" maxLength:"100" doc:"From the mail."`
		Password string `json:"password" minLength:"1" maxLength:"1000" doc:"The one chosen when registering."`
		CartID   string `json:"cart_id,omitempty" maxLength:"60" doc:"A guest cart to bring along."`
	}
}

type profileInput struct {
	Body struct {
		FirstName opt.Field[string] `json:"first_name,omitzero" maxLength:"100"`
		LastName  opt.Field[string] `json:"last_name,omitzero" maxLength:"100"`
		Phone     opt.Field[string] `json:"phone,omitzero" maxLength:"32"`
		Locale    opt.Field[string] `json:"locale,omitzero" maxLength:"35"`
	}
}

// EditAddress is the body of an address; every member is one of its fields.
type EditAddress struct {
	FirstName       string `json:"first_name,omitempty" maxLength:"200"`
	LastName        string `json:"last_name,omitempty" maxLength:"200"`
	Company         string `json:"company,omitempty" maxLength:"200"`
	Line1           string `json:"line1,omitempty" maxLength:"400"`
	Line2           string `json:"line2,omitempty" maxLength:"400"`
	City            string `json:"city,omitempty" maxLength:"200"`
	Region          string `json:"region,omitempty" maxLength:"200"`
	Postcode        string `json:"postcode,omitempty" maxLength:"40"`
	Country         string `json:"country" minLength:"2" maxLength:"2" doc:"ISO 3166 code." example:"US"`
	Phone           string `json:"phone,omitempty" maxLength:"60"`
	DefaultShipping bool   `json:"default_shipping,omitempty"`
	DefaultBilling  bool   `json:"default_billing,omitempty"`
}

func (b EditAddress) save(id string) SaveAddress {
	return SaveAddress{ID: id, DefaultShipping: b.DefaultShipping, DefaultBilling: b.DefaultBilling, Address: address.Address{FirstName: b.FirstName,
		LastName: b.LastName, Company: b.Company, Line1: b.Line1, Line2: b.Line2, City: b.City, Region: b.Region, Postcode: b.Postcode, Country: b.Country, Phone: b.Phone}}
}

type addAddressInput struct{ Body EditAddress }

type replaceAddressInput struct {
	ID   string `path:"id" maxLength:"40"`
	Body EditAddress
}

type addressInput struct {
	ID string `path:"id" maxLength:"40"`
}

func (s *Service) me(ctx context.Context, c Customer) (*httpx.Body[Me], error) {
	a, err := s.identity.Get(ctx, s.db, actor.From(ctx).AccountID)
	return httpx.Answer(Me{ID: c.ID, Email: a.Email, EmailVerified: a.EmailVerified, FirstName: c.FirstName, LastName: c.LastName, Phone: c.Phone, Locale: c.Locale}, err)
}

// RegisterSite adds the shoppers' operations.
func (s *Service) RegisterSite(api huma.API) {
	tags := []string{"Account"}
	httpx.Register(api, httpx.Op{ID: "auth-register", Method: httpx.POST, Path: "/auth/register", Summary: "Ask for an account; a mail says how to finish, also to who has one", Tags: []string{"Log-in"}, Perm: actor.Public, Status: http.StatusAccepted, Limit: httpx.LimitLogin},
		func(ctx context.Context, in *registerInput) (*httpx.None, error) {
			b := in.Body
			return &httpx.None{}, s.Register(ctx, Register{Email: b.Email, Password: b.Password, FirstName: b.FirstName, LastName: b.LastName, Locale: b.Locale})
		})
	httpx.Register(api, httpx.Op{ID: "auth-confirm-registration", Method: httpx.POST, Path: "/auth/register/confirm", Summary: "Create the account with the mailed token and log in", Tags: []string{"Log-in"}, Perm: actor.Public, Status: http.StatusCreated, Secret: true, Limit: httpx.LimitLogin},
		func(ctx context.Context, in *confirmInput) (*identity.SignedIn, error) {
			v, err := s.Confirm(ctx, Confirm{Token: in.Body.Token, Password: in.Body.Password, CartID: in.Body.CartID, UserAgent: in.Agent})
			return s.identity.Answer(ctx, v, err)
		})
	httpx.Register(api, httpx.Op{ID: "me-get", Method: httpx.GET, Path: "/me", Summary: "Who you are", Tags: tags, Perm: actor.Self},
		func(ctx context.Context, _ *struct{}) (*httpx.Body[Me], error) {
			c, err := s.Mine(ctx, s.db)
			if err != nil {
				return nil, err
			}
			return s.me(ctx, c)
		})
	httpx.Register(api, httpx.Op{ID: "me-update", Method: httpx.PATCH, Path: "/me", Summary: "Change your profile", Tags: tags, Perm: actor.Self},
		func(ctx context.Context, in *profileInput) (*httpx.Body[Me], error) {
			c, err := s.UpdateMine(ctx, Profile{FirstName: in.Body.FirstName, LastName: in.Body.LastName, Phone: in.Body.Phone, Locale: in.Body.Locale})
			if err != nil {
				return nil, err
			}
			return s.me(ctx, c)
		})
	s.registerAddresses(api, tags)
}

func (s *Service) registerAddresses(api huma.API, tags []string) {
	httpx.Register(api, httpx.Op{ID: "me-addresses-list", Method: httpx.GET, Path: "/me/addresses", Summary: "Your address book", Tags: tags, Perm: actor.Self},
		func(ctx context.Context, _ *struct{}) (*httpx.Body[AddressBook], error) {
			all, err := s.Addresses(ctx, s.db)
			return httpx.Answer(AddressBook{Items: all}, err)
		})
	httpx.Register(api, httpx.Op{ID: "me-addresses-create", Method: httpx.POST, Path: "/me/addresses", Summary: "Add an address", Tags: tags, Perm: actor.Self, Status: http.StatusCreated},
		func(ctx context.Context, in *addAddressInput) (*httpx.Body[Entry], error) {
			return httpx.Answer(httpx.Once(ctx, s.db, s.clock, func(ctx context.Context, tx db.Tx) (Entry, error) {
				return s.SaveAddressTx(ctx, tx, in.Body.save(""))
			}))
		})
	httpx.Register(api, httpx.Op{ID: "me-addresses-update", Method: httpx.PUT, Path: "/me/addresses/{id}", Summary: "Replace an address", Tags: tags, Perm: actor.Self},
		func(ctx context.Context, in *replaceAddressInput) (*httpx.Body[Entry], error) {
			return httpx.Answer(s.SaveAddress(ctx, in.Body.save(in.ID)))
		})
	httpx.Register(api, httpx.Op{ID: "me-addresses-delete", Method: httpx.DELETE, Path: "/me/addresses/{id}", Summary: "Delete an address", Tags: tags, Perm: actor.Self},
		func(ctx context.Context, in *addressInput) (*httpx.None, error) {
			return &httpx.None{}, s.DeleteAddress(ctx, in.ID)
		})
}
