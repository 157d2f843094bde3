package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/pressly/goose/v3"
)

// explain adds to a failed migration which rows are in its way: "UNIQUE
// constraint failed" does not tell anybody what to mend.
func explain(ctx context.Context, h *sql.DB, files fs.FS, err error) error {
	var part *goose.PartialError
	if !errors.As(err, &part) {
		return err
	}
	name := path.Base(part.Failed.Source.Path)
	text, readErr := fs.ReadFile(files, name)
	if readErr != nil {
		return err
	}
	hints := []string{}
	var detail *pgconn.PgError
	if errors.As(err, &detail) && detail.Detail != "" {
		hints = append(hints, detail.Detail)
	}
	for _, m := range uniqueIndex.FindAllStringSubmatch(string(text), -1) {
		hints = append(hints, duplicates(ctx, h, m[1], m[2], m[3])...)
	}
	if len(hints) == 0 {
		return fmt.Errorf("%s: %w (nothing of this file was applied)", name, err)
	}
	return fmt.Errorf("%s: %w (nothing of this file was applied); in its way: %s", name, err, strings.Join(hints, "; "))
}

// uniqueIndex finds table, columns and condition of the unique indexes a
// migration makes.
var uniqueIndex = regexp.MustCompile(`CREATE UNIQUE INDEX \w+ ON (\w+) \(([^()]*)\)(?:\s+WHERE ([^;]+))?;`)

// maxDuplicates bounds what is named.
const maxDuplicates = 5

// duplicates names rows that cannot stand beside each other. A table that the
// same migration makes is not there any more, and has none.
func duplicates(ctx context.Context, h *sql.DB, table, columns, where string) []string {
	var keys, there []string
	for _, c := range strings.Split(columns, ",") {
		c = strings.Fields(c)[0] // without DESC
		keys, there = append(keys, "COALESCE(CAST("+c+" AS TEXT), '')"), append(there, c+" IS NOT NULL")
	}
	if where != "" {
		there = append(there, "("+where+")")
	}
	rs, err := h.QueryContext(ctx, "SELECT "+strings.Join(keys, " || ', ' || ")+" AS k, COUNT(*) FROM "+table+" WHERE "+strings.Join(there, " AND ")+
		" GROUP BY "+strings.Join(keys, ", ")+" HAVING COUNT(*) > 1 ORDER BY k LIMIT "+fmt.Sprint(maxDuplicates))
	if err != nil {
		return nil
	}
	defer rs.Close()
	var out []string
	for rs.Next() {
		var key string
		var n int64
		if rs.Scan(&key, &n) != nil {
			return out
		}
		out = append(out, fmt.Sprintf("%d rows of %s with (%s) = (%s)", n, table, columns, key))
	}
	if rs.Err() != nil {
		return nil
	}
	return out
}
