package notify

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/shop/identity"
	"github.com/haatshop/haat/internal/shop/seller"
)

// What became of a seller where the new state alone does not say it.
const (
	reinstated = "reinstated" // was suspended
	reopened   = "reopened"   // was rejected
)

// turnOf names a change of state as its letter tells it.
func turnOf(e seller.StatusChanged) string {
	switch {
	case e.From == seller.Suspended && e.To == seller.Approved:
		return reinstated
	case e.To == seller.Applied:
		return reopened
	}
	return string(e.To)
}

// tellSeller queues a letter for everybody concerned: several messages of one event, so each
// has a job of its own, and one that fails does not send the others again.
func (s *Service) tellSeller(ctx context.Context, info job.Info, env event.Envelope, e seller.StatusChanged) error {
	v, owners, err := s.d.Seller(system(ctx), s.d.DB, e.SellerID)
	if errors.Is(err, seller.ErrNotFound) {
		return nil // removed for good meanwhile, with the demo
	}
	if err != nil {
		return fmt.Errorf("seller %s: %w", e.SellerID, err)
	}
	return s.d.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		for _, d := range s.addressees(v, owners) {
			d.EventID, d.Kind, d.SubjectID, d.CreatedAt = env.ID, SellerStatus, v.ID, env.OccurredAt
			if err := s.queueTx(ctx, tx, d, detail{Seller: v.Name, Turn: turnOf(e)}); err != nil {
				return err
			}
		}
		return info.DoneTx(ctx, tx)
	})
}

// addressees are a seller's owners, each in their language, and the seller's own address if it
// is nobody's of them (N12). That one has no language: it gets an owner's, else the shop's.
func (s *Service) addressees(v seller.Seller, owners []identity.Account) []Delivery {
	owners = owners[:min(len(owners), staffAtOnce)]
	var out []Delivery
	for _, a := range owners {
		out = append(out, Delivery{Recipient: a.Email, RecipientName: a.Name, Locale: a.Locale})
	}
	if slices.ContainsFunc(owners, func(a identity.Account) bool { return strings.EqualFold(a.Email, v.Email) }) {
		return out
	}
	locale := s.d.Settings.Platform().Locales[0]
	if len(owners) > 0 {
		locale = owners[0].Locale
	}
	return append(out, Delivery{Recipient: v.Email, RecipientName: v.Name, Locale: locale})
}

// sellerLetter tells what became of a seller, and what that means for its goods and orders.
// Members of one that is suspended or banned still get in: orders that came before wait there.
func (s *Service) sellerLetter(row deliveryRow, w words, out *letter) {
	turn := row.Detail.V.Turn
	w = w.with("seller", row.Detail.V.Seller)
	out.say(w, string(SellerStatus)+"."+turn)
	open := func(label, path string) {
		out.Action = action{Label: w.text("seller_status." + label), URL: s.link(path), Spelled: w.text("spelled")}
	}
	switch turn {
	case string(seller.Approved), reinstated:
		open("dashboard", "/dashboard")
	case string(seller.Suspended):
		open("orders", "/dashboard/orders")
		out.addNext(w, []string{"orders_go_on"})
	case string(seller.Banned):
		open("orders", "/dashboard/orders")
		out.addNext(w, []string{"orders_end"})
	}
	out.Facts = []fact{{w.T("fact.seller"), name(row.Detail.V.Seller)}, s.when(w, row.CreatedAt)}
	out.because(w.text("why.seller"))
}
