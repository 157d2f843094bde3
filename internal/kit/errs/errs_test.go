package errs_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/haatshop/haat/internal/kit/errs"
)

var (
	errClosed = errs.New(errs.Conflict, "test.closed", "It is closed.")
	errOther  = errs.New(errs.NotFound, "test.other", "Another.")
)

func TestACopyIsStillTheSentinelAndTheSentinelStaysClean(t *testing.T) {
	cause := errors.New("the disk")
	err := fmt.Errorf("outer: %w", errClosed.Because(cause).With(5).At("lines[0]", "min", "Too few."))
	if !errors.Is(err, errClosed) || errors.Is(err, errOther) || !errors.Is(err, cause) {
		t.Error(err)
	}
	var e *errs.Error
	if !errors.As(err, &e) || e.Detail != 5 || len(e.Fields) != 1 || e.Fields[0].Path != "lines[0]" {
		t.Errorf("%+v", e)
	}
	if errClosed.Detail != nil || len(errClosed.Fields) != 0 || errors.Unwrap(errClosed) != nil {
		t.Errorf("the sentinel changed: %+v", errClosed)
	}
}

func TestTwoCopiesDoNotShareFields(t *testing.T) {
	base := errClosed.At("a", "x", "A.")
	b, c := base.At("b", "x", "B."), base.At("c", "x", "C.")
	if len(base.Fields) != 1 || b.Fields[1].Path != "b" || c.Fields[1].Path != "c" {
		t.Error(base.Fields, b.Fields, c.Fields)
	}
}

func TestWhatIsNoRefusalIsInternal(t *testing.T) {
	for want, err := range map[errs.Kind]error{errs.Internal: io.EOF, errs.Conflict: fmt.Errorf("x: %w", errClosed), errs.NotFound: errOther} {
		if got := errs.KindOf(err); got != want {
			t.Error(err, got)
		}
	}
	for k := errs.Internal; k <= errs.Unavailable; k++ {
		if k.String() == "" {
			t.Error("kind", int(k), "has no name")
		}
	}
}

func TestTheLogSeesTheCauseAndTheAnswerDoesNot(t *testing.T) {
	e := errClosed.Becausef("order %s", "ord_1").At("a", "x", "Bad.")
	if !strings.Contains(e.Error(), "ord_1") || !strings.Contains(e.Error(), "[a: Bad.]") || strings.Contains(e.Message, "ord_1") {
		t.Error(e)
	}
}

func TestBadFieldsAreCollectedAndBounded(t *testing.T) {
	var f errs.Fields
	if err := f.As(errClosed); err != nil || !f.Empty() {
		t.Error("no bad field, but", err)
	}
	if !f.Check(true, "a", "x", "A.") || f.Check(false, "b", "x", "B.") {
		t.Error("Check does not return ok")
	}
	for range 1000 {
		f.Add("c", "x", "C.")
	}
	var e *errs.Error
	if err := f.As(errClosed); !errors.Is(err, errClosed) || !errors.As(err, &e) || len(e.Fields) != 100 || e.Fields[0].Path != "b" {
		t.Error(err)
	}
}

func TestDeclaredRefusalsAreListedOnceByCode(t *testing.T) {
	var last string
	found := 0
	for _, e := range errs.Declared() {
		if e.Code <= last {
			t.Error("not in order:", last, e.Code)
		}
		if last = e.Code; e.Code == errClosed.Code {
			found++
		}
	}
	if found != 1 {
		t.Error("found", found)
	}
}
