package mail

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Files writes every message as an .eml file into a folder: how mail looks on a machine
// without a mail server.
type Files struct {
	folder string
}

var _ Sender = (*Files)(nil)

// NewFiles makes the folder if needed; others on the machine cannot read it, since mail
// carries links that open accounts.
func NewFiles(folder string) (*Files, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("mail: make folder: %w", err)
	}
	return &Files{folder: folder}, nil
}

// Send implements Sender. Sending a message again overwrites its file, so a retry leaves
// one mail.
func (f *Files) Send(ctx context.Context, m Message) error {
	if err := errors.Join(m.Check(), ctx.Err()); err != nil {
		return err
	}
	msg, err := compose(m)
	if err != nil {
		return err
	}
	var raw bytes.Buffer
	if _, err := msg.WriteTo(&raw); err != nil {
		return ErrInvalid.Because(err)
	}
	if err := f.write(f.name(m), raw.Bytes()); err != nil {
		return ErrUnavailable.Because(err)
	}
	return nil
}

// name sorts by time and is safe: Check allows nothing in an id that means anything to a
// file system, and the time in front keeps it from opening with a dot.
func (f *Files) name(m Message) string {
	return filepath.Join(f.folder, m.At.UTC().Format("20060102-150405")+"-"+m.ID+".eml")
}

// write puts the file in place whole, for whoever watches the folder.
func (f *Files) write(name string, raw []byte) error {
	half := name + ".part"
	if err := os.WriteFile(half, raw, 0o600); err != nil {
		return err
	}
	if err := os.Rename(half, name); err != nil {
		return errors.Join(err, os.Remove(half))
	}
	return nil
}
