package apptest

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/kit/dbtest"
)

// Money as the APIs write it.
type Money struct {
	Amount   int64  `json:"amount"`
	Currency string `json:"currency"`
}

// Cart is the part of a cart's document that tests look at.
type Cart struct {
	ID     string `json:"id"`
	Status string `json:"status"`
	Lines  []struct {
		ID        string `json:"id"`
		VariantID string `json:"variant_id"`
		StoreID   string `json:"store_id"`
		Quantity  int64  `json:"quantity"`
		UnitPrice Money  `json:"unit_price"`
		Total     Money  `json:"total"`
		Problems  []struct{ Code string }
	} `json:"lines"`
	Totals struct {
		Subtotal  Money `json:"subtotal"`
		Shipping  Money `json:"shipping"`
		Tax       Money `json:"tax"`
		Total     Money `json:"total"`
		AmountDue Money `json:"amount_due"`
	} `json:"totals"`
	OrderID *string `json:"order_id"`
}

// Order is the part of an order's document that tests look at.
type Order struct {
	ID               string `json:"id"`
	Number           string `json:"number"`
	Status           string `json:"status"`
	PaymentStatus    string `json:"payment_status"`
	FulfilmentStatus string `json:"fulfilment_status"`
	PaymentMethod    string `json:"payment_method"`
	HoldReasons      []string
	Lines            []OrderLine `json:"lines"`
	Stores           []struct {
		ID               string `json:"id"`
		StoreID          string `json:"store_id"`
		Status           string `json:"status"`
		FulfilmentStatus string `json:"fulfilment_status"`
		Total            Money  `json:"total"`
	} `json:"stores"`
	Totals struct {
		Total     Money `json:"total"`
		Paid      Money `json:"paid"`
		Refunded  Money `json:"refunded"`
		AmountDue Money `json:"amount_due"`
	} `json:"totals"`
	Timeline []struct {
		Kind string         `json:"kind"`
		Data map[string]any `json:"data"`
	} `json:"timeline"`
}

// OrderLine is a line of an order.
type OrderLine struct {
	ID           string `json:"id"`
	StoreOrderID string `json:"store_order_id"`
	StoreID      string `json:"store_id"`
	Quantity     int64  `json:"quantity"`
	Fulfilled    int64  `json:"fulfilled"`
	Cancelled    int64  `json:"cancelled"`
	Total        Money  `json:"total"`
}

// States joins the three states of an order.
func (o Order) States() string {
	return o.Status + " " + o.PaymentStatus + " " + o.FulfilmentStatus
}

// Part is a store's part of the order.
func (o Order) Part(t testing.TB, storeID string) string {
	t.Helper()
	for _, p := range o.Stores {
		if p.StoreID == storeID {
			return p.ID
		}
	}
	t.Fatalf("order %s has no part of %s", o.ID, storeID)
	return ""
}

// Placed is the answer to placing and to paying again.
type Placed struct {
	Order      Order  `json:"order"`
	OrderToken string `json:"order_token"`
	NextAction *struct {
		Type string `json:"type"`
		URL  string `json:"url"`
	} `json:"next_action"`
	PaymentProblem bool `json:"payment_problem"`
}

// Site is the base path of the site API, Store of the store API.
const (
	Site  = "/api/v1/site"
	Store = "/api/v1/store"
)

// Address is where guests live; nobody taxes or forbids it.
func Address() map[string]any {
	return map[string]any{"first_name": "Ada", "last_name": "Byron", "line1": "1 Main St", "city": "Springfield", "region": "IL", "postcode": "62701", "country": "US"}
}

// NewCart starts a cart.
func (c *Client) NewCart() Cart {
	c.t.Helper()
	var cart Cart
	c.Do("POST", Site+"/carts", map[string]any{}).Want(201).Into(&cart)
	return cart
}

// Add puts a quantity of a variant into a cart.
func (c *Client) Add(cartID, variantID string, quantity int64) Cart {
	c.t.Helper()
	var cart Cart
	c.Do("POST", Site+"/carts/"+cartID+"/lines", map[string]any{"variant_id": variantID, "quantity": quantity}).Want(201).Into(&cart)
	return cart
}

// Prepare says who buys and where it goes, and takes the first way to ship of
// each store.
func (c *Client) Prepare(cartID, email string) Cart {
	c.t.Helper()
	cart := Cart{}
	c.Do("PATCH", Site+"/carts/"+cartID, map[string]any{"email": email, "shipping_address": Address()}).Want(200)
	var offered struct {
		Items []struct {
			StoreID string `json:"store_id"`
			Options []struct{ ID string }
		}
	}
	c.Do("GET", Site+"/carts/"+cartID+"/shipping-options", nil).Want(200).Into(&offered)
	chosen := []map[string]string{}
	for _, s := range offered.Items {
		if len(s.Options) == 0 {
			c.t.Fatalf("store %s does not ship", s.StoreID)
		}
		chosen = append(chosen, map[string]string{"store_id": s.StoreID, "option_id": s.Options[0].ID})
	}
	c.Do("PUT", Site+"/carts/"+cartID+"/shipping", map[string]any{"selections": chosen}).Want(200).Into(&cart)
	return cart
}

// Basket is a cart of these variants, ready to be placed.
func (c *Client) Basket(email string, variantIDs ...string) Cart {
	c.t.Helper()
	cart := c.NewCart()
	for _, v := range variantIDs {
		c.Add(cart.ID, v, 1)
	}
	return c.Prepare(cart.ID, email)
}

