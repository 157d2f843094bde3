package share

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/haatshop/haat/internal/kit/blob"
	"github.com/haatshop/haat/internal/kit/colour"
)

// Size of every card in pixels.
const (
	Width  = 1200
	Height = 630
)

// Folder is where cards are kept. What lies there can be made again.
const Folder = "share/"

// edition is part of every card's name; it is raised when cards are drawn otherwise.
const edition = "1"

// Card is what a share image shows.
type Card struct {
	Picture string // key of the thing's own picture in the store of files; empty shows the shop alone
	Plate   bool   // the picture is a mark, which stands whole on a plate
	Logo    string // key of the shop's logo; empty is the mark
	Marks   [][]byte
	Corners int // radius of the picture's corners
	Ground  colour.RGB
	Raised  colour.RGB
	Accent  colour.RGB
}

// Name is a hash of everything the card is made of.
func (c Card) Name() string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%q\n%t\n%q\n%d\n%s %s %s\n", edition, c.Picture, c.Plate, c.Logo, c.Corners, c.Ground, c.Raised, c.Accent)
	for _, m := range c.Marks {
		fmt.Fprintf(h, "%d\n", len(m))
		h.Write(m) // a hash takes everything
	}
	return hex.EncodeToString(h.Sum(nil)[:20])
}

func (c Card) key() string { return blob.ContentKey(Folder, c.Name(), "jpg") }

// KeyOf is the file behind an address of a picture that is kept here; false for
// those of other sites, which nobody fetches.
func KeyOf(address string) (string, bool) {
	key, ok := strings.CutPrefix(address, "/")
	return key, ok && strings.HasPrefix(key, "media/") && blob.CheckKey(key) == nil
}

// Why a card is not here.
var (
	// ErrBusy says that others are waiting already.
	ErrBusy = errors.New("share: too many cards are being made")
	// ErrGone says that the picture is not in the store of files.
	ErrGone = errors.New("share: the picture is not there")
)

// Bounds of making cards.
const (
	maxWaiting = 16
	maxWait    = 8 * time.Second
	maxMaking  = 8 * time.Second
	maxCard    = 300_000 // bytes
)

// Maker makes cards and keeps them.
type Maker struct {
	files blob.Store
	log   *slog.Logger
	slot  chan struct{} // whoever holds it draws

	mu      sync.Mutex
	flying  map[string]*flight
	waiting int
}

// flight is a card being made and whoever waits for it.
type flight struct {
	done chan struct{}
	body []byte
	err  error
}

// New returns a maker over a store of files.
func New(files blob.Store, log *slog.Logger) *Maker {
	return &Maker{files: files, log: log, slot: make(chan struct{}, 1), flying: map[string]*flight{}}
}

// Open returns a card as a JPEG, made now if it is not kept yet. Returns ErrBusy,
// ErrGone, and errors of the store.
func (m *Maker) Open(ctx context.Context, c Card) ([]byte, error) {
	body, err := m.read(ctx, c.key(), maxCard)
	if !errors.Is(err, blob.ErrNotFound) {
		return body, err
	}
	name := c.Name()
	m.mu.Lock()
	f, flying := m.flying[name]
	if m.waiting >= maxWaiting {
		m.mu.Unlock()
		return nil, ErrBusy
	}
	m.waiting++
	if !flying {
		f = &flight{done: make(chan struct{}), err: ErrBusy} // what waiters see should making it panic
		m.flying[name] = f
	}
	m.mu.Unlock()
	defer func() {
		m.mu.Lock()
		m.waiting--
		m.mu.Unlock()
	}()
	if !flying {
		m.lead(ctx, c, f)
	}
	ctx, cancel := context.WithTimeout(ctx, maxWait+maxMaking)
	defer cancel()
	select {
	case <-f.done:
		return f.body, f.err
	case <-ctx.Done():
		return nil, ErrBusy
	}
}

// lead makes the card for all who wait, though the first of them may have left.
func (m *Maker) lead(ctx context.Context, c Card, f *flight) {
	defer func() {
		m.mu.Lock()
		delete(m.flying, c.Name())
		m.mu.Unlock()
		close(f.done)
	}()
	ctx = context.WithoutCancel(ctx)
	wait, cancel := context.WithTimeout(ctx, maxWait)
	defer cancel()
	select {
	case m.slot <- struct{}{}:
	case <-wait.Done():
		return
	}
	defer func() { <-m.slot }()
	if f.body, f.err = m.make(ctx, c); f.err != nil {
		return
	}
	if err := m.files.Put(ctx, c.key(), bytes.NewReader(f.body), int64(len(f.body)), "image/jpeg"); err != nil {
		m.log.WarnContext(ctx, "a share image is not kept", "error", err) // it is good for whoever asked
	}
}

// read returns a file that is at most so long.
func (m *Maker) read(ctx context.Context, key string, most int64) ([]byte, error) {
	r, info, err := m.files.Get(ctx, key)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if info.Size > most {
		return nil, fmt.Errorf("share: %s has %d bytes", key, info.Size)
	}
	return io.ReadAll(io.LimitReader(r, most))
}

// keepFor is how long a card is kept. One that is still asked for is made again.
const keepFor = 90 * 24 * time.Hour

// Prune forgets cards made long ago: those of pictures and looks the shop has no
// longer are never asked for again, and nothing says which these are.
func Prune(ctx context.Context, files blob.Store, now time.Time) error {
	for after := ""; ; {
		const batch = 500
		some, err := files.List(ctx, Folder, after, batch)
		if err != nil {
			return err
		}
		for _, i := range some {
			if now.Sub(i.ModifiedAt) > keepFor {
				if err := files.Delete(ctx, i.Key); err != nil {
					return err
				}
			}
			after = i.Key
		}
		if len(some) < batch {
			return nil
		}
	}
}
