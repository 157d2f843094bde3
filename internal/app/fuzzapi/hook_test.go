package fuzzapi

import "net/http"

// hookOp stands for the door of payment providers, which no document lists.
var hookOp = &operation{ID: "hook", Perm: "public", doc: &document{name: "hooks", base: "/api/v1/hooks"}, method: http.MethodPost, path: "/{provider}"}

// hook sends what no provider signed.
func (w *worker) hook() {
	d := &draft{op: hookOp, method: http.MethodPost, path: map[string]string{"provider": one(w.g, "sandbox", "stripe", "cod", w.g.text())}, header: map[string]string{}}
	if d.path["provider"] == "" {
		d.path["provider"] = "sandbox"
	}
	d.raw = []byte(one(w.g, "", "{}", "null", `{"id":"evt_1","type":"captured","amount":1}`, w.g.text(), "\x00\xff"))
	for _, name := range []string{"Sandbox-Signature", "Webhook-Signature"} {
		d.header[name] = one(w.g, "", "t=1,v1=00", "t=99999999999999999999,v1=", "v1=zz", "=,=,", "t=-1")
	}
	d.target = d.targetOf() // it has no schema to be held against
	w.send(w.caller("nobody"), d)
}
