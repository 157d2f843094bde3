package app

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/haatshop/haat/internal/kit/archive"
	"github.com/haatshop/haat/internal/kit/blob"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/verify"
)

// Restored is what came back.
type Restored struct {
	About    About         `json:"about"`
	Rows     int64         `json:"rows"`
	Files    int64         `json:"files"`
	Checked  time.Duration `json:"-"` // reading the backup through beforehand
	Loaded   time.Duration `json:"-"`
	Verified time.Duration `json:"-"`
	// OtherKey says that the shop is configured with another key than the
	// backup has: sessions and links in old mails do not open any more.
	OtherKey bool          `json:"other_key"`
	Report   verify.Report `json:"report"`
}

// Source opens a backup from its beginning, as often as asked.
type Source func(ctx context.Context) (io.ReadCloser, error)

// SourceOf is a file, or an object s3://key:secret@host/bucket/name.
func SourceOf(where string) (Source, error) {
	if !strings.HasPrefix(where, "s3://") {
		return func(context.Context) (io.ReadCloser, error) { return os.Open(where) }, nil
	}
	base, query, _ := strings.Cut(where, "?")
	i := strings.LastIndexByte(base, '/')
	at, err := OpenBackups(base[:i] + "?" + query)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context) (io.ReadCloser, error) {
		r, _, err := at.Get(ctx, base[i+1:])
		return r, err
	}, nil
}

// ErrOccupied says that there is a shop already where one was to be restored.
var ErrOccupied = errors.New("there is a shop here already: restore into an empty folder and an empty database")

// Restore makes a shop of a backup: in an empty data folder and an empty
// database, of either engine. The backup is read through and checked before
// anything is written; when a later step fails, what was written is removed.
// Then the schema is brought up to date and everything verified: the report
// says what does not hold, which is no error.
//
// Returns ErrOccupied, db.ErrNewer, or what archive.Read returns.
func Restore(ctx context.Context, c Config, from Source, key archive.Key) (out Restored, err error) {
	if err := c.Check(); err != nil {
		return out, err
	}
	if err := c.vacant(ctx); err != nil {
		return out, err
	}
	start := time.Now()
	if out.About, err = inspect(ctx, from, key); err != nil {
		return out, err
	}
	out.Checked, start = time.Since(start), time.Now()
	r := restore{c: c, key: key, from: from, out: &out}
	if err := r.run(ctx); err != nil {
		return out, err
	}
	out.Loaded, start = time.Since(start), time.Now()
	a, err := New(ctx, c, Parts{Tool: true}) // migrates
	if err != nil {
		return out, fmt.Errorf("everything is restored, but the shop does not open: %w", err)
	}
	if err = a.resume(ctx); err == nil {
		out.Report, err = a.Verify(ctx)
	}
	out.Verified = time.Since(start)
	return out, errors.Join(err, a.Close())
}

// resume takes up what was under way when the backup was made: those who worked
// on it are not here.
func (a *App) resume(ctx context.Context) error {
	if err := a.Jobs.Unclaim(ctx); err != nil {
		return err
	}
	return a.Events.Number(ctx)
}

// vacant looks whether anything would be overwritten.
func (c Config) vacant(ctx context.Context) error {
	for _, name := range []string{databaseFile, keyFile} {
		if _, err := os.Stat(filepath.Join(c.Data, name)); err == nil {
			return fmt.Errorf("%s: %w", filepath.Join(c.Data, name), ErrOccupied)
		}
	}
	if c.DatabaseURL != "" {
		empty, err := db.Empty(ctx, c.Database(nil))
		if err == nil && !empty {
			err = ErrOccupied
		}
		return err
	}
	return nil
}

// inspect reads a backup through to its end and says what it is. Returns what
// archive.Read returns.
func inspect(ctx context.Context, from Source, key archive.Key) (about About, err error) {
	err = eachPart(ctx, from, key, func(name string, _ int64, r io.Reader) error {
		switch {
		case name == aboutPart:
			return readAbout(r, &about)
		case strings.HasPrefix(name, filesPart):
			return blob.CheckKey(strings.TrimPrefix(name, filesPart))
		case name == secretPart, strings.HasPrefix(name, tablesPart):
			return nil
		}
		return fmt.Errorf("the backup has a part %.80q that this program does not know", name)
	})
	if err == nil && about.Format == 0 {
		err = archive.ErrNotOurs
	}
	if err == nil {
		err = about.Schema.Fits(Migrations())
	}
	return about, err
}

func readAbout(r io.Reader, about *About) error {
	if err := json.NewDecoder(io.LimitReader(r, 64<<20)).Decode(about); err != nil {
		return archive.ErrNotOurs.Because(err)
	}
	if about.Format != backupFormat {
		return fmt.Errorf("%w: format %d", db.ErrNewer, about.Format)
	}
	return nil
}

