package fuzzapi

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// slow is how long an answer may take while others are under way too.
const slow = 15 * time.Second

// inside is what no answer shows: statements, stacks, files, hashes.
var inside = regexp.MustCompile(`(?i)\b(select|insert into|delete from|update) [a-z_]+_[a-z_]+\b|goroutine \d+|\.go:\d+|runtime error|invalid memory address|sqlstate|\bsqlite|\bpgx\b|postgres(ql)?:|sql: |constraint failed|violates|\$2[aby]\$\d\d\$|/internal/|context deadline|context canceled|json: cannot|cannot unmarshal|strconv\.`)

// hashed finds what is secret in any answer.
var hashed = regexp.MustCompile(`\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}|"(password|password_hash|secret|secret_hash|token_hash|key_hash)":`)

var code = regexp.MustCompile(`^[a-z]+\.[a-z0-9_]+$`)

// dotted are paths that are cleaned before anything looks at them.
var dotted = regexp.MustCompile(`/\.{1,2}(/|\?|$)|//`)

// judge holds an answer against its document and against what is true of
// every answer.
func (w *worker) judge(c *caller, d *draft, body []byte, a *answer) {
	w.tally.count(d, a)
	fail := func(format string, args ...any) { w.fail(c, d, body, a, fmt.Sprintf(format, args...)) }
	if a.status >= 500 {
		fail("status %d", a.status)
		return
	}
	if a.took > slow {
		fail("took %s", a.took)
	}
	if a.status >= 400 && a.header.Get("X-Request-Id") == "" && (a.status == http.StatusExpectationFailed || string(a.body) == "400 Bad Request" || d.method == http.MethodHead && d.target != "") {
		return // the HTTP server itself: this was no request
	}
	w.judgeHeaders(c, d, a, fail)
	if c.foreign && bytes.Contains(a.body, []byte(privateMark)) {
		fail("%s reads what is B's", c.name)
	}
	if found := hashed.Find(beyondTheKey(d, a)); found != nil && !asked(d, body, found) {
		fail("a secret: %s", found)
	}
	if d.method != d.op.method || d.target != "" {
		w.judgePlain(d, a, fail)
		return
	}
	if a.status > 299 {
		w.judgeProblem(d, body, a, fail)
		return
	}
	w.judgeSuccess(d, body, a, fail)
}

// beyondTheKey is an answer without the secret that it is there to give: a key
// shows its own when it is made and when it gets another, once.
func beyondTheKey(d *draft, a *answer) []byte {
	key := d.op.doc.name == "store" && (d.op.path == "/keys" || d.op.path == "/keys/{id}/rotate")
	if !key || d.method != http.MethodPost || a.status > 299 {
		return a.body
	}
	return bytes.Replace(a.body, []byte(`"secret":"haat_key_`), nil, 1)
}

func (w *worker) judgeHeaders(c *caller, d *draft, a *answer, fail func(string, ...any)) {
	if a.header.Get("X-Request-Id") == "" {
		fail("no request id")
	}
	if a.header.Get("X-Content-Type-Options") != "nosniff" {
		fail("sniffable")
	}
	cache := a.header.Get("Cache-Control")
	personal := d.op.Perm != "public" || d.op.method != http.MethodGet || strings.Contains(d.op.path, "/carts/") || strings.Contains(d.op.path, "/orders/")
	if personal && a.status/100 != 3 && !strings.Contains(cache, "no-store") && !strings.Contains(cache, "private") && !d.op.stream() {
		fail("a personal answer may be stored: Cache-Control %q", cache)
	}
}

// judgePlain is for requests that are no operation's: another method or
// address. They may reach a namesake; what comes must be JSON or nothing.
func (w *worker) judgePlain(d *draft, a *answer, fail func(string, ...any)) {
	kind := a.header.Get("Content-Type")
	if a.status >= 400 && len(a.body) > 0 && kind != "application/problem+json" && kind != "text/plain; charset=utf-8" {
		fail("a refusal as %q", kind)
	}
	if found := inside.Find(a.body); a.status >= 400 && found != nil && !strings.Contains(d.target, string(found)) {
		fail("shows its inside: %s", found)
	}
}

