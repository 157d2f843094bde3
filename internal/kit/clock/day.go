package clock

import "time"

// Today is when the day of t began in a zone, in UTC.
func Today(t time.Time, zone *time.Location) time.Time {
	y, m, d := t.In(zone).Date()
	return DayStart(y, m, d, zone)
}

// DayStart is the first moment of a calendar day in a zone, in UTC. It is not always
// midnight: where clocks go forward at midnight there is none, where they go back there
// are two, and a day that a country skipped begins when the next one does. A day outside
// of its month is one of another month, as with time.Date.
func DayStart(year int, month time.Month, day int, zone *time.Location) time.Time {
	const step = 15 * time.Minute // every zone's clock is moved by a multiple of it
	want := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	at := time.Date(year, month, day, 0, 0, 0, 0, zone)
	for !dateIn(at.Add(-step), zone).Before(want) {
		at = at.Add(-step)
	}
	for dateIn(at, zone).Before(want) {
		at = at.Add(step)
	}
	return at.UTC()
}

// dateIn is the calendar day of a moment, as something that can be compared.
func dateIn(t time.Time, zone *time.Location) time.Time {
	y, m, d := t.In(zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}
