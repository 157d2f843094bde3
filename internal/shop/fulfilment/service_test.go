package fulfilment_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/shop/fulfilment"
	"github.com/haatshop/haat/internal/shop/order"
	"github.com/haatshop/haat/internal/shop/order/ordertest"
	"github.com/haatshop/haat/internal/shop/payment"
)

func each(t *testing.T, fn func(t *testing.T, f *ordertest.Fixture, s *fulfilment.Service)) {
	t.Helper()
	dbtest.Each(t, append(ordertest.Sets(), fulfilment.Migrations()), func(t *testing.T, d *db.DB) {
		f := ordertest.New(t, d)
		fn(t, f, fulfilment.New(fulfilment.Deps{DB: f.DB, Clock: f.Clock, IDs: f.IDs, Events: f.Events, Order: f.Order}))
	})
}

func wantErr(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("error %v, want %v", err, want)
	}
}

func ship(t *testing.T, s *fulfilment.Service, ctx context.Context, in fulfilment.Ship) fulfilment.Shipment {
	t.Helper()
	v, err := s.Ship(ctx, in)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestAPartLeavesInSeveralShipmentsUntilNothingIsOpen(t *testing.T) {
	each(t, func(t *testing.T, f *ordertest.Fixture, s *fulfilment.Service) {
		o := f.Place(t, payment.CashOnDelivery, f.A(3), f.B(1))
		a := ordertest.Part(t, o, f.StoreA.ID)
		line := ordertest.LinesOf(o, a.ID)[0].LineID
		in := fulfilment.Ship{OrderID: o.ID, StoreOrderID: a.ID, Lines: []order.LineQty{{LineID: line, Quantity: 1}}, Carrier: " Post ", TrackingNumber: "T1", TrackingURL: "https://post.example/T1"}
		first := ship(t, s, f.AsA(), in)
		if first.Carrier != "Post" || first.Status != fulfilment.Shipped {
			t.Errorf("shipment %+v", first)
		}
		rest := ship(t, s, f.AsA(), fulfilment.Ship{OrderID: o.ID, StoreOrderID: a.ID})
		if d := cmp.Diff([]order.LineQty{{LineID: line, Quantity: 2}}, rest.Lines); d != "" {
			t.Error(d)
		}
		_, err := s.Ship(f.AsA(), fulfilment.Ship{OrderID: o.ID, StoreOrderID: a.ID})
		wantErr(t, err, order.ErrEmpty)
		list, err := s.OfOrder(f.AsA(), f.DB, o.ID)
		if err != nil || len(list) != 2 || list[0].ID != first.ID {
			t.Errorf("%d shipments: %v", len(list), err)
		}
		f.Levels(t, f.VariantA, ordertest.Stock-3, 0)
	})
}

func TestARefusedShipmentLeavesNothingBehind(t *testing.T) {
	each(t, func(t *testing.T, f *ordertest.Fixture, s *fulfilment.Service) {
		o := f.Place(t, payment.CashOnDelivery, f.A(2), f.B(1))
		a, b := ordertest.Part(t, o, f.StoreA.ID), ordertest.Part(t, o, f.StoreB.ID)
		line := ordertest.LinesOf(o, a.ID)[0].LineID
		for name, in := range map[string]fulfilment.Ship{
			"a script for an address": {TrackingURL: "javascript:alert(1)"},
			"no host":                 {TrackingURL: "https://"},
			"a data address":          {TrackingURL: "data:text/html,x"},
			"a carrier too long":      {Carrier: strings.Repeat("c", 81)},
			"a bell in the number":    {TrackingNumber: "T\x07"},
			"too many pieces":         {Lines: []order.LineQty{{LineID: line, Quantity: 3}}},
			"no pieces":               {Lines: []order.LineQty{{LineID: line, Quantity: 0}}},
			"an unknown line":         {Lines: []order.LineQty{{LineID: "line_x", Quantity: 1}}},
		} {
			in.OrderID, in.StoreOrderID = o.ID, a.ID
			if _, err := s.Ship(f.AsA(), in); err == nil {
				t.Errorf("%s was taken", name)
			}
		}
		_, err := s.Ship(f.AsA(), fulfilment.Ship{OrderID: o.ID, StoreOrderID: b.ID})
		wantErr(t, err, order.ErrNotFound)
		_, err = s.Ship(f.AsB(), fulfilment.Ship{OrderID: o.ID, StoreOrderID: a.ID, Lines: ordertest.LinesOf(o, a.ID)})
		wantErr(t, err, order.ErrNotFound)
		if d := cmp.Diff(o, f.Get(t, o.ID)); d != "" {
			t.Error(d)
		}
		f.Levels(t, f.VariantA, ordertest.Stock, 2)
	})
}

func TestAShipmentArrivesOnceAndTheLastBringsTheCash(t *testing.T) {
	each(t, func(t *testing.T, f *ordertest.Fixture, s *fulfilment.Service) {
		o := f.Place(t, payment.CashOnDelivery, f.A(2))
		part := o.StoreOrders[0]
		line := ordertest.LinesOf(o, part.ID)[0].LineID
		one := ship(t, s, f.AsA(), fulfilment.Ship{OrderID: o.ID, StoreOrderID: part.ID, Lines: []order.LineQty{{LineID: line, Quantity: 1}}})
		two := ship(t, s, f.AsA(), fulfilment.Ship{OrderID: o.ID, StoreOrderID: part.ID})
		_, err := s.Deliver(f.AsB(), one.ID)
		wantErr(t, err, fulfilment.ErrNotFound)
		v, err := s.Deliver(f.AsA(), one.ID)
		if err != nil || v.Status != fulfilment.Delivered || v.DeliveredAt == nil {
			t.Fatalf("%+v %v", v, err)
		}
		_, err = s.Deliver(f.AsA(), one.ID)
		wantErr(t, err, fulfilment.ErrDelivered)
		if got := f.Get(t, o.ID); got.PaymentStatus != order.Unpaid {
			t.Errorf("paid before all has arrived: %s", got.PaymentStatus)
		}
		if _, err := s.Deliver(ordertest.Owner(), two.ID); err != nil {
			t.Fatal(err)
		}
		if got := f.Get(t, o.ID); got.PaymentStatus != order.Paid || got.Status != order.Completed || got.Captured != got.Due() {
			t.Errorf("order is %s %s, captured %d", got.Status, got.PaymentStatus, got.Captured)
		}
	})
}

func TestShipmentsOutsideTheScopeDoNotExist(t *testing.T) {
	each(t, func(t *testing.T, f *ordertest.Fixture, s *fulfilment.Service) {
		o := f.Place(t, payment.CashOnDelivery, f.A(1))
		v := ship(t, s, f.AsA(), fulfilment.Ship{OrderID: o.ID, StoreOrderID: o.StoreOrders[0].ID})
		_, err := s.Get(f.AsB(), f.DB, v.ID)
		wantErr(t, err, fulfilment.ErrNotFound)
		_, err = s.OfOrder(f.AsB(), f.DB, o.ID)
		wantErr(t, err, order.ErrNotFound)
		_, err = s.ForBuyer(context.Background(), f.DB, o.ID, order.Proof{Token: "x"})
		wantErr(t, err, order.ErrNotFound)
		list, err := s.ForBuyer(context.Background(), f.DB, o.ID, order.Proof{Token: f.Order.Token(o.ID)})
		if err != nil || len(list) != 1 {
			t.Errorf("the buyer sees %d shipments: %v", len(list), err)
		}
	})
}
