package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// client is one visitor. Connections are shared: the proxy keeps them, not the nodes.
type client struct {
	at, bearer, order string
	http              *http.Client
}

var transport = &http.Transport{MaxIdleConnsPerHost: 64}

func newClient(at string) *client {
	return &client{at: at, http: &http.Client{Transport: transport, Timeout: 30 * time.Second}}
}

// ask sends one request, counts it, and reads a good answer into out.
func (c *client) ask(ctx context.Context, t *tally, method, path string, body, out any) error {
	var r io.Reader
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			return err
		}
		r = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(ctx, method, c.at+path, r)
	if err != nil {
		return err
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	for name, v := range map[string]string{"Authorization": c.bearer, "Haat-Order-Token": c.order} {
		if v != "" {
			req.Header.Set(name, v)
		}
	}
	begin := time.Now()
	res, err := c.http.Do(req)
	if err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	if t != nil {
		t.took(time.Since(begin))
	}
	if res.StatusCode/100 != 2 {
		return fmt.Errorf("%s %s: %d %.200s", method, path, res.StatusCode, b)
	}
	if out == nil {
		return nil
	}
	return json.Unmarshal(b, out)
}

func (c *client) logIn(ctx context.Context, email, password string) error {
	var in struct {
		AccessToken string `json:"access_token"`
	}
	err := c.ask(ctx, nil, "POST", "/api/v1/store/auth/login", map[string]any{"email": email, "password": password}, &in)
	c.bearer = "Bearer " + in.AccessToken
	return err
}

// follow keeps the live stream of orders open, as the dashboard does, until ctx ends.
func (c *client) follow(ctx context.Context, t *tally) {
	for ctx.Err() == nil {
		if err := c.stream(ctx, t); err != nil && ctx.Err() == nil {
			t.visit(fmt.Errorf("live stream: %w", err))
			time.Sleep(time.Second)
		}
	}
}

// stream reads one stream to its end. A refusal is an error; an end is what a
// node that leaves does, and is none.
func (c *client) stream(ctx context.Context, t *tally) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.at+"/api/v1/store/orders/events", nil)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", c.bearer)
	res, err := (&http.Client{Transport: transport}).Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("status %d", res.StatusCode)
	}
	t.opened()
	for buf := make([]byte, 16<<10); ; {
		n, err := res.Body.Read(buf)
		t.heard(bytes.Count(buf[:n], []byte("event: ")))
		if err == io.EOF || ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return err // cut off, not ended
		}
	}
}
