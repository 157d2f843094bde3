package arch

import (
	"go/ast"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

func roomRules() []Rule {
	return []Rule{
		{"room_furniture", "whoever knows one room knows all of them", checkFurniture},
		{"room_sub_packages", "below a room stand its test help and adapters of outside services, nothing else", checkSubPackages},
		{"pure_types", "the rules of a room can be read and tested without a database", checkPure},
		{"error_codes", "clients and translations key on codes: <room>.<slug>, each declared once", checkCodes},
	}
}

// headings every room's doc.go has.
var headings = []string{"Words", "Rules", "Uses", "Says", "Hooks"}

var numbered = regexp.MustCompile(`(?m)^\s*[-*]?\s*[A-Z]{1,3}1\b`)

func checkFurniture(t *Tree) []Violation {
	var all []Violation
	for _, dir := range t.Dirs() {
		if !isRoom(dir) {
			continue
		}
		files := map[string]*File{}
		for _, f := range t.Packages[dir].Files {
			files[f.Name] = f
		}
		doc := files["doc.go"]
		if doc == nil {
			all = append(all, violation(dir, "room without doc.go"))
			continue
		}
		all = append(all, checkDocGo(doc)...)
	}
	return all
}

func checkDocGo(doc *File) []Violation {
	var all []Violation
	lines := strings.Split(doc.AST.Doc.Text(), "\n")
	for _, heading := range headings {
		found := slices.ContainsFunc(lines, func(line string) bool {
			line = strings.TrimSpace(strings.TrimPrefix(line, "#"))
			return line == heading || strings.HasPrefix(line, heading+":") || strings.HasPrefix(line, heading+" (")
		})
		if !found {
			all = append(all, violation(doc.Path, "no heading %q", heading))
		}
	}
	if !numbered.MatchString(doc.AST.Doc.Text()) {
		all = append(all, violation(doc.Path, "rules are numbered with the room's letter: C1, C2 …"))
	}
	return all
}

// layerNames are folders that cut a room along layers.
var layerNames = []string{"store", "service", "model", "models", "internal", "util", "utils", "types", "dto", "handler", "handlers", "common"}

func checkSubPackages(t *Tree) []Violation {
	var all []Violation
	for _, dir := range t.Dirs() {
		r := room(dir)
		if r == "" || isRoom(dir) || dir == "internal/shop/"+r+"/"+r+"test" {
			continue
		}
		switch {
		case path.Dir(path.Dir(dir)) != "internal/shop":
			all = append(all, violation(dir, "adapters stand directly below their room"))
		case slices.Contains(layerNames, path.Base(dir)):
			all = append(all, violation(dir, "a room is split along nouns, never along layers"))
		case !t.importsRoom(dir, r):
			all = append(all, violation(dir, "not an adapter: it does not import %s", r))
		}
	}
	return all
}

func (t *Tree) importsRoom(dir, r string) bool {
	found := false
	for _, f := range t.Packages[dir].Files {
		found = found || f.local(Module+"/internal/shop/"+r) != ""
	}
	return found
}

// impure are packages that a room's file of types and rules must not need.
var impure = []string{"internal/kit/db", "internal/kit/httpx", "internal/kit/blob", "internal/kit/mail", "internal/kit/job"}

func checkPure(t *Tree) []Violation {
	return t.each(func(f *File, report func(token.Pos, string, ...any)) {
		if !isRoom(f.Dir) || f.Name != room(f.Dir)+".go" {
			return
		}
		f.imports(func(spec *ast.ImportSpec, target string) {
			if dir, ours := inRepo(target); ours && slices.Contains(impure, dir) {
				report(spec.Pos(), "%s holds types and pure rules; %s belongs into service.go or store.go", f.Name, dir)
			}
		})
	})
}

var codeForm = regexp.MustCompile(`^[a-z][a-z0-9]*\.[a-z0-9]+(_[a-z0-9]+)*$`)

func checkCodes(t *Tree) []Violation {
	declared := map[string]string{}
	return t.each(func(f *File, report func(token.Pos, string, ...any)) {
		if f.Test {
			return
		}
		f.calls(Module+"/internal/kit/errs", func(call *ast.CallExpr, name string) {
			if name != "New" || len(call.Args) != 3 {
				return
			}
			lit, ok := call.Args[1].(*ast.BasicLit)
			if !ok {
				report(call.Pos(), "an error's code is written in place")
				return
			}
			code, err := strconv.Unquote(lit.Value)
			if err != nil {
				return
			}
			switch r := room(f.Dir); {
			case !codeForm.MatchString(code):
				report(lit.Pos(), "code %q is not <room>.<slug>", code)
			case r != "" && !strings.HasPrefix(code, r+"."):
				report(lit.Pos(), "code %q of room %s", code, r)
			case declared[code] != "":
				report(lit.Pos(), "code %q is declared in %s already", code, declared[code])
			}
			declared[code] = f.Path
		})
	})
}
