package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// missing is something no stage can do without and this machine does not have.
type missing struct {
	what string
	pack string // Debian's package
}

// prepareAll installs and starts what the stages need. What cannot be had is named, all of
// it at once, before anything has run.
func (b *bench) prepareAll(ctx context.Context, stages []stage) error {
	want := map[string]bool{}
	for _, s := range stages {
		for _, n := range s.needs {
			want[n] = true
		}
	}
	if want["postgres"] || want["chromium"] {
		if err := b.system(ctx, want); err != nil {
			return err
		}
	}
	if want["npm"] {
		if err := b.command(ctx, ".", "scripts/web.sh", "packages").pass(b.out); err != nil {
			return fmt.Errorf("npm packages: %w", err)
		}
	}
	if want["binary"] && !slices.ContainsFunc(stages, func(s stage) bool { return s.name == "build" }) {
		if _, err := b.build(ctx); err != nil {
			return fmt.Errorf("build: %w", err)
		}
	}
	b.env["HAAT_BIN"] = filepath.Join(b.root, "bin", "haat")
	if !want["postgres"] {
		return nil
	}
	var err error
	place := b.scratch
	if inMemory(sharedMemory, roomOfDatabase, "/proc/meminfo") {
		if b.memory, err = os.MkdirTemp(sharedMemory, "haat-test-"); err != nil {
			return err
		}
		if err := os.Chmod(b.memory, 0o711); err != nil {
			return err
		}
		place = b.memory
	}
	if b.pg, err = startPostgres(ctx, postgresBin(), place); err != nil {
		return err
	}
	b.env["HAAT_TEST_DATABASE_URL"] = b.pg.url
	return nil
}

// system looks for the programs that are not ours to ship.
func (b *bench) system(ctx context.Context, want map[string]bool) error {
	lacking := b.lacking(want)
	if len(lacking) > 0 && canInstall() {
		if err := b.install(ctx, lacking); err != nil {
			return err
		}
		lacking = b.lacking(want)
	}
	if len(lacking) > 0 {
		return complaint(lacking)
	}
	if want["chromium"] {
		b.env["CHROMIUM"] = chromium()
	}
	return nil
}

func (b *bench) lacking(want map[string]bool) []missing {
	var out []missing
	if want["postgres"] && postgresBin() == "" {
		out = append(out, missing{"PostgreSQL 15 or newer (initdb, postgres)", "postgresql"})
	}
	if want["chromium"] && chromium() == "" {
		out = append(out, missing{"Chromium or Chrome", "chromium"})
	}
	return out
}

func complaint(lacking []missing) error {
	var lines, packs []string
	for _, m := range lacking {
		lines = append(lines, "  - "+m.what+" (package "+m.pack+")")
		packs = append(packs, m.pack)
	}
	return errors.New("The tests need what is not here:\n" + strings.Join(lines, "\n") +
		"\nInstall it (Debian: sudo apt-get install " + strings.Join(packs, " ") + "), or run make test as root on Debian.")
}

// canInstall: only root on Debian and its kin has packages installed for it.
func canInstall() bool {
	_, err := exec.LookPath("apt-get")
	return err == nil && os.Geteuid() == 0
}

func (b *bench) install(ctx context.Context, lacking []missing) error {
	args := []string{"install", "-y", "--no-install-recommends"}
	for _, m := range lacking {
		args = append(args, m.pack)
	}
	fmt.Fprintln(b.out, "Installing with apt-get:", strings.Join(args[3:], " "))
	var err error
	for _, a := range [][]string{{"update", "-q"}, args} {
		c := b.command(ctx, ".", "apt-get", a...)
		c.Env = append(c.Env, "DEBIAN_FRONTEND=noninteractive")
		err = c.pass(b.out) // a broken list of somebody else's must not stop the install
	}
	if err != nil {
		return fmt.Errorf("apt-get install: %w", err)
	}
	return nil
}

// postgresBin is the folder with initdb and postgres, the newest where there are several,
// or "".
func postgresBin() string {
	var dirs []string
	if path, err := exec.LookPath("initdb"); err == nil {
		if real, err := filepath.EvalSymlinks(path); err == nil {
			dirs = append(dirs, filepath.Dir(real))
		}
	}
	for _, pattern := range []string{"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin"} {
		found, _ := filepath.Glob(pattern)
		slices.SortFunc(found, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(b, a)) })
		dirs = append(dirs, found...)
	}
	for _, dir := range dirs {
		if runnable(filepath.Join(dir, "initdb")) && runnable(filepath.Join(dir, "postgres")) && runnable(filepath.Join(dir, "pg_isready")) {
			return dir
		}
	}
	return ""
}

func runnable(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0
}

// chromium is the browser's path, or "".
func chromium() string {
	names := []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}
	if own := os.Getenv("CHROMIUM"); own != "" {
		names = append([]string{own}, names...)
	}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}
