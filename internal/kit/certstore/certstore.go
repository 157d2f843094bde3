// Package certstore keeps certificates, their keys and the challenges of a
// certificate authority in the shop's own database, so that nodes behind one
// load balancer share them: one node obtains, all serve.
//
// What is kept is sealed with a key that is not in the database. A row that
// cannot be opened, because the key changed, counts as absent: the
// certificate is then obtained anew.
package certstore

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/caddyserver/certmagic"

	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/id"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations is the schema of the store.
func Migrations() db.Migrations {
	sub, err := fs.Sub(files, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return db.Migrations{Room: "kit_certs", FS: sub}
}

var (
	putCert = db.SQL(`INSERT INTO kit_certs (name, sealed, size, modified_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed, size = excluded.size, modified_at = excluded.modified_at`)
	getCert    = db.SQL(`SELECT name, sealed, size, modified_at FROM kit_certs WHERE name = $1`)
	deleteCert = db.SQL(`DELETE FROM kit_certs WHERE name = $1`)
	// The names are few, a handful per host, and their order differs between
	// databases: what lies below a folder is found here, not by a range.
	listCerts = db.SQL(`SELECT name FROM kit_certs ORDER BY name LIMIT 10000`)

	takeLock = db.SQL(`INSERT INTO kit_cert_locks (name, owner, until) VALUES ($1, $2, $3)
		ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until WHERE kit_cert_locks.until < $4`)
	renewLock = db.SQL(`UPDATE kit_cert_locks SET until = $3 WHERE name = $1 AND owner = $2`)
	freeLock  = db.SQL(`DELETE FROM kit_cert_locks WHERE name = $1 AND owner = $2`)
)

// A lock whose holder died is free after the lease; a holder renews it.
const (
	lease    = time.Minute
	lockPoll = 250 * time.Millisecond
)

// Deps is what the store needs.
type Deps struct {
	DB    *db.DB
	Clock clock.Clock
	IDs   *id.Source
	Log   *slog.Logger
	Key   []byte // 32 bytes, the same on every node
}

// Store implements certmagic.Storage.
type Store struct {
	d    Deps
	aead cipher.AEAD

	mu   sync.Mutex
	held map[string]holding
}

type holding struct {
	owner string
	stop  func()
}

var _ certmagic.Storage = (*Store)(nil)

// New returns a store. Returns an error for a key of the wrong length.
func New(d Deps) (*Store, error) {
	if d.DB == nil || d.Clock == nil || d.IDs == nil || d.Log == nil {
		panic("certstore: a dependency is missing")
	}
	block, err := aes.NewCipher(d.Key)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	return &Store{d: d, aead: aead, held: map[string]holding{}}, err
}

type certRow struct {
	Name       string
	Sealed     []byte
	Size       int64
	ModifiedAt time.Time
}

// Store implements certmagic.Storage.
func (s *Store) Store(ctx context.Context, key string, value []byte) error {
	nonce := make([]byte, s.aead.NonceSize())
	if _, err := rand.Read(nonce); err != nil {
		return err
	}
	sealed := s.aead.Seal(nonce, nonce, value, []byte(key)) // bound to its name
	return s.d.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		_, err := db.Exec(ctx, tx, putCert, key, sealed, len(value), s.d.Clock.Now())
		return err
	})
}

// Load implements certmagic.Storage. Returns fs.ErrNotExist.
func (s *Store) Load(ctx context.Context, key string) ([]byte, error) {
	r, err := s.row(ctx, key)
	if err != nil {
		return nil, err
	}
	n := s.aead.NonceSize()
	if len(r.Sealed) < n {
		return nil, fs.ErrNotExist
	}
	value, err := s.aead.Open(nil, r.Sealed[:n], r.Sealed[n:], []byte(key))
	if err != nil {
		s.d.Log.Warn("certificates: a row cannot be opened and counts as absent; was the secret key changed?", "name", key)
		return nil, fs.ErrNotExist
	}
	return value, nil
}

func (s *Store) row(ctx context.Context, key string) (certRow, error) {
	r, err := db.Get[certRow](ctx, s.d.DB, getCert, key)
	if errors.Is(err, db.ErrNoRows) {
		err = fs.ErrNotExist
	}
	return r, err
}

