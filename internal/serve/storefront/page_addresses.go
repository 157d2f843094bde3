package storefront

import (
	"context"
	"net/http"
	"strings"

	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/serve/storefront/view"
	"github.com/haatshop/haat/internal/shop/cart"
)

// saved is an entry of the visitor's address book.
type saved struct {
	id      string
	address address.Address
	usual   bool
}

// savedAddresses are the address book as choices of the checkout; the one in the cart,
// else the usual one, is marked.
func (v *visit) savedAddresses(p cart.Priced) ([]view.SavedAddress, error) {
	book, err := v.addressBook()
	if err != nil {
		return nil, err
	}
	var out []view.SavedAddress
	for _, s := range book {
		chosen := s.usual && p.ShippingAddress == nil || p.ShippingAddress != nil && *p.ShippingAddress == s.address
		out = append(out, view.SavedAddress{ID: s.id, Text: strings.Join(s.address.Format(v.code), ", "), Selected: chosen})
	}
	return out, nil
}

// savedAddress is the entry a form chose; nil when it chose none.
func (v *visit) savedAddress(id string) (*address.Address, error) {
	if id == "" || v.actor.CustomerID == "" {
		return nil, nil
	}
	book, err := v.addressBook()
	for _, s := range book {
		if s.id == id {
			return &s.address, err
		}
	}
	return nil, err
}

func (v *visit) saveAddresses(cartID, email string, ship, bill address.Address) error {
	return v.s.db.InTx(v.ctx(), func(ctx context.Context, tx db.Tx) error {
		_, err := v.s.cart.UpdateTx(ctx, tx, cartID, cart.Patch{Email: opt.Some(email), ShippingAddress: opt.Some(ship), BillingAddress: opt.Some(bill)})
		return err
	})
}

// addresses draws /account/addresses.
func (v *visit) addresses() error {
	if err := v.needLogIn(); err != nil {
		return err
	}
	l, f, err := v.accountPage(v.t("addresses.title"))
	if err != nil {
		return err
	}
	book, err := v.addressBook()
	if err != nil {
		return err
	}
	p := view.Addresses{Layout: l, AccountFrame: f, NewURL: v.url("/account/addresses/new")}
	for _, s := range book {
		a := v.addressLines(&s.address)
		a.ID, a.Default, a.EditURL = s.id, s.usual, v.url("/account/addresses/"+s.id)
		a.DeleteURL = a.EditURL + "/delete"
		p.Items = append(p.Items, a)
	}
	return v.private(http.StatusOK, p)
}

// newAddress draws and takes /account/addresses/new.
func (v *visit) newAddress() error {
	if err := v.needLogIn(); err != nil {
		return err
	}
	return v.addressEditor(saved{}, v.url("/account/addresses/new"))
}

// editAddress draws and takes /account/addresses/{id}.
func (v *visit) editAddress() error {
	if err := v.needLogIn(); err != nil {
		return err
	}
	id := v.r.PathValue("id")
	book, err := v.addressBook()
	if err != nil {
		return err
	}
	for _, s := range book {
		if s.id == id {
			return v.addressEditor(s, v.url("/account/addresses/"+id))
		}
	}
	return v.notFound()
}

func (v *visit) addressEditor(s saved, action string) error {
	form, status := v.addressForm("", s.address), http.StatusOK
	if v.r.Method == http.MethodPost {
		s.address, s.usual = v.postedAddress(""), v.form("default") != ""
		form = v.addressForm("", s.address)
		if v.form("intent") != "country" {
			ok := v.addressProblems(&form, s.address)
			if ok {
				err := v.putAddress(s)
				if err == nil {
					return v.see(v.urlQuery("/account/addresses", "notice", "saved"))
				}
				if !v.wrong(&form.Form, err, addressField) {
					return err
				}
			}
			status = http.StatusUnprocessableEntity
		}
	}
	l, f, err := v.accountPage(v.t("addresses.title"))
	if err != nil {
		return err
	}
	form.Action = action
	return v.private(status, view.AddressEdit{Layout: l, AccountFrame: f, New: s.id == "", Form: form, Back: v.url("/account/addresses"), Default: s.usual})
}

// addressField maps a room's place to a field of the editor.
func addressField(place string) string { return place[strings.LastIndexByte(place, '.')+1:] }

// deleteAddress takes /account/addresses/{id}/delete.
func (v *visit) deleteAddress() error {
	if err := v.needLogIn(); err != nil {
		return err
	}
	if err := v.dropAddress(v.r.PathValue("id")); err != nil {
		return err
	}
	return v.see(v.url("/account/addresses"))
}
