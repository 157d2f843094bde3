package app_test

import (
	"context"
	"encoding/pem"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/db"
)

// found is what the doctor says of one part.
func found(t *testing.T, c app.Config, part string) app.Check {
	t.Helper()
	for _, check := range app.Doctor(context.Background(), c) {
		if check.Name == part {
			return check
		}
	}
	t.Fatalf("the doctor does not look at %s", part)
	return app.Check{}
}

func TestTheDoctorExplainsWhatHTTPSAndTracesNeed(t *testing.T) {
	ca, dir := newAuthority(t), t.TempDir()
	cert, key := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	ca.issue(cert, key, "shop.example") // for an hour
	base := apptest.Fresh(t, db.SQLite)
	if got := found(t, base, "https"); got.Problem != "" || !strings.Contains(got.Note, "HAAT_TLS=off") {
		t.Errorf("%+v", got)
	}
	files := base
	files.TLS, files.TLSCert, files.TLSKey, files.URL, files.HTTPAddr = "files", cert, key, "https://shop.example", "off"
	if got := found(t, files, "https"); !strings.Contains(got.Problem, "ends in 0 days") || !strings.Contains(got.Mend, "HAAT_TLS_CERT") {
		t.Errorf("a certificate that is about to end: %+v", got)
	}
	if got := found(t, files, "configuration"); got.Problem != "" {
		t.Errorf("%+v", got)
	}

	// An authority that answers, and a name that leads nowhere.
	directory := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("{}")) }))
	defer directory.Close()
	roots := filepath.Join(dir, "roots.pem")
	if err := os.WriteFile(roots, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: directory.Certificate().Raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	auto := base
	auto.TLS, auto.URL, auto.HTTPAddr, auto.TLSCA, auto.TLSCARoots = "auto", "https://shop.invalid", "off", directory.URL, roots
	if got := found(t, auto, "https"); !strings.Contains(got.Problem, "shop.invalid") || !strings.Contains(got.Mend, "A or AAAA record") {
		t.Errorf("a name that leads nowhere: %+v", got)
	}
	auto.TLSCARoots = ""
	if got := found(t, auto, "https"); got.Problem == "" || !strings.Contains(got.Mend, "HAAT_TLS_CA_ROOTS") {
		t.Errorf("an authority nobody believes: %+v", got)
	}

	closed := apptest.FreeAddr(t)
	traced := base
	traced.OTLPURL, traced.TraceRatio = "http://"+closed, 1
	if got := found(t, traced, "traces"); got.Problem == "" || !strings.Contains(got.Mend, "HAAT_OTLP_URL") {
		t.Errorf("a collector that is not there: %+v", got)
	}
	ln, err := net.Listen("tcp", closed)
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	if got := found(t, traced, "traces"); got.Problem != "" {
		t.Errorf("%+v", got)
	}
	taken := base
	taken.AdminAddr = closed
	if got := found(t, taken, "addresses"); got.Problem != "" || !strings.Contains(got.Note, "HAAT_ADMIN_ADDR") {
		t.Errorf("an address in use: %+v", got)
	}
}
