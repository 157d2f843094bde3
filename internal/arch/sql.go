package arch

import (
	"fmt"
	"go/ast"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

func sqlRules() []Rule {
	return []Rule{
		{"sql_ownership", "a room's tables are its own: others ask its service, and no key or view crosses", checkOwnership},
		{"sql_portability", "the same statements run on SQLite and PostgreSQL", checkPortability},
	}
}

// text is a piece of SQL and where it stands.
type text struct {
	path string
	line int
	sql  string
}

// statements collects the SQL a folder holds: every string of its store*.go, and its
// migrations.
func (t *Tree) statements() map[string][]text {
	found := map[string][]text{}
	for _, dir := range t.Dirs() {
		for _, f := range t.Packages[dir].Files {
			if !f.Test && strings.HasPrefix(f.Name, "store") || strings.HasPrefix(dir, "internal/kit/") && !f.Test {
				found[dir] = append(found[dir], f.strings()...)
			}
		}
	}
	for _, name := range t.Other {
		dir := path.Dir(name)
		if path.Base(dir) != "migrations" || !strings.HasSuffix(name, ".sql") {
			continue
		}
		if sql, err := t.read(name); err == nil {
			found[path.Dir(dir)] = append(found[path.Dir(dir)], text{name, 1, sql})
		}
	}
	return found
}

// strings are the string literals of a file.
func (f *File) strings() []text {
	var all []text
	ast.Inspect(f.AST, func(n ast.Node) bool {
		if _, isImport := n.(*ast.ImportSpec); isImport {
			return false
		}
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if s, err := strconv.Unquote(lit.Value); err == nil {
				all = append(all, text{f.Path, f.line(lit.Pos()), s})
			}
		}
		return true
	})
	return all
}

func checkOwnership(t *Tree) []Violation {
	var all []Violation
	statements := t.statements()
	for _, dir := range sortedKeys(statements) {
		owner := room(dir)
		if owner == "" && strings.HasPrefix(dir, "internal/kit/") {
			owner = "kit"
		}
		if owner == "" {
			continue
		}
		inner := innerNames(statements[dir])
		for _, s := range statements[dir] {
			for _, table := range tables(s.sql) {
				if !strings.HasPrefix(table.name, owner+"_") && !inner[table.name] && !engineTable(owner, table.name) {
					all = append(all, Violation{s.path, s.line + table.line, fmt.Sprintf("table %s is not %s_…", table.name, owner)})
				}
			}
		}
	}
	return all
}

// engineTable are the catalogues kit/db may read; goose names its version tables itself.
func engineTable(owner, name string) bool {
	return owner == "kit" && (strings.HasPrefix(name, "pg_") || strings.HasPrefix(name, "sqlite_") || strings.HasPrefix(name, "information_schema"))
}

// innerNames are names that statements define for themselves: WITH x AS (…).
func innerNames(all []text) map[string]bool {
	names := map[string]bool{}
	for _, s := range all {
		for _, m := range withName.FindAllStringSubmatch(s.sql, -1) {
			names[m[1]] = true
		}
	}
	return names
}

var withName = regexp.MustCompile(`(?:WITH(?:\s+RECURSIVE)?|,)\s+([a-z_][a-z0-9_]*)\s*(?:\([^()]*\)\s*)?AS\s*(?:MATERIALIZED\s*)?\(`)

// named is a table that a statement uses and the line within it.
type named struct {
	name string
	line int
}

// tables lists the tables a piece of SQL names. Keywords are written in capitals in this
// house, which is how SQL is told from a sentence that begins with "update".
func tables(sql string) []named {
	words := tokens(sql)
	var found []named
	for i := range words {
		for _, at := range tableAfter(words, i) {
			w := words[at]
			if isName(w.text) {
				found = append(found, named{w.text, w.line})
			}
		}
	}
	return found
}

// tableAfter answers where the tables stand that the keyword at i introduces.
func tableAfter(words []word, i int) []int {
	switch words[i].text {
	case "FROM", "USING":
		if i > 0 && words[i-1].text == "DISTINCT" {
			return nil // IS DISTINCT FROM compares two values
		}
		return fromList(words, i+1)
	case "JOIN", "INTO", "REFERENCES":
		return next(words, i+1)
	case "UPDATE":
		if i > 0 && (words[i-1].text == "FOR" || words[i-1].text == "DO" || words[i-1].text == "ON") {
			return nil // FOR UPDATE, DO UPDATE SET and ON UPDATE name no table
		}
		return next(words, i+1)
	case "TABLE", "VIEW", "SEQUENCE", "TRIGGER":
		return next(words, skipWords(words, i+1, "IF", "NOT", "EXISTS", "ONLY"))
	case "INDEX":
		return indexTable(words, i+1)
	}
	return nil
}

