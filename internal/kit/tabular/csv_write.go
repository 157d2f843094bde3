package tabular

import (
	"bufio"
	"io"
	"regexp"
	"strings"
)

// CSVWriter writes rows that every spreadsheet opens and none of them executes: a text cell that a spreadsheet would
// take for a formula gets an apostrophe in front, which Restore takes away again. Numbers stay numbers.
type CSVWriter struct {
	w *bufio.Writer
}

// NewCSVWriter writes commas, CR LF and a byte order mark (without it Excel takes UTF-8 for its local encoding).
func NewCSVWriter(w io.Writer) *CSVWriter {
	c := &CSVWriter{w: bufio.NewWriter(w)}
	_, _ = c.w.WriteString("\uFEFF") // a failed write shows at the next Write or Flush
	return c
}

// Write adds one row.
func (c *CSVWriter) Write(cells ...string) error {
	for i, cell := range cells {
		if i > 0 {
			_ = c.w.WriteByte(',')
		}
		cell = Neutral(cell)
		if !mustQuote(cell, len(cells)) {
			_, _ = c.w.WriteString(cell)
			continue
		}
		_ = c.w.WriteByte('"')
		_, _ = c.w.WriteString(strings.ReplaceAll(cell, `"`, `""`))
		_ = c.w.WriteByte('"')
	}
	_, err := c.w.WriteString("\r\n")
	return err
}

// Flush writes what is buffered and answers the first error of any Write.
func (c *CSVWriter) Flush() error { return c.w.Flush() }

// mustQuote also quotes the only, empty cell of a row: a blank line would be skipped.
func mustQuote(cell string, cells int) bool {
	if cell == "" {
		return cells == 1
	}
	return strings.ContainsAny(cell, "\",;|\t\r\n") || strings.TrimSpace(cell) != cell || strings.HasPrefix(strings.ToLower(cell), "sep=")
}

// formula matches what Excel, LibreOffice or Sheets would evaluate, wide forms included, with any apostrophes before it:
// those are counted in so that Restore can take away exactly the one that Neutral added.
var formula = regexp.MustCompile("^'*[=+\\-@\t\r\n＝＋－＠]")

// number is the one thing with a leading minus that stays as it is.
var number = regexp.MustCompile(`^-\d+(\.\d+)?$`)

// Neutral answers the text as it is safe in a cell. Restore(Neutral(s)) == s for every s.
func Neutral(s string) string {
	if !formula.MatchString(s) || number.MatchString(s) {
		return s
	}
	return "'" + s
}

// Restore takes away the apostrophe that Neutral added.
func Restore(s string) string {
	if strings.HasPrefix(s, "'") && formula.MatchString(s) {
		return s[1:]
	}
	return s
}
