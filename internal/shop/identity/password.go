package identity

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"runtime"
	"strings"

	"golang.org/x/crypto/bcrypt"
)

// defaultCost makes one guess take about a quarter of a second.
const defaultCost = 12

// hasher hashes passwords, a few at a time: a flood of log-ins must not take
// all the processors.
type hasher struct {
	cost  int
	slots chan struct{}
	dummy string // what the password of an unknown account is compared with
}

func newHasher(cost int) *hasher {
	if cost == 0 {
		cost = defaultCost
	}
	if cost < bcrypt.MinCost || cost > bcrypt.MaxCost {
		panic(fmt.Sprintf("identity: bcrypt cost %d", cost))
	}
	// Well formed and of the same cost, but the hash of nothing.
	dummy := fmt.Sprintf("$2a$%02d$%s", cost, strings.Repeat(".", 53))
	return &hasher{cost: cost, slots: make(chan struct{}, max(1, runtime.GOMAXPROCS(0)-1)), dummy: dummy}
}

func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	if err := h.enter(ctx); err != nil {
		return "", err
	}
	defer h.leave()
	b, err := bcrypt.GenerateFromPassword(material(password), h.cost)
	return string(b), err
}

// matches takes as long for an empty hash (no such account, or none that can
// log in by password) as for any other.
func (h *hasher) matches(ctx context.Context, hash, password string) (bool, error) {
	if err := h.enter(ctx); err != nil {
		return false, err
	}
	defer h.leave()
	against := hash
	if against == "" {
		against = h.dummy
	}
	ok := bcrypt.CompareHashAndPassword([]byte(against), material(password)) == nil
	return ok && hash != "", nil
}

func (h *hasher) enter(ctx context.Context) error {
	select {
	case h.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (h *hasher) leave() { <-h.slots }

// bcryptMax is where bcrypt stops reading.
const bcryptMax = 72

// material is what bcrypt gets: the password, or the digest of a longer one,
// so that every character counts.
func material(password string) []byte {
	p := canonical(password)
	if len(p) <= bcryptMax {
		return []byte(p)
	}
	sum := sha256.Sum256([]byte(p))
	return []byte(base64.StdEncoding.EncodeToString(sum[:]))
}
