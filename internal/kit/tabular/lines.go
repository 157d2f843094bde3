package tabular

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Line is one line of a JSON Lines file.
type Line struct {
	Number int
	Raw    []byte // valid until the next Read
}

// LineReader reads JSON Lines: one JSON value a line, blank lines skipped. Limits.LineBytes bounds a line.
type LineReader struct {
	src     *bufio.Reader
	limits  Limits
	line    int
	raw     []byte
	stopped error
}

// NewLineReader looks at the head of the file. Returns *Error for what is not UTF-8 text.
func NewLineReader(r io.Reader, l Limits) (*LineReader, error) {
	src, err := open(r)
	if err != nil {
		return nil, err
	}
	return &LineReader{src: src, limits: l.orDefault()}, nil
}

// Read answers the next line, io.EOF after the last one, or *Error. Only a read error is fatal: a line that is too long
// or not JSON is skipped to its end.
func (l *LineReader) Read() (Line, error) {
	for l.stopped == nil {
		tooLong, err := l.fill()
		l.line++
		if err != nil {
			if l.stopped = err; !errors.Is(err, io.EOF) {
				break
			}
		}
		raw := bytes.TrimSpace(l.raw)
		if len(raw) == 0 && !tooLong {
			continue
		}
		if err := l.check(raw, tooLong); err != nil {
			return Line{}, err
		}
		return Line{Number: l.line, Raw: raw}, nil
	}
	return Line{}, l.stopped
}

func (l *LineReader) check(raw []byte, tooLong bool) error {
	if tooLong {
		return &Error{Line: l.line, Code: CodeLineSize, Message: fmt.Sprintf("the line is longer than %d bytes", l.limits.LineBytes)}
	}
	if code, message := badText(raw); code != "" {
		return &Error{Line: l.line, Code: code, Message: "the line " + message}
	}
	return nil
}

// fill reads one line into raw, keeping no more than the limit of it.
func (l *LineReader) fill() (tooLong bool, err error) {
	l.raw = l.raw[:0]
	for {
		part, err := l.src.ReadSlice('\n')
		if room := l.limits.LineBytes - len(l.raw); len(bytes.TrimRight(part, "\r\n")) > room {
			tooLong = true
		} else {
			l.raw = append(l.raw, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err == nil:
			return tooLong, nil
		case errors.Is(err, io.EOF):
			return tooLong, io.EOF
		}
		return tooLong, readFailed(l.line+1, err)
	}
}

// Decode reads the line into v. Unknown members, a second value and a wrong type are an *Error naming the member.
func (l Line) Decode(v any) error {
	d := json.NewDecoder(bytes.NewReader(l.Raw))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return &Error{Line: l.Number, Code: CodeJSON, Message: jsonMessage(err), cause: err}
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return &Error{Line: l.Number, Code: CodeJSON, Message: "more than one JSON value on the line"}
	}
	return nil
}

// jsonMessage says it in words for people who did not write the file by hand.
func jsonMessage(err error) string {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Sprintf("not valid JSON at byte %d: %s", syntax.Offset, syntax.Error())
	case errors.As(err, &kind):
		return fmt.Sprintf("%q must be %s, not %s", kind.Field, kindName(kind.Type.Kind().String()), kind.Value)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "not valid JSON: the line ends too early"
	}
	return "not valid JSON: " + err.Error()
}

func kindName(kind string) string {
	switch kind {
	case "slice", "array":
		return "a list"
	case "map", "struct":
		return "an object"
	case "bool":
		return "true or false"
	case "string":
		return "a text"
	}
	return "a number"
}

// LineWriter writes JSON Lines.
type LineWriter struct {
	w   *bufio.Writer
	enc *json.Encoder
}

// NewLineWriter buffers; call Flush at the end.
func NewLineWriter(w io.Writer) *LineWriter {
	b := bufio.NewWriter(w)
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	return &LineWriter{w: b, enc: enc}
}

// Write adds one value as one line.
func (l *LineWriter) Write(v any) error { return l.enc.Encode(v) }

// Flush writes what is buffered.
func (l *LineWriter) Flush() error { return l.w.Flush() }
