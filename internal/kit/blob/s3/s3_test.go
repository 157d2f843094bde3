package s3_test

import (
	"strings"
	"testing"

	"github.com/haatshop/haat/internal/kit/blob"
	"github.com/haatshop/haat/internal/kit/blob/blobtest"
	"github.com/haatshop/haat/internal/kit/blob/s3"
)

func open(t *testing.T, prefix string) (*s3.Store, *blobtest.Bucket) {
	t.Helper()
	b := blobtest.NewBucket(t)
	s, err := s3.Open(s3.Config{Endpoint: b.Addr, Bucket: "shop", Prefix: prefix, AccessKey: "key", SecretKey: "secret", Insecure: true})
	if err != nil {
		t.Fatal(err)
	}
	return s, b
}

func TestS3IsAStore(t *testing.T) {
	for _, prefix := range []string{"", "haat/"} {
		t.Run("prefix "+prefix, func(t *testing.T) {
			blobtest.Run(t, func(t *testing.T) blob.Store { s, _ := open(t, prefix); return s })
		})
	}
}

func TestTheBucketLearnsTheTypeOfTheEnding(t *testing.T) {
	s, b := open(t, "haat/")
	if err := s.Put(t.Context(), "media/a.png", strings.NewReader("x"), 1, "text/html"); err != nil {
		t.Fatal(err)
	}
	if got := b.Type("haat/media/a.png"); got != "image/png" {
		t.Errorf("got %q", got)
	}
}

func TestAStoreWithoutABucketIsNotOpened(t *testing.T) {
	if _, err := s3.Open(s3.Config{Endpoint: "localhost:9000"}); err == nil {
		t.Error("it was")
	}
}
