package dashboard

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/klauspost/compress/gzip"

	"github.com/haatshop/haat/web/dashboard"
)

const page = "<!doctype html><title>Haat</title>"

var script = strings.Repeat("export const a = 1;\n", 100)

func built(t *testing.T) http.Handler {
	t.Helper()
	h, err := Handler(fstest.MapFS{
		".keep":                    {},
		"index.html":               {Data: []byte(page)},
		"favicon.svg":              {Data: []byte("<svg/>")},
		"assets/index-B2nni4ee.js": {Data: []byte(script)},
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func get(h http.Handler, path string, header ...string) *http.Response {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r io.Reader) string {
	t.Helper()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestEveryPathThatIsNoFileIsThePage(t *testing.T) {
	h := built(t)
	for _, path := range []string{"/dashboard/", "/dashboard", "/dashboard/orders/ord_1", "/dashboard/setup?token=x", "/dashboard/../../etc/passwd", "/dashboard/.keep"} {
		res := get(h, path)
		if got := body(t, res.Body); res.StatusCode != http.StatusOK || got != page {
			t.Errorf("%s: %d %q, want the page", path, res.StatusCode, got)
		}
		if got := res.Header.Get("Content-Security-Policy"); got != CSP {
			t.Errorf("%s: Content-Security-Policy %q", path, got)
		}
		if got := res.Header.Get("Cache-Control"); got != "no-cache" {
			t.Errorf("%s: Cache-Control %q, want no-cache", path, got)
		}
	}
}

func TestAssetsAreKeptForEver(t *testing.T) {
	res := get(built(t), "/dashboard/assets/index-B2nni4ee.js")
	if got := res.Header.Get("Cache-Control"); got != "public, max-age=31536000, immutable" {
		t.Errorf("Cache-Control %q", got)
	}
	if got := res.Header.Get("Content-Type"); got != "text/javascript; charset=utf-8" {
		t.Errorf("Content-Type %q", got)
	}
	if got := body(t, res.Body); got != script {
		t.Errorf("body of %d bytes, want %d", len(got), len(script))
	}
}

func TestAnAssetOfAnOlderVersionIsNotFoundRatherThanThePage(t *testing.T) {
	if res := get(built(t), "/dashboard/assets/index-OLD.js"); res.StatusCode != http.StatusNotFound {
		t.Errorf("status %d, want 404", res.StatusCode)
	}
}

func TestAssetsTravelCompressedToThoseWhoCanReadIt(t *testing.T) {
	h := built(t)
	res := get(h, "/dashboard/assets/index-B2nni4ee.js", "Accept-Encoding", "br, gzip;q=0.8")
	if got := res.Header.Get("Content-Encoding"); got != "gzip" {
		t.Fatalf("Content-Encoding %q, want gzip", got)
	}
	zr, err := gzip.NewReader(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if got := body(t, zr); got != script {
		t.Error("the compressed script is not the script")
	}
	for _, refuses := range []string{"", "br", "gzip;q=0", "identity"} {
		if res := get(h, "/dashboard/assets/index-B2nni4ee.js", "Accept-Encoding", refuses); res.Header.Get("Content-Encoding") != "" {
			t.Errorf("Accept-Encoding %q got %q", refuses, res.Header.Get("Content-Encoding"))
		}
	}
}

func TestWhatTheReaderHasIsNotSentAgain(t *testing.T) {
	h := built(t)
	for _, encoding := range []string{"", "gzip"} {
		tag := get(h, "/dashboard/", "Accept-Encoding", encoding).Header.Get("ETag")
		res := get(h, "/dashboard/", "Accept-Encoding", encoding, "If-None-Match", "W/"+tag)
		if res.StatusCode != http.StatusNotModified || body(t, res.Body) != "" {
			t.Errorf("%q: status %d, want 304 without a body", encoding, res.StatusCode)
		}
	}
}

func TestOnlyReadingIsAllowed(t *testing.T) {
	h := built(t)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/dashboard/", nil))
	if w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d, want 405", w.Code)
	}
	w = httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodHead, "/dashboard/", nil))
	if w.Code != http.StatusOK || w.Body.Len() != 0 || w.Header().Get("Content-Length") == "" {
		t.Errorf("HEAD: %d with %d bytes", w.Code, w.Body.Len())
	}
}

func TestAProgramBuiltWithoutTheDashboardSaysSo(t *testing.T) {
	h, err := Handler(fstest.MapFS{".keep": {}})
	if err != nil {
		t.Fatal(err)
	}
	if got := body(t, get(h, "/dashboard/").Body); !strings.Contains(got, "make build") {
		t.Errorf("got %q", got)
	}
}

// The embedded build, when there is one, must not need what the policy forbids.
func TestTheEmbeddedPageHasNoInlineScript(t *testing.T) {
	h, err := Handler(dashboardassets.FS())
	if err != nil {
		t.Fatal(err)
	}
	html := body(t, get(h, "/dashboard/").Body)
	for rest := html; ; {
		_, after, found := strings.Cut(rest, "<script")
		if !found {
			break
		}
		attributes, _, _ := strings.Cut(after, ">")
		if !strings.Contains(attributes, "src=\"/dashboard/") {
			t.Errorf("inline or foreign script: <script%s>", attributes)
		}
		rest = after
	}
}
