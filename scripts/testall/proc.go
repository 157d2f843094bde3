package main

import (
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// command is a program in a process group of its own: when the run is interrupted, the
// whole group is, browsers and servers included.
type command struct{ *exec.Cmd }

// grace is how long an interrupted group may tidy up.
const grace = 5 * time.Second

func (b *bench) command(ctx context.Context, dir, name string, args ...string) command {
	c := exec.CommandContext(ctx, name, args...)
	c.Dir = filepath.Join(b.root, dir)
	c.Env = os.Environ()
	for k, v := range b.env {
		c.Env = append(c.Env, k+"="+v)
	}
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	c.Cancel = func() error { return syscall.Kill(-c.Process.Pid, syscall.SIGTERM) }
	c.WaitDelay = grace
	return command{c}
}

// pass runs it with everything it says going to out, and leaves none of its group behind.
func (c command) pass(out io.Writer) error {
	c.Stdout, c.Stderr = out, out
	err := c.Run()
	if c.Process != nil {
		_ = syscall.Kill(-c.Process.Pid, syscall.SIGKILL) // usually nobody is left
	}
	return err
}
