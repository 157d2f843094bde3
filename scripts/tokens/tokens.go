package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/haatshop/haat/internal/kit/colour"
)

// tokens is tokens.json, in the order it is written in.
type tokens struct {
	light, dark, scale, ramps []token
	contrast                  []promise
}

// token is a name with its value as CSS says it; a ramp has ten.
type token struct {
	name, css string
	shades    []string
	// colour is nil for what is none.
	colour *colour.RGB
}

// promise says which colours carry text on which grounds.
type promise struct {
	Text, On []string
	Least    float64
}

func read(raw []byte) (tokens, error) {
	var file struct {
		Description string `json:"$description"`
		Extensions  struct {
			Contrast []promise `json:"haat.contrast"`
		} `json:"$extensions"`
		Light, Dark, Scale, Ramp group
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		return tokens{}, err
	}
	t := tokens{contrast: file.Extensions.Contrast}
	var err error
	for _, part := range []struct {
		name string
		from group
		to   *[]token
	}{{"light", file.Light, &t.light}, {"dark", file.Dark, &t.dark}, {"scale", file.Scale, &t.scale}, {"ramp", file.Ramp, &t.ramps}} {
		made, bad := part.from.tokens()
		*part.to = made
		if bad != nil {
			err = errors.Join(err, fmt.Errorf("%s: %w", part.name, bad))
		}
	}
	return t, err
}

// group keeps the order of its members, which is the order of the reader.
type group struct {
	kind    string
	members []member
}

type member struct {
	name string
	Type string `json:"$type"`
	// Description is for people.
	Description string          `json:"$description"`
	Value       json.RawMessage `json:"$value"`
}

func (g *group) UnmarshalJSON(raw []byte) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	if _, err := d.Token(); err != nil { // the opening brace
		return err
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return err
		}
		m := member{name: fmt.Sprint(name)}
		switch m.name {
		case "$type":
			err = d.Decode(&g.kind)
		case "$description":
			err = d.Decode(&m.Description)
		default:
			err = d.Decode(&m)
			g.members = append(g.members, m)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", m.name, err)
		}
	}
	return nil
}

func (g *group) tokens() (made []token, err error) {
	for _, m := range g.members {
		kind := m.Type
		if kind == "" {
			kind = g.kind
		}
		tok, bad := m.token(kind)
		if bad != nil {
			err = errors.Join(err, fmt.Errorf("%s: %w", m.name, bad))
		}
		made = append(made, tok)
	}
	return made, err
}

func (m *member) token(kind string) (token, error) {
	tok := token{name: m.name}
	var many []string
	switch kind {
	case "color":
		if json.Unmarshal(m.Value, &many) == nil {
			return m.ramp(many)
		}
		if err := json.Unmarshal(m.Value, &tok.css); err != nil {
			return tok, err
		}
		c, err := colour.Parse(tok.css)
		tok.colour = &c
		return tok, err
	case "dimension", "duration":
		return tok, json.Unmarshal(m.Value, &tok.css)
	case "cubicBezier":
		var at [4]json.Number
		err := json.Unmarshal(m.Value, &at)
		tok.css = fmt.Sprintf("cubic-bezier(%s, %s, %s, %s)", at[0], at[1], at[2], at[3])
		return tok, err
	case "fontFamily":
		err := json.Unmarshal(m.Value, &many)
		tok.css = families(many)
		return tok, err
	case "shadow":
		var layers []shadow
		err := json.Unmarshal(m.Value, &layers)
		parts := make([]string, len(layers))
		for i, l := range layers {
			parts[i] = strings.Join([]string{l.OffsetX, l.OffsetY, l.Blur, l.Spread, l.Color}, " ")
		}
		tok.css = strings.Join(parts, ", ")
		return tok, err
	}
	return tok, fmt.Errorf("no kind %q", kind)
}

type shadow struct{ Color, OffsetX, OffsetY, Blur, Spread string }

// shadesOfRamp is how many the dashboard's component library asks for.
const shadesOfRamp = 10

func (m *member) ramp(shades []string) (token, error) {
	if len(shades) != shadesOfRamp {
		return token{}, fmt.Errorf("%d shades, want %d", len(shades), shadesOfRamp)
	}
	for _, s := range shades {
		if _, err := colour.Parse(s); err != nil {
			return token{}, err
		}
	}
	return token{name: m.name, shades: shades}, nil
}

// families quotes the names CSS would not take as they are.
func families(names []string) string {
	out := make([]string, len(names))
	for i, name := range names {
		if out[i] = name; strings.Contains(name, " ") {
			out[i] = `"` + name + `"`
		}
	}
	return strings.Join(out, ", ")
}

// check holds the promises: the same names in the light and in the dark, and text that can be read in both.
func (t tokens) check() error {
	var err error
	for _, scheme := range []struct {
		name   string
		of, as []token
	}{{"light", t.light, t.dark}, {"dark", t.dark, t.light}} {
		known := map[string]*colour.RGB{}
		for _, tok := range scheme.of {
			known[tok.name] = tok.colour
		}
		for _, tok := range scheme.as {
			if _, ok := known[tok.name]; !ok {
				err = errors.Join(err, fmt.Errorf("%s: no %s", scheme.name, tok.name))
			}
		}
		for _, p := range t.contrast {
			err = errors.Join(err, p.holds(scheme.name, known))
		}
	}
	return err
}

func (p promise) holds(scheme string, known map[string]*colour.RGB) (err error) {
	for _, text := range p.Text {
		for _, on := range p.On {
			a, b := known[text], known[on]
			if a == nil || b == nil {
				err = errors.Join(err, fmt.Errorf("%s: %s on %s: no such colour", scheme, text, on))
			} else if ratio := colour.Contrast(*a, *b); ratio < p.Least {
				err = errors.Join(err, fmt.Errorf("%s: %s on %s has a contrast of %.2f, less than %g", scheme, text, on, ratio, p.Least))
			}
		}
	}
	return err
}
