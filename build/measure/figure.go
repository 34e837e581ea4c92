package main

import (
	"fmt"
	"slices"
	"time"
)

func ratio(r float64) string { return fmt.Sprintf("%.2f", r) }

func median(values []float64) float64 { return percentile(values, 50) }

func percentile(values []float64, p int) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	return sorted[min(len(sorted)*p/100, len(sorted)-1)]
}

// timed gives the microseconds of several runs of something; the first runs warm up and do not count.
func timed(runs int, do func(i int) error) ([]float64, error) {
	var took []float64
	for i := range runs + runs/4 + 1 {
		begun := time.Now()
		if err := do(i); err != nil {
			return nil, err
		}
		if i > runs/4 {
			took = append(took, float64(time.Since(begun).Microseconds()))
		}
	}
	return took, nil
}
