package audit

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"time"
	"unicode/utf8"

	"github.com/haatshop/haat/internal/kit/errs"
)

// Changes are the members that differ. Before is empty for something new,
// After for something deleted.
type Changes struct {
	Before map[string]any `json:"before"`
	After  map[string]any `json:"after"`
}

// Entry is one row of the audit.
type Entry struct {
	ID        string    `json:"id"`
	At        time.Time `json:"at"`
	ActorKind string    `json:"actor_kind"`
	ActorID   string    `json:"actor_id"`
	Network   string    `json:"network"`
	Entity    string    `json:"entity"`
	EntityID  string    `json:"entity_id"`
	StoreID   string    `json:"store_id"`
	Action    string    `json:"action"`
	Changes   Changes   `json:"changes"`
	RequestID string    `json:"request_id"`
	Seq       *int64    `json:"seq" doc:"The place in the sealed chain; null for the newest, which are not sealed yet."`
	Hash      string    `json:"hash"`
	// Names are looked up when the entry is read and no part of the chain.
	ActorName  string `json:"actor_name,omitempty" doc:"How the member or API key is called now; absent when nobody knows."`
	EntityName string `json:"entity_name,omitempty" doc:"How the thing is called now; absent when it is gone or the caller may not know."`
}

// ErrBroken is returned when the chain does not hold.
var ErrBroken = errs.New(errs.Conflict, "audit.broken", "The audit log was changed from outside.")

// secret finds members whose value must not be kept.
var secret = regexp.MustCompile(`(?i)passw|secret|token|hash|api_?key|private|cvc|iban`)

const (
	masked  = "•••"
	maxText = 20_000
)

// diff keeps what differs, masked (A3).
func diff(before, after any) (Changes, error) {
	b, err := members(before)
	if err != nil {
		return Changes{}, err
	}
	a, err := members(after)
	if err != nil {
		return Changes{}, err
	}
	for name, v := range b {
		if w, ok := a[name]; ok && reflect.DeepEqual(v, w) {
			delete(b, name)
			delete(a, name)
		}
	}
	return Changes{Before: mask(b), After: mask(a)}, nil
}

// members reads a value as the JSON object it marshals to.
func members(v any) (map[string]any, error) {
	out := map[string]any{}
	if v == nil {
		return out, nil
	}
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("audit: %w", err)
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber() // amounts beyond 2^53 stay what they are
	if err := d.Decode(&out); err != nil {
		return nil, fmt.Errorf("audit: an entry must be an object: %w", err)
	}
	if out == nil { // a nil pointer marshals to null
		out = map[string]any{}
	}
	return out, nil
}

func mask(m map[string]any) map[string]any {
	for name, v := range m {
		if secret.MatchString(name) {
			m[name] = masked
			continue
		}
		m[name] = tidy(v)
	}
	return m
}

func tidy(v any) any {
	switch x := v.(type) {
	case map[string]any:
		return mask(x)
	case []any:
		for i := range x {
			x[i] = tidy(x[i])
		}
	case string:
		if len(x) > maxText {
			cut := maxText
			for !utf8.RuneStart(x[cut]) {
				cut--
			}
			return x[:cut] + "…"
		}
	}
	return v
}

// sum is the hash of an entry after another (A4). Every member is part of it,
// each with its length, so that moving text between members shows too.
func (e Entry) sum(prev string) (string, error) {
	changes, err := json.Marshal(e.Changes) // maps marshal in key order
	if err != nil {
		return "", fmt.Errorf("audit: %w", err)
	}
	h := sha256.New()
	for _, part := range []string{prev, e.ID, fmt.Sprint(e.At.UnixMicro()), e.ActorKind, e.ActorID, e.Network, e.Entity, e.EntityID, e.StoreID, e.Action, string(changes), e.RequestID} {
		fmt.Fprintf(h, "%d:%s\n", len(part), part)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
