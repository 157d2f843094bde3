package api_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/serve/api"
	"github.com/haatshop/haat/internal/shop/identity"
	"github.com/haatshop/haat/internal/shop/identity/identitytest"
)

func TestEachKeyHasALimitOfItsOwn(t *testing.T) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) {
		s := open(t, d, func(d *api.Deps) {
			d.Limits = api.Limits{General: httpx.Rate{N: 3, Per: time.Minute}, Nodes: 1}
		})
		o := s.owner()
		key := func() map[string]string {
			got := s.do(call{method: "POST", path: store + "/keys", as: o, body: map[string]any{"name": "till", "permissions": []string{"sellers.manage"}, "password": identitytest.Password}}).want(201, "")
			var made identity.KeySecret
			if err := json.Unmarshal(got.raw, &made); err != nil {
				t.Fatal(err)
			}
			return map[string]string{"Authorization": "Bearer " + made.Secret}
		}
		one, two := key(), key()
		for range 3 {
			if got := s.do(call{method: "GET", path: store + "/sellers", header: one}).want(200, ""); got.Header.Get("RateLimit") == "" || got.Header.Get("RateLimit-Policy") != `"general";q=3;w=60` {
				t.Error(got.Header)
			}
		}
		if got := s.do(call{method: "GET", path: store + "/sellers", header: one}).want(429, "request.too_many"); got.Header.Get("Retry-After") != "20" {
			t.Error(got.Header)
		}
		s.do(call{method: "GET", path: store + "/sellers", header: two}).want(200, "")
		s.do(call{method: "GET", path: store + "/sellers", as: o}).want(200, "") // its maker neither
		s.do(call{method: "GET", path: site + "/stores", header: one}).want(401, "identity.key_elsewhere")
	})
}
