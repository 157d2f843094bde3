package tabular

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// Row is one record of a table.
type Row struct {
	Line  int // where it began in the file
	Cells []string
}

// CSVReader reads rows one by one. It takes commas, semicolons, tabs and bars (found out from the first line, or said by
// a first line "sep=;"), any line end, quoted cells with line ends inside, and a byte order mark. Blank lines are skipped.
type CSVReader struct {
	src     *bufio.Reader
	limits  Limits
	comma   byte
	line    int // the line the next byte is on
	stopped error

	// the row being read
	start     int
	size      int
	cell      []byte
	cellLine  int
	quoted    bool
	cells     []string
	firstFlaw *Error
}

// NewCSVReader looks at the head of the file. Returns *Error for what is not UTF-8 text (UTF-16, a workbook, an archive).
func NewCSVReader(r io.Reader, l Limits) (*CSVReader, error) {
	src, err := open(r)
	if err != nil {
		return nil, err
	}
	c := &CSVReader{src: src, limits: l.orDefault(), line: 1}
	head, err := src.Peek(peekBytes)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		return nil, readFailed(1, err)
	}
	c.comma = delimiter(head)
	return c, c.skipSep(head)
}

// Comma answers the delimiter that was found.
func (c *CSVReader) Comma() byte { return c.comma }

const candidates = ",;\t|"

// delimiter is the candidate seen most often in the first line outside quotes; a tie goes to the earlier one.
func delimiter(head []byte) byte {
	if sep, ok := sepLine(head); ok {
		return sep
	}
	var count [len(candidates)]int
	quoted := false
	for _, b := range head {
		if b == '"' {
			quoted = !quoted
		}
		if quoted {
			continue
		}
		if b == '\n' || b == '\r' {
			break
		}
		if i := bytes.IndexByte([]byte(candidates), b); i >= 0 {
			count[i]++
		}
	}
	best := 0
	for i := range count {
		if count[i] > count[best] {
			best = i
		}
	}
	return candidates[best]
}

// sepLine knows the line spreadsheets write and read first: sep=;
func sepLine(head []byte) (byte, bool) {
	if len(head) < 6 || !bytes.EqualFold(head[:4], []byte("sep=")) || (head[5] != '\n' && head[5] != '\r') {
		return 0, false
	}
	return head[4], bytes.IndexByte([]byte(candidates), head[4]) >= 0
}

func (c *CSVReader) skipSep(head []byte) error {
	if _, ok := sepLine(head); !ok {
		return nil
	}
	n := 6
	if head[5] == '\r' && len(head) > 6 && head[6] == '\n' {
		n = 7
	}
	if _, err := c.src.Discard(n); err != nil {
		return readFailed(1, err)
	}
	c.line = 2
	return nil
}

// Read answers the next row, io.EOF after the last one, or *Error. An error that is not Fatal concerns one row only.
func (c *CSVReader) Read() (Row, error) {
	for c.stopped == nil {
		row, err := c.record()
		if err != nil {
			c.stopped = err
			break
		}
		if c.firstFlaw != nil {
			return Row{}, c.firstFlaw
		}
		if len(row.Cells) > 0 {
			return row, nil
		}
		if c.ended() {
			c.stopped = io.EOF
		}
	}
	return Row{}, c.stopped
}

func (c *CSVReader) ended() bool {
	_, err := c.src.Peek(1)
	return err != nil
}

// fail makes an error that ends the reading.
func (c *CSVReader) fail(line, column int, code, format string, args ...any) error {
	return &Error{Line: line, Column: column, Code: code, Message: fmt.Sprintf(format, args...), Fatal: true}
}

// flaw remembers the first thing wrong with this row; the row is read to its end all the same.
func (c *CSVReader) flaw(line int, code, message string) {
	if c.firstFlaw == nil {
		c.firstFlaw = &Error{Line: line, Column: len(c.cells) + 1, Code: code, Message: message}
	}
}

