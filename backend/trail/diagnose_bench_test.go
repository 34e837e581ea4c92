package trail_test

import (
	"testing"

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

// BenchmarkAttention gives the time of a first sweep.
func BenchmarkAttention(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		tr, _ := staged(b, *told, guideNow) // nothing of it was swept yet
		b.StartTimer()
		if _, err := tr.Attention(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}
