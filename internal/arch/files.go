package arch

import (
	"go/ast"
	"go/token"
	"regexp"
	"strings"
)

// The caps. Past one, split along a noun, never along a layer.
const (
	maxLines     = 600
	maxRoomFiles = 30
	maxMethods   = 8
)

const (
	humaPath  = "github.com/danielgtaylor/huma/v2"
	dbPath    = Module + "/internal/kit/db"
	httpxPath = Module + "/internal/kit/httpx"
)

func fileRules() []Rule {
	return []Rule{
		{"file_length", "nobody reads to the end of a long file", checkLength},
		{"room_size", "a room is small enough to be known whole", checkRoomSize},
		{"interface_size", "a large interface is a concrete type in disguise", checkInterfaces},
		{"huma_in_http_files", "business code does not know that HTTP exists", checkHuma},
		{"visible_inputs", "huma passes over embedded unexported structs, so what they ask for is never read", checkInputs},
		{"sql_in_store_files", "all statements of a room stand in one place and are prepared by a test", checkSQLFiles},
		{"declared_permission", "a route without a permission is open to everybody", checkPermissions},
		{"migration_names", "migrations run in the order of their numbers, once, on both engines", checkMigrations},
	}
}

func checkLength(t *Tree) []Violation {
	return t.each(func(f *File, report func(token.Pos, string, ...any)) {
		if f.Lines > maxLines && !f.Generated {
			report(token.NoPos, "%d lines, at most %d", f.Lines, maxLines)
		}
	})
}

func checkRoomSize(t *Tree) []Violation {
	var all []Violation
	for _, dir := range t.Dirs() {
		count := 0
		for _, f := range t.Packages[dir].Files {
			if !f.Test {
				count++
			}
		}
		if isRoom(dir) && count > maxRoomFiles {
			all = append(all, violation(dir, "%d files without tests, at most %d", count, maxRoomFiles))
		}
	}
	return all
}

func checkInterfaces(t *Tree) []Violation {
	return t.each(func(f *File, report func(token.Pos, string, ...any)) {
		if f.Generated {
			return
		}
		ast.Inspect(f.AST, func(n ast.Node) bool {
			i, ok := n.(*ast.InterfaceType)
			if ok && i.Methods.NumFields() > maxMethods {
				report(i.Pos(), "interface of %d methods, at most %d", i.Methods.NumFields(), maxMethods)
			}
			return true
		})
	})
}

func checkHuma(t *Tree) []Violation {
	return t.each(func(f *File, report func(token.Pos, string, ...any)) {
		if f.Test || strings.HasPrefix(f.Dir, "internal/kit/httpx") || layerOf(f.Dir) == "serve" ||
			(isRoom(f.Dir) || layerOf(f.Dir) == "kit") && strings.HasPrefix(f.Name, "http_") {
			return
		}
		f.imports(func(spec *ast.ImportSpec, target string) {
			if strings.HasPrefix(target, "github.com/danielgtaylor/huma") {
				report(spec.Pos(), "huma is for http_*.go, kit/httpx and serve")
			}
		})
	})
}

// checkInputs refuses unexported structs embedded in http_*.go.
func checkInputs(t *Tree) []Violation {
	return t.each(func(f *File, report func(token.Pos, string, ...any)) {
		if f.Test || !strings.HasPrefix(f.Name, "http_") {
			return
		}
		ast.Inspect(f.AST, func(n ast.Node) bool {
			s, ok := n.(*ast.StructType)
			if !ok {
				return true
			}
			for _, field := range s.Fields.List {
				if id, ok := field.Type.(*ast.Ident); ok && len(field.Names) == 0 && !id.IsExported() {
					report(field.Pos(), "%s is embedded and unexported: huma does not see it", id.Name)
				}
			}
			return true
		})
	})
}

// statementMakers are the functions of kit/db that turn text into SQL.
var statementMakers = map[string]bool{"SQL": true, "List": true, "NewList": true}

func checkSQLFiles(t *Tree) []Violation {
	return t.each(func(f *File, report func(token.Pos, string, ...any)) {
		if room(f.Dir) == "" || f.Test || testHelp(f.Dir) || isRoom(f.Dir) && strings.HasPrefix(f.Name, "store") {
			return
		}
		f.calls(dbPath, func(call *ast.CallExpr, name string) {
			if statementMakers[name] {
				report(call.Pos(), "db.%s belongs into store*.go", name)
			}
		})
	})
}

// checkPermissions wants a Perm in the Op of every httpx.Register. An Op that is built
// elsewhere is refused too: whoever reads the route must see who may use it.
func checkPermissions(t *Tree) []Violation {
	return t.each(func(f *File, report func(token.Pos, string, ...any)) {
		if f.Test {
			return
		}
		f.calls(httpxPath, func(call *ast.CallExpr, name string) {
			if name != "Register" {
				return
			}
			op := operation(call)
			if op == nil {
				report(call.Pos(), "httpx.Register without an Op written in place")
			} else if !hasKey(op, "Perm") {
				report(call.Pos(), "route %s declares no Perm", textOf(op, "Path"))
			}
		})
	})
}

// operation finds the Op literal among a call's arguments.
func operation(call *ast.CallExpr) *ast.CompositeLit {
	for _, arg := range call.Args {
		if ref, ok := arg.(*ast.UnaryExpr); ok {
			arg = ref.X
		}
		lit, ok := arg.(*ast.CompositeLit)
		if !ok {
			continue
		}
		if s, ok := lit.Type.(*ast.SelectorExpr); ok && s.Sel.Name == "Op" {
			return lit
		}
	}
	return nil
}

func hasKey(lit *ast.CompositeLit, key string) bool { return valueOf(lit, key) != nil }

func valueOf(lit *ast.CompositeLit, key string) ast.Expr {
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if id, ok := kv.Key.(*ast.Ident); ok && id.Name == key {
				return kv.Value
			}
		}
	}
	return nil
}

func textOf(lit *ast.CompositeLit, key string) string {
	if b, ok := valueOf(lit, key).(*ast.BasicLit); ok {
		return b.Value
	}
	return "?"
}

var migrationName = regexp.MustCompile(`^(\d{4})_[a-z0-9]+(_[a-z0-9]+)*\.sql$`)

func checkMigrations(t *Tree) []Violation {
	var all []Violation
	seen := map[string]string{}
	for _, name := range t.Other {
		dir, file, _ := cutLast(name, "/")
		if !strings.HasSuffix(dir, "/migrations") {
			if strings.HasSuffix(name, ".sql") && strings.HasPrefix(name, "internal/") {
				all = append(all, violation(name, "SQL files live in migrations/"))
			}
			continue
		}
		m := migrationName.FindStringSubmatch(file)
		if m == nil {
			all = append(all, violation(name, "a migration is named NNNN_what.sql"))
			continue
		}
		if first := seen[dir+m[1]]; first != "" {
			all = append(all, violation(name, "number %s is taken by %s", m[1], first))
		}
		seen[dir+m[1]] = file
	}
	return all
}
