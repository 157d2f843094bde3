package arch

import (
	"go/ast"
	"go/token"
	"path"
	"strings"
)

// ranks is the table of architecture: a room imports rooms of lower rank only. Changing it
// needs an ADR.
var ranks = map[string]int{
	"identity": 1, "settings": 1, "seller": 1, "content": 1, "audit": 1,
	"catalog": 2, "customer": 2,
	"pricing": 3, "inventory": 3, "promotion": 3, "tax": 3, "shipping": 3, "payment": 3, "credit": 3,
	"totals": 4, "listing": 4,
	"cart": 5, "order": 5,
	"checkout": 6, "draft": 6, "fulfilment": 6, "billing": 6, "returns": 6, "marketplace": 6, "review": 6, "support": 6,
	"search": 7, "recommend": 7, "analytics": 7, "segment": 7, "marketing": 7, "transfer": 7,
	"notify": 8,
}

// layer is a storey of the house and the storeys it may stand on.
type layer struct {
	name string
	on   []string
}

// layers are app → serve → shop → kit, never back. "assets" are folders that only embed
// files (themes, demo, web, api); they import nothing of the house.
var layers = map[string]layer{
	"kit":     {"kit", []string{"kit"}},
	"shop":    {"shop", []string{"shop", "kit"}},
	"serve":   {"serve", []string{"serve", "shop", "kit", "assets"}},
	"app":     {"app", []string{"app", "serve", "shop", "kit", "assets"}},
	"extend":  {"extend", []string{"app", "shop", "kit"}},
	"command": {"command", []string{"app", "extend", "kit", "assets"}},
	"arch":    {"arch", nil},
	"assets":  {"assets", []string{"assets"}},
}

// layerOf names the storey of a folder.
func layerOf(dir string) string {
	for prefix, name := range map[string]string{
		"internal/kit/": "kit", "internal/shop/": "shop", "internal/serve/": "serve", "internal/app": "app",
		"internal/arch": "arch", "cmd/": "command", "scripts": "command", "bench": "command", "deploy": "command", "extend": "extend",
	} {
		if strings.HasPrefix(dir+"/", strings.TrimSuffix(prefix, "/")+"/") {
			return name
		}
	}
	return "assets"
}

func layerRules() []Rule {
	return []Rule{
		{"layers", "app → serve → shop → kit, never back: what is below can be understood without what is above", checkLayers},
		{"ranks", "rooms know lower rooms only; upward a room declares the interface it needs and app plugs it", checkRanks},
		{"no_aliases", "a name that needs an alias is a wrong name", checkAliases},
		{"banned_imports", "each has its reason", checkBanned},
	}
}

func checkLayers(t *Tree) []Violation {
	return t.each(func(f *File, report func(token.Pos, string, ...any)) {
		own := layerOf(f.Dir)
		f.imports(func(spec *ast.ImportSpec, target string) {
			dir, ours := inRepo(target)
			if !ours || f.Test && own == "command" {
				return
			}
			other := layerOf(dir)
			switch {
			case !allows(layers[own], other):
				report(spec.Pos(), "%s must not import %s (%s)", own, other, dir)
			case own == "serve" && other == "serve" && door(f.Dir) != door(dir):
				report(spec.Pos(), "door %s must not import door %s", door(f.Dir), door(dir))
			case !f.Test && testHelp(dir) && !testHelp(f.Dir):
				report(spec.Pos(), "%s is for tests only", dir)
			}
		})
	})
}

func allows(l layer, other string) bool {
	for _, name := range l.on {
		if name == other {
			return true
		}
	}
	return false
}

// door is the first folder below internal/serve.
func door(dir string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(dir, "internal/serve/"), "/")
	return name
}

func checkRanks(t *Tree) []Violation {
	unknown := map[string]bool{}
	return t.each(func(f *File, report func(token.Pos, string, ...any)) {
		own := room(f.Dir)
		if own == "" {
			return
		}
		if ranks[own] == 0 && !unknown[own] {
			unknown[own] = true
			report(f.AST.Package, "room %s has no rank: give it one in internal/arch, with an ADR", own)
		}
		f.imports(func(spec *ast.ImportSpec, target string) {
			dir, ours := inRepo(target)
			other := room(dir)
			if !ours || other == "" || other == own {
				return
			}
			if ranks[other] >= ranks[own] {
				report(spec.Pos(), "%s (rank %d) must not import %s (rank %d)", own, ranks[own], other, ranks[other])
			}
			if path.Base(dir) != other && path.Base(dir) != other+"test" {
				report(spec.Pos(), "%s is an adapter of %s: only app plugs adapters", dir, other)
			}
		})
	})
}

