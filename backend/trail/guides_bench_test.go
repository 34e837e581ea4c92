package trail_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"ordertrail/backend/demo"
	"ordertrail/backend/diagnose"
	"ordertrail/backend/trail"
)

// BenchmarkGuides gives, of histories of several sizes, the time of a verdict on an order that is held, the rate of the first sweep and the time of
// one after which nothing changed; and how many times longer each takes in the last size than in the first.
//
//	go test ./backend/trail -run NONE -bench Guides -benchtime 200x -timeout 2h
//
// GUIDE_BENCH=10000,1000000 sets the numbers of requests.
func BenchmarkGuides(b *testing.B) {
	sizes := []int{400, 4000}
	if given := os.Getenv("GUIDE_BENCH"); given != "" {
		if err := json.Unmarshal([]byte("["+given+"]"), &sizes); err != nil {
			b.Fatalf("GUIDE_BENCH: %v", err)
		}
	}
	first := map[string]float64{}
	ratio := func(b *testing.B, what string, took float64) {
		b.Helper()
		if first[what] == 0 {
			first[what] = took
		}
		b.ReportMetric(took/first[what], "t(n)/t(first)")
	}
	for _, n := range sizes {
		b.Run(fmt.Sprintf("requests=%d", n), func(b *testing.B) {
			tr, stories := staged(b, n, guideNow)
			began := time.Now()
			if _, err := tr.Attention(b.Context()); err != nil {
				b.Fatal(err)
			}
			sweep := time.Since(began)
			b.Run("verdict", func(b *testing.B) {
				ours := slices.DeleteFunc(slices.Clone(stories), func(s demo.Story) bool { // one that is not held is looked for everywhere
					return s.Verdict == string(diagnose.NotReceived) || s.Verdict == string(diagnose.NoData)
				})
				at := 0
				for b.Loop() {
					s := ours[at%len(ours)]
					at++
					if _, err := tr.Diagnose(b.Context(), trail.Question{Scenario: diagnose.Scenario(s.Scenario), Reference: s.Order}); err != nil {
						b.Fatal(err)
					}
				}
				ratio(b, "verdict", float64(b.Elapsed())/float64(b.N))
			})
			b.Run("again", func(b *testing.B) {
				for b.Loop() {
					if _, err := tr.Attention(b.Context()); err != nil {
						b.Fatal(err)
					}
				}
				ratio(b, "again", float64(b.Elapsed())/float64(b.N))
			})
			b.Run("first", func(b *testing.B) { // the sweep before: it is the first only once
				for b.Loop() {
					continue
				}
				b.ReportMetric(0, "ns/op")
				b.ReportMetric(float64(n)/sweep.Seconds(), "requests/s")
				b.ReportMetric(sweep.Seconds(), "s")
				ratio(b, "first", sweep.Seconds())
			})
		})
	}
}
