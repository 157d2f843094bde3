package attacks_test

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"

	"github.com/haatshop/haat/internal/kit/db"
)

// letter is a mail as its reader sees it.
type letter struct{ Subject, To, Text, HTML, Raw string }

// letters are the mails kept for an address, oldest first.
func (h *house) letters(t *testing.T, to string) []letter {
	t.Helper()
	h.Settled()
	files, err := filepath.Glob(filepath.Join(h.Config.Data, "mail", "*.eml"))
	if err != nil {
		t.Fatal(err)
	}
	sort.Slice(files, func(i, j int) bool { return changed(files[i]) < changed(files[j]) })
	var out []letter
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if m, err := mail.ReadMessage(bytes.NewReader(raw)); err == nil && strings.Contains(m.Header.Get("To"), to) {
			out = append(out, read(t, m, string(raw)))
		}
	}
	return out
}

func changed(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.ModTime().UnixNano()
}

func read(t *testing.T, m *mail.Message, raw string) letter {
	t.Helper()
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil {
		t.Fatal(err)
	}
	l := letter{Subject: subject, To: m.Header.Get("To"), Raw: raw}
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	for parts := multipart.NewReader(m.Body, params["boundary"]); ; {
		p, err := parts.NextRawPart()
		if err == io.EOF {
			return l
		}
		if err != nil {
			t.Fatal(err)
		}
		var body io.Reader = p
		if p.Header.Get("Content-Transfer-Encoding") == "quoted-printable" {
			body = quotedprintable.NewReader(p)
		}
		text, err := io.ReadAll(body)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(p.Header.Get("Content-Type"), "text/html") {
			l.HTML = string(text)
		} else {
			l.Text = string(text)
		}
	}
}

var link = regexp.MustCompile(`(\S+)/(reset|verify)\?token=([0-9A-Za-z_.-]+)`)

// proof is the newest mailed link of a kind: where it leads, and its token.
func (h *house) proof(t *testing.T, to, kind string) (base, token string) {
	t.Helper()
	for _, l := range h.letters(t, to) {
		if m := link.FindStringSubmatch(l.Text); m != nil && m[2] == kind {
			base, token = m[1], m[3]
		}
	}
	if token == "" {
		t.Fatalf("no %s link was mailed to %s", kind, to)
	}
	return base, token
}

// everywhere names the columns of any table that hold a text.
func (h *house) everywhere(t *testing.T, needle string) []string {
	t.Helper()
	columns := `SELECT m.name || ' ' || c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'`
	if h.engine == db.Postgres {
		columns = `SELECT table_name || ' ' || column_name FROM information_schema.columns WHERE table_schema = 'public' AND data_type IN ('text', 'jsonb')`
	}
	var found []string
	for _, at := range h.texts(t, columns) {
		table, column, _ := strings.Cut(at, " ")
		if h.count(t, fmt.Sprintf(`SELECT COUNT(*) FROM %q WHERE CAST(%q AS TEXT) LIKE '%%' || $1 || '%%'`, table, column), needle) > 0 {
			found = append(found, table+"."+column)
		}
	}
	return found
}
