//go:build unix

package app_test

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"encoding/json"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
)

// envPebble names the authority's program; scripts/pebble.sh builds it and
// runs these tests.
const envPebble = "HAAT_TEST_PEBBLE"

// spread hands each connection to the next node that is there, as a load
// balancer below TLS does.
func spread(t *testing.T, nodes ...string) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ln.Close() })
	var n atomic.Int64
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				for range nodes {
					up, err := net.Dial("tcp", nodes[int(n.Add(1))%len(nodes)])
					if err != nil {
						continue
					}
					defer up.Close()
					go func() { _, _ = io.Copy(up, c) }()
					_, _ = io.Copy(c, up)
					return
				}
			}()
		}
	}()
	return ln.Addr().String()
}

// names answers every question with this machine, over TCP as the authority
// asks.
func names(t *testing.T) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ln.Close() })
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				for answerName(c) == nil {
				}
			}()
		}
	}()
	return ln.Addr().String()
}

// answerName reads one question, with its length before it, and answers it.
func answerName(c net.Conn) error {
	var length [2]byte
	if _, err := io.ReadFull(c, length[:]); err != nil {
		return err
	}
	raw := make([]byte, binary.BigEndian.Uint16(length[:]))
	if _, err := io.ReadFull(c, raw); err != nil {
		return err
	}
	var m dnsmessage.Message
	if err := m.Unpack(raw); err != nil {
		return err
	}
	m.Response, m.Authoritative, m.Additionals = true, true, nil
	for _, q := range m.Questions {
		if q.Type == dnsmessage.TypeA {
			m.Answers = append(m.Answers, dnsmessage.Resource{Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class, TTL: 1},
				Body: &dnsmessage.AResource{A: [4]byte{127, 0, 0, 1}}})
		}
	}
	out, err := m.Pack()
	if err != nil {
		return err
	}
	_, err = c.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(out))), out...))
	return err
}

// pebble is a certificate authority with what it did.
type pebble struct {
	directory, roots string // an address, and the file to believe it by
	management       string
	mu               sync.Mutex
	log              bytes.Buffer
}

func (p *pebble) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.log.Write(b)
}

// orders counts how often somebody asked for a certificate.
func (p *pebble) orders() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return strings.Count(p.log.String(), "POST /order-plz")
}

// startPebble runs an authority whose certificates live for seconds, and which
// looks for the hosts at these addresses.
func startPebble(t *testing.T, seconds int, plain, secure string) *pebble {
	t.Helper()
	dir := t.TempDir()
	ca := newAuthority(t)
	p := &pebble{roots: filepath.Join(dir, "roots.pem")}
	cert, key := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	ca.issue(cert, key, "localhost")
	ca.roots(p.roots)
	acme, management := apptest.FreeAddr(t), apptest.FreeAddr(t)
	port := func(addr string) json.Number { _, p, _ := net.SplitHostPort(addr); return json.Number(p) }
	config, err := json.Marshal(map[string]any{"pebble": map[string]any{"listenAddress": acme, "managementListenAddress": management, "certificate": cert, "privateKey": key,
		"httpPort": port(plain), "tlsPort": port(secure), "profiles": map[string]any{"default": map[string]any{"description": "short", "validityPeriod": seconds}}}})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "pebble.json")
	if err := os.WriteFile(file, config, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Getenv(envPebble), "-config", file, "-dnsserver", names(t))
	cmd.Env = append(os.Environ(), "PEBBLE_VA_NOSLEEP=1", "PEBBLE_WFE_NONCEREJECT=0", "PEBBLE_AUTHZREUSE=0")
	cmd.Stdout, cmd.Stderr = p, p
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if t.Failed() {
			p.mu.Lock()
			defer p.mu.Unlock()
			t.Logf("the authority said:\n%s", p.log.String())
		}
	})
	p.directory = "https://localhost:" + string(port(acme)) + "/dir"
	p.management = "https://localhost:" + string(port(management))
	client := browser(t, management, ca.pool())
	apptest.Eventually(t, 10*time.Second, "an authority", func() bool {
		res, err := client.Get(p.management + "/roots/0")
		if err != nil || res.StatusCode != http.StatusOK {
			return false
		}
		defer res.Body.Close()
		root, err := io.ReadAll(res.Body)
		return err == nil && os.WriteFile(p.roots+".issued", root, 0o600) == nil
	})
	return p
}

