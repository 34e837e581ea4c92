package order_test

import (
	"testing"
	"testing/quick"

	"ordertrail/backend/order"
)

// in says by plain reading of the definition whether a moment is in one of the windows.
func in(at order.Millis, windows []order.Window) bool {
	for _, w := range windows {
		if at >= w.From && at < w.To {
			return true
		}
	}
	return false
}

func TestWindowsAreSubtractedAndJoinedMomentByMoment(t *testing.T) {
	check := func(from, length uint8, bounds [6]uint8) bool {
		w := order.Window{From: order.Millis(from), To: order.Millis(from) + order.Millis(length)}
		var held []order.Window
		for i := 0; i < 6; i += 2 {
			held = append(held, order.Window{From: order.Millis(bounds[i]), To: order.Millis(bounds[i+1])})
		}
		left, union := w.Minus(held), order.Union(held)
		for at := order.Millis(0); at < 520; at++ {
			if in(at, left) != (in(at, []order.Window{w}) && !in(at, held)) || in(at, union) != in(at, held) {
				return false
			}
		}
		for i := 1; i < len(union); i++ {
			if union[i].From <= union[i-1].To {
				return false
			}
		}
		return true
	}
	if err := quick.Check(check, &quick.Config{MaxCount: 2000}); err != nil {
		t.Error(err)
	}
}
