package transfer

import (
	"encoding/json"
	"io"
	"slices"
	"strings"

	"github.com/haatshop/haat/internal/kit/tabular"
)

// rejects writes what was not taken in the form it came: rows of a CSV with one column more, lines of JSON with one
// member more. Mended, the file can be imported as it is.
type rejects struct {
	csv    *tabular.CSVWriter
	lines  *tabular.LineWriter
	header []string // of the file, with the column of reasons
	reason int      // its place
	begun  bool
	clean  func(string) string
}

// newRejects answers a writer that does nothing without w.
func newRejects(w io.Writer, src Source) *rejects {
	t, isTable := src.(*table)
	switch {
	case w == nil:
		return &rejects{}
	case !isTable:
		return &rejects{lines: tabular.NewLineWriter(w)}
	}
	r := &rejects{csv: tabular.NewCSVWriter(w), header: t.header, clean: t.layout.clean}
	r.reason = slices.IndexFunc(t.header, func(name string) bool { return fold(name) == errorsColumn })
	if r.reason < 0 {
		r.header, r.reason = append(slices.Clone(t.header), errorsColumn), len(t.header)
	}
	return r
}

func (r *rejects) add(i Item) error {
	switch {
	case r.csv != nil:
		return r.addRows(i)
	case r.lines != nil:
		return r.addLine(i)
	}
	return nil
}

// addRows writes all rows of a product, the reasons into the first. A row that could not be read is only told of.
func (r *rejects) addRows(i Item) error {
	if !r.begun {
		r.begun = true
		if err := r.csv.Write(r.header...); err != nil {
			return err
		}
	}
	for n, cells := range i.raw.rows {
		row := make([]string, len(r.header))
		for c := range min(len(cells), len(row)) {
			row[c] = r.clean(cells[c])
		}
		if row[r.reason] = ""; n == 0 {
			row[r.reason] = reasons(i.Errors)
		}
		if err := r.csv.Write(row...); err != nil {
			return err
		}
	}
	return nil
}

func reasons(list []RowError) string {
	var all []string
	for _, e := range list {
		all = append(all, e.Error())
	}
	return strings.Join(all, "; ")
}

// addLine writes the record with its reasons; a line that is no record goes along as text.
func (r *rejects) addLine(i Item) error {
	record, list := i.Record, any(i.Errors)
	if record.isEmpty() && len(i.raw.json) > 0 {
		list = map[string]any{"errors": i.Errors, "line": string(i.raw.json)}
	}
	text, err := json.Marshal(list)
	if err != nil {
		return err
	}
	record.Errors = text
	return r.lines.Write(record)
}

// isEmpty tells a line that could not be decoded at all.
func (r ProductRecord) isEmpty() bool { return r.Key() == "" && !r.Title.Given() }

// flush writes what is buffered: whoever watches an import sees its rejects as they come.
func (r *rejects) flush() error {
	switch {
	case r.csv != nil:
		return r.csv.Flush()
	case r.lines != nil:
		return r.lines.Flush()
	}
	return nil
}
