package tabular

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// readAll collects rows and errors; it stops where the reader does.
func readAll(t testing.TB, in string, l Limits) ([]Row, []*Error) {
	t.Helper()
	r, err := NewCSVReader(strings.NewReader(in), l)
	if err != nil {
		return nil, []*Error{asError(t, err)}
	}
	var rows []Row
	var flaws []*Error
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, flaws
		}
		if err != nil {
			flaws = append(flaws, asError(t, err))
			if flaws[len(flaws)-1].Fatal {
				return rows, flaws
			}
			continue
		}
		rows = append(rows, row)
	}
}

func asError(t testing.TB, err error) *Error {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("not a located error: %v", err)
	}
	return e
}

func TestCSVIsReadAsPeopleSendIt(t *testing.T) {
	for name, c := range map[string]struct {
		in   string
		want []Row
	}{
		"plain":                        {"a,b\n1,2\n", []Row{{1, []string{"a", "b"}}, {2, []string{"1", "2"}}}},
		"no line end at the end":       {"a,b\n1,2", []Row{{1, []string{"a", "b"}}, {2, []string{"1", "2"}}}},
		"byte order mark and CR LF":    {"\uFEFFa,b\r\n1,2\r\n", []Row{{1, []string{"a", "b"}}, {2, []string{"1", "2"}}}},
		"old Mac line ends":            {"a,b\r1,2\r", []Row{{1, []string{"a", "b"}}, {2, []string{"1", "2"}}}},
		"mixed line ends":              {"a,b\r\n1,2\n3,4\r5,6", []Row{{1, []string{"a", "b"}}, {2, []string{"1", "2"}}, {3, []string{"3", "4"}}, {4, []string{"5", "6"}}}},
		"blank lines keep the numbers": {"a\n\n\nb\n", []Row{{1, []string{"a"}}, {4, []string{"b"}}}},
		"semicolons":                   {"a;b\n1,5;2\n", []Row{{1, []string{"a", "b"}}, {2, []string{"1,5", "2"}}}},
		"tabs":                         {"a\tb\n1\t2\n", []Row{{1, []string{"a", "b"}}, {2, []string{"1", "2"}}}},
		"sep line":                     {"sep=;\r\na;b,c\n", []Row{{2, []string{"a", "b,c"}}}},
		"a delimiter inside quotes does not count": {"\"a;b;c\",d\n", []Row{{1, []string{"a;b;c", "d"}}}},
		"line ends inside quotes":                  {"a,\"x\ny\r\nz\"\nb,c\n", []Row{{1, []string{"a", "x\ny\r\nz"}}, {4, []string{"b", "c"}}}},
		"doubled quotes":                           {`"say ""hi""",2`, []Row{{1, []string{`say "hi"`, "2"}}}},
		"a bare quote is text":                     {`5" pipe,2`, []Row{{1, []string{`5" pipe`, "2"}}}},
		"empty cells":                              {",\n\"\"\n", []Row{{1, []string{"", ""}}, {2, []string{""}}}},
		"empty file":                               {"", nil},
	} {
		t.Run(name, func(t *testing.T) {
			rows, flaws := readAll(t, c.in, Limits{})
			if diff := cmp.Diff(c.want, rows); diff != "" || len(flaws) > 0 {
				t.Errorf("%s %v", diff, flaws)
			}
		})
	}
}

func TestFilesThatBiteEndInALocatedError(t *testing.T) {
	for name, c := range map[string]struct {
		in     string
		line   int
		column int
		code   string
		fatal  bool
		rows   int
	}{
		"a quote that never closes":          {"a,b\n1,2\n3,\"4\n5,6\n", 3, 2, CodeQuote, true, 2},
		"text after a closing quote":         {"a,b\n\"x\"y,2\n3,4\n", 2, 1, CodeQuote, false, 2},
		"a NUL byte":                         {"a,b\nx\x00,2\n3,4\n", 2, 1, CodeNUL, false, 2},
		"bytes that are not UTF-8":           {"a,b\n1,caf\xe9\n3,4\n", 2, 2, CodeEncoding, false, 2},
		"too many columns":                   {"a,b\n" + strings.Repeat(",", 2000) + "\n", 2, 21, CodeColumns, true, 1},
		"a cell that is too long":            {"a,b\n1," + strings.Repeat("x", 300) + "\n", 2, 2, CodeFieldSize, true, 1},
		"a row that is too long":             {"a,b\n" + strings.Repeat("xxxxxxxxx,", 19) + strings.Repeat("z", 99) + strings.Repeat("y", 900) + "\n", 2, 20, CodeFieldSize, true, 1},
		"a row of many cells too long":       {"a,b\n" + strings.Repeat(strings.Repeat("x", 90)+",", 19) + "\n", 2, 0, CodeLineSize, true, 1},
		"UTF-16 with a mark":                 {"\xff\xfea\x00,\x00", 0, 0, CodeEncoding, true, 0},
		"UTF-16 without a mark":              {"a\x00,\x00b\x00\n\x00c\x00,\x00d\x00", 0, 0, CodeEncoding, true, 0},
		"a workbook":                         {"PK\x03\x04xxxx", 0, 0, CodeFormat, true, 0},
		"a compressed file":                  {"\x1f\x8b\x08\x00", 0, 0, CodeFormat, true, 0},
		"a flaw in a later line of one cell": {"a,b\n\"x\ny\x00\",2\n3,4\n", 2, 1, CodeNUL, false, 2},
	} {
		t.Run(name, func(t *testing.T) {
			rows, flaws := readAll(t, c.in, Limits{Columns: 20, FieldBytes: 200, LineBytes: 1000})
			if len(flaws) != 1 || len(rows) != c.rows {
				t.Fatalf("%d rows, errors %v", len(rows), flaws)
			}
			got := flaws[0]
			if got.Line != c.line || got.Column != c.column || got.Code != c.code || got.Fatal != c.fatal {
				t.Errorf("%+v", got)
			}
		})
	}
}

