// Package archive is a stream of named parts that is compressed, encrypted and
// either whole or refused: what backups are kept in.
//
// The layers are a tar of parts, Zstandard, and age (age-encryption.org/v1),
// so the tools age, zstd and tar open a backup without this program. The last
// part is the manifest: name, size and SHA-256 of every other. Memory is
// bounded whatever is written, and nothing is known beforehand but the size of
// each part.
package archive

import (
	"archive/tar"
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"runtime"
	"strings"

	"filippo.io/age"
	"github.com/klauspost/compress/zstd"

	"github.com/haatshop/haat/internal/kit/errs"
)

// What Read refuses.
var (
	ErrNotOurs = errs.New(errs.Invalid, "archive.not_ours", "This is not a backup.")
	ErrLocked  = errs.New(errs.Invalid, "archive.locked", "This backup is encrypted: give its passphrase or key.")
	ErrKey     = errs.New(errs.Invalid, "archive.key", "The passphrase or key does not open this backup.")
	ErrDamaged = errs.New(errs.Invalid, "archive.damaged", "This backup is damaged or cut short. Nothing was changed.")
)

// manifestName is the last part.
const manifestName = "manifest.json"

// Bounds of what is read: an archive is a stranger until its end.
const (
	maxParts    = 10_000_000
	maxManifest = 1 << 30
	maxName     = 600
	maxWindow   = 64 << 20
)

// Part is one named piece.
type Part struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// Lock says for whom an archive is encrypted: a passphrase, or public keys
// (age1…). The zero value leaves it readable by everybody.
type Lock struct {
	Passphrase string
	Recipients []string
	// Work is the cost of the passphrase as a power of two; 0 means about a
	// second.
	Work int
}

func (l Lock) recipients() ([]age.Recipient, error) {
	switch {
	case l.Passphrase != "" && len(l.Recipients) > 0:
		return nil, errors.New("a backup is locked with a passphrase or for keys, not both")
	case l.Passphrase != "":
		r, err := age.NewScryptRecipient(l.Passphrase)
		if err != nil {
			return nil, err
		}
		if l.Work > 0 {
			r.SetWorkFactor(l.Work)
		}
		return []age.Recipient{r}, nil
	}
	if len(l.Recipients) == 0 {
		return nil, nil
	}
	return age.ParseRecipients(strings.NewReader(strings.Join(l.Recipients, "\n")))
}

// Key opens an archive: the passphrase, or private keys as age keeps them.
type Key struct {
	Passphrase string
	Identities string
}

func (k Key) identities() ([]age.Identity, error) {
	if k.Identities != "" {
		return age.ParseIdentities(strings.NewReader(k.Identities))
	}
	if k.Passphrase == "" {
		return nil, ErrLocked
	}
	i, err := age.NewScryptIdentity(k.Passphrase)
	if err != nil {
		return nil, err
	}
	return []age.Identity{i}, nil
}

// Writer writes an archive.
type Writer struct {
	tar    *tar.Writer
	zip    *zstd.Encoder
	lock   io.WriteCloser // nil where nothing is encrypted
	hashes *bufio.Writer  // the manifest, which may be long, is kept compressed until the end
	kept   *bytes.Buffer
	keptZ  *zstd.Encoder
	n      int
}

// NewWriter begins an archive on dst. Close ends it; without Close it is one
// that was cut short, and refused.
func NewWriter(dst io.Writer, lock Lock) (*Writer, error) {
	w := &Writer{kept: &bytes.Buffer{}}
	to, err := lock.recipients()
	if err != nil {
		return nil, fmt.Errorf("archive: %w", err)
	}
	if len(to) > 0 {
		if w.lock, err = age.Encrypt(dst, to...); err != nil {
			return nil, fmt.Errorf("archive: %w", err)
		}
		dst = w.lock
		forget()
	}
	if w.zip, err = zstd.NewWriter(dst, zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(true), zstd.WithWindowSize(1<<20)); err != nil {
		return nil, err
	}
	if w.keptZ, err = zstd.NewWriter(w.kept, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(1<<18)); err != nil {
		return nil, err
	}
	w.tar, w.hashes = tar.NewWriter(w.zip), bufio.NewWriter(w.keptZ)
	return w, nil
}

// Part adds a part of exactly size bytes.
func (w *Writer) Part(name string, size int64, r io.Reader) error {
	if err := checkName(name); err != nil {
		return err
	}
	h := sha256.New()
	if err := w.tar.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: name, Size: size, Mode: 0o600, Format: tar.FormatPAX}); err != nil {
		return fmt.Errorf("archive: %s: %w", name, err)
	}
	n, err := io.Copy(io.MultiWriter(w.tar, h), r)
	if err != nil {
		return fmt.Errorf("archive: %s: %w", name, err)
	}
	if n != size {
		return fmt.Errorf("archive: %s: %d bytes were announced, %d came", name, size, n)
	}
	w.n++
	return json.NewEncoder(w.hashes).Encode(Part{Name: name, Size: size, SHA256: hex.EncodeToString(h.Sum(nil))})
}

// Close writes the manifest and ends every layer. dst stays open.
func (w *Writer) Close() error {
	if err := errors.Join(w.hashes.Flush(), w.keptZ.Close()); err != nil {
		return err
	}
	// The manifest is one JSON object per line, compressed on its own.
	size := int64(w.kept.Len())
	if err := w.tar.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: manifestName, Size: size, Mode: 0o600, Format: tar.FormatPAX}); err != nil {
		return err
	}
	if _, err := io.Copy(w.tar, w.kept); err != nil {
		return err
	}
	err := errors.Join(w.tar.Close(), w.zip.Close())
	if w.lock != nil {
		err = errors.Join(err, w.lock.Close())
	}
	return err
}

