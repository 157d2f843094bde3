package sandbox

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/payment"
)

// seal writes a session as a reference only we can have written.
func (s *Sandbox) seal(v session) string {
	raw, err := json.Marshal(v)
	if err != nil {
		panic("sandbox: a session of plain fields does not marshal: " + err.Error())
	}
	body := base64.RawURLEncoding.EncodeToString(raw)
	return body + "." + base64.RawURLEncoding.EncodeToString(s.mac("session", body)[:16])
}

func (s *Sandbox) open(ref string) (session, error) {
	body, tag, _ := strings.Cut(ref, ".")
	given, err := base64.RawURLEncoding.DecodeString(tag)
	if err != nil || !hmac.Equal(given, s.mac("session", body)[:16]) {
		return session{}, errors.New("sandbox: not a reference of ours")
	}
	raw, err := base64.RawURLEncoding.DecodeString(body)
	if err != nil {
		return session{}, err
	}
	var v session
	return v, json.Unmarshal(raw, &v)
}

// The choices of the page.
const (
	choiceSuccess = "success"
	choiceDecline = "decline"
	choiceDelayed = "delayed"
	choiceLeave   = "leave"
)

// Handler is the hosted page: GET shows it, POST takes the shopper's choice. Mount it at
// PagePath.
func (s *Sandbox) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ref := strings.TrimPrefix(r.URL.Path, s.c.PagePath)
		v, err := s.open(ref)
		if err != nil || s.far != nil {
			http.NotFound(w, r)
			return
		}
		switch r.Method {
		case http.MethodGet, http.MethodHead:
			s.show(w, v)
		case http.MethodPost:
			s.choose(w, r, ref, v)
		default:
			w.Header().Set("Allow", "GET, POST")
			http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		}
	})
}

func (s *Sandbox) show(w http.ResponseWriter, v session) {
	var page bytes.Buffer
	err := pageTemplate.Execute(&page, map[string]any{
		"CSS": template.CSS(pageCSS), "Number": v.OrderNumber, "Amount": money.New(v.Amount, v.Currency).Decimal() + " " + string(v.Currency),
	})
	if err != nil {
		s.c.Log.Error("sandbox: page", "error", err)
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src '"+cssHash()+"'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
	_, _ = w.Write(page.Bytes()) // a shopper who went away reads nothing
}

// choose makes the choice true and sends the shopper back. Success and decline are
// announced before the shopper returns when the shop answers quickly; either way the
// announcement is tried until it is taken.
func (s *Sandbox) choose(w http.ResponseWriter, r *http.Request, ref string, v session) {
	r.Body = http.MaxBytesReader(w, r.Body, 4<<10)
	fact := payment.Fact{PaymentID: v.PaymentID, ProviderRef: ref, Total: v.Amount, Currency: v.Currency}
	var after time.Duration
	switch r.FormValue("choice") {
	case choiceSuccess:
		fact.Kind = payment.SaysCaptured
	case choiceDelayed:
		fact.Kind, after = payment.SaysCaptured, s.c.Delay
	case choiceDecline:
		fact.Kind, fact.Total, fact.Reason = payment.SaysFailed, 0, "The card was declined."
	case choiceLeave:
		s.back(w, r, v)
		return
	default:
		http.Error(w, "choose success, decline, delayed or leave", http.StatusBadRequest)
		return
	}
	fact.EventID = eventID(ref, fact.Kind)
	announced := s.announce(fact, after, v.Webhook)
	if after == 0 {
		select {
		case <-announced:
		case <-time.After(3 * time.Second):
		case <-r.Context().Done():
		}
	}
	s.back(w, r, v)
}

// eventID is the same for the same outcome, however often a shopper presses the button.
func eventID(ref string, kind payment.Kind) string {
	sum := sha256.Sum256([]byte(ref + "\x00" + string(kind)))
	return "sbxe_" + hex.EncodeToString(sum[:12])
}

// back returns the shopper to the shop. The address was signed by us, and still only a
// path or an http address is followed.
func (s *Sandbox) back(w http.ResponseWriter, r *http.Request, v session) {
	u, err := url.Parse(v.ReturnURL)
	if err != nil || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" {
		http.Error(w, "no way back", http.StatusBadRequest)
		return
	}
	http.Redirect(w, r, v.ReturnURL, http.StatusSeeOther)
}

// Tries of one webhook, and the pause before each.
const (
	tries     = 30
	firstWait = 200 * time.Millisecond
	longWait  = 5 * time.Second // a shop that is away for two minutes still hears of it
)

// announce delivers a fact after a pause, until the shop takes it, and then once more:
// providers deliver at least once. The channel closes when it was taken first, or given up.
func (s *Sandbox) announce(f payment.Fact, after time.Duration, to string) <-chan struct{} {
	if to == "" {
		to = s.c.WebhookURL()
	}
	taken := make(chan struct{})
	s.wg.Go(func() {
		defer close(taken)
		if !s.sleep(after) {
			return
		}
		s.remember(f)
		wait := firstWait
		for range tries {
			err := s.deliver(f, to)
			if err == nil {
				s.wg.Go(func() { s.again(f, to) })
				return
			}
			s.c.Log.Warn("sandbox: webhook was not taken", "event_id", f.EventID, "error", err)
			if !s.sleep(wait) {
				return
			}
			wait = min(3*wait, longWait)
		}
	})
	return taken
}

// again is the duplicate; nobody waits for it.
func (s *Sandbox) again(f payment.Fact, to string) {
	if s.sleep(firstWait) {
		if err := s.deliver(f, to); err != nil {
			s.c.Log.Warn("sandbox: duplicate webhook was not taken", "event_id", f.EventID, "error", err)
		}
	}
}

func (s *Sandbox) sleep(d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-s.ctx.Done():
		return false
	}
}

func (s *Sandbox) deliver(f payment.Fact, to string) error {
	raw, err := json.Marshal(f)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(s.ctx, 10*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(raw))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set(SignatureHeader, s.Sign(raw, s.c.Clock.Now()))
	resp, err := s.c.Client.Do(req)
	if err != nil {
		return err
	}
	if err := resp.Body.Close(); err != nil {
		return err
	}
	if resp.StatusCode/100 != 2 {
		return fmt.Errorf("status %d", resp.StatusCode)
	}
	return nil
}

const pageCSS = `body{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:3rem auto;padding:0 1rem;color:#1d2230;background:#f6f5f2}
main{background:#fff;border:1px solid #d9d6cf;border-radius:12px;padding:1.5rem}
h1{font-size:1.2rem;margin:0 0 .25rem}p{margin:.25rem 0 1rem}strong{font-size:1.5rem}
button{display:block;width:100%;font:inherit;padding:.7rem;margin:.5rem 0;border-radius:8px;border:1px solid #555;background:#fff;cursor:pointer}
button.primary{background:#1d5c4b;border-color:#1d5c4b;color:#fff}small{color:#5a6070}`

func cssHash() string {
	sum := sha256.Sum256([]byte(pageCSS))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

var pageTemplate = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Sandbox payment</title><style>{{.CSS}}</style></head>
<body><main><h1>Sandbox payment</h1><p>Order {{.Number}}<br><strong>{{.Amount}}</strong></p>
<form method="post">
<button class="primary" name="choice" value="success">Pay</button>
<button name="choice" value="delayed">Pay, but tell the shop later</button>
<button name="choice" value="decline">Decline the card</button>
<button name="choice" value="leave">Leave without paying</button>
</form><small>This is a demonstration. No money moves and no card is asked for.</small></main></body></html>
`))