func TestABrokenSourceIsAFatalErrorThatKeepsItsCause(t *testing.T) {
	broken := errors.New("disk on fire")
	r, err := NewCSVReader(io.MultiReader(strings.NewReader(strings.Repeat("a,b\n", 30000)), failing{broken}), Limits{})
	for err == nil {
		_, err = r.Read()
	}
	if e := asError(t, err); !e.Fatal || e.Line != 30001 || !errors.Is(err, broken) {
		t.Errorf("%+v", e)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestALineOfAHundredMegabytesCostsNoMemory(t *testing.T) {
	r, err := NewCSVReader(io.MultiReader(strings.NewReader("a,b\n\""), io.LimitReader(endless{}, 100<<20)), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Read(); err != nil {
		t.Fatal(err)
	}
	_, err = r.Read()
	if e := asError(t, err); e.Code != CodeFieldSize || e.Line != 2 || cap(r.cell) > 4<<20 {
		t.Errorf("%+v, kept %d bytes", e, cap(r.cell))
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

func TestFormulaCellsAreNeutralisedAndNumbersStayNumbers(t *testing.T) {
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "+4912": "'+4912", "@x": "'@x", "-2+3": "'-2+3", "\tx": "'\tx", "\rx": "'\rx", "＝1": "'＝1",
		"-5": "-5", "-12.50": "-12.50", "7": "7", "a=b": "a=b", "'tis": "'tis", "'=1": "''=1", "": "", "-": "'-",
	} {
		if got := Neutral(in); got != want || Restore(got) != in {
			t.Errorf("%q: %q, restored %q", in, got, Restore(got))
		}
	}
}

func TestWhatIsWrittenIsReadBackUnchanged(t *testing.T) {
	cell := rapid.OneOf(rapid.StringMatching("['=+\\-@ \t\r\n,;|\"a0.é]{0,8}"), rapid.String()).Filter(func(s string) bool {
		code, _ := badText([]byte(s))
		return code == ""
	})
	rapid.Check(t, func(t *rapid.T) {
		table := rapid.SliceOfN(rapid.SliceOfN(cell, 1, 5), 1, 5).Draw(t, "table")
		header := []string{"one", "two", "three"} // decides the delimiter
		var b bytes.Buffer
		w := NewCSVWriter(&b)
		for _, row := range append([][]string{header}, table...) {
			if err := w.Write(row...); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
		r, err := NewCSVReader(&b, Limits{})
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range append([][]string{header}, table...) {
			row, err := r.Read()
			if err != nil {
				t.Fatal(err)
			}
			for i := range row.Cells {
				row.Cells[i] = Restore(row.Cells[i])
			}
			if diff := cmp.Diff(want, row.Cells); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

func FuzzCSVReader(f *testing.F) {
	for _, s := range []string{"a,b\n1,2\n", "\"", "a;\"b\r\nc\"\r\n", "sep=;\n1;2", "\uFEFFx", "\xff\xfe", "a\x00b", "\r\r\n\n\"\"\"", ",,,\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		l := Limits{Columns: 8, FieldBytes: 64, LineBytes: 256}
		r, err := NewCSVReader(bytes.NewReader(in), l)
		if err != nil {
			asError(t, err)
			return
		}
		lines := bytes.Count(in, []byte("\n")) + bytes.Count(in, []byte("\r")) + 1
		last := 0
		for range len(in) + 2 {
			row, err := r.Read()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				if e := asError(t, err); e.Fatal {
					return
				}
				continue
			}
			if row.Line <= last || row.Line > lines || len(row.Cells) == 0 || len(row.Cells) > l.Columns {
				t.Fatalf("row %+v after line %d of %d", row, last, lines)
			}
			last = row.Line
		}
		t.Fatal("the reader never ends")
	})
}
