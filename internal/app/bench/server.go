package bench

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
)

// server is a process that is measured.
type server struct {
	cmd   *exec.Cmd
	addr  string
	ready time.Duration // how long it took to answer
	ended chan error
}

// start runs a program that listens on --addr and waits until it answers probe with 200.
func start(ctx context.Context, program, log, probe string, args ...string) (*server, error) {
	addr, err := freeAddr()
	if err != nil {
		return nil, err
	}
	out, err := os.Create(log)
	if err != nil {
		return nil, err
	}
	defer out.Close()
	cmd := exec.Command(program, append(args, "--addr", addr)...)
	cmd.Stdout, cmd.Stderr = out, out
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s := &server{cmd: cmd, addr: addr, ended: make(chan error, 1)}
	go func() { s.ended <- cmd.Wait() }()
	for time.Since(began) < 60*time.Second {
		if res, err := http.Get("http://" + addr + probe); err == nil {
			_ = res.Body.Close()
			if res.StatusCode == http.StatusOK {
				s.ready = time.Since(began)
				return s, nil
			}
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case err := <-s.ended:
			said, _ := os.ReadFile(log)
			return nil, fmt.Errorf("%s ended: %v\n%.2000s", filepath.Base(program), err, said)
		case <-time.After(5 * time.Millisecond):
		}
	}
	return nil, fmt.Errorf("%s did not become ready", program)
}

func (s *server) stop() error {
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	select {
	case <-s.ended:
		return nil
	case <-time.After(40 * time.Second):
		return s.cmd.Process.Kill()
	}
}

func freeAddr() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}

// fetch returns an answer as it comes over the line.
func (s *server) fetch(path string) ([]byte, error) {
	c, err := net.Dial("tcp", s.addr)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	if err := c.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		return nil, err
	}
	if _, err := c.Write(append(get(path).bytes(s.addr), get(path).bytes(s.addr)...)); err != nil { // the second one is kept
		return nil, err
	}
	r := bufio.NewReader(c)
	var res *http.Response
	var body []byte
	for range 2 {
		if res, err = http.ReadResponse(r, nil); err != nil {
			return nil, err
		}
		if body, err = io.ReadAll(res.Body); err != nil {
			return nil, err
		}
	}
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answers %s", path, res.Status)
	}
	res.Body, res.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	var out bytes.Buffer
	err = res.Write(&out)
	return out.Bytes(), err
}

func parse(r io.Reader) (*http.Response, error) { return http.ReadResponse(bufio.NewReader(r), nil) }

// memory is what the process holds of the machine's, in bytes.
func (s *server) memory() (int64, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kb, err := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return kb << 10, err
		}
	}
	return 0, fmt.Errorf("no VmRSS")
}

// tick is the kernel's unit of processor time in /proc on every Linux Go runs on.
const tick = 10 * time.Millisecond

// cpuOf is the processor time a process has used, its ended children not included.
func cpuOf(pid int) (time.Duration, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	after := string(text[bytes.LastIndexByte(text, ')')+1:]) // the name may hold spaces
	f := strings.Fields(after)
	if len(f) < 13 {
		return 0, fmt.Errorf("/proc/%d/stat cannot be read", pid)
	}
	user, err := strconv.ParseInt(f[11], 10, 64)
	if err != nil {
		return 0, err
	}
	system, err := strconv.ParseInt(f[12], 10, 64)
	return time.Duration(user+system) * tick, err
}

// cpu is what the server used, and the database beside it where that is a process of
// its own on this machine.
func (s *server) cpu(p *place) (time.Duration, error) {
	own, err := cpuOf(s.cmd.Process.Pid)
	if err != nil || p.engine == db.SQLite {
		return own, err
	}
	all, err := os.ReadDir("/proc")
	if err != nil {
		return own, err
	}
	for _, e := range all {
		pid, err := strconv.Atoi(e.Name())
		if err != nil {
			continue
		}
		title, err := os.ReadFile(filepath.Join("/proc", e.Name(), "cmdline"))
		if err == nil && bytes.HasPrefix(title, []byte("postgres: ")) && bytes.Contains(title, []byte("haat_bench_")) {
			if used, err := cpuOf(pid); err == nil { // it may have ended between two looks
				own += used
			}
		}
	}
	return own, nil
}
