package storefront

import (
	"encoding/json"
)

// fragmentMe answers /fragments/me: what a public page leaves out. It is the only
// answer about a visitor that a public page causes.
func (v *visit) fragmentMe() error {
	if err := v.mine(); err != nil {
		return err
	}
	m, err := v.me()
	if err != nil {
		return err
	}
	h := v.w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Type", "application/json")
	return json.NewEncoder(v.w).Encode(struct {
		CartCount int    `json:"cart_count"`
		SignedIn  bool   `json:"signed_in"`
		Name      string `json:"name"`
	}{m.CartCount, m.SignedIn, m.Name})
}
