// Package blobtest is what every blob.Store must pass.
package blobtest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/blob"
)

// Run proves a store; fresh answers an empty one.
func Run(t *testing.T, fresh func(t *testing.T) blob.Store) {
	for name, prove := range map[string]func(*testing.T, blob.Store){
		"what was put is got back whole":               getsBack,
		"putting again replaces":                       replaces,
		"a failed write leaves what was there":         failsWhole,
		"an announced length is checked":               checksSize,
		"a missing file is not found":                  missing,
		"deleting twice is no error":                   deletes,
		"a key cannot leave the store":                 refusesKeys,
		"a list is in key order and pages":             lists,
		"readers never see a file half written":        neverHalf,
		"a cancelled request writes nothing":           cancels,
		"the type is the ending's, not the stranger's": types,
	} {
		t.Run(name, func(t *testing.T) { prove(t, fresh(t)) })
	}
}

func put(t *testing.T, s blob.Store, key, content string) {
	t.Helper()
	if err := s.Put(t.Context(), key, strings.NewReader(content), int64(len(content)), ""); err != nil {
		t.Fatalf("put %s: %v", key, err)
	}
}

func get(t *testing.T, s blob.Store, key string) string {
	t.Helper()
	r, info, err := s.Get(t.Context(), key)
	if err != nil {
		t.Fatalf("get %s: %v", key, err)
	}
	defer r.Close()
	content, err := io.ReadAll(r)
	if err != nil {
		t.Fatalf("read %s: %v", key, err)
	}
	if info.Key != key || info.Size != int64(len(content)) {
		t.Errorf("info of %s is %+v for %d bytes", key, info, len(content))
	}
	return string(content)
}

func getsBack(t *testing.T, s blob.Store) {
	long := strings.Repeat("haat\x00", 100_000)
	put(t, s, "media/ab/abc.jpg", long)
	if get(t, s, "media/ab/abc.jpg") != long {
		t.Error("content differs")
	}
	put(t, s, "media/empty.txt", "")
	if get(t, s, "media/empty.txt") != "" {
		t.Error("an empty file is not empty")
	}
	info, err := s.Stat(t.Context(), "media/ab/abc.jpg")
	if err != nil || info.Size != 500_000 || info.ContentType != "image/jpeg" || info.ModifiedAt.IsZero() {
		t.Errorf("stat: %+v, %v", info, err)
	}
	if err := s.Put(t.Context(), "unknown.txt", strings.NewReader("no length"), -1, ""); err != nil {
		t.Errorf("a length that is not known: %v", err)
	}
}

func replaces(t *testing.T, s blob.Store) {
	put(t, s, "a.txt", "first and longer")
	put(t, s, "a.txt", "second")
	if got := get(t, s, "a.txt"); got != "second" {
		t.Errorf("got %q", got)
	}
}

func failsWhole(t *testing.T, s blob.Store) {
	put(t, s, "a.txt", "kept")
	broken := io.MultiReader(strings.NewReader("half"), iotest.ErrReader(errors.New("gone")))
	for _, key := range []string{"a.txt", "new.txt"} {
		if err := s.Put(t.Context(), key, broken, 100, ""); err == nil {
			t.Errorf("%s: a broken reader was taken", key)
		}
	}
	if got := get(t, s, "a.txt"); got != "kept" {
		t.Errorf("got %q", got)
	}
	if _, err := s.Stat(t.Context(), "new.txt"); !errors.Is(err, blob.ErrNotFound) {
		t.Errorf("half a file is there: %v", err)
	}
}

func checksSize(t *testing.T, s blob.Store) {
	for _, size := range []int64{3, 5} {
		err := s.Put(t.Context(), "a.txt", strings.NewReader("four"), size, "")
		if !errors.Is(err, blob.ErrSize) {
			t.Errorf("announced %d, got 4: %v", size, err)
		}
	}
	if _, err := s.Stat(t.Context(), "a.txt"); !errors.Is(err, blob.ErrNotFound) {
		t.Errorf("it is there all the same: %v", err)
	}
}