// Delete implements certmagic.Storage: the key, and all below it.
func (s *Store) Delete(ctx context.Context, key string) error {
	names, err := s.below(ctx, key)
	if err != nil {
		return err
	}
	return s.d.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		for _, name := range append(names, key) {
			if _, err := db.Exec(ctx, tx, deleteCert, name); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *Store) below(ctx context.Context, folder string) ([]string, error) {
	all, err := db.All[string](ctx, s.d.DB, listCerts)
	var out []string
	for _, name := range all {
		if folder == "" || strings.HasPrefix(name, folder+"/") {
			out = append(out, name)
		}
	}
	return out, err
}

// Exists implements certmagic.Storage.
func (s *Store) Exists(ctx context.Context, key string) bool {
	if _, err := s.row(ctx, key); err == nil {
		return true
	}
	names, err := s.below(ctx, key)
	return err == nil && len(names) > 0
}

// List implements certmagic.Storage. Returns fs.ErrNotExist for a folder with
// nothing in it.
func (s *Store) List(ctx context.Context, folder string, recursive bool) ([]string, error) {
	folder = strings.Trim(folder, "/")
	names, err := s.below(ctx, folder)
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fs.ErrNotExist
	}
	if recursive {
		return names, nil
	}
	var out []string
	seen := map[string]bool{}
	for _, name := range names {
		first, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(name, folder), "/"), "/")
		if folder != "" {
			first = folder + "/" + first
		}
		if !seen[first] {
			seen[first] = true
			out = append(out, first)
		}
	}
	return out, nil
}

// Stat implements certmagic.Storage. Returns fs.ErrNotExist.
func (s *Store) Stat(ctx context.Context, key string) (certmagic.KeyInfo, error) {
	r, err := s.row(ctx, key)
	if err == nil {
		return certmagic.KeyInfo{Key: key, Modified: r.ModifiedAt, Size: r.Size, IsTerminal: true}, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return certmagic.KeyInfo{}, err
	}
	names, berr := s.below(ctx, key)
	if berr == nil && len(names) > 0 {
		return certmagic.KeyInfo{Key: key}, nil
	}
	return certmagic.KeyInfo{}, errors.Join(err, berr)
}

// Lock implements certmagic.Storage: it waits until the lock is this node's.
func (s *Store) Lock(ctx context.Context, name string) error {
	owner := s.d.IDs.Secret("lock_")
	for {
		got, err := s.try(ctx, name, owner)
		if err != nil {
			return err
		}
		if got {
			s.keep(name, owner)
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(lockPoll):
		}
	}
}

func (s *Store) try(ctx context.Context, name, owner string) (got bool, err error) {
	err = s.d.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		now := time.Now() // of the machines, not of the shop: leases must pass
		n, err := db.Exec(ctx, tx, takeLock, name, owner, now.Add(lease), now)
		got = n == 1
		return err
	})
	return got, err
}

// keep renews the lease until Unlock.
func (s *Store) keep(name, owner string) {
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			select {
			case <-ctx.Done():
				return
			case <-time.After(lease / 3):
			}
			err := s.d.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
				_, err := db.Exec(ctx, tx, renewLock, name, owner, time.Now().Add(lease))
				return err
			})
			if err != nil && ctx.Err() == nil {
				s.d.Log.Warn("certificates: a lock could not be renewed", "lock", name, "error", err)
			}
		}
	})
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held[name] = holding{owner, func() { cancel(); wg.Wait() }}
}

// Unlock implements certmagic.Storage.
func (s *Store) Unlock(ctx context.Context, name string) error {
	s.mu.Lock()
	h, ok := s.held[name]
	delete(s.held, name)
	s.mu.Unlock()
	if !ok {
		return fmt.Errorf("certstore: %s is not locked here", name)
	}
	h.stop()
	return s.d.DB.InTx(context.WithoutCancel(ctx), func(ctx context.Context, tx db.Tx) error {
		_, err := db.Exec(ctx, tx, freeLock, name, h.owner)
		return err
	})
}

// Close stops renewing what is held; the leases run out.
func (s *Store) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for name, h := range s.held {
		h.stop()
		delete(s.held, name)
	}
}
