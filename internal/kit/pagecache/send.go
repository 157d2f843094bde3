package pagecache

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"
)

// Header values shared by all answers; nobody may change them in place.
var (
	gzipEncoding   = []string{"gzip"}
	htmlType       = []string{"text/html; charset=utf-8"}
	varyEncoding   = []string{"Accept-Encoding"}
	mustRevalidate = []string{"no-cache"}
)

// send writes a finished page: 304 when the browser has it, plain bytes only for the
// rare client that does not understand gzip.
func send(w http.ResponseWriter, r *http.Request, e *entry, status int) {
	if status == 0 {
		status = e.status
	}
	h := w.Header()
	h["Cache-Control"] = mustRevalidate
	if vary := h["Vary"]; len(vary) == 0 {
		h["Vary"] = varyEncoding
	} else { // the door said before what else the answer depends on
		h["Vary"] = append(vary, varyEncoding...)
	}
	if e.location != nil {
		h["Location"] = e.location
		w.WriteHeader(status)
		return
	}
	if status == http.StatusOK {
		h["Etag"] = e.etag
		if match := r.Header["If-None-Match"]; len(match) > 0 && sameTag(match[0], e.etagText) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	h["Content-Type"] = e.contentType
	if !acceptsGzip(r.Header["Accept-Encoding"]) {
		sendPlain(w, e, status)
		return
	}
	h["Content-Encoding"] = gzipEncoding
	h["Content-Length"] = e.length
	w.WriteHeader(status)
	_, _ = w.Write(e.gzip) // a reader that went away is nobody's error
}

func sendPlain(w http.ResponseWriter, e *entry, status int) {
	if e.plain != nil {
		w.Header()["Content-Length"] = e.plainLength
		w.WriteHeader(status)
		_, _ = w.Write(e.plain) // a reader that went away is nobody's error
		return
	}
	zr, err := gzip.NewReader(bytes.NewReader(e.gzip))
	if err != nil {
		panic("pagecache: own bytes cannot be read: " + err.Error())
	}
	w.WriteHeader(status)
	_, _ = io.Copy(w, zr)
}

// sameTag reports whether an If-None-Match header names the tag. The comparison is
// weak, as the header's always is.
func sameTag(header, tag string) bool {
	if header == tag || header == "*" {
		return true
	}
	for part := range strings.SplitSeq(header, ",") {
		if strings.TrimPrefix(strings.TrimSpace(part), "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}

// acceptsGzip reports whether the client takes gzip; every browser does.
func acceptsGzip(values []string) bool {
	for _, v := range values {
		for part := range strings.SplitSeq(v, ",") {
			name, params, _ := strings.Cut(strings.TrimSpace(part), ";")
			if name == "gzip" {
				q, isQ := strings.CutPrefix(strings.ReplaceAll(params, " ", ""), "q=")
				return !isQ || strings.Trim(q, "0.") != ""
			}
		}
	}
	return false
}

// etagOf is weak, because gzip and plain bytes share it.
func etagOf(body []byte) string {
	sum := sha256.Sum256(body)
	return `W/"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
}

// zippers are kept because each holds some hundred kilobytes of tables.
var zippers = sync.Pool{New: func() any { return gzip.NewWriter(io.Discard) }}

func compress(body []byte) ([]byte, error) {
	zw := zippers.Get().(*gzip.Writer)
	defer zippers.Put(zw)
	var buf bytes.Buffer
	zw.Reset(&buf)
	if _, err := zw.Write(body); err != nil {
		return nil, err
	}
	if err := zw.Close(); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}
