package hook_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/hook"
)

type adding struct{ steps []string }

func step(name string, err error) func(context.Context, db.Tx, *adding) error {
	return func(_ context.Context, _ db.Tx, a *adding) error {
		a.steps = append(a.steps, name)
		return err
	}
}

func TestHooksRunInOrderAndMayAdjust(t *testing.T) {
	var h hook.Hook[*adding]
	h.Add("b", step("first", nil))
	h.Add("a", step("second", nil))
	v := &adding{}
	if err := h.Run(context.Background(), nil, v); err != nil || !slices.Equal(v.steps, []string{"first", "second"}) {
		t.Error(v.steps, err)
	}
}

func TestTheFirstRefusalStopsAndKeepsItsReason(t *testing.T) {
	no := errors.New("no")
	var h hook.Hook[*adding]
	h.Add("a", step("first", no))
	h.Add("b", step("second", nil))
	v := &adding{}
	if err := h.Run(context.Background(), nil, v); !errors.Is(err, no) || !slices.Equal(v.steps, []string{"first"}) {
		t.Error(v.steps, err)
	}
}

func TestAnEmptyHookDoesNothingAndADoubleOnePanics(t *testing.T) {
	var h hook.Hook[int]
	if err := h.Run(context.Background(), nil, 1); err != nil {
		t.Error(err)
	}
	h.Add("a", func(context.Context, db.Tx, int) error { return nil })
	defer func() {
		if recover() == nil {
			t.Error("an id passed twice")
		}
	}()
	h.Add("a", func(context.Context, db.Tx, int) error { return nil })
}
