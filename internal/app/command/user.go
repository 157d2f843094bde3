package command

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/identity"
)

// userCmd looks after accounts from the machine the shop runs on: also when
// nobody can log in, and beside a server that is running.
type userCmd struct {
	Create    userCreateCmd    `cmd:"" help:"Add an account."`
	List      userListCmd      `cmd:"" help:"List accounts, newest first."`
	Disable   userDisableCmd   `cmd:"" help:"Keep everybody out of an account; its sessions and API keys end."`
	Enable    userEnableCmd    `cmd:"" help:"Let a disabled account log in again."`
	Reset     userResetCmd     `cmd:"" name:"reset-password" help:"Give an account a new password; its sessions and API keys end."`
	MakeOwner userMakeOwnerCmd `cmd:"" help:"Make an account an owner of the platform."`
}

// userAnswer is what every sub-command says, for people and with --json.
type userAnswer struct {
	ID            string     `json:"id"`
	Email         string     `json:"email"`
	Name          string     `json:"name"`
	EmailVerified bool       `json:"email_verified"`
	Owner         bool       `json:"owner"`
	DisabledAt    *time.Time `json:"disabled_at"`
	CreatedAt     time.Time  `json:"created_at"`
	Password      string     `json:"password,omitempty"`
}

// userOut is how a sub-command answers.
type userOut struct {
	JSON bool `name:"json" help:"Answer as JSON."`
}

// userPassword is where a password comes from: never from the command line,
// which others on the machine can read.
type userPassword struct {
	Stdin bool `name:"password-stdin" help:"Read the password from standard input; otherwise one is made and shown."`
}

// read returns the password, and whether it was made here.
func (p userPassword) read(a *app.App, in io.Reader) (string, bool, error) {
	if !p.Stdin {
		return a.IDs.Secret(""), true, nil
	}
	line, err := bufio.NewReader(io.LimitReader(in, 4096)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", false, err
	}
	if line = strings.TrimRight(line, "\r\n"); line == "" {
		return "", false, errors.New("standard input holds no password")
	}
	return line, false, nil
}

type userCreateCmd struct {
	Email string `arg:"" help:"Its e-mail address."`
	Name  string `help:"What it is called."`
	Owner bool   `help:"Make it an owner of the platform."`
	userPassword
	userOut
}

// Run implements the command. Whoever runs the machine vouches for the
// address: no mail goes out.
func (c userCreateCmd) Run(r *run) error {
	return r.with(func(a *app.App) error {
		password, made, err := c.read(a, os.Stdin)
		if err != nil {
			return err
		}
		ctx := app.AsSystem(r.ctx)
		in, err := a.Identity.Prepare(ctx, identity.NewAccount{Email: c.Email, Name: c.Name, Password: password, Locale: "en", Verified: true})
		if err != nil {
			return err
		}
		var account identity.Account
		err = a.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) (err error) {
			if account, err = a.Identity.CreateTx(ctx, tx, in); err != nil || !c.Owner {
				return err
			}
			return a.Identity.AddMemberTx(ctx, tx, identity.Member{AccountID: account.ID, Role: identity.Owner})
		})
		if err != nil {
			return err
		}
		if !made {
			password = ""
		}
		return c.answer(ctx, r, a, account.ID, password)
	})
}

type userListCmd struct {
	Limit int `help:"How many at most." default:"1000"`
	userOut
}

// Run implements the command.
func (c userListCmd) Run(r *run) error {
	return r.with(func(a *app.App) error {
		ctx := app.AsSystem(r.ctx)
		owners, err := a.Identity.Owners(ctx, a.DB)
		if err != nil {
			return err
		}
		out := []userAnswer{}
		for p := (page.Request{Limit: 100}); len(out) < c.Limit; {
			l, err := a.Identity.Accounts(ctx, a.DB, p)
			if err != nil {
				return err
			}
			for _, v := range l.Items[:min(len(l.Items), c.Limit-len(out))] {
				out = append(out, userOf(v, owners, ""))
			}
			if p.Cursor = l.Next; p.Cursor == "" {
				break
			}
		}
		if c.JSON {
			return writeJSON(r.out, out)
		}
		w := tabwriter.NewWriter(r.out, 0, 4, 2, ' ', 0)
		fmt.Fprintln(w, "E-MAIL\tNAME\tROLE\tSTATE\tSINCE\tID")
		for _, u := range out {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", u.Email, u.Name, u.role(), u.state(), u.CreatedAt.Format(time.DateOnly), u.ID)
		}
		return w.Flush()
	})
}

