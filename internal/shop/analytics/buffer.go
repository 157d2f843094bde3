package analytics

import "sync"

// capacity of the buffer: some seconds of a very busy shop, two megabytes.
const capacity = 10_000

// buffer holds what is taken and not written yet. The zero value is ready but for wake.
type buffer struct {
	mu      sync.Mutex
	waiting []kept
	stats   Stats
	wake    chan struct{} // told when a full batch waits
}

// Stats are the counters since the start.
type Stats struct {
	Taken   int64 `json:"taken"`
	Dropped int64 `json:"dropped"`
	Written int64 `json:"written"`
	Lost    int64 `json:"lost"` // taken, and could not be written
	Waiting int64 `json:"waiting"`
}

// add takes what fits and counts what does not (A3).
func (b *buffer) add(hits []kept) (taken int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	taken = min(len(hits), capacity-len(b.waiting))
	b.waiting = append(b.waiting, hits[:taken]...)
	b.stats.Taken += int64(taken)
	b.stats.Dropped += int64(len(hits) - taken)
	if len(b.waiting) >= batchSize {
		select {
		case b.wake <- struct{}{}:
		default:
		}
	}
	return taken
}

// take empties the buffer up to a batch.
func (b *buffer) take() []kept {
	b.mu.Lock()
	defer b.mu.Unlock()
	n := min(len(b.waiting), batchSize)
	batch := append([]kept(nil), b.waiting[:n]...)
	b.waiting = append(b.waiting[:0], b.waiting[n:]...)
	return batch
}

func (b *buffer) written(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.stats.Written += int64(n)
}

func (b *buffer) lost(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.stats.Lost += int64(n)
}

func (b *buffer) read() Stats {
	b.mu.Lock()
	defer b.mu.Unlock()
	s := b.stats
	s.Waiting = int64(len(b.waiting))
	return s
}
