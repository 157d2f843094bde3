//go:build unix

package soak_test

import (
	"context"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/app/apptest"
)

// process is the real program on real data, as a child of the test.
type process struct {
	t    *testing.T
	bin  string
	cfg  app.Config
	env  []string
	cmd  *exec.Cmd
	done chan struct{}
	said string // file with what it logged, over all its lives

	mu    sync.Mutex
	ready []time.Duration // from each start to the first "ready"
}

func newProcess(t *testing.T, cfg app.Config) *process {
	t.Helper()
	p := &process{t: t, bin: build(t), cfg: cfg, said: filepath.Join(t.TempDir(), "log")}
	t.Cleanup(func() {
		p.stop(syscall.SIGKILL)
		p.complain()
	})
	return p
}

// config is what every shop under test has in common.
func config(t *testing.T) app.Config {
	t.Helper()
	return app.Config{Addr: apptest.FreeAddr(t), Data: t.TempDir(), SecretKey: apptest.Secret, RateLimit: "off", BcryptCost: 4, MailFrom: "shop@haat.example", Nodes: 1, CacheMB: 16,
		LogFormat: "text", LogLevel: "error"}
}

func (p *process) url() string { return "http://" + p.cfg.Addr }

// start runs the program until it is killed, and waits until it is ready.
func (p *process) start() {
	p.t.Helper()
	p.launch()
	p.await(30 * time.Second)
}

func (p *process) launch() {
	p.t.Helper()
	log, err := os.OpenFile(p.said, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		p.t.Fatal(err)
	}
	defer log.Close()
	cmd := exec.Command(p.bin, "serve")
	cmd.Stderr = log
	cmd.Env = append(os.Environ(), "HAAT_ADDR="+p.cfg.Addr, "HAAT_DATA="+p.cfg.Data, "HAAT_DATABASE_URL="+p.cfg.DatabaseURL, "HAAT_SECRET_KEY="+p.cfg.SecretKey,
		"HAAT_SANDBOX_URL="+p.cfg.SandboxURL, "HAAT_SMTP_URL="+p.cfg.SMTPURL, "HAAT_RATE_LIMIT=off", "HAAT_BCRYPT_COST=4", "HAAT_LOG_LEVEL=error")
	cmd.Env = append(cmd.Env, p.env...)
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	done := make(chan struct{})
	p.cmd, p.done = cmd, done
	go func() {
		_ = cmd.Wait() // killed on purpose
		close(done)
	}()
}

// await waits until the program takes traffic.
func (p *process) await(within time.Duration) {
	p.t.Helper()
	began := time.Now()
	for time.Since(began) < within {
		res, err := http.Get(p.url() + "/readyz")
		if err == nil {
			_ = res.Body.Close()
			if res.StatusCode == http.StatusOK {
				p.mu.Lock()
				p.ready = append(p.ready, time.Since(began))
				p.mu.Unlock()
				return
			}
		}
		select {
		case <-p.done:
			p.t.Fatal("the program ended instead of starting")
		case <-time.After(10 * time.Millisecond):
		}
	}
	p.t.Fatalf("the program is not ready after %s", within)
}

// slowest is the longest start and the median one.
func (p *process) slowest() (worst, median time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return spread(p.ready)
}

// stop sends a signal and waits for the end.
func (p *process) stop(sig os.Signal) {
	if p.cmd == nil {
		return
	}
	_ = p.cmd.Process.Signal(sig) // it may have ended by itself
	select {
	case <-p.done:
	case <-time.After(45 * time.Second):
		p.t.Error("the program did not end")
		_ = p.cmd.Process.Kill()
	}
	p.cmd = nil
}

// complain fails the test for a panic anywhere in the log, and shows the log's
// end when the test failed.
func (p *process) complain() {
	log, err := os.ReadFile(p.said)
	if err != nil {
		return // it was never started
	}
	for _, line := range strings.Split(string(log), "\n") {
		if strings.Contains(line, "panic") {
			p.t.Errorf("the program panicked: %.2000s", line)
			break
		}
	}
	if p.t.Failed() && len(log) > 0 {
		p.t.Logf("the log ends with:\n%s", log[max(0, len(log)-6000):])
	}
}

// seed makes the market in the child's database before the child starts.
func seed(t *testing.T, cfg app.Config, stock int64) apptest.Market {
	t.Helper()
	a := inside(t, cfg)
	m := apptest.Fill(t, a, stock)
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	return m
}

// inside opens the shop's data in this process; the child must not run.
func inside(t *testing.T, cfg app.Config) *app.App {
	t.Helper()
	a, err := app.New(context.Background(), cfg, app.Parts{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return a
}