// issued are the roots of what the authority signs.
func (p *pebble) issued(t *testing.T) *x509.CertPool {
	raw, err := os.ReadFile(p.roots + ".issued")
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(raw) {
		t.Fatal("no root")
	}
	return pool
}

// serial is the number of the certificate a node serves for a host; nil while
// it serves none that is good.
func serial(addr, host string, roots *x509.CertPool) *big.Int {
	conn, err := tls.DialWithDialer(&net.Dialer{Timeout: 2 * time.Second}, "tcp", addr, &tls.Config{RootCAs: roots, ServerName: host})
	if err != nil {
		return nil
	}
	defer conn.Close()
	return conn.ConnectionState().PeerCertificates[0].SerialNumber
}

func TestTwoNodesShareOneCertificateThatOneObtainsAndRenews(t *testing.T) {
	if os.Getenv(envPebble) == "" {
		t.Skip("needs the ACME server pebble: run scripts/pebble.sh, which builds it")
	}
	bin := filepath.Join(t.TempDir(), "haat")
	if out, err := exec.Command("go", "build", "-o", bin, "github.com/haatshop/haat/cmd/haat").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	for _, e := range dbtest.Engines() {
		t.Run(e.String(), func(t *testing.T) { shareCertificate(t, e, bin) })
	}
}

func shareCertificate(t *testing.T, e db.Engine, bin string) {
	const host = "shop.example.com"
	cfg := apptest.Fresh(t, e)
	addrs, plain := []string{apptest.FreeAddr(t), apptest.FreeAddr(t)}, []string{apptest.FreeAddr(t), apptest.FreeAddr(t)}
	p := startPebble(t, 12, spread(t, plain...), spread(t, addrs...))
	serve := func(i int) *exec.Cmd {
		cmd := exec.Command(bin, "serve")
		cmd.Env = append(os.Environ(), "HAAT_ADDR="+addrs[i], "HAAT_HTTP_ADDR="+plain[i], "HAAT_DATA="+cfg.Data, "HAAT_DATABASE_URL="+cfg.DatabaseURL,
			"HAAT_SECRET_KEY="+cfg.SecretKey, "HAAT_LOG_LEVEL=info", "HAAT_URL=https://"+host, "HAAT_TLS=auto", "HAAT_TLS_EMAIL=owner@example.com", "HAAT_TLS_CHECK=500ms",
			"HAAT_TLS_CA="+p.directory, "HAAT_TLS_CA_ROOTS="+p.roots)
		var log bytes.Buffer
		cmd.Stderr = &log
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			_ = cmd.Process.Signal(syscall.SIGTERM)
			if err := cmd.Wait(); err != nil {
				t.Errorf("node %d: %v", i, err)
			}
			if t.Failed() {
				t.Logf("node %d said:\n%s", i, log.String())
			}
		})
		return cmd
	}
	// Both at once: who of them obtains is nobody's business.
	serve(0)
	serve(1)
	roots := p.issued(t)
	var first *big.Int
	for i, addr := range addrs {
		apptest.Eventually(t, 20*time.Second, "a certificate at every node", func() bool { first = serial(addr, host, roots); return first != nil })
		if i == 0 && p.orders() != 1 {
			t.Errorf("%d orders for the first certificate", p.orders())
		}
	}
	a, b := serial(addrs[0], host, roots), serial(addrs[1], host, roots)
	if a == nil || b == nil || a.Cmp(b) != 0 {
		t.Errorf("the nodes serve %v and %v", a, b)
	}
	if n := p.orders(); n != 1 {
		t.Errorf("%d orders at the authority for two nodes", n)
	}
	res, err := browser(t, addrs[1], roots).Get("https://" + host + "/")
	if err != nil || res.StatusCode != http.StatusOK || res.ProtoMajor != 2 {
		t.Errorf("over the shared certificate: %v %v", res, err)
	}
	for i, addr := range addrs {
		apptest.Eventually(t, 20*time.Second, "a renewed certificate at every node", func() bool {
			now := serial(addr, host, roots)
			return now != nil && now.Cmp(first) != 0
		})
		t.Logf("node %d serves a renewed certificate; %d orders so far", i, p.orders())
	}
	if n := p.orders(); n > 3 {
		t.Errorf("%d orders for a certificate and its renewal", n)
	}
}
