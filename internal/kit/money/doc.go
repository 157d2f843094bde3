// Package money counts: amounts of a currency, rates, and the splitting of a
// whole into parts.
//
// An amount is a whole number of minor units (cents, fils, yen) together with
// its currency. Nothing here ever uses a floating-point number, and nothing
// wraps around: what does not fit an int64 is ErrOverflow. Products with a rate
// are taken at 128 bits and rounded once, half away from zero.
package money
