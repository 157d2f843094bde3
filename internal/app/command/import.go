package command

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/shop/seller"
	"github.com/haatshop/haat/internal/shop/transfer"
)

type importCmd struct {
	Products importProductsCmd `cmd:"" help:"Import products from our CSV or JSON Lines, or from Shopify's product CSV."`
}

type importProductsCmd struct {
	File     string `arg:"" help:"The file to read." type:"existingfile"`
	Store    string `help:"Handle of the store for records that name none."`
	Currency string `help:"Currency of prices that name none." default:"USD"`
	DryRun   bool   `help:"Try everything and change nothing."`
	Rejects  string `help:"Write what was refused to this file, to mend and import again." type:"path"`
}

// Run implements the command: an error when any row was refused, so that
// scripts notice.
func (c importProductsCmd) Run(r *run) error {
	currency, err := money.ParseCurrency(c.Currency)
	if err != nil {
		return fmt.Errorf("--currency: %w", err)
	}
	digest, size, err := digestOf(c.File)
	if err != nil {
		return err
	}
	return r.with(func(a *app.App) (err error) {
		in := transfer.Import{File: digest, Currency: currency, DryRun: c.DryRun, Progress: r.progress(size)}
		if in.StoreID, err = c.store(r, a); err != nil {
			return err
		}
		if c.Rejects != "" {
			f, err := os.Create(c.Rejects)
			if err != nil {
				return err
			}
			in.Rejects = f
			defer func() { err = errors.Join(err, f.Close()) }()
		}
		f, err := os.Open(c.File)
		if err != nil {
			return err
		}
		defer f.Close()
		start := time.Now()
		report, err := a.Transfer.ImportProducts(app.AsSystem(r.ctx), f, in)
		return errors.Join(err, c.report(r.out, report, time.Since(start)))
	})
}

func (c importProductsCmd) store(r *run, a *app.App) (string, error) {
	if c.Store == "" {
		return "", nil
	}
	s, err := a.Seller.Public(app.AsSystem(r.ctx), a.DB, c.Store)
	if errors.Is(err, seller.ErrStoreNotFound) {
		return "", fmt.Errorf("--store: there is no open store %q", c.Store)
	}
	return s.ID, err
}

func (c importProductsCmd) report(out io.Writer, rep transfer.Report, took time.Duration) error {
	what := "Imported"
	if c.DryRun {
		what = "Tried"
	}
	fmt.Fprintf(out, "\r\033[K%s %d products in %s: %d created, %d updated, %d unchanged, %d refused.\n", what, rep.Records(), took.Round(time.Millisecond), rep.Created, rep.Updated, rep.Unchanged, rep.Rejected)
	for _, e := range rep.Errors {
		fmt.Fprintf(out, "  line %d, %s: %s\n", e.Line, e.Path, e.Message)
	}
	if rep.Rejected > 0 {
		return fmt.Errorf("%d of %d products were refused", rep.Rejected, rep.Records())
	}
	return nil
}

// progress draws one line that overwrites itself, ten times a second at most;
// nothing where out is no terminal.
func (r *run) progress(size int64) func(transfer.Report) {
	f, ok := r.out.(*os.File)
	if !ok {
		return nil
	}
	if info, err := f.Stat(); err != nil || info.Mode()&fs.ModeCharDevice == 0 {
		return nil
	}
	last, start := time.Time{}, time.Now()
	return func(rep transfer.Report) {
		if time.Since(last) < 100*time.Millisecond {
			return
		}
		last = time.Now()
		rate := float64(rep.Records()) / time.Since(start).Seconds()
		fmt.Fprintf(r.out, "\r\033[K%d products (%.0f/s), line %d of a file of %d kB, %d refused", rep.Records(), rate, rep.Line, size>>10, rep.Rejected)
	}
}

// digestOf names the file's content, so that an interrupted import of the same
// file goes on where it stopped.
func digestOf(path string) (string, int64, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), n, err
}
