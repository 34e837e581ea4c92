package trail_test

import (
	"testing"
	"time"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

// BenchmarkDiagnose gives the time of a verdict; -told=N makes the history larger.
func BenchmarkDiagnose(b *testing.B) {
	const now order.Millis = 1_795_000_000_000
	tr, stories := staged(b, *told, now)
	n := 0
	for b.Loop() {
		s := stories[n%len(stories)]
		n++
		if _, err := tr.Diagnose(b.Context(), trail.Question{Scenario: diagnose.Scenario(s.Scenario), Reference: s.Order}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAttention gives the rate of a first sweep of a history, and of one ten times as large: orders a second, and
// how much longer the larger one takes.
func BenchmarkAttention(b *testing.B) {
	var took [2]time.Duration
	for b.Loop() {
		for i, n := range []int{*told, 10 * *told} {
			b.StopTimer()
			tr, _ := staged(b, n, guideNow) // nothing of it was swept yet
			b.StartTimer()
			began := time.Now()
			if _, err := tr.Attention(b.Context()); err != nil {
				b.Fatal(err)
			}
			took[i] += time.Since(began)
		}
	}
	b.ReportMetric(float64(b.N*10**told)/took[1].Seconds(), "orders/s")
	b.ReportMetric(took[1].Seconds()/took[0].Seconds(), "t(10n)/t(n)")
}