// fromList follows "a, b AS c, (SELECT …), d"; a name before "(" is a function.
func fromList(words []word, i int) []int {
	var found []int
	for i < len(words) {
		if words[i].text == "(" {
			return found // a subquery, whose own FROM is met later
		}
		if i+1 < len(words) && words[i+1].text == "(" {
			return found
		}
		found = append(found, i)
		i = skipWords(words, i+1, "AS")
		if i < len(words) && isName(words[i].text) {
			i++
		}
		if i >= len(words) || words[i].text != "," {
			return found
		}
		i++
	}
	return found
}

func next(words []word, i int) []int {
	if i < len(words) {
		return []int{i}
	}
	return nil
}

// indexTable finds x in INDEX IF NOT EXISTS name ON x.
func indexTable(words []word, i int) []int {
	for ; i < len(words) && words[i].text != ";"; i++ {
		if words[i].text == "ON" {
			return next(words, i+1)
		}
	}
	return nil
}

func skipWords(words []word, i int, skip ...string) int {
	for i < len(words) && slices.Contains(skip, words[i].text) {
		i++
	}
	return i
}

type word struct {
	text string
	line int
}

var sqlToken = regexp.MustCompile(`--[^\n]*|/\*(?s:.*?)\*/|'(?:[^']|'')*'|"[^"]*"|[A-Za-z_][A-Za-z0-9_.]*|\$\d+|\n|\S`)

// tokens splits SQL into words and signs, without comments and quoted texts.
func tokens(sql string) []word {
	var words []word
	line := 0
	for _, t := range sqlToken.FindAllString(sql, -1) {
		switch {
		case t == "\n":
			line++
		case strings.HasPrefix(t, "--") || strings.HasPrefix(t, "/*") || t[0] == '\'':
			line += strings.Count(t, "\n")
		default:
			words = append(words, word{strings.Trim(t, `"`), line})
		}
	}
	return words
}

var plainName = regexp.MustCompile(`^[a-z_][a-z0-9_.]*$`)

func isName(s string) bool { return plainName.MatchString(s) }

// unportable are words that one of the engines refuses or understands otherwise.
var unportable = map[string]string{
	"ILIKE":    "compare a normalised column made in Go",
	"GREATEST": "MAX and GREATEST differ per engine: decide in Go or with CASE",
	"LEAST":    "decide in Go or with CASE",
	"LOWER":    "SQLite knows ASCII only: store a normalised column made in Go",
	"UPPER":    "SQLite knows ASCII only: store a normalised column made in Go",
	"EXTRACT":  "times are microseconds: compute in Go",
	"NOW":      "the time is handed in from kit/clock",
	"RANDOM":   "randomness is handed in from kit/id",
	"SERIAL":   "ids are made by kit/id", "BIGSERIAL": "ids are made by kit/id",
	"AUTOINCREMENT": "ids are made by kit/id",
	"NUMERIC":       "REAL on SQLite: rates are BIGINT in 1e-9",
	"TIMESTAMP":     "times are BIGINT microseconds", "TIMESTAMPTZ": "times are BIGINT microseconds",
	"DATETIME": "times are BIGINT microseconds",
	"REAL":     "no float holds anything here", "FLOAT": "no float holds anything here", "DOUBLE": "no float holds anything here",
	"CURRENT_TIMESTAMP": "the time is handed in from kit/clock",
}

func checkPortability(t *Tree) []Violation {
	var all []Violation
	statements := t.statements()
	for _, dir := range sortedKeys(statements) {
		if room(dir) == "" {
			continue // kit/db may ask its engines for what only they have
		}
		for _, s := range statements[dir] {
			words := tokens(s.sql)
			if !looksLikeSQL(words) {
				continue
			}
			for i, w := range words {
				if reason := unportable[w.text]; reason != "" {
					all = append(all, Violation{s.path, s.line + w.line, w.text + ": " + reason})
				}
				if w.text == ":" && i+1 < len(words) && words[i+1].text == ":" {
					all = append(all, Violation{s.path, s.line + w.line, ":: is PostgreSQL's: write CAST(x AS type)"})
				}
			}
		}
	}
	return all
}

// looksLikeSQL tells statements and their fragments from other texts of a store file.
func looksLikeSQL(words []word) bool {
	for _, w := range words {
		switch w.text {
		case "SELECT", "INSERT", "UPDATE", "DELETE", "FROM", "JOIN", "WHERE", "TABLE", "ORDER", "AND", "ALTER":
			return true
		}
	}
	return false
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func cutLast(s, sep string) (before, after string, ok bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return "", s, false
}

func violation(path, format string, args ...any) Violation {
	return Violation{Path: path, Line: 1, Text: fmt.Sprintf(format, args...)}
}
