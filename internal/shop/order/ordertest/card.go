package ordertest

import (
	"context"
	"encoding/json"
	"sync/atomic"
	"time"

	"github.com/haatshop/haat/internal/shop/payment"
)

// CardCode is the method of Card.
const CardCode = "card"

// Card is a provider in this process: its webhooks are the facts tests write.
type Card struct {
	Refunded atomic.Int64 // minor units given back
	Begun    atomic.Int64
	Down     atomic.Bool // Begin fails
}

var _ payment.Provider = (*Card)(nil)

// Code implements payment.Provider.
func (*Card) Code() string { return CardCode }

// Begin implements payment.Provider.
func (c *Card) Begin(_ context.Context, in payment.BeginInput) (payment.Begun, error) {
	if c.Down.Load() {
		return payment.Begun{}, payment.ErrUnavailable
	}
	c.Begun.Add(1)
	return payment.Begun{ProviderRef: "ref-" + in.PaymentID, Next: payment.NextAction{Type: payment.Redirect, URL: "https://card.example/" + in.PaymentID}}, nil
}

// ParseWebhook implements payment.Provider; every message is genuine.
func (*Card) ParseWebhook(_ map[string][]string, raw []byte, _ time.Time) (payment.Fact, error) {
	var f payment.Fact
	return f, json.Unmarshal(raw, &f)
}

// Refund implements payment.Provider.
func (c *Card) Refund(_ context.Context, in payment.RefundInput) (string, error) {
	c.Refunded.Add(in.Amount.Minor)
	return "r-" + in.RefundID, nil
}

// Lookup implements payment.Provider.
func (*Card) Lookup(context.Context, string) (payment.Fact, error) {
	return payment.Fact{Kind: payment.SaysNothing}, nil
}