// PlaceBody is what placing a cart takes.
func PlaceBody(cart Cart, method string) map[string]any {
	return map[string]any{"payment_method": method, "expected_total": cart.Totals.AmountDue}
}

// Place orders a prepared cart; the client opens the order with its token from
// then on.
func (c *Client) Place(cart Cart, method string) Placed {
	c.t.Helper()
	var p Placed
	c.Do("POST", Site+"/carts/"+cart.ID+"/place", PlaceBody(cart, method), "Idempotency-Key", Key()).Want(201).Into(&p)
	c.OrderToken = p.OrderToken
	return p
}

// Order reads the shopper's order.
func (c *Client) Order(orderID string) Order {
	c.t.Helper()
	var o Order
	c.Do("GET", Site+"/orders/"+orderID, nil).Want(200).Into(&o)
	return o
}

// StaffOrder reads an order through the store API.
func (c *Client) StaffOrder(orderID string) Order {
	c.t.Helper()
	var o Order
	c.Do("GET", Store+"/orders/"+orderID, nil).Want(200).Into(&o)
	return o
}

// Choose presses a button of a hosted page as a browser would: opens it, posts
// the form, and answers where it was sent back to.
func (c *Client) Choose(pageURL, choice string) string {
	c.t.Helper()
	at := pageURL
	if strings.HasPrefix(at, "/") {
		at = c.base + at
	}
	res, err := c.HTTP.Get(at)
	if err != nil {
		c.t.Fatal(err)
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusOK {
		c.t.Fatalf("the hosted page answers %d", res.StatusCode)
	}
	res, err = c.HTTP.PostForm(at, url.Values{"choice": {choice}})
	if err != nil {
		c.t.Fatal(err)
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusSeeOther {
		c.t.Fatalf("the hosted page's button answers %d", res.StatusCode)
	}
	return res.Header.Get("Location")
}

// Stream is an open server-sent-events answer.
type Stream struct {
	t      testing.TB
	events chan StreamEvent
	stop   context.CancelFunc
}

// StreamEvent is one event of a stream.
type StreamEvent struct {
	ID, Name string
	Data     json.RawMessage
}

// Listen opens a stream; it closes when the test ends.
func (c *Client) Listen(path string) *Stream {
	c.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+path, nil)
	if err != nil {
		c.t.Fatal(err)
	}
	if c.OrderToken != "" {
		req.Header.Set("Haat-Order-Token", c.OrderToken)
	}
	if c.Bearer != "" {
		req.Header.Set("Authorization", "Bearer "+c.Bearer)
	}
	long := *c.HTTP
	long.Timeout = 0
	res, err := long.Do(req)
	if err != nil {
		c.t.Fatal(err)
	}
	if res.StatusCode != http.StatusOK || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/event-stream") {
		c.t.Fatalf("stream %s: %d %s", path, res.StatusCode, res.Header.Get("Content-Type"))
	}
	s := &Stream{t: c.t, events: make(chan StreamEvent, 100), stop: stop}
	go func() {
		defer close(s.events)
		defer res.Body.Close()
		var e StreamEvent
		for lines := bufio.NewScanner(res.Body); lines.Scan(); {
			switch line := lines.Text(); {
			case strings.HasPrefix(line, "id: "):
				e.ID = line[4:]
			case strings.HasPrefix(line, "event: "):
				e.Name = line[7:]
			case strings.HasPrefix(line, "data: "):
				e.Data = json.RawMessage(line[6:])
			case line == "" && e.Name != "":
				s.events <- e
				e = StreamEvent{}
			}
		}
	}()
	c.t.Cleanup(stop)
	return s
}

// Until reads events until ok holds of one.
func (s *Stream) Until(what string, ok func(StreamEvent) bool) {
	s.t.Helper()
	late := time.After(30 * time.Second)
	for {
		select {
		case e, open := <-s.events:
			if !open {
				s.t.Fatalf("the stream ended before: %s", what)
			}
			if ok(e) {
				return
			}
		case <-late:
			s.t.Fatalf("the stream never said: %s", what)
		}
	}
}

// UntilOrder reads events until the order has these states.
func (s *Stream) UntilOrder(states string) {
	s.t.Helper()
	s.Until(states, func(e StreamEvent) bool {
		var o Order
		return json.Unmarshal(e.Data, &o) == nil && o.States() == states
	})
}

// Ended waits until the server closes the stream.
func (s *Stream) Ended(within time.Duration) {
	s.t.Helper()
	if !dbtest.Wait(within, func() bool {
		for {
			select {
			case _, open := <-s.events:
				if !open {
					return true
				}
			default:
				return false
			}
		}
	}) {
		s.t.Fatal("the stream goes on")
	}
}

// Peek asks for a stream and leaves as soon as it is answered; a refusal has
// its body.
func (c *Client) Peek(path string) Answer {
	c.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+path, nil)
	if err != nil {
		c.t.Fatal(err)
	}
	if c.Bearer != "" {
		req.Header.Set("Authorization", "Bearer "+c.Bearer)
	}
	if c.OrderToken != "" {
		req.Header.Set("Haat-Order-Token", c.OrderToken)
	}
	res, err := c.HTTP.Do(req)
	if err != nil {
		c.t.Fatal(err)
	}
	defer res.Body.Close()
	a := Answer{t: c.t, Status: res.StatusCode, Header: res.Header}
	if res.StatusCode != http.StatusOK {
		if a.Body, err = io.ReadAll(res.Body); err != nil {
			c.t.Fatal(err)
		}
	}
	return a
}
