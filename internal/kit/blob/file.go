package blob

import (
	"errors"
	"io"
	"os"
)

// File is one file of this machine that is written whole or not at all; for
// what can be made again, such as an index.
type File struct{ path string }

// NewFile names the file; nothing is touched yet.
func NewFile(path string) *File { return &File{path} }

// Path is where it is, for log lines.
func (f *File) Path() string { return f.path }

// Open reads it. Returns an error that is fs.ErrNotExist while there is none.
func (f *File) Open() (io.ReadSeekCloser, error) { return os.Open(f.path) }

// Write replaces it by what fn writes. When fn fails, what was there stays.
func (f *File) Write(fn func(io.Writer) error) error {
	fresh := f.path + ".new" // what a crash left there is written over
	out, err := os.OpenFile(fresh, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if err = fn(out); err == nil {
		err = out.Sync()
	}
	if err = errors.Join(err, out.Close()); err == nil {
		err = os.Rename(fresh, f.path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(fresh))
	}
	return nil
}
