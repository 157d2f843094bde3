// Package app puts the shop together: configuration, database, rooms in rank
// order, doors, and what runs beside them. It is the only place that knows
// everything, and nothing imports it but the command and the tests.
package app
