package notify

import (
	"context"
	"net/url"

	"github.com/haatshop/haat/internal/shop/identity"
)

// accountLetter asks for a fresh proof each time it is composed: the newest one counts.
func (s *Service) accountLetter(ctx context.Context, row deliveryRow, w words, out *letter) error {
	issue, path := s.d.Accounts.IssueReset, "/reset"
	switch row.Kind {
	case EmailVerification:
		issue, path = s.d.Accounts.IssueVerification, "/verify"
	case Registration:
		issue, path = s.d.Accounts.IssueRegistration, "/register/confirm"
	case Invitation:
		path = "/join"
	}
	more := row.Detail.V
	token, account, err := issue(system(ctx), more.RequestID)
	if err != nil {
		return err
	}
	if more.Audience == identity.Store {
		path = "/dashboard" + path
	}
	out.recipient = account.Email
	out.sayAccount(w, row.Kind, s.link(path+"?token="+url.QueryEscape(token)))
	out.Action.Secret = token
	if row.Kind == EmailVerification && more.Audience == identity.Store { // nobody sees their orders there
		out.Intro = []string{w.text("email_verification.intro_staff")}
	}
	return nil
}

// sayAccount fills in the texts of a letter about an account. Such letters are what others
// forge, so they show where the button leads, and say what to do when nobody asked.
func (l *letter) sayAccount(w words, of Kind, address string) {
	kind := string(of)
	l.say(w, kind)
	l.Action = action{Label: w.text(kind + ".action"), URL: address, Spelled: w.text("spelled")}
	l.Notes = []string{w.text(kind + ".ignore")}
	why := "why." + kind
	if !w.Has(why) {
		why = "why.account"
	}
	l.because(w.text(why))
}

// changeLetter tells of a change somebody else may have made: what and when it was, and what
// to do then. That is no note at its end: for whom it concerns it is all that counts.
func (s *Service) changeLetter(row deliveryRow, w words, out *letter) {
	path := "/forgot"
	if row.Kind == EmailChanged {
		// A link to choose a password would go to the new address. Who is still logged in can do it there.
		path = "/account"
	}
	if row.Detail.V.Audience == identity.Store {
		path = "/dashboard" + path
	}
	out.sayAccount(w, row.Kind, s.link(path))
	out.Intro = append(out.Intro, w.text(string(row.Kind)+".alarm"))
	out.Facts = []fact{s.when(w, row.CreatedAt)}
}
