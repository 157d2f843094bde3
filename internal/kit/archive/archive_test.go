package archive

import (
	"archive/tar"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"filippo.io/age"
	"github.com/klauspost/compress/zstd"
)

func made(t *testing.T, lock Lock) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := NewWriter(&out, lock)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{"a", "dir/b", "dir/c.jpg"} {
		if err := w.Part(p, int64(len(p)*1000), strings.NewReader(strings.Repeat(p, 1000))); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		lock Lock
		key  Key
	}{
		"plain":      {},
		"passphrase": {Lock{Passphrase: "p", Work: 10}, Key{Passphrase: "p"}},
		"keys":       {Lock{Recipients: []string{id.Recipient().String()}}, Key{Identities: "# mine\n" + id.String() + "\n"}},
	} {
		var names []string
		n, size, err := Read(bytes.NewReader(made(t, c.lock)), c.key, func(name string, size int64, r io.Reader) error {
			b, err := io.ReadAll(r)
			if int64(len(b)) != size || string(b) != strings.Repeat(name, 1000) {
				t.Error(name, len(b))
			}
			names = append(names, name)
			return err
		})
		if err != nil || n != 3 || size != 15_000 || strings.Join(names, " ") != "a dir/b dir/c.jpg" {
			t.Error(name, n, size, names, err)
		}
		if n, _, err := Read(bytes.NewReader(made(t, c.lock)), c.key, nil); n != 3 || err != nil {
			t.Error(name, n, err)
		}
	}
}

// content is everything an archive hands over.
func content(b []byte) (string, error) {
	var all strings.Builder
	_, _, err := Read(bytes.NewReader(b), Key{}, func(name string, size int64, r io.Reader) error {
		all.WriteString(name + "\n")
		_, err := io.Copy(&all, r)
		return err
	})
	return all.String(), err
}

// Zstandard has a few bits that mean nothing. Turning one over changes no
// content; whatever does change content is refused.
func TestAByteThatChangesContentIsNoticedWithoutEncryptionToo(t *testing.T) {
	good := made(t, Lock{})
	want, err := content(good)
	if err != nil {
		t.Fatal(err)
	}
	meaningless := 0
	for at := range good {
		for bit := range 8 {
			bad := bytes.Clone(good)
			bad[at] ^= 1 << bit
			switch got, err := content(bad); {
			case err == nil && got != want:
				t.Errorf("bit %d of byte %d changes what is read", bit, at)
			case err == nil:
				meaningless++
			}
		}
		if _, err := content(good[:at]); err == nil {
			t.Errorf("cut at %d", at)
		}
	}
	if limit := len(good) * 8 / 100; meaningless > limit {
		t.Errorf("%d bits turned over went unnoticed, more than %d", meaningless, limit)
	}
}

// forged is a plain archive with these tar entries.
func forged(t *testing.T, entries ...*tar.Header) []byte {
	t.Helper()
	var out bytes.Buffer
	z, err := zstd.NewWriter(&out)
	if err != nil {
		t.Fatal(err)
	}
	w := tar.NewWriter(z)
	for _, h := range entries {
		h.Mode = 0o600
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(make([]byte, h.Size)); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Close(), z.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestNamesThatLeadElsewhereAndLinksAreRefused(t *testing.T) {
	for _, h := range []*tar.Header{
		{Name: "../x", Typeflag: tar.TypeReg, Size: 1}, {Name: "/etc/x", Typeflag: tar.TypeReg, Size: 1}, {Name: "files/../../x", Typeflag: tar.TypeReg, Size: 1},
		{Name: "files/.hidden", Typeflag: tar.TypeReg, Size: 1}, {Name: `a\..\b`, Typeflag: tar.TypeReg, Size: 1}, {Name: "C:x", Typeflag: tar.TypeReg, Size: 1},
		{Name: "files/a", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"}, {Name: "files/a", Typeflag: tar.TypeLink, Linkname: "b"}, {Name: "files/", Typeflag: tar.TypeDir},
		{Name: strings.Repeat("a", 700), Typeflag: tar.TypeReg, Size: 1},
	} {
		seen := false
		_, _, err := Read(bytes.NewReader(forged(t, h)), Key{}, func(string, int64, io.Reader) error { seen = true; return nil })
		if !errors.Is(err, ErrDamaged) || seen {
			t.Errorf("%q: %v", h.Name, err)
		}
	}
}

func TestAnArchiveWithoutItsManifestIsRefused(t *testing.T) {
	if _, _, err := Read(bytes.NewReader(forged(t, &tar.Header{Name: "a", Typeflag: tar.TypeReg, Size: 1})), Key{}, nil); !errors.Is(err, ErrDamaged) {
		t.Error(err)
	}
	empty := &tar.Header{Name: manifestName, Typeflag: tar.TypeReg}
	if _, _, err := Read(bytes.NewReader(forged(t, &tar.Header{Name: "a", Typeflag: tar.TypeReg, Size: 1}, empty)), Key{}, nil); !errors.Is(err, ErrDamaged) {
		t.Error(err)
	}
}

func TestAPartThatIsNotAsLongAsAnnouncedEndsTheArchive(t *testing.T) {
	w, err := NewWriter(io.Discard, Lock{})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Part("a", 5, strings.NewReader("abc")); err == nil {
		t.Error("too short")
	}
	if w, err = NewWriter(io.Discard, Lock{}); err != nil {
		t.Fatal(err)
	}
	if err := w.Part("a", 2, strings.NewReader("abc")); err == nil {
		t.Error("too long")
	}
	if err := w.Part("../a", 2, strings.NewReader("ab")); err == nil {
		t.Error("a bad name")
	}
}
