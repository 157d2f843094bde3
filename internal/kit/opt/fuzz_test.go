package opt_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/haatshop/haat/internal/kit/opt"
)

func FuzzMergePatch(f *testing.F) {
	for _, s := range []string{`{}`, `{"a":null}`, `{"a":"x","b":1}`, `{"b":null,"c":[1,null]}`, `{"a":1}`, `null`, `{"b":1e400}`, `{"c":null,"c":[1]}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var p struct {
			A opt.Field[string]  `json:"a,omitzero"`
			B opt.Field[int64]   `json:"b,omitzero"`
			C opt.Field[[]int64] `json:"c,omitzero"`
		}
		if json.Unmarshal(b, &p) != nil {
			return
		}
		out, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		again := p
		again.A, again.B, again.C = opt.Field[string]{}, opt.Field[int64]{}, opt.Field[[]int64]{}
		if err := json.Unmarshal(out, &again); err != nil || !reflect.DeepEqual(p, again) {
			t.Errorf("%q is %+v, and written again %+v: %v", b, p, again, err)
		}
		kept := "kept"
		p.A.Apply(&kept)
		if !p.A.Given() != (kept == "kept" && !p.A.Given()) || p.A.Cleared() && kept != "" {
			t.Errorf("%q makes %q", b, kept)
		}
	})
}
