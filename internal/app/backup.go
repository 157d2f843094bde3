package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"

	"github.com/haatshop/haat/internal/kit/archive"
	"github.com/haatshop/haat/internal/kit/blob"
	"github.com/haatshop/haat/internal/kit/blob/s3"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/serve/storefront/share"
)

// A backup is an archive (see kit/archive) with these parts, in this order:
//
//	about.json                what it is, and the schema
//	tables/<table>/<number>   rows as JSON arrays, one a line, some thousand to a part
//	secret.key                the shop's key
//	files/<key>               pictures and other files
//
// It is made of rows and not of the engine's own files, so a backup of either
// engine restores into either.

// About is the first part of a backup.
type About struct {
	Format  int       `json:"format"`
	Program string    `json:"program"`
	Engine  string    `json:"engine"`
	MadeAt  time.Time `json:"made_at"`
	Schema  db.Schema `json:"schema"`
}

const (
	backupFormat = 1
	aboutPart    = "about.json"
	tablesPart   = "tables/"
	secretPart   = "secret.key"
	filesPart    = "files/"
	// partBytes is how much of a table one part holds, and memory with it.
	partBytes = 1 << 20
)

// BackupOptions say where a backup goes and who may read it.
type BackupOptions struct {
	Program string // its version
	Lock    archive.Lock
	// Keep deletes all but so many of the newest backups there, once the new
	// one is whole; 0 keeps all.
	Keep int
	Now  time.Time
}

// Backup is what was made.
type Backup struct {
	Name  string        `json:"name"`
	Size  int64         `json:"size"`
	Rows  int64         `json:"rows"`
	Files int64         `json:"files"`
	Took  time.Duration `json:"-"`
	// Moment is when the database was read: what was committed before is in it.
	Moment time.Time `json:"moment"`
	// Gone are the names of older backups that were deleted.
	Gone []string `json:"gone,omitempty"`
}

// OpenBackups opens the folder or bucket (s3://key:secret@host/bucket/prefix)
// in which backups are kept.
func OpenBackups(place string) (blob.Store, error) {
	if !strings.HasPrefix(place, "s3://") {
		return blob.OpenDisk(place)
	}
	c, err := Config{FilesURL: place}.s3()
	if err != nil {
		return nil, fmt.Errorf("the place of backups %w", err)
	}
	return s3.Open(c)
}

var backupName = regexp.MustCompile(`^haat-[0-9]{8}t[0-9]{6}z\.backup$`)

// Backups lists the backups of a place, oldest first.
func Backups(ctx context.Context, at blob.Store) ([]blob.Info, error) {
	var out []blob.Info
	for after := ""; ; {
		some, err := at.List(ctx, "haat-", after, 500)
		if err != nil {
			return nil, err
		}
		for _, i := range some {
			if backupName.MatchString(i.Key) {
				out = append(out, i)
			}
			after = i.Key
		}
		if len(some) < 500 {
			return out, nil
		}
	}
}

// MakeBackup writes everything a shop is made of to a place, while it runs and
// sells: the rows are those of one moment, the files all that these rows name.
// Either the backup is there whole under its name, or nothing is.
func MakeBackup(ctx context.Context, c Config, at blob.Store, o BackupOptions) (out Backup, err error) {
	start := time.Now()
	if err := c.Check(); err != nil {
		return out, err
	}
	if err := c.present(); err != nil {
		return out, err
	}
	b := backup{c: c, o: o}
	if b.db, err = db.Open(ctx, c.Database(nil)); err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, b.db.Close()) }()
	if b.files, err = c.files(); err != nil {
		return out, err
	}
	out.Name = "haat-" + strings.ToLower(o.Now.UTC().Format("20060102T150405Z")) + ".backup"
	r, w := io.Pipe()
	writing, stop := context.WithCancel(ctx)
	defer stop()
	done := make(chan error, 1)
	go func() {
		err := b.write(writing, w)
		w.CloseWithError(err)
		done <- err
	}()
	err = at.Put(ctx, out.Name, r, -1, "")
	r.CloseWithError(errors.New("the place of backups takes no more"))
	stop() // whoever writes is not waited for when nobody reads
	if wrote := <-done; err == nil {
		err = wrote
	}
	if err != nil {
		return out, fmt.Errorf("backup: %w", err)
	}
	info, err := at.Stat(ctx, out.Name)
	if err != nil {
		return out, err
	}
	out.Size, out.Rows, out.Files, out.Moment = info.Size, b.rows, b.count, b.moment
	out.Gone, err = prune(ctx, at, o.Keep)
	out.Took = time.Since(start)
	return out, err
}

