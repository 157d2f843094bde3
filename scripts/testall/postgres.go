package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// postgres is the throw-away server the tests run on.
type postgres struct {
	alive io.Closer // the supervisor reads from it: end of file is the order to stop
	ended chan struct{}
	url   string
}

// supervise runs the server until its own input ends, which also happens when testall is
// killed without warning; the data goes with it. A server that ends by itself keeps its
// data, for another try.
const supervise = `trap '' INT TERM HUP
data=$1; shift
exec 3<&0
"$@" </dev/null 3<&- & server=$!
(
	read -r _ <&3
	: >"$data.stopping"
	kill -QUIT $server
	for i in 1 2 3 4 5; do kill -0 $server && sleep 1; done
	kill -KILL $server
) 2>/dev/null & watch=$!
wait $server
kill -KILL $watch
[ ! -e "$data.stopping" ] || rm -rf "$data" "$data.stopping"`

// startPostgres makes a cluster and waits until it answers. Nothing in it survives, so
// nothing is synced. Root may not run PostgreSQL: it becomes another user for it.
func startPostgres(ctx context.Context, bin, scratch string) (*postgres, error) {
	home := filepath.Join(scratch, "pg")
	if err := os.Mkdir(home, 0o700); err != nil {
		return nil, err
	}
	data := filepath.Join(home, "data")
	who, err := databaseUser(home)
	if err != nil {
		return nil, err
	}
	initdb := exec.CommandContext(ctx, filepath.Join(bin, "initdb"), "-D", data, "-U", "haat", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions")
	initdb.SysProcAttr = &syscall.SysProcAttr{Credential: who}
	initdb.Dir = home
	if text, err := initdb.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w\n%s", err, text)
	}
	for range 3 { // somebody may take the port between our look and the server's
		var p *postgres
		if p, err = launch(ctx, bin, data, who); err == nil {
			return p, nil
		}
	}
	return nil, err
}

// databaseUser is nil for everybody but root, who hands the folder to "postgres", or to
// "nobody" where that user does not exist.
func databaseUser(home string) (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		if err := os.Chown(home, uid, gid); err != nil {
			return nil, err
		}
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
	}
	return nil, errors.New("PostgreSQL does not run as root, and there is neither a user postgres nor nobody")
}

func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	return port, err
}

func launch(ctx context.Context, bin, data string, who *syscall.Credential) (*postgres, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	args := []string{"-c", supervise, "sh", data, filepath.Join(bin, "postgres"), "-D", data, "-p", port}
	for _, set := range []string{
		"listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=400",
		"fsync=off", "full_page_writes=off", "synchronous_commit=off", "shared_buffers=128MB",
		"autovacuum_naptime=10s", "max_wal_size=2GB", "log_min_messages=fatal",
	} {
		args = append(args, "-c", set)
	}
	log, err := os.Create(data + ".log")
	if err != nil {
		return nil, err
	}
	defer log.Close()
	cmd := exec.Command("sh", args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = filepath.Dir(data), log, log
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: who, Setpgid: true}
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &postgres{alive: in, ended: make(chan struct{}), url: "postgres://haat@127.0.0.1:" + port + "/postgres?sslmode=disable"}
	go func() {
		_ = cmd.Wait()
		close(p.ended)
	}()
	if err := p.await(ctx, bin, port); err != nil {
		p.stop()
		said, _ := os.ReadFile(data + ".log")
		return nil, fmt.Errorf("%w\n%s", err, said)
	}
	return p, nil
}

// await waits until the server takes connections.
func (p *postgres) await(ctx context.Context, bin, port string) error {
	deadline := time.Now().Add(30 * time.Second)
	for time.Now().Before(deadline) {
		if exec.CommandContext(ctx, filepath.Join(bin, "pg_isready"), "-q", "-h", "127.0.0.1", "-p", port).Run() == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-p.ended:
			return errors.New("PostgreSQL ended at once")
		case <-time.After(100 * time.Millisecond):
		}
	}
	return errors.New("PostgreSQL did not start")
}

// stop ends the server and waits; nil is nothing to stop.
func (p *postgres) stop() {
	if p == nil {
		return
	}
	_ = p.alive.Close()
	<-p.ended
}
