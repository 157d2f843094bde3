package shipping

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/money"
)

func up(grams int64) *int64 { return &grams }

func zone(id string, position int64, places ...Place) Zone {
	return Zone{ID: id, Name: id, Position: position, Places: places,
		Rates: []Rate{{ID: "shp_" + id, Name: id, Active: true, Tariffs: []Tariff{Flat("USD", 500)}}}}
}

func TestTheClosestZoneServesADestination(t *testing.T) {
	zones := []Zone{
		zone("world", 0, Place{Country: Everywhere}),
		zone("us", 1, Place{Country: "CA"}, Place{Country: "US"}),
		zone("il", 2, Place{Country: "US", Region: "IL"}),
		zone("chicago", 3, Place{Country: "US", PostcodePrefix: "606"}),
		zone("loop", 4, Place{Country: "US", PostcodePrefix: "60601"}),
		zone("us-later", 9, Place{Country: "US"}),
		zone("london", 5, Place{Country: "GB", PostcodePrefix: "SW1A"}),
	}
	for _, c := range []struct {
		to   Destination
		want string
	}{
		{Destination{Country: "NP"}, "world"},
		{Destination{Country: "US"}, "us"},
		{Destination{Country: "US", Region: "il", Postcode: "62701"}, "il"},
		{Destination{Country: "US", Region: "IL", Postcode: "60699"}, "chicago"},
		{Destination{Country: "US", Region: "IL", Postcode: "60601-1234"}, "loop"},
		{Destination{Country: "GB", Postcode: "sw1a 1aa"}, "london"},
		{Destination{Country: "GB", Postcode: "SW1 2AA"}, "world"},
	} {
		got, ok := serving(zones, c.to)
		if !ok || got.ID != c.want {
			t.Errorf("%+v: got %q, want %q", c.to, got.ID, c.want)
		}
	}
	if got := Offer(zones[1:3], Quote{Destination: Destination{Country: "NP"}, Currency: "USD"}); got != nil {
		t.Errorf("shipped to where no zone reaches: %v", got)
	}
}

