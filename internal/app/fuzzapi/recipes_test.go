package fuzzapi

import (
	"strings"

	"github.com/haatshop/haat/internal/app/apptest"
)

type object = map[string]any

type list = []any

// recipe fills a draft with what is known to do something.
type recipe func(g *gen, d *draft)

// seen is a harvested value, or one that names nothing.
func (g *gen) seen(names ...string) string {
	for _, n := range names {
		if v, ok := g.pool.pick(g.r, n); ok {
			return v
		}
	}
	return "nothing"
}

func body(make func(g *gen) object) recipe {
	return func(g *gen, d *draft) { d.body = make(g) }
}

// ofOrder names an order and gives the body that fits it.
func ofOrder(make func(g *gen, o seenOrder) any) recipe {
	return func(g *gen, d *draft) {
		o, ok := g.pool.order(g.r)
		if !ok {
			return
		}
		d.path["id"] = o.ID
		if d.op.doc.name == "site" && g.chance(90) {
			d.header["Haat-Order-Token"] = o.Token
		}
		if make != nil {
			d.body = make(g, o)
		}
	}
}

func because(g *gen, _ seenOrder) any { return object{"reason": "because " + g.next()} }

func zone(g *gen) object {
	return object{"name": "Zone " + g.next(), "places": list{object{"country": "NP", "postcode_prefix": g.next()}}, "rates": list{object{
		"name": "Post", "active": true, "days_min": 1, "days_max": 4, "tariffs": list{object{"currency": "USD", "bands": list{object{"up_to_grams": 1000, "amount": 500}, object{"amount": 900}}}}}}}
}

func taxZone(g *gen) object {
	return object{"name": "Tax " + g.next(), "areas": list{object{"country": "NP", "postcode": g.next()}}, "rates": list{object{"name": "VAT", "rate": "0.13"}}}
}

func product(g *gen) object {
	return object{"store_id": g.seen("store_id"), "title": "Thing " + g.next(), "status": "active", "description_html": "<p>Good</p>", "tags": list{"a", "b"},
		"options": list{object{"name": "Size", "values": list{"S", "L"}}}, "attributes": list{object{"code": "material", "name": "Material", "value": "Clay"}},
		"variants": list{object{"option_values": list{"S"}, "sku": "S" + g.next(), "stock": 10, "prices": list{object{"currency": "USD", "amount": 1000}}},
			object{"option_values": list{"L"}, "stock": 10, "prices": list{object{"currency": "USD", "amount": 1500}}}}}
}