func (w *worker) judgeProblem(d *draft, body []byte, a *answer, fail func(string, ...any)) {
	if to := a.header.Get("Location"); a.status == http.StatusTemporaryRedirect && to != "" && dotted.MatchString(d.targetOf()) {
		return // the address of a path with dots in it
	}
	if a.status < 400 {
		fail("status %d is not documented", a.status)
		return
	}
	if a.header.Get("Content-Type") != "application/problem+json" {
		fail("a problem as %q", a.header.Get("Content-Type"))
		return
	}
	var p struct {
		Status       int
		Code, Detail string
		Errors       []struct{ Location, Code, Message string }
	}
	if err := json.Unmarshal(a.body, &p); err != nil {
		fail("no problem: %v", err)
		return
	}
	if err := w.valid(d.op, "default application/problem+json", a.body); err != nil {
		fail("a problem unlike its schema: %v", err)
	}
	if p.Status != a.status || !code.MatchString(p.Code) || p.Detail == "" {
		fail("a problem without status, code or detail")
	}
	if p.Code == "request.invalid" && len(p.Errors) == 0 {
		fail("a refusal that does not say where")
	}
	if found := inside.Find(a.body); found != nil && !asked(d, body, found) {
		fail("shows its inside: %s", found)
	}
	w.tally.refused(d, p.Code)
}

// asked reports whether the request itself held these words.
func asked(d *draft, body, found []byte) bool {
	all := string(body) + d.targetOf() + fmt.Sprint(d.header, d.query, d.path)
	if text, err := url.QueryUnescape(all); err == nil {
		all += text
	}
	return strings.Contains(strings.ToLower(all), strings.ToLower(string(found)))
}

func (w *worker) judgeSuccess(d *draft, body []byte, a *answer, fail func(string, ...any)) {
	r, ok := d.op.Responses[strconv.Itoa(a.status)]
	if !ok {
		fail("status %d is not documented", a.status)
		return
	}
	kind, _, _ := strings.Cut(a.header.Get("Content-Type"), ";")
	if len(r.Content) == 0 && len(a.body) > 0 {
		fail("a body where none is documented")
	}
	if len(r.Content) > 0 && !d.op.stream() {
		if _, known := r.Content[kind]; !known {
			fail("an answer as %q", kind)
		} else if err := w.valid(d.op, strconv.Itoa(a.status)+" "+kind, a.body); err != nil {
			fail("an answer unlike its schema: %v", err)
		}
	}
	w.judgeTaken(d, body, fail)
}

// judgeTaken asks whether the document allows what was just accepted.
func (w *worker) judgeTaken(d *draft, body []byte, fail func(string, ...any)) {
	if d.op.body != nil && len(body) > 0 {
		if kind := d.header["Content-Type"]; kind == "" || strings.HasPrefix(strings.ToLower(kind), "application/json") {
			if v, err := jsonschema.UnmarshalJSON(bytes.NewReader(body)); err != nil {
				fail("took a body that is no JSON: %v", err)
			} else if err := d.op.body.Validate(v); err != nil && d.op.body.Validate(without(v)) != nil {
				fail("took what the document forbids: %v", err)
			}
		}
	}
	for _, p := range d.op.Params {
		if p.In != "query" || p.Schema.Type.has("array") {
			continue
		}
		given := slices.Collect(func(yield func(string) bool) {
			for _, kv := range d.query {
				if kv[0] == p.Name && !yield(kv[1]) {
					return
				}
			}
		})
		if len(given) != 1 || given[0] == "" {
			continue
		}
		if err := p.check.Validate(p.read(given[0])); err != nil {
			fail("took a query the document forbids: %s=%q: %v", p.Name, given[0], err)
		}
	}
}

// without leaves null members out: in a request one counts as absent, unless
// its document says that it clears.
func without(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for name, x := range v {
			if x == nil {
				delete(v, name)
			} else {
				v[name] = without(x)
			}
		}
	case []any:
		for i := range v {
			v[i] = without(v[i])
		}
	}
	return v
}

