// Package fulfilment moves goods: shipments leave a store and arrive.
//
// # Words
//
// A shipment is a set of quantities of one store order that leaves together,
// with a carrier and a tracking number when there is one.
//
// # Rules
//
//	F1 A shipment belongs to one store order and never holds more than is open
//	   there; the order's guarded counters decide, under its lock.
//	F2 A shipment is shipped when it is made and delivered once.
//	F3 Cash on delivery is collected when the last goods of the order arrive.
//	F4 Shipments outside the caller's scope do not exist to it.
//
// # Uses
//
// order (rank 5).
//
// # Says
//
// fulfilment.shipped, fulfilment.delivered.
//
// # Hooks
//
// None.
package fulfilment