func TestARateCostsWhatItsBandSaysAndNothingFromItsFreeAmount(t *testing.T) {
	z := zone("z", 0, Place{Country: Everywhere})
	z.Rates[0].Tariffs = []Tariff{
		{Currency: "USD", Bands: []Band{{up(1000), 500}, {up(5000), 900}}, FreeFrom: up(10000)},
		Flat("KWD", 1500),
	}
	for name, c := range map[string]struct {
		in   Quote
		want []int64
	}{
		"weightless":              {Quote{Currency: "USD"}, []int64{500}},
		"the limit is inside":     {Quote{Currency: "USD", WeightGrams: 1000}, []int64{500}},
		"a gram more":             {Quote{Currency: "USD", WeightGrams: 1001}, []int64{900}},
		"too heavy":               {Quote{Currency: "USD", WeightGrams: 5001}, nil},
		"a cent below free":       {Quote{Currency: "USD", Subtotal: 9999}, []int64{500}},
		"free":                    {Quote{Currency: "USD", Subtotal: 10000, WeightGrams: 5000}, []int64{0}},
		"free but too heavy":      {Quote{Currency: "USD", Subtotal: 10000, WeightGrams: 5001}, nil},
		"another currency's own":  {Quote{Currency: "KWD", WeightGrams: 99999}, []int64{1500}},
		"no price in a currency":  {Quote{Currency: "EUR"}, nil},
		"nothing ever converted ": {Quote{Currency: "JPY", Subtotal: 1 << 40}, nil},
	} {
		var got []int64
		for _, o := range Offer([]Zone{z}, c.in) {
			got = append(got, o.Price.Minor)
			if o.Price.Currency != c.in.Currency || o.ID != "shp_z" {
				t.Errorf("%s: %+v", name, o)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	z.Rates[0].Active = false
	if got := Offer([]Zone{z}, Quote{Currency: "USD"}); got != nil {
		t.Errorf("an inactive rate is offered: %v", got)
	}
}

func TestOfferDoesNotDependOnTheOrderZonesCameIn(t *testing.T) {
	places := rapid.SampledFrom([]Place{{Country: Everywhere}, {Country: "US"}, {Country: "US", Region: "IL"}, {Country: "US", PostcodePrefix: "6"}, {Country: "GB"}})
	rapid.Check(t, func(t *rapid.T) {
		var zones []Zone
		for i := range rapid.IntRange(0, 6).Draw(t, "zones") {
			zones = append(zones, zone(string(rune('a'+i)), rapid.Int64Range(0, 2).Draw(t, "position"), rapid.SliceOfN(places, 1, 3).Draw(t, "places")...))
		}
		in := Quote{Currency: "USD", Destination: Destination{Country: "US", Region: "IL", Postcode: "60601"}}
		want := Offer(zones, in)
		if diff := cmp.Diff(want, Offer(rapid.Permutation(zones).Draw(t, "permuted"), in)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestAZoneThatCannotWorkIsRefusedWithItsFields(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(*Zone)
		want  string
	}{
		"no name":             {func(z *Zone) { z.Name = " " }, "name"},
		"no places":           {func(z *Zone) { z.Places = nil }, "places"},
		"unknown country":     {func(z *Zone) { z.Places[0].Country = "ZZ" }, "places[0].country"},
		"region of the world": {func(z *Zone) { z.Places[0].Region = "IL" }, "places[0]"},
		"both narrowings":     {func(z *Zone) { z.Places[0] = Place{"US", "IL", "6"} }, "places[0]"},
		"days backwards":      {func(z *Zone) { z.Rates[0].DaysMin = 3 }, "rates[0].days_max"},
		"no tariff":           {func(z *Zone) { z.Rates[0].Tariffs = nil }, "rates[0].tariffs"},
		"no such currency":    {func(z *Zone) { z.Rates[0].Tariffs[0].Currency = "XXQ" }, "rates[0].tariffs[0].currency"},
		"currency twice":      {func(z *Zone) { z.Rates[0].Tariffs = append(z.Rates[0].Tariffs, Flat("USD", 1)) }, "rates[0].tariffs[1].currency"},
		"negative":            {func(z *Zone) { z.Rates[0].Tariffs[0].Bands[0].Amount = -1 }, "rates[0].tariffs[0].bands[0].amount"},
		"beyond all clients":  {func(z *Zone) { z.Rates[0].Tariffs[0].Bands[0].Amount = money.MaxMinor + 1 }, "rates[0].tariffs[0].bands[0].amount"},
		"bands descend":       {func(z *Zone) { z.Rates[0].Tariffs[0].Bands = []Band{{up(5), 1}, {up(5), 2}} }, "rates[0].tariffs[0].bands[1].up_to_grams"},
		"band after no limit": {func(z *Zone) { z.Rates[0].Tariffs[0].Bands = []Band{{nil, 1}, {up(5), 2}} }, "rates[0].tariffs[0].bands[0].up_to_grams"},
		"rate twice":          {func(z *Zone) { z.Rates = append(z.Rates, z.Rates[0]) }, "rates[1].id"},
	} {
		z := zone("z", 0, Place{Country: Everywhere})
		c.spoil(&z)
		err := z.normalise().check()
		var e *errs.Error
		if !errors.Is(err, ErrInvalid) || !errors.As(err, &e) || len(e.Fields) != 1 || e.Fields[0].Path != c.want {
			t.Errorf("%s: want %s, got %v", name, c.want, err)
		}
	}
	if err := zone("z", 0, Place{Country: "us", PostcodePrefix: " sw 1-a "}).normalise().check(); err != nil {
		t.Error(err)
	}
}

func TestPlacesAreStoredInOneSpelling(t *testing.T) {
	got := Zone{Places: []Place{{Country: " us", PostcodePrefix: "sw 1-a"}}}.normalise().Places[0]
	if diff := cmp.Diff(Place{Country: "US", PostcodePrefix: "SW1A"}, got); diff != "" || strings.Contains(got.PostcodePrefix, " ") {
		t.Error(diff)
	}
}
