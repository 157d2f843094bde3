package clock_test

import (
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/haatshop/haat/internal/kit/clock"
)

func TestADayBeginsWhenItsZoneSaysSo(t *testing.T) {
	for _, x := range []struct {
		zone  string
		y     int
		m     time.Month
		d     int
		begin string
	}{
		{"UTC", 2026, 3, 2, "2026-03-02T00:00:00Z"},
		{"Asia/Kathmandu", 2026, 3, 2, "2026-03-01T18:15:00Z"},
		{"Europe/Berlin", 2026, 3, 29, "2026-03-28T23:00:00Z"},
		{"Europe/Berlin", 2026, 3, 30, "2026-03-29T22:00:00Z"},
		{"Europe/Berlin", 2026, 10, 26, "2026-10-25T23:00:00Z"},
		{"Africa/Cairo", 2026, 4, 24, "2026-04-23T22:00:00Z"},       // midnight does not exist
		{"America/Havana", 2026, 11, 1, "2026-11-01T04:00:00Z"},     // midnight comes twice
		{"Pacific/Apia", 2011, 12, 30, "2011-12-30T10:00:00Z"},      // the day was skipped
		{"Pacific/Apia", 2011, 12, 31, "2011-12-30T10:00:00Z"},      // so both begin here
		{"Australia/Lord_Howe", 2026, 4, 6, "2026-04-05T13:30:00Z"}, // clocks move by half an hour
		{"Asia/Kathmandu", 2026, 3, 0, "2026-02-27T18:15:00Z"},      // the last of February
	} {
		zone, err := time.LoadLocation(x.zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := clock.DayStart(x.y, x.m, x.d, zone).Format(time.RFC3339); got != x.begin {
			t.Errorf("%s %d-%d-%d began %s, want %s", x.zone, x.y, x.m, x.d, got, x.begin)
		}
	}
}

func TestDaysFollowOneAnotherInEveryZoneAllYear(t *testing.T) {
	for _, name := range []string{"Asia/Kathmandu", "Europe/Berlin", "America/Havana", "Africa/Cairo", "Africa/Casablanca", "Australia/Lord_Howe", "Pacific/Chatham", "America/Asuncion"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		for d := range 400 {
			from, until := clock.DayStart(2026, 1, 1+d, zone), clock.DayStart(2026, 1, 2+d, zone)
			length := until.Sub(from)
			if length < 23*time.Hour || length > 25*time.Hour || from.UnixMicro()%(15*60e6) != 0 {
				t.Errorf("%s: day %d is %s long and begins %s", name, d, length, from)
			}
			if got := clock.Today(from, zone); !got.Equal(from) {
				t.Errorf("%s: %s lies in the day of %s", name, from, got)
			}
			if got := clock.Today(until.Add(-time.Microsecond), zone); !got.Equal(from) {
				t.Errorf("%s: the end of %s lies in the day of %s", name, from, got)
			}
		}
	}
}
