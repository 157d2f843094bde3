package arch

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

func TestTheHouseKeepsItsRules(t *testing.T) {
	started := time.Now()
	tree, err := Load(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	if len(tree.Packages) < 10 {
		t.Fatalf("only %d packages found: is this the repository?", len(tree.Packages))
	}
	for _, rule := range Rules() {
		t.Run(rule.Name, func(t *testing.T) {
			for _, v := range rule.Check(tree) {
				t.Errorf("%s\n\trule: %s", v, rule.Why)
			}
		})
	}
	t.Logf("%d packages in %v", len(tree.Packages), time.Since(started).Round(time.Millisecond))
}

// Every rule has testdata/<name>.txtar: a small tree that breaks it and keeps to it side by
// side, and in the file "want" exactly what must be found.
func TestEveryRuleCatchesItsViolation(t *testing.T) {
	for _, rule := range Rules() {
		t.Run(rule.Name, func(t *testing.T) {
			archive, err := txtar.ParseFile(filepath.Join("testdata", rule.Name+".txtar"))
			if err != nil {
				t.Fatal("a rule needs a tree that breaks it:", err)
			}
			fsys, err := txtar.FS(archive)
			if err != nil {
				t.Fatal(err)
			}
			tree, err := Load(fsys)
			if err != nil {
				t.Fatal(err)
			}
			got := rule.Check(tree)
			slices.SortStableFunc(got, func(a, b Violation) int {
				return cmp.Or(strings.Compare(a.Path, b.Path), a.Line-b.Line, strings.Compare(a.Text, b.Text))
			})
			if diff := gocmp.Diff(want(archive), lines(got)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func want(a *txtar.Archive) []string {
	for _, f := range a.Files {
		if f.Name == "want" {
			return strings.Split(strings.TrimSpace(string(f.Data)), "\n")
		}
	}
	return nil
}

func lines(all []Violation) []string {
	var out []string
	for _, v := range all {
		out = append(out, v.String())
	}
	return out
}

func TestRuleNamesAreUniqueAndEachSaysWhy(t *testing.T) {
	seen := map[string]bool{}
	for _, rule := range Rules() {
		if seen[rule.Name] || rule.Why == "" {
			t.Errorf("rule %q", rule.Name)
		}
		seen[rule.Name] = true
	}
}

func TestTablesAreFoundInEveryKindOfStatement(t *testing.T) {
	for sql, want := range map[string]string{
		`SELECT a.x FROM cart_lines AS a, cart_carts b JOIN cart_x ON TRUE`:                           "cart_lines cart_carts cart_x",
		`SELECT 1 FROM (SELECT id FROM cart_lines) AS t WHERE a IS NOT DISTINCT FROM b`:               "cart_lines",
		`INSERT INTO cart_lines(id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET x = 1`:                 "cart_lines",
		`UPDATE cart_lines SET x = $1 WHERE id IN (SELECT id FROM cart_y)`:                            "cart_lines cart_y",
		`DELETE FROM cart_lines WHERE note = 'FROM order_x' -- FROM order_y`:                          "cart_lines",
		`SELECT id FROM cart_carts WHERE id = $1 FOR UPDATE`:                                          "cart_carts",
		`CREATE TABLE IF NOT EXISTS cart_a (id TEXT REFERENCES cart_b (id) ON DELETE CASCADE);`:       "cart_a cart_b",
		`CREATE UNIQUE INDEX cart_a_x ON cart_a (x) WHERE y; ALTER TABLE cart_b ADD COLUMN z BIGINT;`: "cart_a cart_b",
		`SELECT value FROM json_each($1)`:                                                             "",
		`update product: %w`:                                                                          "",
	} {
		var got []string
		for _, n := range tables(sql) {
			got = append(got, n.name)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s\n\tgot %v, want %s", sql, got, want)
		}
	}
}