func prune(ctx context.Context, at blob.Store, keep int) ([]string, error) {
	if keep <= 0 {
		return nil, nil
	}
	all, err := Backups(ctx, at)
	if err != nil || len(all) <= keep {
		return nil, err
	}
	var gone []string
	for _, i := range all[:len(all)-keep] {
		if err := at.Delete(ctx, i.Key); err != nil {
			return gone, err
		}
		gone = append(gone, i.Key)
	}
	return gone, nil
}

type backup struct {
	c           Config
	o           BackupOptions
	db          *db.DB
	files       blob.Store
	moment      time.Time
	rows, count int64
}

func (b *backup) write(ctx context.Context, to io.Writer) error {
	w, err := archive.NewWriter(to, b.o.Lock)
	if err != nil {
		return err
	}
	err = b.db.Snapshot(ctx, func(ctx context.Context, q db.Querier) error {
		b.moment = time.Now().UTC()
		return b.writeRows(ctx, q, w)
	})
	if err != nil {
		return err
	}
	if err := b.writeSecret(w); err != nil {
		return err
	}
	// A file is written before the row that names it and is never changed, so
	// those that are there now hold all that the rows of that moment name.
	if err := b.writeFiles(ctx, w); err != nil {
		return err
	}
	return w.Close()
}

func (b *backup) writeRows(ctx context.Context, q db.Querier, w *archive.Writer) error {
	s, err := db.Describe(ctx, q)
	if err != nil {
		return err
	}
	about, err := json.MarshalIndent(About{Format: backupFormat, Program: b.o.Program, Engine: q.Engine().String(), MadeAt: b.o.Now.UTC(), Schema: s}, "", " ")
	if err != nil {
		return err
	}
	if err := w.Part(aboutPart, int64(len(about)), bytes.NewReader(about)); err != nil {
		return err
	}
	for _, t := range s.Tables {
		p := rowParts{w: w, table: t.Name}
		if err := db.Dump(ctx, q, t, p.add); err != nil {
			return err
		}
		if err := p.flush(); err != nil {
			return err
		}
		b.rows += p.rows
	}
	return nil
}

// rowParts cuts a table into parts.
type rowParts struct {
	w     *archive.Writer
	table string
	n     int
	rows  int64
	buf   bytes.Buffer
}

func (p *rowParts) add(row []any) error {
	// []byte becomes base64 and is told from a text by the column's kind.
	e := json.NewEncoder(&p.buf)
	e.SetEscapeHTML(false)
	if err := e.Encode(row); err != nil {
		return err
	}
	p.rows++
	if p.buf.Len() < partBytes {
		return nil
	}
	return p.flush()
}

func (p *rowParts) flush() error {
	if p.buf.Len() == 0 {
		return nil
	}
	p.n++
	err := p.w.Part(fmt.Sprintf("%s%s/%08d", tablesPart, p.table, p.n), int64(p.buf.Len()), bytes.NewReader(p.buf.Bytes()))
	p.buf.Reset()
	return err
}

func (b *backup) writeSecret(w *archive.Writer) error {
	key, err := b.c.secret()
	if err != nil {
		return err
	}
	return w.Part(secretPart, int64(len(key)), bytes.NewReader(key))
}

func (b *backup) writeFiles(ctx context.Context, w *archive.Writer) error {
	for after := ""; ; {
		some, err := b.files.List(ctx, "", after, 500)
		if err != nil {
			return err
		}
		for _, i := range some {
			after = i.Key
			if strings.HasPrefix(i.Key, share.Folder) {
				continue // made again when somebody asks
			}
			if err := b.writeFile(ctx, w, i.Key); err != nil {
				return err
			}
		}
		if len(some) < 500 {
			return nil
		}
	}
}

func (b *backup) writeFile(ctx context.Context, w *archive.Writer, key string) error {
	r, info, err := b.files.Get(ctx, key)
	if errors.Is(err, blob.ErrNotFound) {
		return nil // deleted meanwhile, so no row of that moment needs it
	}
	if err != nil {
		return err
	}
	b.count++
	return errors.Join(w.Part(filesPart+key, info.Size, r), r.Close())
}