// read is the value a query parameter's text stands for.
func (p param) read(text string) any {
	switch {
	case p.Schema.Type.has("integer"):
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return json.Number(strconv.FormatInt(n, 10))
		}
	case p.Schema.Type.has("boolean"):
		if b, err := strconv.ParseBool(text); err == nil {
			return b
		}
	}
	return text
}

func (w *worker) valid(op *operation, answer string, body []byte) error {
	s := op.answers[answer]
	if s == nil {
		return fmt.Errorf("nothing is documented for %s", answer)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		return err
	}
	return s.Validate(v)
}

// tally counts what was sent and what came back.
type tally struct {
	mu       sync.Mutex
	total    int
	statuses map[int]int
	codes    map[string]int
	perOp    map[string]map[int]int
	why      map[string]map[string]int // codes of refusals, by operation
	took     []time.Duration
	failed   map[string]int // by operation and kind of failure
	walks    map[string]int // stopped short, by where
}

func newTally() *tally {
	return &tally{statuses: map[int]int{}, codes: map[string]int{}, perOp: map[string]map[int]int{}, why: map[string]map[string]int{}, failed: map[string]int{}, walks: map[string]int{}}
}

func (t *tally) count(d *draft, a *answer) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.total++
	t.statuses[a.status]++
	t.took = append(t.took, a.took)
	name := d.op.name()
	if t.perOp[name] == nil {
		t.perOp[name] = map[int]int{}
	}
	if d.method == d.op.method && d.target == "" {
		t.perOp[name][a.status/100]++
	}
}

func (t *tally) refused(d *draft, code string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.codes[code]++
	name := d.op.name()
	if t.why[name] == nil {
		t.why[name] = map[string]int{}
	}
	t.why[name][code]++
}

func (t *tally) walkFailed(why string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.walks[why]++
}

// p99 is how long answers took at most, but for one in a hundred.
func (t *tally) p99() time.Duration {
	sort.Slice(t.took, func(i, j int) bool { return t.took[i] < t.took[j] })
	if len(t.took) == 0 {
		return 0
	}
	return t.took[len(t.took)*99/100]
}

// digits make failures of one kind alike.
var digits = regexp.MustCompile(`[0-9a-z]*[0-9][0-9a-z]*|'[^']*'|"[^"]*"`)

// fail reports a failing request, the first of its kind with all that is
// needed to send it again.
func (w *worker) fail(c *caller, d *draft, body []byte, a *answer, why string) {
	kind := d.op.name() + ": " + digits.ReplaceAllString(why, "…")
	w.tally.mu.Lock()
	w.tally.failed[kind]++
	n := w.tally.failed[kind]
	w.tally.mu.Unlock()
	if n > 1 || len(w.tally.failed) > 60 {
		return
	}
	text := fmt.Sprintf("%s as %s: %s\n%s\nbroken: %s\nanswer %d: %.600s", d.op.name(), c.name, why, curl(d, body), strings.Join(d.broken, "; "), a.status, a.body)
	w.t.Error(text)
	if w.cases == "" {
		return
	}
	name := filepath.Join(w.cases, fmt.Sprintf("%s-%s-%d.txt", strings.ReplaceAll(w.t.Name(), "/", "-"), d.op.name(), len(w.tally.failed)))
	if err := os.WriteFile(name, []byte(text+"\n"), 0o600); err != nil {
		w.t.Error(err)
	}
}

// curl writes the request for a shell. The caller's log-in is left out.
func curl(d *draft, body []byte) string {
	quote := func(s string) string {
		return "$'" + strings.Trim(strconv.QuoteToASCII(strings.ReplaceAll(s, "'", "\\x27")), `"`) + "'"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "curl -i --path-as-is -X %s %s", d.method, quote("$URL"+d.targetOf()))
	for _, name := range names(d.header) {
		fmt.Fprintf(&b, " -H %s", quote(name+": "+d.header[name]))
	}
	if body != nil {
		if d.header["Content-Type"] == "" {
			b.WriteString(" -H 'Content-Type: application/json'")
		}
		if len(body) > 3000 {
			fmt.Fprintf(&b, " --data-binary <%d bytes that start with %s>", len(body), quote(string(body[:300])))
		} else {
			fmt.Fprintf(&b, " --data-binary %s", quote(string(body)))
		}
	}
	return b.String()
}
