package search

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"maps"
	"slices"
)

// ErrBadSnapshot means a saved index cannot be used: broken, cut short, or of another version of the program.
// The index must then be built from the database.
var ErrBadSnapshot = errors.New("search: unusable snapshot")

// codecVersion changes with the file's layout and with every change of analysis (fold, stem, lengths).
const codecVersion = "haat-search-1\n"

// Save writes the index so that Load can bring it back quickly. Searches and changes go on meanwhile.
func (x *Index) Save(w io.Writer) error {
	x.mu.RLock()
	s, gone := x.snap.Load(), maps.Clone(x.gone)
	x.mu.RUnlock()
	seg := mergeViews(x.cfg, s.views)
	e := &encoder{sum: crc32.NewIEEE()}
	buf := bufio.NewWriter(w)
	e.w = io.MultiWriter(buf, e.sum)
	e.bytes([]byte(codecVersion))
	e.segment(seg)
	ids := slices.Sorted(maps.Keys(gone))
	e.strings(ids)
	for _, id := range ids {
		e.number(uint64(gone[id]))
	}
	sum := e.sum.Sum32()
	if e.err == nil {
		e.err = binary.Write(buf, binary.LittleEndian, sum)
	}
	return errors.Join(e.err, buf.Flush())
}

// Load replaces the index's content by a saved one. It returns ErrBadSnapshot and changes nothing when the
// file is unusable.
func (x *Index) Load(r io.Reader) error {
	seg, gone, err := decode(r)
	if err != nil {
		return err
	}
	seg.derive(x.cfg.Weights)
	x.write.Lock()
	defer x.write.Unlock()
	x.mu.Lock()
	defer x.mu.Unlock()
	x.where, x.gone = make(map[string]place, len(seg.ids)), gone
	var views []view
	if len(seg.ids) > 0 {
		views = []view{newView(seg)}
	}
	for doc, id := range seg.ids {
		x.where[id] = place{0, uint32(doc)}
	}
	x.snap.Store(newSnapshot(views))
	return nil
}

func decode(r io.Reader) (*segment, map[string]int64, error) {
	d := &decoder{sum: crc32.NewIEEE(), r: bufio.NewReaderSize(r, 1<<16)}
	if string(d.take(len(codecVersion))) != codecVersion {
		return nil, nil, fmt.Errorf("%w: not of this version", ErrBadSnapshot)
	}
	seg := d.segment()
	ids := d.strings()
	gone := make(map[string]int64, len(ids))
	for _, id := range ids {
		gone[id] = int64(d.number())
	}
	want := d.sum.Sum32()
	var got [4]byte
	if d.err == nil {
		_, d.err = io.ReadFull(d.r, got[:])
	}
	if d.err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrBadSnapshot, d.err)
	}
	if binary.LittleEndian.Uint32(got[:]) != want {
		return nil, nil, fmt.Errorf("%w: checksum differs", ErrBadSnapshot)
	}
	return seg, gone, nil
}

// encoder remembers the first error, so that its callers read like the layout.
type encoder struct {
	w   io.Writer
	sum hash.Hash32
	err error
}

func (e *encoder) bytes(b []byte) {
	if e.err == nil {
		_, e.err = e.w.Write(b)
	}
}

func (e *encoder) number(n uint64) { e.bytes(binary.LittleEndian.AppendUint64(nil, n)) }

func (e *encoder) block(b []byte) {
	e.number(uint64(len(b)))
	e.bytes(b)
}

func (e *encoder) strings(ss []string) {
	e.number(uint64(len(ss)))
	for _, s := range ss {
		e.block([]byte(s))
	}
}

func (e *encoder) dict(d *dict) {
	e.block([]byte(d.text))
	e.uint32s(d.ends)
}

func (e *encoder) csr(c *csr) {
	e.uint32s(c.starts)
	e.uint32s(c.items)
}

