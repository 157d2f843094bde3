package app

import (
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// keyFile is where a node without HAAT_SECRET_KEY keeps the key it made.
const keyFile = "secret.key"

// secret returns the shop's key: the configured one, else the one in the data
// folder, made once and readable by the owner only.
func (c Config) secret() ([]byte, error) {
	if c.SecretKey != "" {
		return []byte(c.SecretKey), nil
	}
	path := filepath.Join(c.Data, keyFile)
	b, err := os.ReadFile(path)
	if err == nil {
		key := strings.TrimSpace(string(b))
		if len(key) < minSecret {
			return nil, fmt.Errorf("%s is damaged: remove it to make a new key (everyone is then logged out)", path)
		}
		return []byte(key), nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	raw := make([]byte, 32)
	if _, err := rand.Read(raw); err != nil {
		return nil, err
	}
	key := hex.EncodeToString(raw)
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return c.secret() // another process made it meanwhile
	}
	if err != nil {
		return nil, err
	}
	if _, err := f.WriteString(key + "\n"); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return []byte(key), f.Close()
}

// derive makes a key for one purpose, so that a leak of one opens nothing
// else.
func derive(secret []byte, purpose string) []byte {
	key, err := hkdf.Key(sha256.New, secret, nil, "haat "+purpose, 32)
	if err != nil {
		panic("app: " + err.Error()) // only for impossible lengths
	}
	return key
}
