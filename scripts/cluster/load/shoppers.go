package main

import (
	"context"
	"errors"
	"fmt"
)

const site = "/api/v1/site"

// good is what shoppers look at and buy.
type good struct {
	Handle   string `json:"handle"`
	Variants []struct {
		ID string `json:"id"`
	} `json:"variants"`
}

type money struct {
	Amount   int64  `json:"amount"`
	Currency string `json:"currency"`
}

// stock finds goods and makes sure that they do not run out.
func stock(ctx context.Context, owner *client) ([]good, error) {
	var l struct {
		Items []good `json:"items"`
	}
	if err := newClient(owner.at).ask(ctx, nil, "GET", site+"/products?limit=50&in_stock=true&include=variants", nil, &l); err != nil {
		return nil, err
	}
	if len(l.Items) == 0 {
		return nil, errors.New("the shop has nothing in stock")
	}
	for _, g := range l.Items {
		body := map[string]any{"variant_id": g.Variants[0].ID, "delta": 1_000_000, "reason": "correction", "note": "load"}
		if err := owner.ask(ctx, nil, "POST", "/api/v1/store/inventory/adjust", body, nil); err != nil {
			return nil, err
		}
	}
	return l.Items, nil
}

// read looks at a product as page and as document, at a list, and searches.
func read(ctx context.Context, c *client, g good, t *tally) error {
	for _, path := range []string{"/products/" + g.Handle, site + "/products/" + g.Handle, site + "/products?include=variants", site + "/search?q=" + g.Handle[:3]} {
		if err := c.ask(ctx, t, "GET", path, nil, nil); err != nil {
			return err
		}
	}
	return nil
}

var home = map[string]any{"first_name": "Ada", "last_name": "Byron", "line1": "1 Main St", "city": "Springfield", "region": "IL", "postcode": "62701", "country": "US"}

// buy fills a cart and orders it with cash on delivery.
func buy(ctx context.Context, c *client, g good, t *tally) error {
	var cart struct {
		ID     string `json:"id"`
		Totals struct {
			Due money `json:"amount_due"`
		} `json:"totals"`
	}
	if err := c.ask(ctx, t, "POST", site+"/carts", map[string]any{}, &cart); err != nil {
		return err
	}
	at := site + "/carts/" + cart.ID
	if err := c.ask(ctx, t, "POST", at+"/lines", map[string]any{"variant_id": g.Variants[0].ID, "quantity": 1}, nil); err != nil {
		return err
	}
	if err := c.ask(ctx, t, "PATCH", at, map[string]any{"email": "ada@guest.example", "shipping_address": home}, nil); err != nil {
		return err
	}
	var ways struct {
		Items []struct {
			StoreID string `json:"store_id"`
			Options []struct {
				ID string `json:"id"`
			} `json:"options"`
		} `json:"items"`
	}
	if err := c.ask(ctx, t, "GET", at+"/shipping-options", nil, &ways); err != nil {
		return err
	}
	if len(ways.Items) != 1 || len(ways.Items[0].Options) == 0 {
		return fmt.Errorf("%s is not shipped to Springfield", g.Handle)
	}
	chosen := []map[string]any{{"store_id": ways.Items[0].StoreID, "option_id": ways.Items[0].Options[0].ID}}
	if err := c.ask(ctx, t, "PUT", at+"/shipping", map[string]any{"selections": chosen}, &cart); err != nil {
		return err
	}
	var placed struct {
		Order struct {
			ID string `json:"id"`
		} `json:"order"`
		Token string `json:"order_token"`
	}
	if err := c.ask(ctx, t, "POST", at+"/place", map[string]any{"payment_method": "cod", "expected_total": cart.Totals.Due}, &placed); err != nil {
		return err
	}
	t.order(placed.Order.ID, placed.Token)
	return nil
}