func (e *encoder) uint32s(ns []uint32) {
	b := make([]byte, 0, 4*len(ns))
	for _, n := range ns {
		b = binary.LittleEndian.AppendUint32(b, n)
	}
	e.block(b)
}

func (e *encoder) int64s(ns []int64) {
	b := make([]byte, 0, 8*len(ns))
	for _, n := range ns {
		b = binary.LittleEndian.AppendUint64(b, uint64(n))
	}
	e.block(b)
}

func (e *encoder) uint16s(ns []uint16) {
	b := make([]byte, 0, 2*len(ns))
	for _, n := range ns {
		b = binary.LittleEndian.AppendUint16(b, n)
	}
	e.block(b)
}

func (e *encoder) segment(s *segment) {
	e.strings(s.ids)
	e.int64s(s.versions)
	e.int64s(s.published)
	lens := make([]uint16, 0, len(s.lens)*fieldCount)
	for _, n := range s.lens {
		lens = append(lens, n[:]...)
	}
	e.uint16s(lens)
	e.dict(&s.terms)
	e.csr(&s.posts)
	e.uint16s(s.freqs)
	e.dict(&s.idents)
	e.csr(&s.owners)
	e.dict(&s.values)
	e.csr(&s.facets)
	e.strings(s.currencies)
	e.csr(&s.prices)
	e.int64s(s.amounts)
}

// decoder mirrors encoder. Contents are trusted once the checksum holds; until then only sizes matter.
type decoder struct {
	r   *bufio.Reader
	sum hash.Hash32
	err error
}

// take reads n bytes in steps, so that a broken length runs out of file before it runs out of memory.
func (d *decoder) take(n int) []byte {
	const step = 1 << 20
	var out []byte
	for d.err == nil && len(out) < n {
		part := make([]byte, min(step, n-len(out)))
		_, d.err = io.ReadFull(d.r, part)
		if out == nil {
			out = part
		} else {
			out = append(out, part...)
		}
	}
	if d.err != nil {
		return nil
	}
	d.sum.Write(out)
	return out
}

func (d *decoder) number() uint64 {
	b := d.take(8)
	if b == nil {
		return 0
	}
	return binary.LittleEndian.Uint64(b)
}

func (d *decoder) block() []byte {
	n := d.number()
	if n > 1<<34 {
		d.err = errors.New("a length is beyond reason")
		return nil
	}
	return d.take(int(n))
}

func (d *decoder) strings() []string {
	n := d.number()
	var out []string
	for i := uint64(0); i < n && d.err == nil; i++ {
		out = append(out, string(d.block()))
	}
	return out
}

func (d *decoder) dict() dict { return dict{text: string(d.block()), ends: d.uint32s()} }

func (d *decoder) csr() csr { return csr{starts: d.uint32s(), items: d.uint32s()} }

func (d *decoder) uint32s() []uint32 {
	b := d.block()
	out := make([]uint32, len(b)/4)
	for i := range out {
		out[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return out
}

func (d *decoder) int64s() []int64 {
	b := d.block()
	out := make([]int64, len(b)/8)
	for i := range out {
		out[i] = int64(binary.LittleEndian.Uint64(b[8*i:]))
	}
	return out
}

func (d *decoder) uint16s() []uint16 {
	b := d.block()
	out := make([]uint16, len(b)/2)
	for i := range out {
		out[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return out
}

func (d *decoder) segment() *segment {
	s := &segment{ids: d.strings(), versions: d.int64s(), published: d.int64s()}
	lens := d.uint16s()
	s.lens = make([]lengths, len(lens)/fieldCount)
	for i := range s.lens {
		copy(s.lens[i][:], lens[i*fieldCount:])
	}
	s.terms, s.posts, s.freqs = d.dict(), d.csr(), d.uint16s()
	s.idents, s.owners = d.dict(), d.csr()
	s.values, s.facets = d.dict(), d.csr()
	s.currencies, s.prices, s.amounts = d.strings(), d.csr(), d.int64s()
	return s
}
