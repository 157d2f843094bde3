package command

import (
	"errors"
	"os"
	"path/filepath"

	"github.com/haatshop/haat/internal/app"
)

type openAPICmd struct {
	Dir string `arg:"" default:"api" help:"Folder to write to."`
}

// Run implements the command. The documents are made from the handlers' own
// types, so they need a shop, but none of its data.
func (o openAPICmd) Run(r *run) (err error) {
	a, err := r.throwAway()
	if err != nil {
		return err
	}
	defer a.close(&err)
	docs, err := a.OpenAPI()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(o.Dir, 0o755); err != nil {
		return err
	}
	for name, body := range docs {
		if err := os.WriteFile(filepath.Join(o.Dir, name), body, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// shop is an App in a folder of its own, which goes with it.
type shop struct {
	*app.App
	dir string
}

// throwAway opens an empty shop that leaves nothing behind, whatever the
// configuration says about data.
func (r *run) throwAway() (*shop, error) {
	dir, err := os.MkdirTemp("", "haat-reference-")
	if err != nil {
		return nil, err
	}
	cfg := r.cfg
	cfg.Data, cfg.DatabaseURL, cfg.LogLevel = dir, "", "error"
	a, err := app.New(r.ctx, cfg, app.Parts{NoSync: true})
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return &shop{a, dir}, nil
}

func (s *shop) close(err *error) { *err = errors.Join(*err, s.Close(), os.RemoveAll(s.dir)) }
