package db

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// StepKind is what an engine does with a table.
type StepKind string

// The kinds of step.
const (
	Scan   StepKind = "scan"   // every row, whatever is asked for
	Walk   StepKind = "walk"   // every row in the order of an index; a limit ends it
	Lookup StepKind = "search" // only what an index finds
	Sort   StepKind = "sort"   // of rows in no index's order
)

// Step is one part of a plan. Table is empty for a sort.
type Step struct {
	Kind   StepKind
	Table  string
	Detail string // in the engine's words
}

// Plan is how an engine answers one statement.
type Plan struct {
	At    string // file:line of the declaration
	Text  string
	Sort  string // of a list's shape
	Steps []Step
	Whole bool // it is meant to read everything
}

// Plans asks the engine how it would answer every declared statement, and every
// shape of the declared lists, without knowing any values. On PostgreSQL a small
// table would be read whole, so that is forbidden: what is read whole all the
// same has no index.
func Plans(ctx context.Context, d *DB) ([]Plan, error) {
	registry.Lock()
	stmts := slices.Clone(registry.stmts)
	sorts := map[*Stmt]string{}
	for _, l := range registry.lists {
		l.eachShape(func(st *Stmt, sort string) { stmts, sorts[st] = append(stmts, st), sort })
	}
	registry.Unlock()
	var out []Plan
	for _, s := range stmts {
		text := s.text
		if len(s.lists) > 0 {
			sizes := slices.Repeat([]int{4}, len(s.lists))
			text = s.grow(highestParam(text), sizes)
		}
		p := Plan{At: s.at, Text: s.hinted(text, d.engine), Sort: sorts[s], Whole: s.whole}
		var err error
		if d.engine == Postgres {
			p.Steps, err = d.pg.plan(ctx, p.Text)
		} else {
			p.Steps, err = d.lite.plan(ctx, p.Text)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.at, err)
		}
		out = append(out, p)
	}
	return out, nil
}

// naming finds the tables of a statement and what it calls them.
var naming = regexp.MustCompile(`(?:FROM|JOIN|INTO|UPDATE)\s+([a-z_]+)(?:\s+(?:AS\s+)?([a-z_]+))?`)

// liteStep are the lines of EXPLAIN QUERY PLAN that read a table.
var liteStep = regexp.MustCompile(`^(SCAN|SEARCH) (\w+)(?: USING (.*))?$`)

func (l *lite) plan(ctx context.Context, text string) ([]Step, error) {
	tables := map[string]string{}
	for _, m := range naming.FindAllStringSubmatch(text, -1) {
		tables[m[1]] = m[1]
		if m[2] != "" {
			tables[m[2]] = m[1]
		}
	}
	c := <-l.readers
	defer func() { l.readers <- c }()
	rows, err := c.conn.QueryContext(ctx, "EXPLAIN QUERY PLAN "+text, make([]any, highestParam(text))...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Step
	for rows.Next() {
		var id, parent, unused int64
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			return nil, err
		}
		if strings.HasPrefix(detail, "USE TEMP B-TREE FOR") && strings.Contains(detail, "ORDER BY") {
			out = append(out, Step{Sort, "", detail})
		}
		m := liteStep.FindStringSubmatch(detail)
		if m == nil || tables[m[2]] == "" || !strings.Contains(tables[m[2]], "_") {
			continue // of a subquery; tables have a room's name before their own
		}
		kind := Scan
		switch {
		case m[1] == "SEARCH":
			kind = Lookup
		case m[3] != "":
			kind = Walk
		}
		out = append(out, Step{kind, tables[m[2]], detail})
	}
	return out, rows.Err()
}

// pgNode is a node of EXPLAIN (FORMAT JSON).
type pgNode struct {
	Type     string   `json:"Node Type"`
	Relation string   `json:"Relation Name"`
	Index    string   `json:"Index Name"`
	Cond     string   `json:"Index Cond"`
	Recheck  string   `json:"Recheck Cond"`
	Filter   string   `json:"Filter"`
	Key      []string `json:"Sort Key"`
	Plans    []pgNode `json:"Plans"`
}

func (p *pg) plan(ctx context.Context, text string) ([]Step, error) {
	args := "(" + strings.TrimSuffix(strings.Repeat("NULL, ", highestParam(text)), ", ") + ")"
	if args == "()" {
		args = ""
	}
	// All in one message, which is one transaction.
	all := "SET LOCAL enable_seqscan = off; SET LOCAL plan_cache_mode = force_generic_plan; PREPARE planned AS " + text +
		"; EXPLAIN (FORMAT JSON) EXECUTE planned" + args + "; DEALLOCATE planned"
	c, err := p.pool.Acquire(ctx)
	if err != nil {
		return nil, err
	}
	defer c.Release()
	got, err := c.Conn().PgConn().Exec(ctx, all).ReadAll()
	if err != nil {
		return nil, err
	}
	const explained = 3
	if len(got) <= explained || len(got[explained].Rows) != 1 {
		return nil, fmt.Errorf("db: no plan for %s", strconv.Quote(text))
	}
	var plans []struct{ Plan pgNode }
	if err := json.Unmarshal(got[explained].Rows[0][0], &plans); err != nil {
		return nil, err
	}
	return plans[0].Plan.steps(nil), nil
}

func (n pgNode) steps(out []Step) []Step {
	detail := strings.TrimSpace(n.Type + " " + n.Index + " " + n.Cond + " " + n.Filter + " " + strings.Join(n.Key, ", "))
	switch n.Type {
	case "Seq Scan":
		out = append(out, Step{Scan, n.Relation, detail})
	case "Index Scan", "Index Only Scan":
		kind := Lookup
		if n.Cond == "" {
			kind = Walk
		}
		out = append(out, Step{kind, n.Relation, detail})
	case "Bitmap Heap Scan":
		out = append(out, Step{Lookup, n.Relation, detail + n.Recheck})
	case "Sort", "Incremental Sort":
		out = append(out, Step{Sort, "", detail})
	}
	for _, c := range n.Plans {
		out = c.steps(out)
	}
	return out
}
