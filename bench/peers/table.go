package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
)

// result is the part of the generator's line that a table of several processes needs.
type result struct {
	Target   string  `json:"target"`
	Scenario string  `json:"scenario"`
	Seconds  float64 `json:"seconds"`
	Ops      int     `json:"ops"`
	Failed   int     `json:"failed"`
	Rate     float64 `json:"ops_per_s"`
	P50      float64 `json:"p50_ms"`
	P99      float64 `json:"p99_ms"`
	Watched  map[string]struct {
		CPU float64 `json:"cpu_pct"` // of one core
	} `json:"watched"`
}

// table prints one row for each run, with the CPU time of each watched process
// for one operation; processes whose names differ only in a number are one.
func table(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	fmt.Println("| | scenario | op/s | p50 ms | p99 ms | failed | CPU ms for one operation |")
	fmt.Println("|---|---|---:|---:|---:|---:|---|")
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var r result
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		fmt.Printf("| %s | %s | %.0f | %.1f | %.1f | %d | %s |\n", r.Target, r.Scenario, r.Rate, r.P50, r.P99, r.Failed, r.spent())
	}
	return lines.Err()
}

func (r result) spent() string {
	sum := map[string]float64{}
	for name, w := range r.Watched {
		sum[strings.TrimRight(name, "0123456789")] += w.CPU * 10 * r.Seconds / float64(max(r.Ops, 1))
	}
	var out []string
	for _, name := range slices.Sorted(maps.Keys(sum)) {
		out = append(out, fmt.Sprintf("%s %.2f", name, sum[name]))
	}
	return strings.Join(out, ", ")
}
