package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"
)

// The owner the seed makes.
const (
	email    = "owner@bench.test"
	password = "correct horse battery staple"
)

// pageSize and pages are what every target lists.
const (
	pageSize = 20
	pages    = 50
)

// catalogue is the file `peerbench catalogue` writes, the same for all shops.
type catalogue struct {
	Currency   string `json:"currency"`
	Categories []struct {
		Name   string `json:"name"`
		Handle string `json:"handle"`
	} `json:"categories"`
	Products []product `json:"products"`
	Words    []string  `json:"search_words"`
}

type product struct {
	Title       string `json:"title"`
	Handle      string `json:"handle"`
	Description string `json:"description"`
	Category    int    `json:"category"`
	Variants    []struct {
		Title string `json:"title"`
		SKU   string `json:"sku"`
		Price int64  `json:"price"`
		Stock int64  `json:"stock"`
	} `json:"variants"`
}

// vars is what the target's templates draw from.
type vars struct {
	Vars  map[string]string   `json:"vars"`
	Lists map[string][]string `json:"lists"`
}

type withID struct {
	ID string `json:"id"`
}

// seed fills an empty shop through the store API: owner, seller, store,
// categories, products.
func seed(ctx context.Context, c client, token, from, to string) error {
	raw, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	var cat catalogue
	if err := json.Unmarshal(raw, &cat); err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	start := time.Now()
	if err := c.own(ctx, token); err != nil {
		return err
	}
	store, err := c.openStore(ctx)
	if err != nil {
		return err
	}
	categories, err := c.categories(ctx, cat)
	if err != nil {
		return err
	}
	v := vars{Vars: map[string]string{}, Lists: map[string][]string{"word": cat.Words}}
	made, err := c.products(ctx, cat, store, categories)
	if err != nil {
		return err
	}
	for i, p := range made {
		v.Lists["handle"] = append(v.Lists["handle"], cat.Products[i].Handle)
		v.Lists["variant"] = append(v.Lists["variant"], p...)
	}
	fmt.Printf("seeded %d products in %s\n", len(made), time.Since(start).Round(time.Millisecond))
	shopper := client{base: c.base} // the owner's session is the store API's alone
	if v.Lists["cursor"], err = shopper.cursors(ctx, "/search?sort=newest"); err != nil {
		return err
	}
	if v.Lists["products_cursor"], err = shopper.cursors(ctx, "/products?sort=new"); err != nil {
		return err
	}
	out, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(to, append(out, '\n'), 0o644)
}

// own makes the shop's owner and logs in.
func (c *client) own(ctx context.Context, token string) error {
	if err := c.do(ctx, "POST", "/api/v1/store/setup", map[string]any{"token": token, "email": email, "password": password, "name": "Owner"}, nil); err != nil {
		return err
	}
	var in struct {
		AccessToken string `json:"access_token"`
	}
	err := c.do(ctx, "POST", "/api/v1/store/auth/login", map[string]any{"email": email, "password": password}, &in)
	c.bearer = in.AccessToken
	return err
}

// openStore makes a seller with one store; those the owner makes are approved. It ships everywhere for
// five dollars, as every new store does.
func (c client) openStore(ctx context.Context) (string, error) {
	var seller, store withID
	if err := c.do(ctx, "POST", "/api/v1/store/sellers", map[string]any{"name": "Bench", "email": email}, &seller); err != nil {
		return "", err
	}
	err := c.do(ctx, "POST", "/api/v1/store/stores", map[string]any{"seller_id": seller.ID, "handle": "bench", "name": "Bench"}, &store)
	return store.ID, err
}

func (c client) categories(ctx context.Context, cat catalogue) ([]string, error) {
	var ids []string
	for _, v := range cat.Categories {
		var made withID
		if err := c.do(ctx, "POST", "/api/v1/store/categories", map[string]any{"name": v.Name, "handle": v.Handle}, &made); err != nil {
			return nil, err
		}
		ids = append(ids, made.ID)
	}
	return ids, nil
}

// products makes all products, a few at once, and returns their variants' ids.
func (c client) products(ctx context.Context, cat catalogue, store string, categories []string) ([][]string, error) {
	out, errList := make([][]string, len(cat.Products)), make([]error, len(cat.Products))
	next := make(chan int)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i := range next {
				out[i], errList[i] = c.product(ctx, cat, cat.Products[i], store, categories)
			}
		})
	}
	for i := range cat.Products {
		next <- i
	}
	close(next)
	wg.Wait()
	return out, errors.Join(errList...)
}

func (c client) product(ctx context.Context, cat catalogue, p product, store string, categories []string) ([]string, error) {
	var sizes []string
	var variants []map[string]any
	for _, v := range p.Variants {
		sizes = append(sizes, v.Title)
		variants = append(variants, map[string]any{"sku": v.SKU, "option_values": []string{v.Title}, "requires_shipping": true, "stock": v.Stock,
			"prices": []any{map[string]any{"currency": strings.ToUpper(cat.Currency), "amount": v.Price}}})
	}
	var made struct {
		Variants []withID `json:"variants"`
	}
	err := c.do(ctx, "POST", "/api/v1/store/products", map[string]any{"store_id": store, "title": p.Title, "handle": p.Handle, "status": "active", "moderation": "approved",
		"description_html": "<p>" + p.Description + "</p>", "category_ids": []string{categories[p.Category]},
		"options": []any{map[string]any{"name": "Size", "values": sizes}}, "variants": variants}, &made)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, v := range made.Variants {
		ids = append(ids, v.ID)
	}
	return ids, nil
}

// cursors walks a list from its beginning, as a shopper does, and returns the
// cursor of each page. It waits until the list holds every product: search
// learns of them a moment later.
func (c client) cursors(ctx context.Context, list string) ([]string, error) {
	for range 300 {
		found, items := []string{""}, 0
		for range pages {
			var l struct {
				Items []withID `json:"items"`
				Next  string   `json:"next_cursor"`
			}
			cursor := found[len(found)-1]
			if err := c.do(ctx, "GET", fmt.Sprintf("/api/v1/site%s&limit=%d&cursor=%s", list, pageSize, url.QueryEscape(cursor)), nil, &l); err != nil {
				return nil, err
			}
			if items += len(l.Items); l.Next == "" {
				break
			}
			found = append(found, l.Next)
		}
		if items == pages*pageSize {
			return found, nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return nil, fmt.Errorf("%s: not %d full pages of %d after 30 s", list, pages, pageSize)
}
