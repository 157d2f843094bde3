// Package blob keeps files: pictures, documents, imports and exports. A file is written
// once under a key and never changed; what changes gets a new key, so caches and readers
// never see half of it.
package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path"
	"strings"
	"time"

	"github.com/haatshop/haat/internal/kit/errs"
)

// What a store refuses.
var (
	ErrNotFound = errs.New(errs.NotFound, "blob.not_found", "There is no such file.")
	ErrBadKey   = errs.New(errs.Invalid, "blob.bad_key", "A file key is lower-case words between slashes.")
	// ErrUnavailable is what a full, read-only or unreachable store is to a caller.
	ErrUnavailable = errs.New(errs.Unavailable, "blob.unavailable", "Files cannot be kept right now. Try again in a moment.")
	ErrSize        = errs.New(errs.Invalid, "blob.size", "The file is not as long as it was announced.")
)

// Store keeps files by key. Every implementation passes blobtest.Run.
type Store interface {
	// Put writes everything r holds under key. A reader sees the whole file or none: after
	// an error nothing is there that was not there before. size is checked unless negative.
	// Putting a key again replaces it. Returns ErrBadKey and ErrSize.
	Put(ctx context.Context, key string, r io.Reader, size int64, contentType string) error
	// Get opens a file; the caller closes it. Returns ErrNotFound.
	Get(ctx context.Context, key string) (io.ReadCloser, Info, error)
	// Stat describes a file without opening it. Returns ErrNotFound.
	Stat(ctx context.Context, key string) (Info, error)
	// Delete removes a file; one that is not there is no error.
	Delete(ctx context.Context, key string) error
	// List answers up to limit files whose key starts with prefix and sorts after after,
	// in key order: the last key of one call is the after of the next.
	List(ctx context.Context, prefix, after string, limit int) ([]Info, error)
}

// Info describes a stored file.
type Info struct {
	Key         string
	Size        int64
	ContentType string
	ModifiedAt  time.Time
}

// maxKey bounds a key; S3 takes 1,024 bytes, file systems less per part.
const (
	maxKey  = 512
	maxPart = 200
)

// CheckKey answers ErrBadKey unless key is one to twelve parts between slashes, each of
// a–z, 0–9, dot, hyphen and underscore and not opening with a dot. That leaves no way out
// of the store's folder and no two keys that one file system takes for the same.
func CheckKey(key string) error {
	parts := strings.Split(key, "/")
	if len(key) > maxKey || len(parts) > 12 {
		return ErrBadKey.Becausef("key of %d bytes, %d parts", len(key), len(parts))
	}
	for _, part := range parts {
		if part == "" || len(part) > maxPart || part[0] == '.' || strings.IndexFunc(part, badKeyRune) >= 0 {
			return ErrBadKey.Becausef("key %.80q", key)
		}
	}
	return nil
}

func badKeyRune(r rune) bool {
	return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.' || r == '-' || r == '_')
}

// Hash reads r to its end and answers the name its content has everywhere (160 bits of
// SHA-256 in hex) and its length.
func Hash(r io.Reader) (hash string, size int64, err error) {
	h := sha256.New()
	size, err = io.Copy(h, r)
	if err != nil {
		return "", 0, fmt.Errorf("hash content: %w", err)
	}
	return hex.EncodeToString(h.Sum(nil)[:20]), size, nil
}

// ContentKey is where content with that hash lives below folder: equal content has one
// key and is stored once. The two-letter folder keeps directories small.
func ContentKey(folder, hash, ext string) string {
	return path.Join(folder, hash[:2], hash+"."+strings.TrimPrefix(ext, "."))
}

// types are the contents we serve. The key's ending decides the type: what a stranger
// declared is never sent back to a browser.
var types = map[string]string{
	".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".gif": "image/gif",
	".webp": "image/webp", ".avif": "image/avif", ".svg": "image/svg+xml", ".ico": "image/x-icon",
	".pdf": "application/pdf", ".csv": "text/csv; charset=utf-8", ".txt": "text/plain; charset=utf-8",
	".json": "application/json", ".jsonl": "application/jsonl", ".zip": "application/zip", ".gz": "application/gzip",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".mp4":  "video/mp4", ".webm": "video/webm", ".woff2": "font/woff2", ".eml": "message/rfc822",
}

// TypeOf is the content type of a key, by its ending.
func TypeOf(key string) string {
	if t, ok := types[path.Ext(key)]; ok {
		return t
	}
	return "application/octet-stream"
}
