package check

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// program skips the test where a program is not installed.
func program(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		if path, err = exec.LookPath("/usr/sbin/" + name); err != nil {
			t.Skip(name + " is not installed")
		}
	}
	return path
}

func TestNginxTakesItsFile(t *testing.T) {
	nginx, openssl := program(t, "nginx"), program(t, "openssl")
	dir := t.TempDir()
	certs := filepath.Join(dir, "certs")
	if err := os.Mkdir(certs, 0o700); err != nil {
		t.Fatal(err)
	}
	cert, key := filepath.Join(certs, "fullchain.pem"), filepath.Join(certs, "privkey.pem")
	if out, err := exec.Command(openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=shop.example", "-days", "1",
		"-keyout", key, "-out", cert).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	site, err := os.ReadFile("../nginx/haat.conf")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(string(site), "/etc/ssl/shop.example", certs)
	text = strings.NewReplacer("listen 80;", "listen 127.0.0.1:18080;", "listen 443 ssl", "listen 127.0.0.1:18443 ssl").Replace(text)
	conf := filepath.Join(dir, "nginx.conf")
	if err := os.WriteFile(conf, []byte("pid "+dir+"/pid;\nevents {}\nhttp {\n"+text+"\n}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(nginx, "-t", "-p", dir, "-c", conf, "-e", filepath.Join(dir, "log")).CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

func TestSystemdTakesItsUnit(t *testing.T) {
	analyze := program(t, "systemd-analyze")
	unit, err := os.ReadFile("../systemd/haat.service")
	if err != nil {
		t.Fatal(err)
	}
	// The program need not be installed here.
	text := strings.Replace(string(unit), "/usr/local/bin/haat serve", "/bin/true", 1)
	path := filepath.Join(t.TempDir(), "haat.service")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(analyze, "verify", "--man=no", "--recursive-errors=no", path).CombinedOutput()
	if err != nil || strings.Contains(string(out), "haat.service") {
		t.Errorf("%v: %s", err, out)
	}
}