func eachPart(ctx context.Context, from Source, key archive.Key, fn func(string, int64, io.Reader) error) error {
	f, err := from(ctx)
	if err != nil {
		return err
	}
	_, _, err = archive.Read(cancellable{ctx, f}, key, fn)
	if err != nil && ctx.Err() != nil {
		err = ctx.Err() // whoever gave up must not be told that the backup is damaged
	}
	return errors.Join(err, f.Close())
}

// cancellable stops a long read when its caller gives up.
type cancellable struct {
	ctx context.Context
	r   io.Reader
}

// Read implements io.Reader.
func (c cancellable) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}

type restore struct {
	c     Config
	key   archive.Key
	from  Source
	files blob.Store
	put   []string // keys written so far, to undo
	out   *Restored
}

// run loads rows, key and files in one pass, and leaves nothing after an error.
// A SQLite database gets its name when it is whole: whoever pulls the plug
// meanwhile does not find half a shop that opens.
func (r *restore) run(ctx context.Context) (err error) {
	if err := os.MkdirAll(r.c.Data, 0o700); err != nil {
		return err
	}
	if r.files, err = r.c.files(); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, r.undo(context.WithoutCancel(ctx)))
		}
	}()
	o := r.c.Database(nil)
	name := o.Path
	if o.URL == "" {
		o.Path += ".restoring"
		for _, tail := range []string{"", "-wal", "-shm"} { // of a restore that was killed
			if err := os.RemoveAll(o.Path + tail); err != nil {
				return err
			}
		}
	}
	err = db.Load(ctx, o, Migrations(), r.out.About.Schema, func(ctx context.Context, l *db.Loader) error {
		return eachPart(ctx, r.from, r.key, func(name string, size int64, body io.Reader) error {
			return r.part(ctx, l, name, size, body)
		})
	})
	if err == nil && o.URL == "" {
		err = os.Rename(o.Path, name)
	}
	return err
}

func (r *restore) part(ctx context.Context, l *db.Loader, name string, size int64, body io.Reader) error {
	if key, ok := strings.CutPrefix(name, filesPart); ok {
		return r.file(ctx, key, size, body)
	}
	if rest, ok := strings.CutPrefix(name, tablesPart); ok {
		table, _, _ := strings.Cut(rest, "/")
		return r.rows(ctx, l, table, body)
	}
	if name == secretPart {
		return r.secret(body)
	}
	return nil
}

// file leaves alone what is there already: a file's content never changes, and
// when only the database was lost the bucket still has them all.
func (r *restore) file(ctx context.Context, key string, size int64, body io.Reader) error {
	r.out.Files++
	if info, err := r.files.Stat(ctx, key); err == nil && info.Size == size {
		return nil
	}
	r.put = append(r.put, key)
	return r.files.Put(ctx, key, body, size, blob.TypeOf(key))
}

func (r *restore) secret(body io.Reader) error {
	key, err := io.ReadAll(io.LimitReader(body, 64<<10))
	if err != nil {
		return err
	}
	if r.c.SecretKey != "" {
		r.out.OtherKey = !bytes.Equal(key, []byte(r.c.SecretKey))
		return nil
	}
	return os.WriteFile(filepath.Join(r.c.Data, keyFile), append(key, '\n'), 0o600)
}

func (r *restore) rows(ctx context.Context, l *db.Loader, table string, body io.Reader) error {
	kinds := r.kinds(table)
	lines := bufio.NewReader(body)
	return l.Rows(ctx, table, func() ([]any, error) {
		line, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) && len(line) == 0 {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		r.out.Rows++
		return parseRow(line, kinds)
	})
}

func (r *restore) kinds(table string) []db.Kind {
	for _, t := range r.out.About.Schema.Tables {
		if t.Name == table {
			out := make([]db.Kind, len(t.Columns))
			for i, c := range t.Columns {
				out[i] = c.Kind
			}
			return out
		}
	}
	return nil
}

// parseRow undoes rowParts.add.
func parseRow(line []byte, kinds []db.Kind) ([]any, error) {
	d := json.NewDecoder(bytes.NewReader(line))
	d.UseNumber()
	var row []any
	if err := d.Decode(&row); err != nil || len(row) != len(kinds) {
		return nil, archive.ErrDamaged.Because(err)
	}
	for i, v := range row {
		switch x := v.(type) {
		case json.Number:
			n, err := x.Int64()
			if err != nil {
				return nil, archive.ErrDamaged.Because(err)
			}
			row[i] = n
		case string:
			if kinds[i] == db.KindBytes {
				b, err := base64.StdEncoding.DecodeString(x)
				if err != nil {
					return nil, archive.ErrDamaged.Because(err)
				}
				row[i] = b
			}
		}
	}
	return row, nil
}

// undo removes what was written; the database undid itself.
func (r *restore) undo(ctx context.Context) error {
	var errs []error
	for _, key := range r.put {
		errs = append(errs, r.files.Delete(ctx, key))
	}
	if err := os.Remove(filepath.Join(r.c.Data, keyFile)); err != nil && !errors.Is(err, os.ErrNotExist) {
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}