func missing(t *testing.T, s blob.Store) {
	put(t, s, "folder/a.txt", "x")
	for _, key := range []string{"none.txt", "folder", "folder/a.txt/b"} {
		if _, _, err := s.Get(t.Context(), key); !errors.Is(err, blob.ErrNotFound) {
			t.Errorf("get %s: %v", key, err)
		}
		if _, err := s.Stat(t.Context(), key); !errors.Is(err, blob.ErrNotFound) {
			t.Errorf("stat %s: %v", key, err)
		}
	}
}

func deletes(t *testing.T, s blob.Store) {
	put(t, s, "folder/a.txt", "x")
	for range 2 {
		if err := s.Delete(t.Context(), "folder/a.txt"); err != nil {
			t.Error(err)
		}
	}
	if _, err := s.Stat(t.Context(), "folder/a.txt"); !errors.Is(err, blob.ErrNotFound) {
		t.Errorf("still there: %v", err)
	}
}

func refusesKeys(t *testing.T, s blob.Store) {
	for _, key := range []string{
		"", "/", "/a", "a/", "a//b", "..", "../a", "a/../b", ".", "./a", ".hidden", "a/.b", "A.txt", "ä", "a b",
		"a\\b", "a\x00b", "c:a", strings.Repeat("a", 201), strings.Repeat("a/", 300) + "a",
	} {
		if err := s.Put(t.Context(), key, strings.NewReader("x"), 1, ""); !errors.Is(err, blob.ErrBadKey) {
			t.Errorf("put %.40q: %v", key, err)
		}
		if _, _, err := s.Get(t.Context(), key); !errors.Is(err, blob.ErrBadKey) {
			t.Errorf("get %.40q: %v", key, err)
		}
		if err := s.Delete(t.Context(), key); !errors.Is(err, blob.ErrBadKey) {
			t.Errorf("delete %.40q: %v", key, err)
		}
	}
}

func lists(t *testing.T, s blob.Store) {
	all := []string{"a-b.txt", "a/b.txt", "a/c/d.txt", "a0.txt", "media/1.jpg", "media/2.jpg", "z.txt"}
	for i := range all {
		put(t, s, all[len(all)-1-i], "x")
	}
	for _, c := range []struct {
		prefix string
		want   []string
	}{{"", all}, {"a/", all[1:3]}, {"a", all[:4]}, {"media/", all[4:6]}, {"nothing", nil}} {
		for _, size := range []int{1, 2, 100} {
			if diff := cmp.Diff(c.want, pages(t, s, c.prefix, size)); diff != "" {
				t.Errorf("prefix %q by %d: %s", c.prefix, size, diff)
			}
		}
	}
}

func pages(t *testing.T, s blob.Store, prefix string, size int) []string {
	t.Helper()
	var keys []string
	after := ""
	for range 100 {
		page, err := s.List(t.Context(), prefix, after, size)
		if err != nil {
			t.Fatal(err)
		}
		for _, info := range page {
			keys = append(keys, info.Key)
			after = info.Key
		}
		if len(page) < size {
			return keys
		}
	}
	t.Fatal("the list never ends")
	return nil
}

func neverHalf(t *testing.T, s blob.Store) {
	const length = 50_000
	content := func(i int) string { return strings.Repeat(string(rune('a'+i%8)), length) }
	put(t, s, "hot.txt", content(0))
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			for i := range 20 {
				if err := s.Put(context.Background(), "hot.txt", strings.NewReader(content(w+i)), length, ""); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for range 50 {
		if got := get(t, s, "hot.txt"); len(got) != length || strings.Count(got, got[:1]) != length {
			t.Errorf("a mixture of %d bytes", len(got))
		}
	}
	wg.Wait()
}

func cancels(t *testing.T, s blob.Store) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Put(ctx, "a.txt", strings.NewReader("x"), 1, ""); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, err := s.Stat(t.Context(), "a.txt"); !errors.Is(err, blob.ErrNotFound) {
		t.Errorf("it is there: %v", err)
	}
}

func types(t *testing.T, s blob.Store) {
	for i, c := range []struct{ ext, want string }{{"png", "image/png"}, {"html", "application/octet-stream"}} {
		key := fmt.Sprintf("t/%d.%s", i, c.ext)
		if err := s.Put(t.Context(), key, strings.NewReader("x"), 1, "text/html"); err != nil {
			t.Fatal(err)
		}
		if info, err := s.Stat(t.Context(), key); err != nil || info.ContentType != c.want {
			t.Errorf("%s: %+v, %v", key, info, err)
		}
	}
}
