package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestAProductIsConvertedTheSameEachTime(t *testing.T) {
	in := `{"id":"12","name":"dv7","title":"HP \"dv7\" <notebook>","ean":["0884420588030"],"short_description":"4 GB & more","supplier":"HP","price":10995,` +
		`"attr_t_colour":"Sil\u0007ver\u200b","attr_n_display_diagonal":17.0,"attr_b_touchscreen":false,"attr_b_bluetooth":true,"img_high":"http://images.icecat.biz/x.jpg"}`
	want := `{"store":"gadgets","external_id":"icecat-12","handle":"hp-dv7-12","title":"HP \"dv7\" <notebook>","description_html":"<p>4 GB &amp; more</p>","status":"active","vendor":"HP",` +
		`"attributes":[{"code":"colour","name":"Colour","value":"Silver"},{"code":"display_diagonal","name":"Display diagonal","value":"17"},{"code":"bluetooth","name":"Bluetooth","value":"Yes"}],` +
		`"variants":[{"sku":"ICE-12","barcode":"0884420588030","price":{"amount":10995,"currency":"EUR"},"stock":44}]}` + "\n"
	for range 3 {
		var out bytes.Buffer
		if err := convert(strings.NewReader(in), &out, "gadgets", "EUR"); err != nil {
			t.Fatal(err)
		}
		if out.String() != want {
			t.Fatalf("\n got %s\nwant %s", out.String(), want)
		}
	}
}

func TestABrokenLineIsNamed(t *testing.T) {
	for _, in := range []string{"{}\n", "\n{\"id\":", `{"id":"1","title":"x","price":"dear"}`} {
		if err := convert(strings.NewReader(in), &bytes.Buffer{}, "", "USD"); err == nil || !strings.Contains(err.Error(), "line ") {
			t.Errorf("%q: %v", in, err)
		}
	}
}
