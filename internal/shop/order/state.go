package order

// Status of an order or store order.
type Status string

// The states of an order.
const (
	Pending   Status = "pending"
	Confirmed Status = "confirmed"
	Completed Status = "completed"
	Cancelled Status = "cancelled"
)

// PaymentStatus of an order.
type PaymentStatus string

// The states of an order's payment.
const (
	Unpaid            PaymentStatus = "unpaid"
	Authorized        PaymentStatus = "authorized"
	PartiallyPaid     PaymentStatus = "partially_paid"
	Paid              PaymentStatus = "paid"
	PartiallyRefunded PaymentStatus = "partially_refunded"
	Refunded          PaymentStatus = "refunded"
	Voided            PaymentStatus = "voided"
	PaymentFailed     PaymentStatus = "failed"
)

// FulfilmentStatus of an order or store order.
type FulfilmentStatus string

// The states of fulfilment.
const (
	Unfulfilled        FulfilmentStatus = "unfulfilled"
	PartiallyFulfilled FulfilmentStatus = "partially_fulfilled"
	Fulfilled          FulfilmentStatus = "fulfilled"
	Delivered          FulfilmentStatus = "delivered"
)

// fulfilmentOf derives a store order's fulfilment from its goods lines.
func fulfilmentOf(lines []Line) FulfilmentStatus {
	var live, sent, arrived int64
	for _, l := range lines {
		if l.Role == Goods {
			live += l.Quantity - l.Cancelled
			sent += l.Fulfilled
			arrived += l.Delivered
		}
	}
	switch {
	case sent == 0:
		return Unfulfilled
	case sent < live:
		return PartiallyFulfilled
	case arrived < live:
		return Fulfilled
	}
	return Delivered
}

// derive sets everything about the order that follows from its parts (O1).
func (o *Order) derive() {
	byStore := map[string][]Line{}
	for _, l := range o.Lines {
		byStore[l.StoreOrderID] = append(byStore[l.StoreOrderID], l)
	}
	o.PaymentStatus = o.paymentStatus()
	for i := range o.StoreOrders {
		s := &o.StoreOrders[i]
		if s.Status == Cancelled {
			continue
		}
		s.FulfilmentStatus = fulfilmentOf(byStore[s.ID])
		if s.Status == Confirmed && s.FulfilmentStatus == Delivered && o.settled() {
			s.Status = Completed
		}
	}
	o.Status = overall(o.StoreOrders)
	o.FulfilmentStatus = overallFulfilment(o.StoreOrders)
}

// settled reports whether enough money came for what is not cancelled. It stays
// true: captures only grow, what is due only shrinks, and money given back later
// does not unpay what was delivered. So the order of events does not matter.
func (o *Order) settled() bool {
	return o.Captured >= o.Due() && (o.Captured > 0 || overall(o.StoreOrders) != Cancelled)
}

// overall is as far as the slowest live part; all parts cancelled is cancelled.
func overall(parts []StoreOrder) Status {
	rank := map[Status]int{Pending: 0, Confirmed: 1, Completed: 2}
	out, live := Completed, false
	for _, p := range parts {
		if p.Status == Cancelled {
			continue
		}
		live = true
		if rank[p.Status] < rank[out] {
			out = p.Status
		}
	}
	if !live {
		return Cancelled
	}
	return out
}

func overallFulfilment(parts []StoreOrder) FulfilmentStatus {
	rank := map[FulfilmentStatus]int{Unfulfilled: 0, PartiallyFulfilled: 1, Fulfilled: 2, Delivered: 3}
	least, most, live := Delivered, Unfulfilled, false
	for _, p := range parts {
		if p.Status == Cancelled {
			continue
		}
		live = true
		if rank[p.FulfilmentStatus] < rank[least] {
			least = p.FulfilmentStatus
		}
		if rank[p.FulfilmentStatus] > rank[most] {
			most = p.FulfilmentStatus
		}
	}
	switch {
	case !live, most == Unfulfilled:
		return Unfulfilled
	case rank[least] >= rank[Fulfilled]:
		return least
	}
	return PartiallyFulfilled
}

// paymentStatus derives from the sums of the order's payments; failed and
// voided, which leave no sum behind, are kept until money moves.
func (o *Order) paymentStatus() PaymentStatus {
	switch {
	case o.Captured > 0 && o.Refunded >= o.Captured:
		return Refunded
	case o.Refunded > 0:
		return PartiallyRefunded
	case o.Captured > 0 && o.Captured < o.Due():
		return PartiallyPaid
	case o.Captured > 0, o.Due() == 0 && overall(o.StoreOrders) != Cancelled:
		return Paid
	case o.Authorized > 0:
		return Authorized
	case overall(o.StoreOrders) == Cancelled:
		return Voided
	case o.PaymentStatus == PaymentFailed:
		return PaymentFailed
	}
	return Unpaid
}