func checkAliases(t *Tree) []Violation {
	return t.each(func(f *File, report func(token.Pos, string, ...any)) {
		f.imports(func(spec *ast.ImportSpec, target string) {
			if spec.Name == nil {
				return
			}
			if spec.Name.Name == "." {
				report(spec.Pos(), "dot import of %s", target)
			} else if dir, ours := inRepo(target); ours {
				report(spec.Pos(), "%s is imported as %s", dir, spec.Name.Name)
			}
		})
	})
}

// ban is an import that somebody must not use; only answers whether a file is concerned.
type ban struct {
	reason string
	only   func(*File) bool
}

func anywhere(*File) bool { return true }

func inShop(f *File) bool { return room(f.Dir) != "" && !f.Test && !testHelp(f.Dir) }

// inRoomItself leaves out adapters, which talk to the outside, and the doors.
func inRoomItself(f *File) bool {
	return inShop(f) && isRoom(f.Dir) && !strings.HasPrefix(f.Name, "http_")
}

// outsideDB leaves out the package that drives the databases, and its test help.
func outsideDB(f *File) bool {
	return !strings.HasPrefix(f.Dir, "internal/kit/db") && !f.Test && layerOf(f.Dir) != "app"
}

// outsideAdmin leaves out the one door that speaks Prometheus.
func outsideAdmin(f *File) bool { return !strings.HasPrefix(f.Dir, "internal/serve/admin") && !f.Test }

// outsideTrace leaves out the package that wraps OpenTelemetry and the root that sends.
func outsideTrace(f *File) bool {
	return !strings.HasPrefix(f.Dir, "internal/kit/trace") && layerOf(f.Dir) != "app" && !f.Test
}

// bans maps import paths, with everything below them, to the reason.
var bans = map[string]ban{
	"log":                           {"use the slog logger passed in: lines carry request ids and levels", anywhere},
	"io/ioutil":                     {"deprecated; io and os have it all", anywhere},
	"math/rand":                     {"predictable and global; kit/id makes ids and jitter from a source handed in", inShop},
	"crypto/rand":                   {"kit/id is the source of randomness, so that a shop replays from one seed", inShop},
	"github.com/google/uuid":        {"ids are made by kit/id", anywhere},
	"github.com/stretchr/testify":   {"go-cmp and plain ifs say the same with one vocabulary", anywhere},
	"github.com/lib/pq":             {"PostgreSQL is spoken by pgx", anywhere},
	"github.com/mattn/go-sqlite3":   {"needs cgo and binds $N in the wrong order", anywhere},
	"github.com/ncruces/go-sqlite3": {"binds $N in the wrong order", anywhere},
	"github.com/jmoiron/sqlx":       {"kit/db scans by column name", anywhere},
	"gorm.io":                       {"statements are written by hand and read in one place", anywhere},
	"github.com/pkg/errors":         {"fmt.Errorf with %w, and kit/errs", anywhere},
	"database/sql":                  {"kit/db owns connections and transactions", outsideDB},
	"github.com/jackc/pgx":          {"kit/db owns connections and transactions", outsideDB},
	"modernc.org/sqlite":            {"kit/db owns connections and transactions", outsideDB},
	"net/http":                      {"a room speaks HTTP in http_*.go and in its adapters only", inRoomItself},
	"os":                            {"configuration and files are handed in", inRoomItself},
	"os/exec":                       {"a room starts no programs", inShop},
	"github.com/prometheus":         {"kit/meter counts without labels; serve/admin turns counts into metrics when asked", outsideAdmin},
	"go.opentelemetry.io":           {"kit/trace marks spans, costs nothing when off and keeps people out of attributes", outsideTrace},
	"flag":                          {"one Config in internal/app", func(f *File) bool { return layerOf(f.Dir) != "command" && !f.Test }},
}

func checkBanned(t *Tree) []Violation {
	return t.each(func(f *File, report func(token.Pos, string, ...any)) {
		f.imports(func(spec *ast.ImportSpec, target string) {
			for banned, b := range bans {
				if (target == banned || strings.HasPrefix(target, banned+"/")) && !exempt(banned, target) && b.only(f) {
					report(spec.Pos(), "%s: %s", target, b.reason)
				}
			}
		})
	})
}

// exempt are packages that only share a banned prefix.
func exempt(banned, target string) bool {
	return banned == "log" && target == "log/slog" || banned == "net/http" && target == "net/http/httptest" ||
		banned == "os" && target != "os"
}
