package clock_test

import (
	"testing"
	"time"

	"github.com/haatshop/haat/internal/kit/clock"
)

func TestClocksTellWhatBothEnginesCanStore(t *testing.T) {
	east := time.FixedZone("east", 3600)
	odd := time.Date(2026, 3, 2, 10, 0, 0, 123456789, east)
	m := clock.NewManual(odd)
	m.Set(odd.Add(time.Hour))
	for name, now := range map[string]time.Time{"real": clock.Real{}.Now(), "made": clock.NewManual(odd).Now(), "set": m.Now()} {
		if now.Location() != time.UTC || !time.UnixMicro(now.UnixMicro()).Equal(now) {
			t.Error(name, now)
		}
	}
}

func TestAManualClockStandsStillUntilToldAndMayGoBack(t *testing.T) {
	start := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	m := clock.NewManual(start)
	if first, second := m.Now(), m.Now(); !first.Equal(start) || !second.Equal(start) {
		t.Error("it moved by itself")
	}
	m.Advance(time.Hour)
	m.Advance(-2 * time.Hour)
	if got := m.Now(); !got.Equal(start.Add(-time.Hour)) {
		t.Error(got)
	}
}
