package attacks_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/haatshop/haat/internal/app/apptest"
)

// operation is a route as its document declares it.
type operation struct{ api, id, method, path, perm string }

var pathParam = regexp.MustCompile(`\{[a-z_]+\}`)

// operations are all routes of both APIs.
func operations(t *testing.T, h *house) []operation {
	t.Helper()
	docs, err := h.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	var out []operation
	for _, api := range []string{"site", "store"} {
		var doc struct {
			Paths map[string]map[string]struct {
				ID   string `json:"operationId"`
				Perm string `json:"x-haat-permission"`
			}
		}
		if err := json.Unmarshal(docs[api+".json"], &doc); err != nil {
			t.Fatal(err)
		}
		for path, item := range doc.Paths {
			for method, op := range item {
				if op.ID != "" {
					out = append(out, operation{api, op.ID, strings.ToUpper(method), path, op.Perm})
				}
			}
		}
	}
	return out
}

// publicly are the operations that answer without a log-in. A new one is put
// here by hand, by somebody who means it.
var publicly = func() map[string]bool {
	out := map[string]bool{}
	for api, ids := range map[string]string{
		"site": `auth-confirm-registration auth-login auth-logout auth-refresh auth-register auth-request-reset auth-reset auth-verify-email carts-create carts-get carts-lines-add carts-lines-remove carts-lines-update
			carts-payment-methods carts-place carts-shipping carts-shipping-options carts-update categories-list collections-get collections-list hits-record home-get orders-events orders-get orders-pay
			orders-payment-methods orders-shipments orders-track pages-get products-get products-list search search-suggest settings-get stores-get stores-list`,
		"store": `auth-login auth-logout auth-refresh auth-request-reset auth-reset auth-verify-email setup`,
	} {
		for _, id := range strings.Fields(ids) {
			out[api+" "+id] = true
		}
	}
	return out
}()

// peek2 asks with any method, without waiting for the end of a stream.
func peek2(c *apptest.Client, method, path string) apptest.Answer {
	if strings.HasSuffix(path, "/events") {
		return c.Peek(path)
	}
	var body any
	if method != "GET" && method != "DELETE" {
		body = map[string]any{}
	}
	return c.Do(method, path, body)
}
