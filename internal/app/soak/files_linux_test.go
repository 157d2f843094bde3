package soak_test

import (
	"bytes"
	"image"
	"image/png"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/db"
)

// R12, R13: the folder of uploaded pictures is read-only, and then full.
// Products are saved all the same, pictures that are there are shown, a new
// one is refused cleanly, and nothing half is left.
func TestR13AReadOnlyOrFullPictureFolderRefusesPicturesAndNothingElse(t *testing.T) {
	t.Parallel()
	var data string
	s := apptest.Start(t, db.SQLite, apptest.Options{Config: func(c *app.Config) {
		data = filepath.Join(c.Data, "files")
		if err := os.Mkdir(data, 0o700); err != nil {
			t.Fatal(err)
		}
		mount(t, data, "16")
	}})
	m := apptest.Fill(t, s.App, plenty)
	owner := s.LogIn(apptest.Owner, apptest.Password)
	var kept struct{ URL string }
	upload(t, owner, s.URL, 1).Want(http.StatusCreated).Into(&kept)
	for name, fault := range map[string]func() func(){
		"read-only": func() func() {
			remount := func(flags uintptr) {
				if err := syscall.Mount("tmpfs", data, "tmpfs", syscall.MS_REMOUNT|flags, "size=16m,mode=0700"); err != nil {
					t.Fatal(err)
				}
			}
			remount(syscall.MS_RDONLY)
			return func() { remount(0) }
		},
		"full": func() func() { return ballast(t, data) },
	} {
		mend := fault()
		a := upload(t, owner, s.URL, 2)
		if a.Status != http.StatusServiceUnavailable || a.Code() == "" || a.Header.Get("Retry-After") == "" || strings.Contains(a.Text(), data) {
			t.Errorf("%s: a picture: %d %v %.300s", name, a.Status, a.Header, a.Body)
		}
		s.Client().Do("GET", kept.URL, nil).Want(http.StatusOK)
		s.Client().Do("GET", apptest.Site+"/products/"+m.ProductA, nil).Want(http.StatusOK)
		owner.Do("PATCH", apptest.Store+"/products/"+m.ProductA, map[string]any{"title": "While it is " + name}).Want(http.StatusOK)
		mend()
		upload(t, owner, s.URL, 3).Want(http.StatusCreated)
	}
	apptest.Sound(t, s.App)
}

// upload sends a picture nobody sent before.
func upload(t *testing.T, c *apptest.Client, base string, shade int) apptest.Answer {
	t.Helper()
	picture := image.NewGray(image.Rect(0, 0, 300, 200))
	for i := range picture.Pix {
		picture.Pix[i] = byte(i * shade * 7)
	}
	var drawn, body bytes.Buffer
	if err := png.Encode(&drawn, picture); err != nil {
		t.Fatal(err)
	}
	form := multipart.NewWriter(&body)
	w, err := form.CreateFormFile("file", "shade.png")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(drawn.Bytes()); err != nil {
		t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	return c.Do("POST", apptest.Store+"/media", body.String(), "Content-Type", form.FormDataContentType())
}
