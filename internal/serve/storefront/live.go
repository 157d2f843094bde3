package storefront

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
)

const (
	heartbeat  = 25 * time.Second
	writeLimit = 10 * time.Second
)

// orderEvents streams /orders/{id}/events: one short message whenever the order
// changed. The page then asks for itself again, so nothing is told here that the page
// would not show.
func (v *visit) orderEvents() error {
	if err := v.mine(); err != nil {
		return err
	}
	id := v.r.PathValue("id")
	topics := []string{"order:" + id}
	if v.actor.SessionID != "" {
		topics = append(topics, "session:"+v.actor.SessionID, "account:"+v.actor.AccountID)
	}
	sub := v.s.bus.Subscribe(topics...)
	defer sub.Close()
	if v.actor.SessionID != "" && !v.s.identity.Alive(v.ctx(), v.actor.SessionID) { // it ended before we listened
		v.actor = actor.Actor{Kind: actor.Anonymous, Network: v.actor.Network, RequestID: v.actor.RequestID}
	}
	o, err := v.opened(id, v.proof(id))
	if err != nil {
		return err
	}
	h := v.w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	version := o.Version
	if err := v.say("retry: 3000\nid: " + strconv.FormatInt(version, 10) + "\nevent: hello\ndata:\n\n"); err != nil {
		return nil
	}
	// The page names the state it was drawn from, a browser that was away what it
	// saw last: a change before the subscription is told at once.
	seen := v.r.Header.Get("Last-Event-ID")
	if seen == "" {
		seen = v.r.URL.Query().Get("seen")
	}
	if seen != "" && seen != strconv.FormatInt(version, 10) {
		version = -1
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		if version != o.Version {
			version = o.Version
			if err := v.say("id: " + strconv.FormatInt(version, 10) + "\nevent: changed\ndata:{}\n\n"); err != nil {
				return nil
			}
		}
		select {
		case <-v.ctx().Done():
			return nil
		case <-v.s.closing:
			return nil
		case <-beat.C:
			if err := v.say(": \n\n"); err != nil {
				return nil
			}
		case topic := <-sub.C():
			if !strings.HasPrefix(topic, "order:") { // who listens may not be logged in any more: come back and be looked at
				return nil
			}
		}
		if o, err = v.s.order.ForShopper(v.ctx(), v.s.db, id, v.proof(id)); err != nil {
			return nil
		}
	}
}

// say writes a piece of a stream; a reader that does not take it in time is let go.
func (v *visit) say(text string) error {
	c := http.NewResponseController(v.w)
	if err := c.SetWriteDeadline(time.Now().Add(writeLimit)); err != nil {
		return err
	}
	if _, err := v.w.Write([]byte(text)); err != nil {
		return err
	}
	return c.Flush()
}
