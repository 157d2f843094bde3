// Package s3 keeps blobs in S3-compatible storage, for shops that run on several nodes.
package s3

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"github.com/haatshop/haat/internal/kit/blob"
)

// Config says where the bucket is.
type Config struct {
	Endpoint  string // host:port, without a scheme
	Region    string
	Bucket    string
	Prefix    string // of every key, for buckets that hold other things too; "" or "haat/"
	AccessKey string
	SecretKey string
	Insecure  bool // plain http: loopback and trusted networks only
	Transport http.RoundTripper
}

// Store is a bucket.
type Store struct {
	client *minio.Core
	bucket string
	prefix string
}

var _ blob.Store = (*Store)(nil)

// Open checks the configuration; it does not connect.
func Open(c Config) (*Store, error) {
	client, err := minio.NewCore(c.Endpoint, &minio.Options{
		Creds: credentials.NewStaticV4(c.AccessKey, c.SecretKey, ""), Secure: !c.Insecure,
		// A region that is known saves a question before the first request.
		Region: cmp.Or(c.Region, "us-east-1"), Transport: c.Transport,
	})
	if err != nil {
		return nil, fmt.Errorf("s3: configuration: %w", err)
	}
	if c.Bucket == "" {
		return nil, errors.New("s3: no bucket is named")
	}
	return &Store{client: client, bucket: c.Bucket, prefix: c.Prefix}, nil
}

// oneRequest is how much is sent at once. Longer files, such as backups, go in
// parts, which the storage joins in the end or not at all.
const oneRequest = 1 << 30

// Put implements blob.Store. The content is spooled first: only a whole file of the right
// length is sent, in one request that either stores it or not, and can be sent again.
func (s *Store) Put(ctx context.Context, key string, r io.Reader, size int64, _ string) error {
	if err := blob.CheckKey(key); err != nil {
		return err
	}
	spool, err := os.CreateTemp("", "haat-blob-")
	if err != nil {
		return fmt.Errorf("put %s: %w", key, err)
	}
	err = s.put(ctx, key, spool, r, size)
	return errors.Join(err, spool.Close(), os.Remove(spool.Name()))
}

func (s *Store) put(ctx context.Context, key string, spool *os.File, r io.Reader, size int64) error {
	n, err := io.Copy(spool, r)
	switch {
	case err != nil:
		return fmt.Errorf("put %s: %w", key, err)
	case ctx.Err() != nil:
		return fmt.Errorf("put %s: %w", key, ctx.Err())
	case size >= 0 && n != size:
		return blob.ErrSize.Becausef("put %s: announced %d bytes, got %d", key, size, n)
	}
	if _, err := spool.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("put %s: %w", key, err)
	}
	_, err = s.client.Client.PutObject(ctx, s.bucket, s.prefix+key, spool, n, minio.PutObjectOptions{
		ContentType: blob.TypeOf(key), DisableMultipart: n <= oneRequest,
	})
	if err != nil {
		return fmt.Errorf("put %s: %w", key, err)
	}
	return nil
}

// Get implements blob.Store.
func (s *Store) Get(ctx context.Context, key string) (io.ReadCloser, blob.Info, error) {
	if err := blob.CheckKey(key); err != nil {
		return nil, blob.Info{}, err
	}
	body, info, _, err := s.client.GetObject(ctx, s.bucket, s.prefix+key, minio.GetObjectOptions{})
	if err != nil {
		return nil, blob.Info{}, translate(key, err)
	}
	return body, s.infoOf(key, info), nil
}

// Stat implements blob.Store.
func (s *Store) Stat(ctx context.Context, key string) (blob.Info, error) {
	if err := blob.CheckKey(key); err != nil {
		return blob.Info{}, err
	}
	info, err := s.client.StatObject(ctx, s.bucket, s.prefix+key, minio.StatObjectOptions{})
	if err != nil {
		return blob.Info{}, translate(key, err)
	}
	return s.infoOf(key, info), nil
}

// Delete implements blob.Store.
func (s *Store) Delete(ctx context.Context, key string) error {
	if err := blob.CheckKey(key); err != nil {
		return err
	}
	err := s.client.RemoveObject(ctx, s.bucket, s.prefix+key, minio.RemoveObjectOptions{})
	if err = translate(key, err); errors.Is(err, blob.ErrNotFound) {
		return nil
	}
	return err
}

// List implements blob.Store.
func (s *Store) List(ctx context.Context, prefix, after string, limit int) ([]blob.Info, error) {
	if limit <= 0 {
		return nil, nil
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop() // the listing goes on in the background until told
	o := minio.ListObjectsOptions{Prefix: s.prefix + prefix, Recursive: true, MaxKeys: min(limit, 1000)}
	if after != "" {
		o.StartAfter = s.prefix + after
	}
	var found []blob.Info
	for info := range s.client.Client.ListObjects(ctx, s.bucket, o) {
		if info.Err != nil {
			return nil, fmt.Errorf("list %q: %w", prefix, info.Err)
		}
		found = append(found, s.infoOf(strings.TrimPrefix(info.Key, s.prefix), info))
		if len(found) == limit {
			break
		}
	}
	return found, ctx.Err()
}

func (s *Store) infoOf(key string, o minio.ObjectInfo) blob.Info {
	return blob.Info{Key: key, Size: o.Size, ContentType: blob.TypeOf(key), ModifiedAt: o.LastModified.UTC()}
}

func translate(key string, err error) error {
	if err == nil {
		return nil
	}
	switch minio.ToErrorResponse(err).Code {
	case minio.NoSuchKey, "NotFound":
		return blob.ErrNotFound.Becausef("key %s", key)
	}
	return fmt.Errorf("%s: %w", key, err)
}
