package serve

import (
	"errors"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"github.com/haatshop/haat/internal/kit/blob"
)

// media serves uploaded pictures by their content hash. Names are the hash of
// the content, so an answer never changes.
type media struct{ store blob.Store }

var mediaName = regexp.MustCompile(`^/media/([0-9a-f]{32,64}(?:-[0-9]{1,4})?\.(?:jpg|jpeg|png|gif|webp|svg))$`)

// ServeHTTP implements http.Handler.
func (m media) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := mediaName.FindStringSubmatch(r.URL.Path)
	if name == nil {
		answer(w, http.StatusNotFound, "Not found.\n")
		return
	}
	body, info, err := m.store.Get(r.Context(), "media/"+name[1])
	if err != nil {
		status := http.StatusServiceUnavailable
		if errors.Is(err, blob.ErrNotFound) {
			status = http.StatusNotFound
		}
		answer(w, status, http.StatusText(status)+"\n")
		return
	}
	defer body.Close()
	h := w.Header()
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Content-Type", contentType(name[1]))
	h.Set("Content-Length", strconv.FormatInt(info.Size, 10))
	// A picture is looked at, never run: the sandbox is the second wall behind
	// what the upload refused.
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	if r.Method != http.MethodHead {
		_, _ = io.Copy(w, body) // a browser that went away reads nothing
	}
}

var types = map[string]string{"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif", "webp": "image/webp", "svg": "image/svg+xml"}

func contentType(name string) string { return types[name[strings.LastIndexByte(name, '.')+1:]] }
