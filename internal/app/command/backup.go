package command

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/kit/archive"
)

type backupCmd struct {
	Create backupCreateCmd `cmd:"" default:"withargs" help:"Write a backup of everything, beside a running server."`
	List   backupListCmd   `cmd:"" help:"List the backups of a place."`
	Drill  backupDrillCmd  `cmd:"" help:"Restore a backup into a scratch shop, serve and check it, and remove it."`
}

// KeyFlags open a backup. A passphrase is never a flag: others see those.
type KeyFlags struct {
	PassphraseFile string `help:"File with the passphrase (its first line)." type:"existingfile" env:"HAAT_BACKUP_PASSPHRASE_FILE"`
}

func (k KeyFlags) passphrase() (string, error) {
	if k.PassphraseFile == "" {
		return "", nil
	}
	b, err := os.ReadFile(k.PassphraseFile)
	if err != nil {
		return "", err
	}
	line, _, _ := strings.Cut(string(b), "\n")
	if line = strings.TrimSpace(line); line == "" {
		return "", fmt.Errorf("%s holds no passphrase", k.PassphraseFile)
	}
	return line, nil
}

type OpenFlags struct {
	KeyFlags
	Identity string `help:"File with the private key, as age-keygen writes it." type:"existingfile" env:"HAAT_BACKUP_IDENTITY"`
}

func (o OpenFlags) key() (k archive.Key, err error) {
	if k.Passphrase, err = o.passphrase(); err != nil || o.Identity == "" {
		return k, err
	}
	b, err := os.ReadFile(o.Identity)
	k.Identities = string(b)
	return k, err
}

type backupCreateCmd struct {
	KeyFlags
	To        string   `required:"" help:"Folder, or s3://key:secret@host/bucket/prefix." env:"HAAT_BACKUP_TO"`
	Recipient []string `help:"Public key (age1…) that may read it; may be repeated." env:"HAAT_BACKUP_RECIPIENT"`
	Plain     bool     `help:"Do not encrypt: whoever has the file has every customer and the shop's key."`
	Keep      int      `help:"Keep so many of the newest backups there and delete older ones; 0 keeps all." default:"0"`
	JSON      bool     `help:"Say what was made as JSON."`
}

// Run implements the command.
func (c backupCreateCmd) Run(r *run) error {
	lock := archive.Lock{Recipients: c.Recipient}
	var err error
	if lock.Passphrase, err = c.passphrase(); err != nil {
		return err
	}
	if !c.Plain && lock.Passphrase == "" && len(lock.Recipients) == 0 {
		return errors.New("a backup is encrypted: give --passphrase-file or --recipient (or --plain, if you must)")
	}
	at, err := app.OpenBackups(c.To)
	if err != nil {
		return err
	}
	b, err := app.MakeBackup(r.ctx, r.cfg, at, app.BackupOptions{Program: version, Lock: lock, Keep: c.Keep, Now: time.Now()})
	if err != nil {
		return err
	}
	if c.JSON {
		return json.NewEncoder(r.out).Encode(b)
	}
	fmt.Fprintf(r.out, "%s: %d rows and %d files as of %s, %d kB, in %s.\n", b.Name, b.Rows, b.Files, b.Moment.Format(time.RFC3339), b.Size>>10, b.Took.Round(time.Millisecond))
	for _, name := range b.Gone {
		fmt.Fprintln(r.out, "deleted", name)
	}
	return nil
}

type backupListCmd struct {
	To   string `arg:"" help:"Folder, or s3://key:secret@host/bucket/prefix." env:"HAAT_BACKUP_TO"`
	JSON bool   `help:"List as JSON."`
}

// Run implements the command.
func (c backupListCmd) Run(r *run) error {
	at, err := app.OpenBackups(c.To)
	if err != nil {
		return err
	}
	all, err := app.Backups(r.ctx, at)
	if err != nil {
		return err
	}
	if c.JSON {
		return json.NewEncoder(r.out).Encode(all)
	}
	for _, i := range all {
		fmt.Fprintf(r.out, "%s  %10d kB  %s\n", i.Key, i.Size>>10, i.ModifiedAt.UTC().Format(time.RFC3339))
	}
	return nil
}

type backupDrillCmd struct {
	OpenFlags
	File string `arg:"" help:"The backup: a file, or s3://key:secret@host/bucket/name."`
	JSON bool   `help:"Report as JSON."`
}

// Run implements the command: an error when anything is not as it must be.
func (c backupDrillCmd) Run(r *run) error {
	from, key, err := opened(c.File, c.OpenFlags)
	if err != nil {
		return err
	}
	d, err := app.Drill(r.ctx, from, key)
	if err != nil {
		return err
	}
	if c.JSON {
		err = json.NewEncoder(r.out).Encode(map[string]any{"drill": d, "ready_ms": d.Ready.Milliseconds()})
	} else {
		printRestored(r.out, d.Restored)
		for _, p := range d.Pages {
			fmt.Fprintln(r.out, " ", p)
		}
		fmt.Fprintf(r.out, "From nothing to serving: %s.\n", d.Ready.Round(time.Millisecond))
	}
	for _, p := range d.Problems {
		err = errors.Join(err, errors.New(p))
	}
	return err
}

func opened(where string, o OpenFlags) (app.Source, archive.Key, error) {
	key, err := o.key()
	if err != nil {
		return nil, key, err
	}
	from, err := app.SourceOf(where)
	return from, key, err
}

type restoreCmd struct {
	OpenFlags
	File string `arg:"" help:"The backup: a file, or s3://key:secret@host/bucket/name."`
	JSON bool   `help:"Report as JSON."`
}

// Run implements the command: an error when the restored data does not hold.
func (c restoreCmd) Run(r *run) error {
	from, key, err := opened(c.File, c.OpenFlags)
	if err != nil {
		return err
	}
	out, err := app.Restore(r.ctx, r.cfg, from, key)
	if err != nil {
		return err
	}
	if c.JSON {
		err = json.NewEncoder(r.out).Encode(map[string]any{"restored": out, "took_ms": (out.Checked + out.Loaded + out.Verified).Milliseconds()})
	} else {
		printRestored(r.out, out)
	}
	if out.Report.Wrong() > 0 {
		err = errors.Join(err, errUnsound)
	}
	return err
}

func printRestored(out io.Writer, r app.Restored) {
	printReport(out, r.Report, r.Verified)
	fmt.Fprintf(out, "Restored %d rows and %d files of %s (%s, %s): checked in %s, loaded in %s, brought up to date and verified in %s.\n", r.Rows, r.Files,
		r.About.MadeAt.Format(time.RFC3339), r.About.Engine, r.About.Program, r.Checked.Round(time.Millisecond), r.Loaded.Round(time.Millisecond), r.Verified.Round(time.Millisecond))
	if r.OtherKey {
		fmt.Fprintln(out, "HAAT_SECRET_KEY is not the key of the backup: everyone is logged out, and order links in mails already sent do not open.")
	}
}
