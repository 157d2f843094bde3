package tabular

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestJSONLinesSkipBlanksAndKeepLineNumbers(t *testing.T) {
	r, err := NewLineReader(strings.NewReader("\uFEFF{\"a\":1}\r\n\n  {\"a\":2}\n{\"a\":3}"), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[int]int{}
	for {
		line, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		var v struct{ A int }
		if err := line.Decode(&v); err != nil {
			t.Fatal(err)
		}
		got[line.Number] = v.A
	}
	if diff := cmp.Diff(map[int]int{1: 1, 3: 2, 4: 3}, got); diff != "" {
		t.Error(diff)
	}
}

func TestABadLineIsNamedAndTheNextOneIsRead(t *testing.T) {
	long := `{"s":"` + strings.Repeat("x", 500) + `"}`
	for name, bad := range map[string]struct{ line, code string }{
		"too long": {long, CodeLineSize}, "NUL": {"{\"s\":\"\x00\"}", CodeNUL}, "not UTF-8": {"{\"s\":\"\xe9\"}", CodeEncoding},
		"cut off": {`{"s":`, CodeJSON}, "wrong type": {`{"s":5}`, CodeJSON}, "unknown member": {`{"t":"x"}`, CodeJSON}, "two values": {`{} {}`, CodeJSON},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := NewLineReader(strings.NewReader("{}\n"+bad.line+"\n{}\n"), Limits{LineBytes: 200})
			if err != nil {
				t.Fatal(err)
			}
			var codes []string
			for {
				line, err := r.Read()
				if errors.Is(err, io.EOF) {
					break
				}
				var v struct{ S string }
				if err == nil {
					err = line.Decode(&v)
				}
				if err != nil {
					e := asError(t, err)
					if e.Line != 2 || e.Fatal {
						t.Errorf("%+v", e)
					}
					codes = append(codes, e.Code)
					continue
				}
				codes = append(codes, "")
			}
			if diff := cmp.Diff([]string{"", bad.code, ""}, codes); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWrittenLinesAreReadBack(t *testing.T) {
	var b bytes.Buffer
	w := NewLineWriter(&b)
	for _, s := range []string{"<p>a & b</p>", "two\nlines"} {
		if err := w.Write(map[string]string{"s": s}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if want := "{\"s\":\"<p>a & b</p>\"}\n{\"s\":\"two\\nlines\"}\n"; b.String() != want {
		t.Errorf("%q", b.String())
	}
}

func FuzzLineReader(f *testing.F) {
	f.Add([]byte("{}\n[1]\n\n\"x\""))
	f.Add([]byte("\x00\n{"))
	f.Fuzz(func(t *testing.T, in []byte) {
		r, err := NewLineReader(bytes.NewReader(in), Limits{LineBytes: 64})
		if err != nil {
			asError(t, err)
			return
		}
		for range bytes.Count(in, []byte("\n")) + 2 {
			line, err := r.Read()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				asError(t, err)
				continue
			}
			var v any
			if err := line.Decode(&v); err != nil {
				asError(t, err)
			}
		}
		t.Fatal("the reader never ends")
	})
}
