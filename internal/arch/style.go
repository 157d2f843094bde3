package arch

import (
	"go/ast"
	"go/token"
	"strings"
)

func styleRules() []Rule {
	return []Rule{
		{"package_docs", "a package says in one sentence what it is for", checkDocs},
		{"no_init", "nothing happens behind the back of whoever imports a package", checkInit},
		{"no_mutable_variables", "two shops in one process, and tests side by side, share nothing", checkVariables},
		{"no_globals_for_the_world", "time, randomness, environment and output are handed in at the root", checkWorld},
	}
}

func checkDocs(t *Tree) []Violation {
	var all []Violation
	for _, dir := range t.Dirs() {
		documented, code := false, false
		for _, f := range t.Packages[dir].Files {
			if f.Test {
				continue
			}
			code = true
			doc := f.AST.Doc.Text()
			documented = documented || strings.HasPrefix(doc, "Package "+f.AST.Name.Name) || f.AST.Name.Name == "main" && doc != ""
		}
		if code && !documented {
			all = append(all, violation(dir, "no package comment"))
		}
	}
	return all
}

func checkInit(t *Tree) []Violation {
	return t.each(func(f *File, report func(token.Pos, string, ...any)) {
		for _, d := range f.AST.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				report(fn.Pos(), "init()")
			}
		}
	})
}

// stateAllowed are the few variables that may change, each with its reason.
var stateAllowed = map[string]string{
	"internal/kit/db.registry":   "statements enter themselves while packages load, so that a test can prepare every one",
	"internal/kit/errs.registry": "refusals enter themselves while packages load, so that the list of them can be generated",
	"internal/kit/db.shapes":     "a cache of what reflection says about a type: the same answer for everybody",
}

// checkVariables refuses package variables that anything can change: exported ones unless
// they hold a value meant to be compared or prepared, any that hold a lock or a counter,
// and any that code of the package assigns to.
func checkVariables(t *Tree) []Violation {
	names := t.packageVariables()
	return t.each(func(f *File, report func(token.Pos, string, ...any)) {
		if f.Test || testHelp(f.Dir) {
			return
		}
		eachVariable(f, func(id *ast.Ident, kind, value ast.Expr) {
			if stateAllowed[f.Dir+"."+id.Name] != "" {
				return
			}
			if id.IsExported() && !constantLike(kind, value) {
				report(id.Pos(), "exported variable %s: make it a constant, a function or a field", id.Name)
			}
			if holdsState(kind, value) {
				report(id.Pos(), "variable %s holds state: make it a field", id.Name)
			}
		})
		ast.Inspect(f.AST, func(n ast.Node) bool {
			for _, target := range assigned(n) {
				if id := base(target); id != nil && names[f.Dir][id.Name] && f.isPackageLevel(id) &&
					stateAllowed[f.Dir+"."+id.Name] == "" {
					report(target.Pos(), "variable %s is changed here", id.Name)
				}
			}
			return true
		})
	})
}

func (t *Tree) packageVariables() map[string]map[string]bool {
	all := map[string]map[string]bool{}
	for dir, p := range t.Packages {
		all[dir] = map[string]bool{}
		for _, f := range p.Files {
			eachVariable(f, func(id *ast.Ident, _, _ ast.Expr) { all[dir][id.Name] = true })
		}
	}
	return all
}

func eachVariable(f *File, visit func(id *ast.Ident, kind, value ast.Expr)) {
	for _, d := range f.AST.Decls {
		gen, ok := d.(*ast.GenDecl)
		if !ok || gen.Tok != token.VAR {
			continue
		}
		for _, s := range gen.Specs {
			spec := s.(*ast.ValueSpec)
			for i, id := range spec.Names {
				var value ast.Expr
				if i < len(spec.Values) {
					value = spec.Values[i]
				}
				if id.Name != "_" {
					visit(id, spec.Type, value)
				}
			}
		}
	}
}

