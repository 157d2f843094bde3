// Package id makes identifiers and secrets.
//
// An id is a prefix that names its kind and 26 lower-case Crockford base-32
// characters: 48 bits of milliseconds and 80 random bits ("ord_01j…"). Ids
// sort by creation time and cannot be guessed; secrets (cart ids, tokens)
// carry 128 random bits and no time.
package id

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"io"
	"strings"
	"sync"

	"github.com/haatshop/haat/internal/kit/clock"
)

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz"

// Source makes ids. The zero value is not usable; see New. Safe for
// concurrent use.
type Source struct {
	clock clock.Clock
	mu    sync.Mutex
	rand  io.Reader
	last  int64
	tail  [10]byte
}

// New returns a source that reads time from c and randomness from r; a nil r
// means the operating system's. A seeded r makes a whole run repeatable.
func New(c clock.Clock, r io.Reader) *Source {
	if r == nil {
		r = rand.Reader
	}
	return &Source{clock: c, rand: r}
}

// New returns a fresh id with the prefix, which includes its underscore
// ("ord_"). Ids made by one source ascend strictly, also within one
// millisecond and when the clock steps back.
func (s *Source) New(prefix string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	ms := s.clock.Now().UnixMilli()
	if ms > s.last {
		s.last = ms
		s.fill(s.tail[:])
		s.tail[0] &= 0x7f // room to count up within the millisecond
	} else if !s.bump() {
		s.last++
		s.fill(s.tail[:])
		s.tail[0] &= 0x7f
	}
	var b [16]byte
	binary.BigEndian.PutUint64(b[:8], uint64(s.last)<<16)
	copy(b[6:], s.tail[:])
	return prefix + encode(b)
}

// bump adds a random step to the tail, keeping ids of one millisecond both
// ascending and unguessable; false when the tail is exhausted.
func (s *Source) bump() bool {
	var step [5]byte
	s.fill(step[:])
	add := uint64(step[0])<<32 | uint64(binary.BigEndian.Uint32(step[1:])) + 1
	low := binary.BigEndian.Uint64(s.tail[2:])
	sum := low + add
	binary.BigEndian.PutUint64(s.tail[2:], sum)
	if sum >= low {
		return true
	}
	high := binary.BigEndian.Uint16(s.tail[:2]) + 1
	binary.BigEndian.PutUint16(s.tail[:2], high)
	return high != 0
}

// fill panics when the source of randomness fails: nothing may go on without.
func (s *Source) fill(b []byte) {
	if _, err := io.ReadFull(s.rand, b); err != nil {
		panic("id: no randomness: " + err.Error())
	}
}

// Secret returns the prefix and 128 random bits. Whoever holds it owns what it
// opens: it is never logged and is stored hashed unless it is the key itself.
func (s *Source) Secret(prefix string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var b [16]byte
	s.fill(b[:])
	return prefix + encode(b)
}

// Int63 returns a non-negative random number, for jitter.
func (s *Source) Int63() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	var b [8]byte
	s.fill(b[:])
	return int64(binary.BigEndian.Uint64(b[:]) >> 1)
}

// Hash is how a secret is stored: looked up by, never turned back.
func Hash(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// Valid reports whether s is the prefix followed by 26 Crockford characters;
// doors use it to refuse garbage before it reaches a query.
func Valid(prefix, s string) bool {
	rest, ok := strings.CutPrefix(s, prefix)
	if !ok || len(rest) != 26 {
		return false
	}
	for i := range len(rest) {
		if strings.IndexByte(alphabet, rest[i]) < 0 {
			return false
		}
	}
	return true
}

// encode writes 128 bits as 26 characters, most significant first.
func encode(b [16]byte) string {
	hi, lo := binary.BigEndian.Uint64(b[:8]), binary.BigEndian.Uint64(b[8:])
	var out [26]byte
	for i := 25; i >= 0; i-- {
		out[i] = alphabet[lo&31]
		lo = lo>>5 | hi<<59
		hi >>= 5
	}
	return string(out[:])
}