// record reads to the end of one row. A blank line has no cells.
func (c *CSVReader) record() (Row, error) {
	c.start, c.size, c.cells, c.firstFlaw = c.line, 0, nil, nil
	for {
		end, err := c.readCell()
		if err != nil {
			return Row{}, err
		}
		if end && len(c.cells) == 0 && len(c.cell) == 0 && !c.quoted {
			return Row{Line: c.start}, nil
		}
		if err := c.keepCell(); err != nil {
			return Row{}, err
		}
		if end {
			return Row{Line: c.start, Cells: c.cells}, nil
		}
	}
}

func (c *CSVReader) keepCell() error {
	if len(c.cells) >= c.limits.Columns {
		return c.fail(c.start, c.limits.Columns+1, CodeColumns, "has more than %d columns", c.limits.Columns)
	}
	if code, message := badText(c.cell); code != "" {
		c.flaw(c.cellLine, code, message)
	}
	c.cells = append(c.cells, string(c.cell))
	return nil
}

// next answers one byte, with every line end (CR LF, LF, CR) as it is; it counts lines and watches the row's size.
func (c *CSVReader) next() (byte, error) {
	b, err := c.src.ReadByte()
	if errors.Is(err, io.EOF) {
		return 0, io.EOF
	}
	if err != nil {
		return 0, readFailed(c.line, err)
	}
	if c.size++; c.size > c.limits.LineBytes {
		if c.quoted {
			return 0, c.fail(c.cellLine, len(c.cells)+1, CodeLineSize, "a quoted cell begins here and the row is longer than %d bytes; is a closing quote missing?", c.limits.LineBytes)
		}
		return 0, c.fail(c.start, 0, CodeLineSize, "the row is longer than %d bytes", c.limits.LineBytes)
	}
	if b == '\n' || b == '\r' && !c.follows('\n') {
		c.line++
	}
	return b, nil
}

func (c *CSVReader) follows(want byte) bool {
	b, err := c.src.Peek(1)
	return err == nil && b[0] == want
}

func (c *CSVReader) keep(b byte) error {
	if len(c.cell) >= c.limits.FieldBytes {
		hint := ""
		if c.quoted {
			hint = "; is a closing quote missing?"
		}
		return c.fail(c.cellLine, len(c.cells)+1, CodeFieldSize, "the cell is longer than %d bytes%s", c.limits.FieldBytes, hint)
	}
	c.cell = append(c.cell, b)
	return nil
}

// readCell reads one cell and says whether the row ends with it.
func (c *CSVReader) readCell() (end bool, err error) {
	c.cell, c.cellLine, c.quoted = c.cell[:0], c.line, false
	if c.follows('"') {
		if _, err := c.next(); err != nil {
			return true, err
		}
		c.quoted = true
		if err := c.readQuoted(); err != nil {
			return true, err
		}
	}
	return c.readBare()
}

// readBare reads up to the delimiter or the line end. Quotes inside are text, as spreadsheets take them.
func (c *CSVReader) readBare() (end bool, err error) {
	closed := c.quoted
	for {
		line := c.line
		b, err := c.next()
		switch {
		case errors.Is(err, io.EOF):
			return true, nil
		case err != nil:
			return true, err
		case b == c.comma:
			return false, nil
		case b == '\n':
			return true, nil
		case b == '\r':
			if c.follows('\n') {
				_, err = c.next()
			}
			return true, err
		case closed:
			c.flaw(line, CodeQuote, "text follows a closing quote; a quote inside a quoted cell is written twice")
		default:
			if err := c.keep(b); err != nil {
				return true, err
			}
		}
	}
}

// readQuoted reads the inside of a quoted cell, past its closing quote.
func (c *CSVReader) readQuoted() error {
	for {
		b, err := c.next()
		if errors.Is(err, io.EOF) {
			return c.fail(c.cellLine, len(c.cells)+1, CodeQuote, "a quoted cell begins here and never ends")
		}
		if err != nil {
			return err
		}
		if b == '"' {
			if !c.follows('"') {
				return nil
			}
			if _, err := c.next(); err != nil {
				return err
			}
		}
		if err := c.keep(b); err != nil {
			return err
		}
	}
}