var goodName = regexp.MustCompile(`^[a-z0-9_-][a-z0-9._-]*(/[a-z0-9_-][a-z0-9._-]*)*$`)

// checkName refuses names that could lead out of a folder, and everything
// else that no part of ours is called.
func checkName(name string) error {
	if len(name) > maxName || !goodName.MatchString(name) {
		return fmt.Errorf("archive: a part is called %.100q", name)
	}
	return nil
}

// Read goes through an archive and hands each part to fn, which may leave the
// rest of it unread; fn nil only checks. Only when it returns nil was the
// archive whole: what fn does with a part before that must be possible to undo.
// Returns ErrNotOurs, ErrLocked, ErrKey or ErrDamaged.
func Read(src io.Reader, key Key, fn func(name string, size int64, r io.Reader) error) (parts int, bytes int64, err error) {
	plain, err := open(bufio.NewReaderSize(src, 64<<10), key)
	if err != nil {
		return 0, 0, err
	}
	z, err := zstd.NewReader(plain, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxWindow), zstd.WithDecoderMaxWindow(maxWindow))
	if err != nil {
		return 0, 0, damaged(err)
	}
	defer z.Close()
	r := reader{tar: tar.NewReader(z)}
	if err := r.read(fn); err != nil {
		return r.n, r.bytes, err
	}
	// The end of every layer has to come, and nothing behind it.
	if n, err := io.Copy(io.Discard, z); err != nil || n > maxTail {
		return r.n, r.bytes, damaged(err)
	}
	if n, err := io.Copy(io.Discard, plain); err != nil || n > 0 {
		return r.n, r.bytes, damaged(err)
	}
	return r.n, r.bytes, nil
}

// maxTail is what tar may pad its end with.
const maxTail = 1 << 20

func damaged(err error) error {
	if err == nil {
		return ErrDamaged
	}
	return ErrDamaged.Because(err)
}

const (
	ageMagic  = "age-encryption.org/v1\n"
	zstdMagic = "\x28\xb5\x2f\xfd"
)

// open takes the outermost layer off.
func open(src *bufio.Reader, key Key) (io.Reader, error) {
	head, err := src.Peek(len(ageMagic))
	if err != nil && len(head) < len(zstdMagic) {
		return nil, ErrNotOurs
	}
	switch {
	case strings.HasPrefix(string(head), zstdMagic):
		return src, nil
	case string(head) != ageMagic:
		return nil, ErrNotOurs
	}
	ids, err := key.identities()
	if err != nil {
		return nil, err
	}
	plain, err := age.Decrypt(src, ids...)
	var none *age.NoIdentityMatchError
	switch {
	case errors.As(err, &none), errors.Is(err, age.ErrIncorrectIdentity):
		return nil, ErrKey
	case err != nil:
		return nil, damaged(err)
	}
	forget()
	return plain, nil
}

// forget gives back the 256 MB that turning a passphrase into a key took. The
// collector would wait until as much again is in use, and a second reading
// would ask for as much once more.
func forget() { runtime.GC() }

type reader struct {
	tar   *tar.Reader
	n     int
	bytes int64
}

// read goes on to the manifest, remembering one hash over the list of what
// came: however many parts there are, memory stays small.
func (r *reader) read(fn func(string, int64, io.Reader) error) error {
	came := sha256.New()
	for {
		h, err := r.tar.Next()
		if err != nil {
			return damaged(err) // also io.EOF: the manifest is missing
		}
		if h.Name == manifestName {
			return r.check(came.Sum(nil), h.Size)
		}
		if err := checkName(h.Name); err != nil || h.Typeflag != tar.TypeReg || r.n >= maxParts {
			return damaged(fmt.Errorf("part %.100q of type %q", h.Name, h.Typeflag))
		}
		p, err := r.part(h, fn)
		if err != nil {
			return err
		}
		if err := json.NewEncoder(came).Encode(p); err != nil {
			return err
		}
	}
}

func (r *reader) part(h *tar.Header, fn func(string, int64, io.Reader) error) (Part, error) {
	sum := sha256.New()
	body := &counted{r: io.TeeReader(r.tar, sum)}
	if fn != nil {
		if err := fn(h.Name, h.Size, body); err != nil {
			if body.failed != nil {
				return Part{}, damaged(body.failed)
			}
			return Part{}, err
		}
	}
	if _, err := io.Copy(io.Discard, body); err != nil {
		return Part{}, damaged(err)
	}
	r.n, r.bytes = r.n+1, r.bytes+body.n
	if body.n != h.Size {
		return Part{}, damaged(fmt.Errorf("%s is cut short", h.Name))
	}
	return Part{Name: h.Name, Size: body.n, SHA256: hex.EncodeToString(sum.Sum(nil))}, nil
}

// counted remembers how much was read and what went wrong below.
type counted struct {
	r      io.Reader
	n      int64
	failed error
}

// Read implements io.Reader.
func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	if err != nil && err != io.EOF {
		c.failed = err
	}
	return n, err
}

// check compares the manifest with what came: the same parts in the same
// order, so nothing is missing, added, changed or moved.
func (r *reader) check(came []byte, size int64) error {
	if size > maxManifest {
		return damaged(errors.New("the manifest is too long"))
	}
	z, err := zstd.NewReader(io.LimitReader(r.tar, size), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
	if err != nil {
		return damaged(err)
	}
	defer z.Close()
	listed := sha256.New()
	if _, err := io.Copy(listed, z); err != nil {
		return damaged(err)
	}
	if !bytes.Equal(listed.Sum(nil), came) {
		return damaged(errors.New("the manifest lists other parts than there are"))
	}
	if _, err := r.tar.Next(); err != io.EOF {
		return damaged(fmt.Errorf("parts behind the manifest: %v", err))
	}
	return nil
}
