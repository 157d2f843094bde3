package blob_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/kit/blob"
	"github.com/haatshop/haat/internal/kit/blob/blobtest"
)

func open(t *testing.T, folder string) *blob.Disk {
	t.Helper()
	d, err := blob.OpenDisk(folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

func TestDiskIsAStore(t *testing.T) {
	blobtest.Run(t, func(t *testing.T) blob.Store { return open(t, t.TempDir()) })
}

func TestDiskRefusesALinkThatLeavesIt(t *testing.T) {
	outside, folder := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(outside, "secret.txt"), []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(folder, "way-out")); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	d := open(t, folder)
	if _, _, err := d.Get(t.Context(), "way-out/secret.txt"); err == nil {
		t.Error("read through the link")
	}
	if err := d.Put(t.Context(), "way-out/new.txt", strings.NewReader("x"), 1, ""); err == nil {
		t.Error("wrote through the link")
	}
	if left, _ := os.ReadDir(outside); len(left) != 1 {
		t.Errorf("the outside changed: %v", left)
	}
}

func TestDiskClearsWhatACrashLeftBehind(t *testing.T) {
	folder := t.TempDir()
	d := open(t, folder)
	if err := d.Put(t.Context(), "a.txt", strings.NewReader("x"), 1, ""); err != nil {
		t.Fatal(err)
	}
	leftover := filepath.Join(folder, ".incoming", "half")
	if err := os.WriteFile(leftover, []byte("ha"), 0o600); err != nil {
		t.Fatal(err)
	}
	old := time.Now().Add(-25 * time.Hour)
	if err := os.Chtimes(leftover, old, old); err != nil {
		t.Fatal(err)
	}
	busy := filepath.Join(folder, ".incoming", "busy") // of another process, at this moment
	if err := os.WriteFile(busy, []byte("ha"), 0o600); err != nil {
		t.Fatal(err)
	}
	again := open(t, folder)
	if _, err := os.Stat(busy); err != nil {
		t.Errorf("what another process is writing: %v", err)
	}
	if _, err := os.Stat(leftover); !os.IsNotExist(err) {
		t.Errorf("leftover: %v", err)
	}
	if all, err := again.List(t.Context(), "", "", 10); err != nil || len(all) != 1 {
		t.Errorf("list: %v, %v", all, err)
	}
}

func TestEqualContentHasOneKey(t *testing.T) {
	hash, size, err := blob.Hash(strings.NewReader("haat"))
	if err != nil || size != 4 || len(hash) != 40 {
		t.Fatalf("%q, %d, %v", hash, size, err)
	}
	key := blob.ContentKey("media", hash, ".jpg")
	if key != "media/"+hash[:2]+"/"+hash+".jpg" || blob.CheckKey(key) != nil {
		t.Errorf("key %q", key)
	}
}