// recipes are by document and operation.
var recipes = map[string]recipe{
	"site.carts-create": body(func(g *gen) object {
		return one(g, object{}, object{"currency": "USD", "locale": "ne", "country": "NP"})
	}),
	"site.carts-lines-add": body(func(g *gen) object { return object{"variant_id": g.seen("var_"), "quantity": 1 + g.r.IntN(3)} }),
	"site.carts-update": body(func(g *gen) object {
		return object{"email": "g" + g.next() + "@fuzz.example", "shipping_address": apptest.Address(), "note": "leave it at the door"}
	}),
	"site.me-addresses-create": body(func(*gen) object { return apptest.Address() }),
	"site.me-addresses-update": body(func(*gen) object { return apptest.Address() }),
	"site.me-update":           body(func(*gen) object { return object{"first_name": "Ada", "locale": "ar"} }),
	"site.hits-record":         body(func(*gen) object { return object{"items": list{object{"kind": "page_view", "path": "/"}}} }),
	"site.auth-register": body(func(g *gen) object {
		return object{"email": "n" + g.next() + "@fuzz.example", "password": apptest.Password}
	}),
	"site.auth-confirm-registration": body(func(g *gen) object {
		return object{"token": g.seen("mailed register/confirm", "mailed token"), "password": apptest.Password}
	}),
	"store.keys-create": body(aKey),
	"store.keys-rotate": body(func(*gen) object { return object{"password": apptest.Password} }),
	"site.auth-login":   body(func(*gen) object { return object{"email": customerEmail, "password": apptest.Password} }),
	"store.auth-login": body(func(g *gen) object {
		return object{"email": one(g, apptest.MemberA, apptest.MemberB), "password": apptest.Password}
	}),
	"site.auth-refresh":         body(func(g *gen) object { return object{"refresh_token": g.seen("site refresh_token")} }),
	"store.auth-refresh":        body(func(g *gen) object { return object{"refresh_token": g.seen("store refresh_token")} }),
	"site.auth-change-password": changePassword, "store.auth-change-password": changePassword,
	"site.auth-change-email": changeEmail, "store.auth-change-email": changeEmail,
	"site.auth-reset": reset, "store.auth-reset": reset,
	"site.auth-verify-email": verify, "store.auth-verify-email": verify,
	"site.orders-get": ofOrder(nil), "site.orders-events": ofOrder(nil), "site.orders-payment-methods": ofOrder(nil), "site.orders-shipments": ofOrder(nil),
	"site.orders-pay":   ofOrder(func(*gen, seenOrder) any { return object{"payment_method": "sandbox"} }),
	"site.orders-track": body(func(g *gen) object { return object{"number": g.seen("number"), "email": g.seen("email")} }),
	"store.orders-get":  ofOrder(nil), "store.orders-shipments-list": ofOrder(nil), "store.orders-mark-paid": ofOrder(nil), "store.orders-release": ofOrder(nil),
	"store.orders-confirm": ofOrder(func(g *gen, o seenOrder) any {
		return one(g, object{}, object{"store_order_ids": list{one(g, o.Stores...).ID}})
	}),
	"store.orders-cancel": ofOrder(func(g *gen, o seenOrder) any {
		return one(g, object{"reason": "no"}, object{"reason": "no", "restock": true, "store_order_ids": list{one(g, o.Stores...).ID}})
	}),
	"store.orders-hold":         ofOrder(because),
	"store.orders-notes-create": ofOrder(func(g *gen, _ seenOrder) any { return object{"text": "note " + g.next()} }),
	"store.orders-shipments-create": ofOrder(func(g *gen, o seenOrder) any {
		line := one(g, o.Lines...)
		return one(g, object{"store_order_id": one(g, o.Stores...).ID, "carrier": "Post", "tracking_number": "T1"},
			object{"store_order_id": line.StoreOrderID, "lines": list{object{"line_id": line.ID, "quantity": 1}}})
	}),
	"store.payments-list": func(g *gen, d *draft) {
		if o, ok := g.pool.order(g.r); ok {
			d.query = [][2]string{{"order_id", o.ID}}
		}
	},
	"store.payments-refunds": func(g *gen, d *draft) { d.path["id"] = g.seen("pay_") },
	"store.categories-create": body(func(g *gen) object {
		return object{"name": "Category " + g.next(), "translations": object{"ne": object{"name": "वर्ग", "description": ""}}}
	}),
	"store.categories-update":  body(func(g *gen) object { return object{"name": "Other " + g.next(), "description": "x"} }),
	"store.collections-create": body(func(g *gen) object { return object{"title": "Collection " + g.next()} }),
	"store.collections-update": body(func(g *gen) object { return object{"title": "Other " + g.next(), "description_html": "<p>x</p>"} }),
	"store.pages-create": body(func(g *gen) object {
		return object{"title": "Page " + g.next(), "body_html": "<p>x</p>", "published": true}
	}),
	"store.pages-update":     body(func(g *gen) object { return object{"title": "Other " + g.next(), "published": g.chance(50)} }),
	"store.customers-update": body(func(g *gen) object { return object{"note": "kind " + g.next(), "groups": list{"vip"}} }),
	"store.home-save":        body(func(*gen) object { return object{"sections": list{}} }),
	"store.home-preview":     body(func(*gen) object { return object{"sections": list{}} }),
	"store.inventory-adjust": body(func(g *gen) object {
		return object{"variant_id": g.seen("var_"), "delta": g.r.IntN(40) - 10, "note": "count"}
	}),
	"store.inventory-movements": func(g *gen, d *draft) { d.path["variant_id"] = g.seen("var_") },
	"store.products-create":     body(product),
	"store.products-update": body(func(g *gen) object {
		return one(g, object{"title": "Other " + g.next(), "status": "active"}, object{"description_html": "<b>x</b>", "vendor": "V"}, object{"category_ids": list{g.seen("categories")}})
	}),
	"store.sellers-create": body(func(g *gen) object {
		return object{"name": "Seller " + g.next(), "email": "s" + g.next() + "@seller.example"}
	}),
	"store.sellers-status":  body(func(g *gen) object { return object{"status": one(g, "approved", "approved", "suspended", "rejected")} }),
	"store.settings-update": body(func(*gen) object { return object{"name": "Haat", "support_email": "help@fuzz.example"} }),
	"store.shipping-zones-create": body(func(g *gen) object {
		z := zone(g)
		z["store_id"] = g.seen("store_id")
		return z
	}),
	"store.shipping-zones-save": body(zone),
	"store.stores-create": body(func(g *gen) object {
		return object{"seller_id": g.seen("seller_id"), "handle": "shop-" + strings.ToLower(g.next()), "name": "Shop"}
	}),
	"store.stores-update": body(func(g *gen) object { return object{"description": "Good things " + g.next()} }),
	"store.tax-categories-save": func(g *gen, d *draft) {
		d.path["code"], d.body = "c"+strings.ToLower(g.next()), object{"name": "Category"}
	},
	"store.tax-zones-create": body(taxZone),
	"store.tax-zones-update": body(func(g *gen) object { return object{"name": "Other " + g.next()} }),
	"store.team-add": body(func(g *gen) object {
		return object{"email": "t" + g.next() + "@team.example", "seller_id": g.seen("seller_id"), "role": "staff", "permissions": list{"orders.read"}}
	}),
	"store.media-upload": upload,
	"store.setup": body(func(*gen) object {
		return object{"token": "x", "email": "x@x.example", "password": "long enough", "name": "x"}
	}),
}

func changePassword(_ *gen, d *draft) {
	d.body = object{"current_password": apptest.Password, "new_password": apptest.Password}
}

func changeEmail(g *gen, d *draft) {
	d.body = object{"email": "e" + g.next() + "@fuzz.example", "password": apptest.Password}
}

func reset(g *gen, d *draft) {
	d.body = object{"token": g.seen("mailed reset", "mailed token"), "password": apptest.Password}
}

func verify(g *gen, d *draft) { d.body = object{"token": g.seen("mailed verify", "mailed token")} }

// upload is a picture of one dot.
func upload(_ *gen, d *draft) {
	png := "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\b\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
	d.raw = []byte("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"dot.png\"\r\nContent-Type: image/png\r\n\r\n" + png + "\r\n--x--\r\n")
	d.header["Content-Type"] = "multipart/form-data; boundary=x"
}

// aKey asks for a key that may do little, with the password everybody here has.
func aKey(g *gen) object {
	return object{"name": "key " + g.next(), "seller_id": g.seen("seller_id"), "permissions": list{"orders.read"}, "password": apptest.Password}
}
