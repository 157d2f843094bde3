package soak_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/app/apptest"
)

// mount makes a folder a file system of its own, of some megabytes. That takes
// root; others skip.
func mount(t *testing.T, dir, megabytes string) {
	t.Helper()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+megabytes+"m,mode=0700"); err != nil {
		t.Skipf("a small disk cannot be mounted here (%v): run as root to test a full one", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
}

// ballast fills what is left of a disk to the last byte.
func ballast(t *testing.T, dir string) (lift func()) {
	t.Helper()
	name := filepath.Join(dir, "ballast")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	for size := 1 << 20; size > 0; {
		if _, err := f.Write(make([]byte, size)); errors.Is(err, syscall.ENOSPC) {
			size /= 4
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil && !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	return func() {
		if err := os.Remove(name); err != nil {
			t.Error(err)
		}
	}
}

// R12: the disk is full to the last byte, under load, and later it is not. The
// shop goes on reading, refuses writing cleanly, and recovers by itself.
func TestR12AFullDiskIsACleanRefusalAndNoDamage(t *testing.T) {
	if testing.Short() {
		t.Skip("mounts a file system")
	}
	t.Parallel()
	cfg := config(t)
	mount(t, cfg.Data, "64")
	office := openOffice(t)
	cfg.SandboxURL = office.url()
	m := seed(t, cfg, plenty)
	p := newProcess(t, cfg)
	p.start()
	s := newStorm(t, m, p.url())
	crews := s.run(8)
	rounds := pick(1, 10)
	for range rounds {
		s.after(60)
		lift := ballast(t, cfg.Data)
		c := apptest.NewClient(t, p.url())
		refused := 0
		// The log writes over its old pages for a while before it needs a new one.
		for began := time.Now(); refused < pick(10, 100) && time.Since(began) < 30*time.Second; time.Sleep(20 * time.Millisecond) {
			c.Do("GET", apptest.Site+"/products/"+m.ProductA, nil).Want(200)
			c.Do("GET", apptest.Site+"/products?limit=5", nil).Want(200)
			c.Do("GET", "/products", nil).Want(200)
			a := c.Do("POST", apptest.Site+"/carts", map[string]any{})
			switch {
			case a.Status == 201: // the write-ahead log had room left
			case a.Status == 503 || a.Status == 507:
				refused++
				if a.Code() == "" || a.Header.Get("Retry-After") == "" || strings.Contains(a.Text(), "disk") || !strings.HasPrefix(a.Header.Get("Content-Type"), "application/problem+json") {
					t.Errorf("refused with %v %s", a.Header, a.Body)
				}
			default:
				t.Errorf("on a full disk: %d %.300s", a.Status, a.Body)
			}
		}
		if refused == 0 {
			t.Error("nothing was refused: the disk was not full")
		}
		lift()
		count(t, "away after there was room again", s.resume(t, time.Now()))
	}
	s.after(60)
	s.end(crews)
	count(t, "times the disk was full", rounds)
	p.stop(syscall.SIGTERM)
	s.audit(t, cfg, office)
}
