package transfer

import (
	"bufio"
	"bytes"
	"errors"
	"hash/maphash"
	"io"

	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/tabular"
)

// Format is how a file of products is written.
type Format string

// The formats.
const (
	JSONLines Format = "jsonl"
	CSV       Format = "csv"
	Shopify   Format = "shopify"
)

// ErrFile says that a file is not one of products, or cannot be read on.
var ErrFile = errs.New(errs.Malformed, "transfer.file", "This file cannot be read as a list of products.")

// Source answers records one by one (X1).
type Source interface {
	// Next answers the next record, io.EOF behind the last one, or an error after which there is no going on. A record
	// that is wrong comes as an Item with Errors.
	Next() (Item, error)
	Format() Format
}

// Reading says how to read a file.
type Reading struct {
	// Currency of the amounts of a CSV that does not name one.
	Currency money.Currency
	Limits   tabular.Limits
}

// Open finds out the format of a file and answers its source. Returns ErrFile.
func Open(r io.Reader, in Reading) (Source, error) {
	if !in.Currency.Valid() {
		return nil, ErrFile.At("currency", "currency", "Give the currency of the amounts.")
	}
	b := bufio.NewReaderSize(r, 4096)
	head, err := b.Peek(512)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, ErrFile.Because(err)
	}
	head = bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF")))
	if len(head) == 0 {
		return nil, ErrFile.At("line 1", "empty", "The file is empty.")
	}
	if head[0] == '{' {
		return openLines(b, in)
	}
	return openTable(b, in)
}

// asFileError turns a fatal error of tabular into the room's own.
func asFileError(err error) error {
	var e *tabular.Error
	if errors.As(err, &e) {
		return ErrFile.Because(err).At("file", e.Code, e.Error())
	}
	return ErrFile.Because(err)
}

// flawed is a non-fatal error of tabular, or nil.
func flawed(err error) *tabular.Error {
	var e *tabular.Error
	if errors.As(err, &e) && !e.Fatal {
		return e
	}
	return nil
}

// seen remembers keys as eight bytes each; two different keys among ten million meet with a chance of one in 370,000.
type seen struct {
	seed maphash.Seed
	keys map[uint64]int32 // first line
}

func newSeen() *seen { return &seen{seed: maphash.MakeSeed(), keys: map[uint64]int32{}} }

// first answers whether a key is new, else the line it first stood on.
func (s *seen) first(store, key string, line int) (earlier int, ok bool) {
	h := maphash.String(s.seed, store+"\x00"+key)
	if at, known := s.keys[h]; known {
		return int(at), false
	}
	s.keys[h] = int32(min(line, 1<<31-1))
	return 0, true
}

// checkAgain rejects a key that came before (X7).
func (s *seen) checkAgain(i *Item) {
	key := i.Record.Key()
	if key == "" {
		return
	}
	if earlier, ok := s.first(i.Record.Store, key, i.Line); !ok {
		i.fail(i.Line, "", "twice", "%q was in line %d already; rows of one product stand together", clip(key), earlier)
	}
}

// lineSource reads our JSON Lines.
type lineSource struct {
	lines *tabular.LineReader
	seen  *seen
}

func openLines(r io.Reader, in Reading) (Source, error) {
	lines, err := tabular.NewLineReader(r, in.Limits)
	if err != nil {
		return nil, asFileError(err)
	}
	return &lineSource{lines: lines, seen: newSeen()}, nil
}

// Format implements Source.
func (s *lineSource) Format() Format { return JSONLines }

// Next implements Source.
func (s *lineSource) Next() (Item, error) {
	line, err := s.lines.Read()
	if errors.Is(err, io.EOF) {
		return Item{}, io.EOF
	}
	if e := flawed(err); e != nil {
		return Item{Line: e.Line, Errors: []RowError{{Line: e.Line, Code: e.Code, Message: e.Message}}}, nil
	}
	if err != nil {
		return Item{}, asFileError(err)
	}
	item := Item{Line: line.Number, raw: raw{json: bytes.Clone(line.Raw)}}
	if e := flawed(line.Decode(&item.Record)); e != nil {
		item.fail(line.Number, "", e.Code, "%s", e.Message)
		return item, nil
	}
	item.check()
	s.seen.checkAgain(&item)
	return item, nil
}
