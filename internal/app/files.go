package app

import (
	"errors"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/haatshop/haat/internal/kit/blob"
	"github.com/haatshop/haat/internal/kit/blob/s3"
)

// files opens the store of pictures and other files: the data folder, or an
// S3-compatible bucket that many nodes share.
func (c Config) files() (blob.Store, error) {
	if c.FilesURL == "" {
		return blob.OpenDisk(filepath.Join(c.Data, "files"))
	}
	o, err := c.s3()
	if err != nil {
		return nil, err
	}
	return s3.Open(o)
}

// s3 reads HAAT_FILES_URL. Errors never repeat it: it holds a secret.
func (c Config) s3() (s3.Config, error) {
	u, err := url.Parse(c.FilesURL)
	if err != nil || u.Scheme != "s3" || u.Host == "" || strings.Trim(u.Path, "/") == "" || u.User == nil {
		return s3.Config{}, errors.New("is not like s3://key:secret@host:port/bucket")
	}
	bucket, prefix, _ := strings.Cut(strings.Trim(u.Path, "/"), "/")
	if prefix != "" {
		prefix += "/"
	}
	secret, _ := u.User.Password()
	return s3.Config{Endpoint: u.Host, Region: u.Query().Get("region"), Bucket: bucket, Prefix: prefix, AccessKey: u.User.Username(), SecretKey: secret,
		Insecure: u.Query().Get("tls") == "off"}, nil
}
