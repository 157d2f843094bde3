package blobtest

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// Bucket is a server that speaks as much of the S3 protocol as kit/blob/s3
// uses, on loopback, until the test ends. Its bucket is "shop", its access key
// "key"; signatures are not checked.
type Bucket struct {
	// Addr is host:port.
	Addr  string
	mu    sync.Mutex
	files map[string]file
	types map[string]string
}

// NewBucket starts an empty one.
func NewBucket(t testing.TB) *Bucket {
	b := &Bucket{files: map[string]file{}, types: map[string]string{}}
	server := httptest.NewServer(b)
	t.Cleanup(server.Close)
	b.Addr = strings.TrimPrefix(server.URL, "http://")
	return b
}

// Type is the content type a file was put with.
func (b *Bucket) Type(key string) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.types[key]
}

type file struct {
	content  []byte
	modified time.Time
}

// ServeHTTP implements http.Handler.
func (b *Bucket) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	key := strings.TrimPrefix(strings.TrimPrefix(r.URL.Path, "/shop"), "/")
	if !strings.HasPrefix(r.Header.Get("Authorization"), "AWS4-HMAC-SHA256 Credential=key/") {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case r.Method == http.MethodGet && key == "":
		b.list(w, r)
	case r.Method == http.MethodPut:
		content, err := body(r)
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		b.files[key], b.types[key] = file{content, time.Now()}, r.Header.Get("Content-Type")
		w.Header().Set("ETag", `"x"`)
	case r.Method == http.MethodDelete:
		delete(b.files, key)
		w.WriteHeader(http.StatusNoContent)
	default:
		b.get(w, r, key)
	}
}

func (b *Bucket) get(w http.ResponseWriter, r *http.Request, key string) {
	f, ok := b.files[key]
	if !ok {
		w.WriteHeader(http.StatusNotFound)
		if r.Method == http.MethodGet {
			fmt.Fprint(w, `<Error><Code>NoSuchKey</Code></Error>`)
		}
		return
	}
	w.Header().Set("ETag", `"x"`)
	w.Header().Set("Last-Modified", f.modified.UTC().Format(http.TimeFormat))
	w.Header().Set("Content-Length", strconv.Itoa(len(f.content)))
	if r.Method == http.MethodGet {
		_, _ = w.Write(f.content)
	}
}

func (b *Bucket) list(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	limit, _ := strconv.Atoi(q.Get("max-keys"))
	after := max(q.Get("start-after"), q.Get("continuation-token"))
	type content struct {
		Key, LastModified string
		Size              int
	}
	var out struct {
		XMLName               xml.Name `xml:"ListBucketResult"`
		IsTruncated           bool
		NextContinuationToken string
		Contents              []content
	}
	var keys []string
	for key := range b.files {
		if strings.HasPrefix(key, q.Get("prefix")) && key > after {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	if limit > 0 && len(keys) > limit {
		keys, out.IsTruncated = keys[:limit], true
		out.NextContinuationToken = keys[limit-1]
	}
	for _, key := range keys {
		f := b.files[key]
		out.Contents = append(out.Contents, content{key, f.modified.UTC().Format(time.RFC3339), len(f.content)})
	}
	_ = xml.NewEncoder(w).Encode(out)
}

// body undoes the chunks that a signed stream is sent in.
func body(r *http.Request) ([]byte, error) {
	if !strings.HasPrefix(r.Header.Get("X-Amz-Content-Sha256"), "STREAMING") {
		return io.ReadAll(r.Body)
	}
	var out bytes.Buffer
	for in := bufio.NewReader(r.Body); ; {
		head, err := in.ReadString('\n')
		if err != nil {
			return nil, err
		}
		digits, _, _ := strings.Cut(strings.TrimSpace(head), ";")
		n, err := strconv.ParseInt(digits, 16, 64)
		if err != nil || n == 0 {
			return out.Bytes(), err
		}
		if _, err := io.CopyN(&out, in, n); err != nil {
			return nil, err
		}
		if _, err := in.Discard(2); err != nil {
			return nil, err
		}
	}
}
