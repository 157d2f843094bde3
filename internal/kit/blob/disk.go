package blob

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"time"
)

// Disk keeps files in one folder. The operating system itself refuses to leave it, also
// through links somebody put there.
type Disk struct {
	root *os.Root
}

var _ Store = (*Disk)(nil)

// temporary is the folder of files being written; no key can name it.
const temporary = ".incoming"

// leftover is how old a file being written is before it is taken for what a crash left
// behind: other processes, such as a command beside the server, write there too.
const leftover = 24 * time.Hour

// OpenDisk opens the store in folder and makes it if needed. Leftovers of writes that a
// crash cut short are removed.
func OpenDisk(folder string) (*Disk, error) {
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return nil, fmt.Errorf("blob: make folder: %w", err)
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, fmt.Errorf("blob: open folder: %w", err)
	}
	d := &Disk{root: root}
	if err := d.prepare(); err != nil {
		return nil, errors.Join(fmt.Errorf("blob: prepare folder: %w", err), root.Close())
	}
	return d, nil
}

func (d *Disk) prepare() error {
	if err := d.root.MkdirAll(temporary, 0o750); err != nil {
		return err
	}
	entries, err := fs.ReadDir(d.root.FS(), temporary)
	if err != nil {
		return err
	}
	for _, e := range entries {
		// One that is gone by now was finished meanwhile.
		if info, err := e.Info(); err == nil && time.Since(info.ModTime()) > leftover {
			if err := d.discard(path.Join(temporary, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// Close lets go of the folder.
func (d *Disk) Close() error { return d.root.Close() }

// Put writes to a temporary file, forces it to the disk and only then gives it its name.
func (d *Disk) Put(ctx context.Context, key string, r io.Reader, size int64, _ string) error {
	if err := CheckKey(key); err != nil {
		return err
	}
	name := path.Join(temporary, rand.Text())
	if err := d.write(ctx, name, r, size); err != nil {
		return errors.Join(fmt.Errorf("put %s: %w", key, err), d.discard(name))
	}
	folder := path.Dir(key)
	if err := d.root.MkdirAll(folder, 0o750); err != nil {
		return errors.Join(fmt.Errorf("put %s: %w", key, err), d.discard(name))
	}
	if err := d.root.Rename(name, key); err != nil {
		return errors.Join(fmt.Errorf("put %s: %w", key, err), d.discard(name))
	}
	return d.syncFolders(folder)
}

func (d *Disk) write(ctx context.Context, name string, r io.Reader, size int64) (err error) {
	f, err := d.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o640)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	n, err := io.Copy(f, cancellable{ctx, r})
	if err != nil {
		return err
	}
	if size >= 0 && n != size {
		return ErrSize.Becausef("announced %d bytes, got %d", size, n)
	}
	return f.Sync()
}

func (d *Disk) discard(name string) error {
	if err := d.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// syncFolders makes the new name itself survive a power cut, up to the store's folder.
func (d *Disk) syncFolders(folder string) error {
	for {
		f, err := d.root.Open(folder)
		if err != nil {
			return fmt.Errorf("sync folder: %w", err)
		}
		if err := errors.Join(f.Sync(), f.Close()); err != nil {
			return fmt.Errorf("sync folder: %w", err)
		}
		if folder == "." {
			return nil
		}
		folder = path.Dir(folder)
	}
}

// Get implements Store.
func (d *Disk) Get(ctx context.Context, key string) (io.ReadCloser, Info, error) {
	if err := cmp.Or(CheckKey(key), ctx.Err()); err != nil {
		return nil, Info{}, err
	}
	f, err := d.root.Open(key)
	if err != nil {
		return nil, Info{}, notFound(key, err)
	}
	stat, err := f.Stat()
	if err != nil || stat.IsDir() {
		return nil, Info{}, errors.Join(notFound(key, cmp.Or(err, fs.ErrNotExist)), f.Close())
	}
	return f, infoOf(key, stat), nil
}

// Stat implements Store.
func (d *Disk) Stat(ctx context.Context, key string) (Info, error) {
	if err := cmp.Or(CheckKey(key), ctx.Err()); err != nil {
		return Info{}, err
	}
	stat, err := d.root.Stat(key)
	if err == nil && stat.IsDir() {
		err = fs.ErrNotExist
	}
	if err != nil {
		return Info{}, notFound(key, err)
	}
	return infoOf(key, stat), nil
}

// Delete implements Store. Empty folders stay: removing them would race with a Put.
func (d *Disk) Delete(ctx context.Context, key string) error {
	if err := cmp.Or(CheckKey(key), ctx.Err()); err != nil {
		return err
	}
	if stat, err := d.root.Stat(key); err == nil && stat.IsDir() {
		return nil
	}
	if err := d.root.Remove(key); err != nil && !missing(err) {
		return fmt.Errorf("delete %s: %w", key, err)
	}
	return nil
}

// List implements Store.
func (d *Disk) List(ctx context.Context, prefix, after string, limit int) ([]Info, error) {
	w := walk{ctx: ctx, root: d.root, prefix: prefix, after: after, limit: limit}
	if limit <= 0 {
		return nil, nil
	}
	if err := w.folder("."); err != nil && !errors.Is(err, fs.SkipAll) {
		return nil, fmt.Errorf("list %q: %w", prefix, err)
	}
	return w.found, nil
}

// walk visits files in the order of their whole keys, which is not the order of a
// directory: "a-b" sorts before "a/b", though "a" sorts before "a-b".
type walk struct {
	ctx           context.Context
	root          *os.Root
	prefix, after string
	limit         int
	found         []Info
}

func (w *walk) folder(name string) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	entries, err := fs.ReadDir(w.root.FS(), name)
	if err != nil {
		return err
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(sortName(a), sortName(b)) })
	for _, entry := range entries {
		if err := w.entry(path.Join(name, entry.Name()), entry); err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) entry(key string, entry fs.DirEntry) error {
	if entry.IsDir() {
		below := key + "/"
		if key == temporary || !overlaps(below, w.prefix) || w.after > below && !strings.HasPrefix(w.after, below) {
			return nil
		}
		return w.folder(key)
	}
	if !strings.HasPrefix(key, w.prefix) || key <= w.after || CheckKey(key) != nil {
		return nil
	}
	stat, err := entry.Info()
	if errors.Is(err, fs.ErrNotExist) {
		return nil // deleted while we were walking
	}
	if err != nil {
		return err
	}
	w.found = append(w.found, infoOf(key, stat))
	if len(w.found) == w.limit {
		return fs.SkipAll
	}
	return nil
}

func sortName(e fs.DirEntry) string {
	if e.IsDir() {
		return e.Name() + "/"
	}
	return e.Name()
}

// overlaps reports whether keys below a folder can start with the prefix.
func overlaps(below, prefix string) bool {
	return strings.HasPrefix(below, prefix) || strings.HasPrefix(prefix, below)
}

func infoOf(key string, stat fs.FileInfo) Info {
	return Info{Key: key, Size: stat.Size(), ContentType: TypeOf(key), ModifiedAt: stat.ModTime().UTC()}
}

func notFound(key string, err error) error {
	if missing(err) {
		return ErrNotFound.Becausef("key %s", key)
	}
	return fmt.Errorf("open %s: %w", key, err)
}

// missing also takes "a/b" for absent when "a" is a file.
func missing(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || strings.Contains(err.Error(), "not a directory")
}

// cancellable stops a copy when the request that wants it has gone.
type cancellable struct {
	ctx context.Context
	r   io.Reader
}

func (c cancellable) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}