// userArg names an account that there is.
type userArg struct {
	Email string `arg:"" help:"Its e-mail address."`
	userOut
}

type (
	userDisableCmd   struct{ userArg }
	userEnableCmd    struct{ userArg }
	userMakeOwnerCmd struct{ userArg }
)

// Run implements the command.
func (c userDisableCmd) Run(r *run) error {
	return c.change(r, func(ctx context.Context, a *app.App, id string) error { return a.Identity.Disable(ctx, id) })
}

// Run implements the command.
func (c userEnableCmd) Run(r *run) error {
	return c.change(r, func(ctx context.Context, a *app.App, id string) error { return a.Identity.Enable(ctx, id) })
}

// Run implements the command.
func (c userMakeOwnerCmd) Run(r *run) error {
	return c.change(r, func(ctx context.Context, a *app.App, id string) error {
		return a.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
			return a.Identity.AddMemberTx(ctx, tx, identity.Member{AccountID: id, Role: identity.Owner})
		})
	})
}

type userResetCmd struct {
	userArg
	userPassword
}

// Run implements the command.
func (c userResetCmd) Run(r *run) error {
	return r.with(func(a *app.App) error {
		ctx := app.AsSystem(r.ctx)
		account, err := a.Identity.ByEmail(ctx, a.DB, c.Email)
		if err != nil {
			return err
		}
		password, made, err := c.read(a, os.Stdin)
		if err != nil {
			return err
		}
		if err := a.Identity.SetPassword(ctx, account.ID, password); err != nil {
			return err
		}
		if !made {
			password = ""
		}
		return c.answer(ctx, r, a, account.ID, password)
	})
}

func (c userArg) change(r *run, do func(ctx context.Context, a *app.App, accountID string) error) error {
	return r.with(func(a *app.App) error {
		ctx := app.AsSystem(r.ctx)
		account, err := a.Identity.ByEmail(ctx, a.DB, c.Email)
		if err != nil {
			return err
		}
		if err := do(ctx, a, account.ID); err != nil {
			return err
		}
		return c.answer(ctx, r, a, account.ID, "")
	})
}

// answer says how an account stands now.
func (o userOut) answer(ctx context.Context, r *run, a *app.App, accountID, password string) error {
	v, err := a.Identity.State(ctx, a.DB, accountID)
	if err != nil {
		return err
	}
	owners, err := a.Identity.Owners(ctx, a.DB)
	if err != nil {
		return err
	}
	u := userOf(v, owners, password)
	if o.JSON {
		return writeJSON(r.out, u)
	}
	fmt.Fprintf(r.out, "%s  %s, %s\n", u.Email, u.role(), u.state())
	if password != "" {
		fmt.Fprintf(r.out, "Password, shown this once: %s\n", password)
	}
	return nil
}

func userOf(v identity.AccountState, owners []string, password string) userAnswer {
	return userAnswer{ID: v.ID, Email: v.Email, Name: v.Name, EmailVerified: v.EmailVerified, Owner: slices.Contains(owners, v.ID), DisabledAt: v.DisabledAt,
		CreatedAt: v.CreatedAt.UTC(), Password: password}
}

func (u userAnswer) role() string {
	if u.Owner {
		return "owner"
	}
	return "-"
}

func (u userAnswer) state() string {
	if u.DisabledAt != nil {
		return "disabled"
	}
	return "enabled"
}

func writeJSON(out io.Writer, v any) error {
	e := json.NewEncoder(out)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