// constantLike are values that nobody has a reason or a way to change: sentinel errors,
// statements, events, patterns and embedded files.
func constantLike(kind, value ast.Expr) bool {
	if s, ok := kind.(*ast.SelectorExpr); ok && s.Sel.Name == "FS" {
		return true
	}
	call, ok := value.(*ast.CallExpr)
	for ok {
		fun := call.Fun
		switch x := fun.(type) {
		case *ast.IndexExpr:
			fun = x.X
		case *ast.IndexListExpr:
			fun = x.X
		}
		s, isSelector := fun.(*ast.SelectorExpr)
		if !isSelector {
			return false
		}
		if id, isIdent := s.X.(*ast.Ident); isIdent {
			switch id.Name {
			case "errs", "errors", "db", "event", "job", "regexp":
				return true
			}
			return id.Name == "fmt" && s.Sel.Name == "Errorf"
		}
		call, ok = s.X.(*ast.CallExpr) // db.SQL(…).ForUpdate()
	}
	return false
}

// holdsState finds locks, onces, pools, atomics and channels.
func holdsState(kind, value ast.Expr) bool {
	if kind == nil {
		if lit, ok := value.(*ast.CompositeLit); ok {
			kind = lit.Type
		}
	}
	if _, ok := kind.(*ast.ChanType); ok {
		return true
	}
	if x, ok := kind.(*ast.IndexExpr); ok {
		kind = x.X
	}
	s, ok := kind.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	id, ok := s.X.(*ast.Ident)
	// A pool of spent buffers means nothing to anybody.
	return ok && (id.Name == "sync" && s.Sel.Name != "Pool" || id.Name == "atomic")
}

// assigned are the expressions a node writes to.
func assigned(n ast.Node) []ast.Expr {
	switch s := n.(type) {
	case *ast.AssignStmt:
		if s.Tok != token.DEFINE {
			return s.Lhs
		}
	case *ast.IncDecStmt:
		return []ast.Expr{s.X}
	}
	return nil
}

// base is x of x, x.f, x[i] and *x.
func base(e ast.Expr) *ast.Ident {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		default:
			return nil
		}
	}
}

// isPackageLevel reports whether a name is not shadowed by a local one. The parser
// resolves names within a file; those of the package's other files stay unresolved.
func (f *File) isPackageLevel(id *ast.Ident) bool {
	return id.Obj == nil || f.AST.Scope.Lookup(id.Name) == id.Obj
}

// world are functions of the standard library that reach past what was handed in.
var world = map[string]map[string]string{
	"os": {
		"Getenv": "configuration is read in internal/app", "LookupEnv": "configuration is read in internal/app",
		"Environ": "configuration is read in internal/app", "Setenv": "configuration is read in internal/app",
		"Exit": "return an error; only a command exits",
	},
	"time": {"Now": "use kit/clock", "Since": "use kit/clock", "Until": "use kit/clock"},
	"fmt":  {"Print": "use the logger passed in", "Printf": "use the logger passed in", "Println": "use the logger passed in"},
}

func checkWorld(t *Tree) []Violation {
	return t.each(func(f *File, report func(token.Pos, string, ...any)) {
		storey := layerOf(f.Dir)
		if f.Test || testHelp(f.Dir) || storey == "command" || storey == "app" {
			return
		}
		for pkg, functions := range world {
			if pkg == "time" && room(f.Dir) == "" {
				continue // kit/clock itself, deadlines of connections, log lines
			}
			f.uses(pkg, func(pos token.Pos, name string) {
				if reason := functions[name]; reason != "" {
					report(pos, "%s.%s: %s", pkg, name, reason)
				}
			})
		}
	})
}

// uses visits every mention of pkg.Name, called or passed on.
func (f *File) uses(target string, visit func(pos token.Pos, name string)) {
	local := f.local(target)
	if local == "" {
		return
	}
	ast.Inspect(f.AST, func(n ast.Node) bool {
		if e, ok := n.(*ast.SelectorExpr); ok {
			if name, ok := selected(e, local); ok {
				visit(e.Pos(), name)
			}
		}
		return true
	})
}
