package fuzzapi

import (
	"encoding/json"
	"math/rand/v2"
	"regexp"
	"strings"
	"sync"
)

// pool holds what answers showed, by the name under which requests ask for it.
// It is shared by all callers: everybody tries everybody's ids.
type pool struct {
	mu     sync.Mutex
	values map[string][]string
	orders []seenOrder
}

// seenOrder is an order as its staff sees it, with the secret of its guest.
type seenOrder struct {
	ID, Token string
	Stores    []struct{ ID string }
	Lines     []struct {
		ID           string
		StoreOrderID string `json:"store_order_id"`
		Quantity     int64
	}
}

const keep = 200 // values of one name

func newPool() *pool { return &pool{values: map[string][]string{}} }

func (p *pool) add(name, value string) {
	if value == "" || len(value) > 300 || strings.Contains(value, privateMark) {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	list := p.values[name]
	for _, v := range list[max(0, len(list)-20):] {
		if v == value {
			return
		}
	}
	if len(list) >= keep {
		list = list[keep/4:]
	}
	p.values[name] = append(list, value)
}

// pick returns a value seen under the name, newer ones more often.
func (p *pool) pick(r *rand.Rand, name string) (string, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	list := p.values[name]
	if len(list) == 0 {
		return "", false
	}
	if r.IntN(2) == 0 {
		list = list[max(0, len(list)-8):]
	}
	return list[r.IntN(len(list))], true
}

// take returns the oldest value under the name and forgets it.
func (p *pool) take(name string) (string, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	list := p.values[name]
	if len(list) == 0 {
		return "", false
	}
	p.values[name] = list[1:]
	return list[0], true
}

func (p *pool) order(r *rand.Rand) (seenOrder, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.orders) == 0 {
		return seenOrder{}, false
	}
	return p.orders[max(0, len(p.orders)-1-r.IntN(12))], true
}

func (p *pool) addOrder(o seenOrder) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.orders = append(p.orders, o)
	if len(p.orders) > keep {
		p.orders = p.orders[keep/4:]
	}
}

var anID = regexp.MustCompile(`^[a-z]+_[0-9a-z]{20,}$`)

// harvest keeps what an answer shows. collection is the path of the
// operation up to its first parameter: the answer's ids belong there.
func (p *pool) harvest(collection string, body []byte) {
	var v any
	if json.Unmarshal(body, &v) != nil {
		return
	}
	p.walk(collection, v)
	if list, ok := v.(map[string]any)["items"].([]any); ok {
		for _, it := range list {
			p.own(collection, it)
		}
	}
	p.own(collection, v)
}

// own keeps the ids of a document itself, as its collection's.
func (p *pool) own(collection string, v any) {
	m, _ := v.(map[string]any)
	for _, name := range []string{"id", "handle", "code"} {
		if s, ok := m[name].(string); ok {
			p.add(collection, s)
		}
	}
}

func (p *pool) walk(parent string, v any) {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			p.walk(strings.TrimSuffix(parent, "s"), x)
		}
	case map[string]any:
		for name, x := range v {
			if s, ok := x.(string); ok && len(name) < 40 {
				p.add(name, s)
				if name == "id" && anID.MatchString(s) {
					p.add(parent+"_id", s)
					p.add(s[:strings.IndexByte(s, '_')]+"_", s) // by prefix: "var_"
				}
			} else {
				p.walk(name, x)
			}
		}
	}
}
