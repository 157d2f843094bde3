package search

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"runtime/debug"
	"strings"
	"time"

	"github.com/haatshop/haat/internal/kit/event"
)

// A snapshot file is the names of attributes, the saved index, and a stamp of a fixed size, which is written last.
const (
	snapshotMagic = "haat search snapshot 1\n"
	stampSize     = 512
	// keepEvery is how often a running node writes its index; a node that ends writes it too.
	keepEvery = 10 * time.Minute
)

// stamp says what a snapshot reflects and what made it.
type stamp struct {
	// Mark is an event no older than anything in the index: a database that has it at that place is the one the index
	// was made from, and has not been put back to an earlier state since.
	Mark     event.Mark `json:"mark"`
	Analysis uint32     `json:"analysis"` // how words were read
	Labels   int64      `json:"labels"`   // bytes of the names of attributes
	Sum      uint32     `json:"sum"`      // over them; the index has its own
}

// errForeign: the file is another shop's, another program's, or later than the database.
var errForeign = errors.New("it does not belong to this database and program")

// analysis changes when words are read in another way, so that an index of another program is not taken for ours.
func analysis() uint32 {
	const sample = "Größe ΟΔΟΣ कपडा قميص running shoes 12-AB/7 it’s the cafés’ CO₂ Ｗｉｄｅ ni̇ños"
	sum := crc32.NewIEEE()
	terms, _ := queryWords(sample)
	for _, t := range terms {
		_, _ = io.WriteString(sum, t+"\n") // a hash takes everything
	}
	for _, t := range terms {
		_, _ = io.WriteString(sum, stem(t)+"\n")
	}
	return sum.Sum32()
}

// restore takes the snapshot in, if there is one that can be trusted. Any doubt costs time only: Warm reads everything.
func (s *Service) restore(ctx context.Context) {
	if s.file == nil {
		return
	}
	err := s.load(ctx)
	switch {
	case err == nil:
		s.log.InfoContext(ctx, "search snapshot taken in", "products", s.engine.Stats().Documents)
	case !errors.Is(err, fs.ErrNotExist):
		s.log.WarnContext(ctx, "search snapshot left aside; the index is built anew", "file", s.file.Path(), "error", err)
	}
}

func (s *Service) load(ctx context.Context) error {
	f, err := s.file.Open()
	if err != nil {
		return err
	}
	defer f.Close()
	st, err := readStamp(f)
	if err != nil {
		return err
	}
	known, err := s.events.Knows(ctx, st.Mark)
	if err != nil {
		return err
	}
	if !known || st.Analysis != analysis() {
		return errForeign
	}
	names, err := readLabels(f, st)
	if err != nil {
		return err
	}
	if err := s.Load(f); err != nil {
		return err
	}
	for code, name := range names {
		s.labels.Store(code, name)
	}
	return nil
}

// readStamp reads the end of the file and goes back to its beginning.
func readStamp(r io.ReadSeeker) (st stamp, err error) {
	raw := make([]byte, stampSize)
	_, err = r.Seek(-stampSize, io.SeekEnd)
	if err == nil {
		_, err = io.ReadFull(r, raw)
	}
	if err == nil {
		_, err = r.Seek(0, io.SeekStart)
	}
	if err != nil {
		return st, fmt.Errorf("%w: %w", ErrBadSnapshot, err)
	}
	text, ok := strings.CutPrefix(string(raw), snapshotMagic)
	if !ok {
		return st, fmt.Errorf("%w: not of this version", ErrBadSnapshot)
	}
	if err := json.Unmarshal([]byte(strings.TrimRight(text, "\x00")), &st); err != nil {
		return st, fmt.Errorf("%w: %w", ErrBadSnapshot, err)
	}
	return st, nil
}

// maxLabels bounds what a broken stamp can make us read.
const maxLabels = 64 << 20

func readLabels(r io.Reader, st stamp) (names map[string]string, err error) {
	if st.Labels < 0 || st.Labels > maxLabels {
		return nil, ErrBadSnapshot
	}
	raw := make([]byte, st.Labels)
	if _, err := io.ReadFull(r, raw); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBadSnapshot, err)
	}
	if crc32.ChecksumIEEE(raw) != st.Sum {
		return nil, fmt.Errorf("%w: checksum differs", ErrBadSnapshot)
	}
	if err := json.Unmarshal(raw, &names); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBadSnapshot, err)
	}
	return names, nil
}

// errNothing: an empty event log cannot say whose it is.
var errNothing = errors.New("the event log is empty")

// Keep writes the snapshot file, whole or not at all. Without a file, an engine that can be saved, or anything in the
// event log it does nothing.
func (s *Service) Keep(ctx context.Context) error {
	if _, can := s.engine.(saver); !can || s.file == nil || !s.Ready() {
		return nil
	}
	err := s.file.Write(func(w io.Writer) error { return s.write(ctx, w) })
	if errors.Is(err, errNothing) {
		return nil
	}
	debug.FreeOSMemory() // writing merges everything once more
	return err
}

func (s *Service) write(ctx context.Context, w io.Writer) error {
	names := map[string]string{}
	s.labels.Range(func(code, name any) bool { names[code.(string)] = name.(string); return true })
	raw, err := json.Marshal(names)
	if err != nil {
		return err
	}
	if _, err := w.Write(raw); err != nil {
		return err
	}
	if err := s.Save(w); err != nil {
		return err
	}
	// Only now: whatever the index holds was committed before this event or with it.
	mark, ok, err := s.events.Mark(ctx)
	if err == nil && !ok {
		err = errNothing
	}
	if err != nil {
		return err
	}
	text, err := json.Marshal(stamp{Mark: mark, Analysis: analysis(), Labels: int64(len(raw)), Sum: crc32.ChecksumIEEE(raw)})
	if err != nil {
		return err
	}
	end := make([]byte, stampSize)
	if n := copy(end, snapshotMagic+string(text)); n == stampSize {
		return fmt.Errorf("search: a stamp of %d bytes", len(snapshotMagic)+len(text))
	}
	_, err = w.Write(end)
	return err
}

// Start keeps the index from time to time until Stop, which keeps it once more.
func (s *Service) Start(ctx context.Context) {
	ctx, stop := context.WithCancel(ctx)
	done := make(chan struct{})
	s.stop = func() { stop(); <-done }
	go func() {
		defer close(done)
		tick := time.NewTicker(keepEvery)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				s.keep(ctx)
			case <-ctx.Done():
				s.keep(context.WithoutCancel(ctx))
				return
			}
		}
	}()
}

// keep writes what has changed since it was last written.
func (s *Service) keep(ctx context.Context) {
	n := s.changes.Load()
	if n == s.kept {
		return
	}
	if err := s.Keep(ctx); err != nil {
		s.log.WarnContext(ctx, "search snapshot not written", "error", err)
		return
	}
	s.kept = n
}

// Stop ends what Start began.
func (s *Service) Stop() {
	if s.stop != nil {
		s.stop()
		s.stop = nil
	}
}
