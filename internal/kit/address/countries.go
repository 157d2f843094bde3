package address

import (
	"slices"
	"strings"
	"sync"
)

// country is one row of the table below.
type country struct {
	code      string
	name      string
	required  string   // of C city, S region, Z postcode
	layout    byte     // key of layouts
	postcodes []string // masks, see fit
}

func (c country) requires(ask byte) bool { return strings.IndexByte(c.required, ask) >= 0 }

// examplePostcode is a postcode of the country's first form, for messages.
func (c country) examplePostcode() string {
	if len(c.postcodes) == 0 {
		return ""
	}
	digits := 0
	return strings.Map(func(r rune) rune {
		switch r {
		case '#':
			digits++
			return rune('0' + digits%10)
		case '@', '*':
			return 'A'
		}
		return r
	}, c.postcodes[0])
}

// Known reports whether code is an ISO 3166-1 alpha-2 country code in capitals.
func Known(code string) bool {
	_, ok := countries()[code]
	return ok
}

// Countries lists every country code in alphabetical order.
func Countries() []string {
	codes := make([]string, 0, 250)
	for code := range countries() {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return codes
}

// RequiredFields lists the JSON names a form must ask for in a country, besides a name.
func RequiredFields(code string) []string {
	fields := []string{"line1"}
	c, ok := countries()[code]
	if !ok {
		return append(fields, "city", "country")
	}
	for _, f := range []struct {
		ask  byte
		name string
	}{{'C', "city"}, {'S', "region"}, {'Z', "postcode"}} {
		if c.requires(f.ask) {
			fields = append(fields, f.name)
		}
	}
	return append(fields, "country")
}

// layouts are the orders of lines: / starts a line, %N name, %O company, %A street,
// %C city, %S region, %Z postcode; what stands before a field goes with it.
var layouts = map[byte]string{
	'a': "%N/%O/%A/%Z %C",
	'b': "%N/%O/%A/%C %Z",
	'c': "%N/%O/%A/%C, %S %Z",
	'd': "%N/%O/%A/%C %S %Z",
	'e': "%N/%O/%A/%C/%S/%Z",
	'f': "%N/%O/%A/%Z %C/%S",
	'g': "%N/%O/%A/%Z %C %S",
	'h': "%N/%O/%A/%C/%Z",
	'i': "%N/%O/%A/%C, %S/%Z",
	'j': "%N/%O/%A/%C %Z/%S",
	'k': "%N/%O/%A/%C/%S %Z",
	'l': "%N/%O/%A/%C - %S/%Z",
	'm': "%N/%O/%A/%C - %Z",
	'n': "%N/%O/%A/%C/%S, %Z",
	'o': "%N/%O/%A/%C, %S/%Z",
	'p': "%N/%O/%A/%C/%S/%Z",
	'r': "%N/%O/%C/%A/%Z",
	's': "%O/%N/%S/%C/%A/%Z",
	'v': "%N/%O/%A/%Z %C, %S",
	'w': "%N/%O/%A/%C %Z, %S",
	'x': "%N/%O/%A/%C/%S",
	'y': "%N/%O/%A/%Z/%C",
	'z': "%N/%O/%A/%Z-%C/%S",
}

// nativeLayouts are the same posts' orders in their own script.
var nativeLayouts = map[byte]string{
	'n': "%Z/%S%C/%A/%O/%N",
	'o': "〒%Z/%S%C/%A/%O/%N",
	'p': "%S %C/%A/%O/%N/%Z",
	'x': "%S%C/%A/%O/%N",
}

// countries parses the table on first use.
var countries = sync.OnceValue(func() map[string]country {
	all := make(map[string]country, 250)
	for line := range strings.Lines(strings.TrimSpace(table)) {
		f := strings.Split(strings.TrimSpace(line), "|")
		c := country{code: f[0], name: f[1], required: f[2], layout: f[3][0]}
		if f[4] != "" {
			c.postcodes = strings.Split(f[4], ",")
		}
		all[c.code] = c
	}
	return all
})
