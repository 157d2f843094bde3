package render

import (
	"encoding/json"
	"fmt"
	"html/template"

	"github.com/haatshop/haat/internal/kit/i18n"
	"github.com/haatshop/haat/internal/serve/storefront/view"
)

// funcs are the words a template of one language may use besides Go's own.
//
//	t "key" "name" value …   a sentence; "count" chooses the plural form
//	asset "site.css"         the address of an asset
//	json value               a value as JSON text, for a data- attribute
//	field form "email" …     the arguments of the partial "field"
//	pair "name" value …      several arguments for a partial
func (t *Theme) funcs(locale *i18n.Locale) template.FuncMap {
	return template.FuncMap{
		"t":     func(key string, args ...any) string { return t.say(locale, key, args...) },
		"asset": t.mustAsset,
		"json":  toJSON,
		"field": newField,
		"pair":  newPair,
	}
}

// mustAsset fails loudly: a misspelt asset is a page without its style sheet.
func (t *Theme) mustAsset(name string) (string, error) {
	if url, ok := t.assets.url[name]; ok {
		return url, nil
	}
	return "", fmt.Errorf("the theme has no asset %q", name)
}

func toJSON(v any) (string, error) {
	raw, err := json.Marshal(v)
	return string(raw), err
}

// Field is what the partial "field" draws: a label, a control, a hint, an error.
type Field struct {
	Name, ID, Label, Type, Value, Error, Hint string
	Autocomplete, InputMode, Dir, Pattern     string
	Required, Half                            bool
	MinLength, MaxLength                      int
	Options                                   []view.Option
}

// newField reads a field of a form. The attributes are given as name, value; one
// it does not know is an error, so a misspelt one is found by the theme's test.
func newField(f view.Form, name string, attrs ...any) (Field, error) {
	out := Field{Name: name, ID: "f-" + name, Type: "text", Value: f.Value(name), Error: f.Error(name), Options: f.Options[name]}
	for i := 0; i+1 < len(attrs); i += 2 {
		key, value := fmt.Sprint(attrs[i]), attrs[i+1]
		if err := out.set(key, value); err != nil {
			return Field{}, fmt.Errorf("field %q: %w", name, err)
		}
	}
	if out.Type == "password" {
		out.Value = "" // a password is never sent back
	}
	return out, nil
}

func (f *Field) set(key string, value any) error {
	ok := true
	switch key {
	case "label":
		f.Label, ok = value.(string)
	case "id":
		f.ID, ok = value.(string)
	case "type":
		f.Type, ok = value.(string)
	case "hint":
		f.Hint, ok = value.(string)
	case "autocomplete":
		f.Autocomplete, ok = value.(string)
	case "inputmode":
		f.InputMode, ok = value.(string)
	case "dir":
		f.Dir, ok = value.(string)
	case "required":
		f.Required, ok = value.(bool)
	case "half":
		f.Half, ok = value.(bool)
	case "minlength":
		f.MinLength, ok = value.(int)
	case "maxlength":
		f.MaxLength, ok = value.(int)
	case "options":
		f.Options, ok = value.([]view.Option)
	default:
		return fmt.Errorf("unknown attribute %q", key)
	}
	if !ok {
		return fmt.Errorf("attribute %q cannot be %T", key, value)
	}
	return nil
}

// newPair makes a map of named arguments.
func newPair(args ...any) (map[string]any, error) {
	out := make(map[string]any, len(args)/2)
	for i := 0; i+1 < len(args); i += 2 {
		name, ok := args[i].(string)
		if !ok {
			return nil, fmt.Errorf("pair: %v is not a name", args[i])
		}
		out[name] = args[i+1]
	}
	return out, nil
}
