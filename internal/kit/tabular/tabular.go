// Package tabular reads and writes tables as streams: CSV as people really send it, and JSON Lines.
//
// Nothing here holds more than one row in memory, whatever the file does: a line of a hundred megabytes, a million
// columns or a quote that never closes ends in an *Error that says where. Rows carry the line they began on, so that a
// room can tell a person which line of their file to look at.
package tabular

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"
)

// Limits bound one row. The zero value means DefaultLimits.
type Limits struct {
	Columns    int // cells in one row
	FieldBytes int // bytes of one cell
	LineBytes  int // bytes of one row, embedded line ends included
}

// DefaultLimits are generous for goods and mean for attacks.
func DefaultLimits() Limits { return Limits{Columns: 512, FieldBytes: 1 << 20, LineBytes: 4 << 20} }

func (l Limits) orDefault() Limits {
	d := DefaultLimits()
	if l.Columns <= 0 {
		l.Columns = d.Columns
	}
	if l.FieldBytes <= 0 {
		l.FieldBytes = d.FieldBytes
	}
	if l.LineBytes <= 0 {
		l.LineBytes = d.LineBytes
	}
	return l
}

// Codes of an Error, stable for translation.
const (
	CodeEncoding  = "encoding"   // not UTF-8
	CodeNUL       = "nul"        // a NUL byte
	CodeQuote     = "quote"      // a quote that never closes, or text after a closing quote
	CodeColumns   = "columns"    // too many cells
	CodeFieldSize = "field_size" // a cell is too large
	CodeLineSize  = "line_size"  // a row is too large
	CodeJSON      = "json"       // a line is not a JSON value of the right shape
	CodeFormat    = "format"     // the file is something else altogether
	CodeRead      = "read"       // the file could not be read to its end
)

// Error says what is wrong with a file and where. After a Fatal one the reader cannot go on; after any other one the
// next Read answers the next row.
type Error struct {
	Line    int // first line is 1; 0 when the whole file is meant
	Column  int // first cell is 1; 0 when the whole row is meant
	Code    string
	Message string
	Fatal   bool
	cause   error
}

// Error implements error.
func (e *Error) Error() string {
	switch {
	case e.Line == 0:
		return e.Message
	case e.Column == 0:
		return fmt.Sprintf("line %d: %s", e.Line, e.Message)
	}
	return fmt.Sprintf("line %d, column %d: %s", e.Line, e.Column, e.Message)
}

// Unwrap answers the reader's own error, if that was the reason.
func (e *Error) Unwrap() error { return e.cause }

// readFailed reports a broken source: fatal, because the place after it is unknown.
func readFailed(line int, err error) error {
	return &Error{Line: line, Code: CodeRead, Message: "the file could not be read: " + err.Error(), Fatal: true, cause: err}
}

const peekBytes = 64 << 10

// open looks at the first bytes, refuses what is not UTF-8 text and skips a byte order mark.
func open(r io.Reader) (*bufio.Reader, error) {
	b := bufio.NewReaderSize(r, peekBytes)
	head, err := b.Peek(peekBytes)
	if err != nil && err != io.EOF {
		return nil, readFailed(0, err)
	}
	if err := notText(head); err != nil {
		return nil, err
	}
	if bytes.HasPrefix(head, []byte("\xEF\xBB\xBF")) {
		if _, err := b.Discard(3); err != nil {
			return nil, readFailed(0, err)
		}
	}
	return b, nil
}

// notText knows the usual wrong files and tells people what to do about each.
func notText(head []byte) error {
	refuse := func(code, message string) error { return &Error{Code: code, Message: message, Fatal: true} }
	switch {
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}), bytes.HasPrefix(head, []byte{0xFE, 0xFF}), looksUTF16(head):
		return refuse(CodeEncoding, "the file is UTF-16; save it as UTF-8 and try again")
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return refuse(CodeFormat, "the file is a workbook or an archive; export the sheet as CSV (UTF-8)")
	case bytes.HasPrefix(head, []byte{0x1F, 0x8B}):
		return refuse(CodeFormat, "the file is compressed; unpack it first")
	}
	return nil
}

// looksUTF16 finds UTF-16 without a mark: in Latin text every other byte is zero.
func looksUTF16(head []byte) bool {
	head = head[:min(len(head), 512)&^1]
	var odd, even int
	for i := 0; i < len(head); i += 2 {
		if head[i] == 0 {
			even++
		}
		if head[i+1] == 0 {
			odd++
		}
	}
	half := len(head) / 2
	return half >= 4 && (even*10 >= half*8 && odd*10 < half || odd*10 >= half*8 && even*10 < half)
}

// badText names what a database or a browser would choke on, or "".
func badText(cell []byte) (code, message string) {
	if bytes.IndexByte(cell, 0) >= 0 {
		return CodeNUL, "contains a NUL byte"
	}
	if !utf8.Valid(cell) {
		return CodeEncoding, "is not valid UTF-8; save the file as UTF-8 and try again"
	}
	return "", ""
}
