package storefront

import (
	"github.com/haatshop/haat/internal/shop/customer"
)

// addressBook is the visitor's own.
func (v *visit) addressBook() ([]saved, error) {
	entries, err := v.s.customer.Addresses(v.ctx(), v.s.db)
	if err != nil {
		return nil, err
	}
	out := make([]saved, len(entries))
	for i, e := range entries {
		out[i] = saved{id: e.ID, address: e.Address, usual: e.DefaultShipping}
	}
	return out, nil
}

func (v *visit) putAddress(s saved) error {
	_, err := v.s.customer.SaveAddress(v.ctx(), customer.SaveAddress{ID: s.id, Address: s.address, DefaultShipping: s.usual, DefaultBilling: s.usual})
	return err
}

func (v *visit) dropAddress(id string) error { return v.s.customer.DeleteAddress(v.ctx(), id) }
