package dbtest

import (
	"testing"
	"time"

	"github.com/haatshop/haat/internal/kit/job"
)

// mostRound is what one look counts for at most.
const mostRound = 25 * time.Millisecond

// Wait asks again and again until ok, or until the test has waited for that
// long, and says whether it was ok. A look counts as little: where the machine
// stalls or has no processor to give, what is waited for gets none either, and
// that says nothing about how soon it comes.
func Wait(within time.Duration, ok func() bool) bool {
	for spent := time.Duration(0); ; {
		began := time.Now()
		if ok() {
			return true
		}
		if spent >= within {
			return false
		}
		time.Sleep(5 * time.Millisecond)
		spent += min(time.Since(began), mostRound)
	}
}

// Periodic waits until a runner has enqueued what its periodic jobs are due for,
// after a manual clock was moved; Settle then waits until they have run.
func Periodic(t testing.TB, r *job.Runner) {
	t.Helper()
	for range 3 { // the round under way, one that reads the clock anew, and the one behind it
		asked := time.Now()
		if !Wait(30*time.Second, func() bool { return r.Silent() < time.Since(asked) }) {
			t.Fatal("the runner does not come by")
		}
	}
}
