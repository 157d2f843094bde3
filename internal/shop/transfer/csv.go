package transfer

import (
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/tabular"
)

// table reads a CSV whose rows are variants and whose neighbouring rows with one key are a product.
type table struct {
	rows    *tabular.CSVReader
	header  []string       // as in the file
	columns map[string]int // by folded name
	layout  layout
	in      Reading
	seen    *seen
	ahead   *row // read, but belongs to the next product
	broken  int  // line of an unreadable row right before the next product
	done    error
}

// layout is what differs between two CSV formats.
type layout interface {
	format() Format
	// key is the cell that groups rows; "" continues the product above.
	key(r *row) string
	// clean undoes what the format's writer does to cells.
	clean(cell string) string
	// begin fills the record from a product's first row.
	begin(r *row, i *Item)
	// add takes one row's variant and pictures.
	add(r *row, i *Item)
}

// row is one line of the table with its cells by column name.
type row struct {
	table *table
	line  int
	cells []string
	flaw  *tabular.Error
}

func openTable(r io.Reader, in Reading) (Source, error) {
	rows, err := tabular.NewCSVReader(r, in.Limits)
	if err != nil {
		return nil, asFileError(err)
	}
	first, err := rows.Read()
	if err != nil {
		return nil, asFileError(err)
	}
	t := &table{rows: rows, header: first.Cells, columns: map[string]int{}, in: in, seen: newSeen()}
	for n, name := range first.Cells {
		name = fold(name)
		if _, twice := t.columns[name]; twice && name != "" {
			return nil, ErrFile.At("line 1", "columns", "The column "+strconv.Quote(clip(name))+" comes twice.")
		}
		t.columns[name] = n
	}
	if t.layout, err = layoutOf(t); err != nil {
		return nil, err
	}
	return t, nil
}

func fold(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

// layoutOf tells the formats apart by their header.
func layoutOf(t *table) (layout, error) {
	switch {
	case t.has("handle") && t.has("option1 value") && t.has("variant price"):
		return shopifyLayout{}, nil
	case t.has("sku") && (t.has("handle") || t.has("external_id") || t.has("title")):
		return ownLayout{}, t.checkOwnColumns()
	}
	return nil, ErrFile.At("line 1", "columns", "The first line names neither our columns (handle, sku, price …) nor Shopify's (Handle, Title, Variant Price …).")
}

func (t *table) has(column string) bool { _, ok := t.columns[column]; return ok }

// Format implements Source.
func (t *table) Format() Format { return t.layout.format() }

// Next implements Source.
func (t *table) Next() (Item, error) {
	r, err := t.take()
	if err != nil {
		return Item{}, err
	}
	item := Item{Line: r.line}
	t.blameBroken(&item)
	key := t.layout.key(r)
	t.layout.begin(r, &item)
	for {
		t.addRow(r, &item)
		if r, err = t.take(); err != nil {
			break
		}
		if k := t.layout.key(r); k != key && k != "" {
			t.ahead = r
			break
		}
	}
	if err != nil && !errors.Is(err, io.EOF) {
		// The product was cut off by a broken file: it must not go in half.
		item.fail(item.Line, "", "incomplete", "the file cannot be read on from here")
	}
	item.check()
	t.seen.checkAgain(&item)
	return item, nil
}

// blameBroken rejects a product behind a row that could not be read: the row may have been its first. (The product
// before the row is rejected too, see take: nothing goes in half.)
func (t *table) blameBroken(item *Item) {
	if t.broken > 0 {
		item.fail(item.Line, "", "incomplete", "the row in line %d could not be read and may belong to this product", t.broken)
	}
	t.broken = 0
}

func (t *table) addRow(r *row, item *Item) {
	if len(item.raw.rows) <= maxVariants+maxImages {
		item.raw.rows = append(item.raw.rows, r.cells)
	}
	t.broken = 0
	if r.flaw != nil {
		t.broken = r.flaw.Line
		item.fail(r.flaw.Line, t.columnName(r.flaw.Column), r.flaw.Code, "%s", r.flaw.Message)
		return
	}
	if len(r.cells) > len(t.header) {
		item.fail(r.line, "", "columns", "the row has %d cells, the first line only %d; is a quote missing?", len(r.cells), len(t.header))
		return
	}
	t.layout.add(r, item)
}

func (t *table) columnName(n int) string {
	if n < 1 || n > len(t.header) {
		return ""
	}
	return t.header[n-1]
}

// take answers the next row. A row that could not be read counts to the product it stands in, so that a product is never
// imported without one of its rows.
func (t *table) take() (*row, error) {
	if r := t.ahead; r != nil {
		t.ahead = nil
		return r, nil
	}
	if t.done != nil {
		return nil, t.done
	}
	read, err := t.rows.Read()
	if e := flawed(err); e != nil {
		return &row{table: t, line: e.Line, flaw: e}, nil
	}
	if err != nil {
		if t.done = err; !errors.Is(err, io.EOF) {
			t.done = asFileError(err)
		}
		return nil, t.done
	}
	return &row{table: t, line: read.Line, cells: read.Cells}, nil
}

// cell answers the trimmed text of a column; missing columns and short rows are blank.
func (r *row) cell(column string) string {
	if n, ok := r.table.columns[column]; ok && n < len(r.cells) {
		return strings.TrimSpace(r.table.layout.clean(r.cells[n]))
	}
	return ""
}

// number reads a whole number; tools that write "3.0" for 3 are forgiven.
func (r *row) number(i *Item, column string) (int64, bool) {
	text := r.cell(column)
	if text == "" {
		return 0, false
	}
	whole, fraction, _ := strings.Cut(text, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || strings.Trim(fraction, "0") != "" {
		i.fail(r.line, column, "number", "%q is not a whole number", clip(text))
		return 0, false
	}
	return n, true
}

// amount reads a decimal. A comma stands for the point where the file itself is separated by semicolons.
func (r *row) amount(i *Item, column string, c money.Currency) (money.Amount, bool) {
	text := r.cell(column)
	if text == "" {
		return money.Amount{}, false
	}
	if r.table.rows.Comma() != ',' && strings.Count(text, ",") == 1 && !strings.Contains(text, ".") {
		text = strings.Replace(text, ",", ".", 1)
	}
	a, err := money.ParseDecimal(shortened(text, c), c)
	if err != nil {
		i.fail(r.line, column, "amount", "%q is not an amount in %s", clip(text), c)
		return money.Amount{}, false
	}
	return a, true
}

// shortened drops zeros behind the currency's last decimal: "1500.00" is an amount in yen.
func shortened(text string, c money.Currency) string {
	whole, fraction, found := strings.Cut(text, ".")
	if !found {
		return text
	}
	for len(fraction) > c.Exponent() && strings.HasSuffix(fraction, "0") {
		fraction = fraction[:len(fraction)-1]
	}
	if fraction == "" {
		return whole
	}
	return whole + "." + fraction
}

// truth reads yes and no as people and programs write them.
func (r *row) truth(i *Item, column string) (value, given bool) {
	text := strings.ToLower(r.cell(column))
	switch {
	case text == "":
		return false, false
	case slices.Contains([]string{"true", "yes", "1", "y"}, text):
		return true, true
	case slices.Contains([]string{"false", "no", "0", "n"}, text):
		return false, true
	}
	i.fail(r.line, column, "truth", "%q is neither true nor false", clip(text))
	return false, false
}
