package opt_test

import (
	"encoding/json"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/opt"
)

type patch struct {
	Name opt.Field[string]         `json:"name,omitzero"`
	Note opt.Field[map[string]int] `json:"note,omitzero"`
}

func TestAbsentNullAndAValueAreThreeThings(t *testing.T) {
	for body, want := range map[string]struct{ given, cleared, got bool }{
		`{}`: {}, `{"name":null}`: {true, true, false}, `{"name": null }`: {true, true, false}, `{"name":""}`: {true, false, true}, `{"name":"x"}`: {true, false, true},
	} {
		var p patch
		if err := json.Unmarshal([]byte(body), &p); err != nil {
			t.Fatal(body, err)
		}
		_, got := p.Name.Get()
		if p.Name.Given() != want.given || p.Name.Cleared() != want.cleared || got != want.got || p.Name.IsZero() == want.given {
			t.Errorf("%s: %+v", body, p.Name)
		}
	}
	var p patch
	if err := json.Unmarshal([]byte(`{"name":5}`), &p); err == nil {
		t.Error("a number passed as a text")
	}
}

func TestApplyingAPatchKeepsClearsOrSets(t *testing.T) {
	for name, c := range map[string]struct {
		f    opt.Field[string]
		want string
		ptr  *string
	}{
		"absent": {opt.Field[string]{}, "old", ptr("old")}, "null": {opt.Null[string](), "", nil}, "value": {opt.Some("new"), "new", ptr("new")},
	} {
		v, p := "old", ptr("old")
		c.f.Apply(&v)
		c.f.ApplyPtr(&p)
		if v != c.want || (p == nil) != (c.ptr == nil) || p != nil && *p != *c.ptr {
			t.Error(name, v, p)
		}
	}
}

func ptr[T any](v T) *T { return &v }

func TestAFieldThatIsReadAgainForgetsWhatItHeld(t *testing.T) {
	p := patch{Name: opt.Some("old"), Note: opt.Some(map[string]int{"a": 1})}
	if err := json.Unmarshal([]byte(`{"name":null,"note":{"b":2}}`), &p); err != nil {
		t.Fatal(err)
	}
	name := "kept"
	p.Name.Apply(&name)
	note, _ := p.Note.Get()
	if name != "" || len(note) != 1 || note["b"] != 2 {
		t.Error(name, note)
	}
	if err := json.Unmarshal([]byte(`{"name":"new"}`), &p); err != nil {
		t.Fatal(err)
	}
	if v, ok := p.Name.Get(); !ok || v != "new" {
		t.Error(v, ok)
	}
}

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	for want, p := range map[string]patch{`{}`: {}, `{"name":null}`: {Name: opt.Null[string]()}, `{"name":"x"}`: {Name: opt.Some("x")}} {
		b, err := json.Marshal(p)
		if err != nil || string(b) != want {
			t.Error(string(b), err)
		}
	}
}

func TestAMemberOfAnObjectThatMustNotBeNullIsNamed(t *testing.T) {
	type place struct {
		City  string  `json:"city"`
		Zip   string  `json:"zip,omitempty"`
		Unit  string  `json:"unit" required:"false"`
		Floor *int64  `json:"floor"`
		Tags  []int64 `json:"tags"`
	}
	for body, want := range map[string]string{
		`{"city":null}`: "place.city", `{"city": null ,"zip":null}`: "place.city", `{"city":"null"}`: "", `{"city":"x","zip":null,"unit":null,"floor":null,"tags":null}`: "", `null`: "", `{}`: "",
	} {
		var f opt.Field[place]
		if err := json.Unmarshal([]byte(body), &f); err != nil {
			t.Fatal(body, err)
		}
		prefix := huma.NewPathBuffer([]byte("place"), 5)
		got := ""
		for _, err := range f.Resolve(nil, prefix) {
			got = err.(*huma.ErrorDetail).Location
		}
		if got != want {
			t.Errorf("%s: %q, want %q", body, got, want)
		}
	}
}
