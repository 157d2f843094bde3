package render

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
)

// overlay is a file system that looks into its upper layer first, file by file.
type overlay struct{ upper, lower fs.FS }

// Overlay lays upper over lower: a file that both have is read from upper, and a
// folder shows the files of both. A nil upper gives lower itself.
func Overlay(upper, lower fs.FS) fs.FS {
	if upper == nil {
		return lower
	}
	return overlay{upper: upper, lower: lower}
}

// Open implements fs.FS. Only "not there" falls through to the lower layer: a
// file that cannot be read is an error, not a reason to show another one.
func (o overlay) Open(name string) (fs.File, error) {
	f, err := o.upper.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return o.lower.Open(name)
	}
	return f, err
}

// ReadDir implements fs.ReadDirFS with the union of both layers, sorted.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	up, upErr := fs.ReadDir(o.upper, name)
	if upErr != nil && !errors.Is(upErr, fs.ErrNotExist) {
		return nil, upErr
	}
	low, lowErr := fs.ReadDir(o.lower, name)
	if lowErr != nil && (upErr != nil || !errors.Is(lowErr, fs.ErrNotExist)) {
		return nil, lowErr
	}
	all := slices.Clone(up)
	for _, e := range low {
		if !slices.ContainsFunc(up, func(u fs.DirEntry) bool { return u.Name() == e.Name() }) {
			all = append(all, e)
		}
	}
	slices.SortFunc(all, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return all, nil
}
