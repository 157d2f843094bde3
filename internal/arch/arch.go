// Package arch is the house rules as tests: which room may know which, what a file may
// hold, which words SQL may use, and where the caps are. Each rule is a function over a
// parsed tree of sources, so it runs over this repository and over the small trees in
// testdata that break it.
//
// A rule that is in the way is discussed and changed here, in a commit of its own; it is
// never worked around.
package arch

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Module is the import path of the repository.
const Module = "github.com/haatshop/haat"

// Rule is one thing every file of the house keeps to.
type Rule struct {
	Name  string
	Why   string
	Check func(*Tree) []Violation
}

// Violation is one place that breaks a rule.
type Violation struct {
	Path string
	Line int
	Text string
}

// String is the form editors jump from.
func (v Violation) String() string { return fmt.Sprintf("%s:%d: %s", v.Path, v.Line, v.Text) }

// Tree is a parsed repository.
type Tree struct {
	Packages map[string]*Package // by folder
	Other    []string            // paths of files that are not Go
	read     func(name string) (string, error)
	broken   []Violation
}

// Package is one folder of Go files.
type Package struct {
	Dir   string
	Files []*File
}

// File is one Go file.
type File struct {
	Path      string
	Name      string
	Dir       string
	Lines     int
	Test      bool
	Generated bool
	AST       *ast.File
	fset      *token.FileSet
}

// ignored folders hold nothing of ours that Go builds.
var ignored = map[string]bool{
	".git": true, "node_modules": true, "testdata": true, "dist": true, "haat-data": true, "storybook-static": true,
}

// Load parses every Go file below the root of fsys and notes the other files.
func Load(fsys fs.FS) (*Tree, error) {
	var names []string
	t := &Tree{Packages: map[string]*Package{}}
	t.read = func(name string) (string, error) {
		raw, err := fs.ReadFile(fsys, name)
		return string(raw), err
	}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && ignored[d.Name()]:
			return fs.SkipDir
		case d.IsDir():
		case strings.HasSuffix(name, ".go"):
			names = append(names, name)
		default:
			t.Other = append(t.Other, name)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("arch: walk: %w", err)
	}
	t.parse(names)
	return t, nil
}

// parse reads the files side by side. One that does not parse is itself a violation; the
// rest of the house is still checked.
func (t *Tree) parse(names []string) {
	var mu sync.Mutex
	var wg sync.WaitGroup
	const workers = 4
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(names); i += workers {
				f, err := t.parseFile(names[i])
				mu.Lock()
				t.add(f, names[i], err)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	for _, p := range t.Packages {
		slices.SortFunc(p.Files, func(a, b *File) int { return cmp.Compare(a.Path, b.Path) })
	}
}

func (t *Tree) parseFile(name string) (*File, error) {
	source, err := t.read(name)
	if err != nil {
		return nil, err
	}
	f := &File{
		Path: name, Name: path.Base(name), Dir: path.Dir(name), fset: token.NewFileSet(),
		Lines: strings.Count(source, "\n"), Test: strings.HasSuffix(name, "_test.go"),
	}
	f.AST, err = parser.ParseFile(f.fset, name, source, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	f.Generated = ast.IsGenerated(f.AST)
	return f, nil
}

func (t *Tree) add(f *File, name string, err error) {
	if err != nil {
		t.broken = append(t.broken, Violation{Path: name, Line: 1, Text: "cannot be read: " + err.Error()})
		return
	}
	p := t.Packages[f.Dir]
	if p == nil {
		p = &Package{Dir: f.Dir}
		t.Packages[f.Dir] = p
	}
	p.Files = append(p.Files, f)
}

// Dirs lists the folders with Go files in order.
func (t *Tree) Dirs() []string {
	dirs := make([]string, 0, len(t.Packages))
	for dir := range t.Packages {
		dirs = append(dirs, dir)
	}
	slices.Sort(dirs)
	return dirs
}

// each visits every file in order and collects what visit finds.
func (t *Tree) each(visit func(f *File, report func(token.Pos, string, ...any))) []Violation {
	var all []Violation
	for _, dir := range t.Dirs() {
		for _, f := range t.Packages[dir].Files {
			visit(f, func(pos token.Pos, format string, args ...any) {
				all = append(all, Violation{Path: f.Path, Line: f.line(pos), Text: fmt.Sprintf(format, args...)})
			})
		}
	}
	return all
}

func (f *File) line(pos token.Pos) int {
	if !pos.IsValid() {
		return 1
	}
	return f.fset.Position(pos).Line
}

// room is the room a folder belongs to, or "".
func room(dir string) string {
	rest, ok := strings.CutPrefix(dir, "internal/shop/")
	if !ok {
		return ""
	}
	name, _, _ := strings.Cut(rest, "/")
	return name
}

// isRoom reports whether the folder is a room itself and not something inside one.
func isRoom(dir string) bool { return room(dir) != "" && path.Dir(dir) == "internal/shop" }

// testHelp reports whether a folder only helps tests.
func testHelp(dir string) bool { return strings.HasSuffix(dir, "test") }

// imports answers the import paths of a file with their specs.
func (f *File) imports(visit func(spec *ast.ImportSpec, target string)) {
	for _, spec := range f.AST.Imports {
		if target, err := strconv.Unquote(spec.Path.Value); err == nil {
			visit(spec, target)
		}
	}
}

// inRepo is the folder an import path names in this repository.
func inRepo(target string) (string, bool) { return strings.CutPrefix(target, Module+"/") }

// local is the name under which a file knows an import, or "" if it does not import it.
func (f *File) local(target string) string {
	name := ""
	f.imports(func(spec *ast.ImportSpec, t string) {
		if t != target {
			return
		}
		name = path.Base(t)
		if spec.Name != nil {
			name = spec.Name.Name
		}
	})
	return name
}

// calls visits every call of pkg.Func where pkg is the import target.
func (f *File) calls(target string, visit func(call *ast.CallExpr, name string)) {
	local := f.local(target)
	if local == "" {
		return
	}
	ast.Inspect(f.AST, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		if name, ok := selected(call.Fun, local); ok {
			visit(call, name)
		}
		return true
	})
}

// selected answers Name for the expression local.Name, also when instantiated.
func selected(e ast.Expr, local string) (string, bool) {
	switch x := e.(type) {
	case *ast.IndexExpr:
		e = x.X
	case *ast.IndexListExpr:
		e = x.X
	}
	s, ok := e.(*ast.SelectorExpr)
	if !ok {
		return "", false
	}
	id, ok := s.X.(*ast.Ident)
	return s.Sel.Name, ok && id.Name == local && id.Obj == nil
}

// Rules are all rules of the house.
func Rules() []Rule {
	return slices.Concat(readable(), layerRules(), fileRules(), sqlRules(), styleRules(), roomRules())
}

func readable() []Rule {
	return []Rule{{
		Name: "every_file_parses", Why: "what cannot be read cannot be checked",
		Check: func(t *Tree) []Violation { return t.broken },
	}}
}
