//go:build unix

package soak_test

import (
	"context"
	"io"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/haatshop/haat/internal/app/apptest"
)

// server is a PostgreSQL server of one test only, with fsync on.
type server struct {
	t    *testing.T
	bin  string
	dir  string
	addr string
	as   *syscall.Credential
	cmd  *exec.Cmd
	done chan struct{}
}

// newServer makes an empty server; as root it belongs to another user, because
// PostgreSQL refuses to run as root. It skips where PostgreSQL is not installed.
func newServer(t *testing.T) *server {
	t.Helper()
	s := emptyServer(t)
	if out, err := s.command("initdb", "-D", s.data(), "-U", "haat", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8").CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
	return s
}

func emptyServer(t *testing.T) *server {
	t.Helper()
	initdb := findPostgres("initdb")
	if initdb == "" {
		t.Skip("PostgreSQL is not installed (no initdb in PATH or /usr/lib/postgresql): its half of this test did not run")
	}
	dir, err := os.MkdirTemp("", "haat-soak-pg-")
	if err != nil {
		t.Fatal(err)
	}
	s := &server{t: t, bin: filepath.Dir(initdb), dir: dir, addr: apptest.FreeAddr(t)}
	t.Cleanup(func() {
		s.end(syscall.SIGQUIT) // its children end before it does
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	if os.Getuid() == 0 {
		s.as = unprivileged(t)
		if err := os.Chown(dir, int(s.as.Uid), int(s.as.Gid)); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// standby makes a copy of a running server that follows it, and makes the
// server wait for the copy with every commit.
func (s *server) standby() *server {
	s.t.Helper()
	c := emptyServer(s.t)
	host, port := s.hostPort()
	if out, err := c.command("pg_basebackup", "-D", c.data(), "-h", host, "-p", port, "-U", "haat", "-R", "-X", "stream", "--checkpoint=fast").CombinedOutput(); err != nil {
		s.t.Fatalf("pg_basebackup: %v\n%s", err, out)
	}
	c.start()
	s.do("ALTER SYSTEM SET synchronous_standby_names = '*'")
	s.do("SELECT pg_reload_conf()")
	for range 400 {
		if s.ask("SELECT COUNT(*) FROM pg_stat_replication WHERE sync_state = 'sync' AND state = 'streaming'") == 1 {
			return c
		}
		time.Sleep(50 * time.Millisecond)
	}
	s.t.Fatal("the standby does not follow")
	return nil
}

// promote makes a standby the primary, as an operator or a manager of
// fail-overs would.
func (s *server) promote() {
	s.t.Helper()
	s.do("SELECT pg_promote(true, 60)")
}

// do runs one statement by hand.
func (s *server) do(text string) {
	s.t.Helper()
	s.with(func(ctx context.Context, c *pgx.Conn) error {
		_, err := c.Exec(ctx, text)
		return err
	})
}

func (s *server) ask(text string) (n int64) {
	s.t.Helper()
	s.with(func(ctx context.Context, c *pgx.Conn) error { return c.QueryRow(ctx, text).Scan(&n) })
	return n
}

func (s *server) with(fn func(context.Context, *pgx.Conn) error) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()
	c, err := pgx.Connect(ctx, s.url())
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = c.Close(ctx) }() // what was to be done is done
	if err := fn(ctx, c); err != nil {
		s.t.Fatal(err)
	}
}

// findPostgres looks where Debian keeps all of it before PATH, which may hold
// some of its programs only.
func findPostgres(name string) string {
	if all, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + name); len(all) > 0 { // the pattern is good
		return all[len(all)-1]
	}
	p, err := exec.LookPath(name)
	if err != nil {
		return ""
	}
	if real, err := filepath.EvalSymlinks(p); err == nil {
		p = real
	}
	return p
}

func (s *server) data() string { return filepath.Join(s.dir, "data") }

func (s *server) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(s.bin, name), args...)
	cmd.Dir = s.dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: s.as}
	return cmd
}

func (s *server) hostPort() (host, port string) {
	host, port, err := net.SplitHostPort(s.addr)
	if err != nil {
		s.t.Fatal(err)
	}
	return host, port
}

func (s *server) url() string { return "postgres://haat@" + s.addr + "/postgres?sslmode=disable" }

// both is the address of a pair: whichever takes writes.
func both(a, b *server) string {
	return "postgres://haat@" + a.addr + "," + b.addr + "/postgres?sslmode=disable&connect_timeout=2&target_session_attrs=read-write"
}

// start runs the server and waits until it answers. After a kill its children
// need a moment to notice, so it is tried again.
func (s *server) start() {
	s.t.Helper()
	_, port := s.hostPort()
	for range 600 {
		if s.cmd == nil {
			cmd := s.command("postgres", "-D", s.data(), "-p", port, "-k", s.dir, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=on",
				"-c", "synchronous_commit=on", "-c", "full_page_writes=on", "-c", "max_connections=100", "-c", "shared_buffers=32MB")
			cmd.Stdout, cmd.Stderr = io.Discard, io.Discard
			if err := cmd.Start(); err != nil {
				s.t.Fatal(err)
			}
			done := make(chan struct{})
			s.cmd, s.done = cmd, done
			go func() {
				_ = cmd.Wait() // killed on purpose
				close(done)
			}()
		}
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		c, err := pgx.Connect(ctx, s.url())
		if err == nil {
			_ = c.Close(ctx) // it answered
			cancel()
			return
		}
		cancel()
		select {
		case <-s.done:
			s.cmd = nil
		case <-time.After(50 * time.Millisecond):
		}
	}
	s.t.Fatal("PostgreSQL does not start")
}

// kill ends the server at once, without a word.
func (s *server) kill() { s.end(syscall.SIGKILL) }

func (s *server) end(sig os.Signal) {
	if s.cmd == nil {
		return
	}
	_ = s.cmd.Process.Signal(sig) // it may have ended by itself
	select {
	case <-s.done:
	case <-time.After(20 * time.Second):
		s.t.Error("PostgreSQL does not end")
		_ = s.cmd.Process.Kill()
	}
	s.cmd = nil
}

// unprivileged is a user of this machine who is not root.
func unprivileged(t *testing.T) *syscall.Credential {
	t.Helper()
	for _, name := range []string{"postgres", "nobody"} {
		if c := credential(name); c != nil {
			return c
		}
	}
	t.Skip("PostgreSQL does not run as root, and there is neither a user postgres nor nobody")
	return nil
}

func credential(name string) *syscall.Credential {
	u, err := user.Lookup(name)
	if err != nil {
		return nil
	}
	uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
	gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
	if err1 != nil || err2 != nil {
		return nil
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
}

// holdLock keeps a table for itself for a while.
func (s *server) holdLock(table string, d time.Duration, locked chan<- struct{}) {
	s.with(func(ctx context.Context, c *pgx.Conn) error {
		tx, err := c.Begin(ctx)
		if err != nil {
			return err
		}
		defer func() { _ = tx.Rollback(ctx) }() // it changes nothing
		if _, err := tx.Exec(ctx, "LOCK TABLE "+pgx.Identifier{table}.Sanitize()+" IN ACCESS EXCLUSIVE MODE"); err != nil {
			return err
		}
		close(locked)
		time.Sleep(d)
		return nil
	})
}
