package sandbox

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/shop/payment"
)

func FuzzParseWebhook(f *testing.F) {
	s := &Sandbox{c: Config{Secret: []byte("a secret for tests only")}}
	at := time.Unix(1_772_000_000, 0)
	raw := []byte(`{"event_id":"evt_1","total":5}`)
	f.Add(s.Sign(raw, at), raw)
	for _, sig := range []string{"", "t=,v1=", "t=1,v1=00", "t=99999999999999999999,v1=", "v1=00,t=1", "t=1772000000,v1=zz", "t=-1,v1=,v1=", "t=+1772000000,v1="} {
		f.Add(sig, raw)
	}
	f.Fuzz(func(t *testing.T, signature string, raw []byte) {
		fact, err := s.ParseWebhook(map[string][]string{SignatureHeader: {signature}}, raw, at)
		if err != nil {
			if !errors.Is(err, payment.ErrBadWebhook) {
				t.Errorf("%q: %v", signature, err)
			}
		} else if s.Sign(raw, at) != signature || fact.EventID == "" || fact.Total < 0 {
			t.Errorf("%q passed: %+v", signature, fact)
		}
		// Signed, the same bytes are still only as good as what they say.
		if fact, err = s.ParseWebhook(map[string][]string{SignatureHeader: {s.Sign(raw, at)}}, raw, at); err == nil && (!json.Valid(raw) || fact.EventID == "" || fact.Total < 0) {
			t.Errorf("%q passed: %+v", raw, fact)
		}
	})
}
