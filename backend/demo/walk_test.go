package demo_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/demo"
	"ordertrail/backend/order"
)

func received(r seen) order.Millis { return r.at }
func updated(r seen) order.Millis  { return r.updated }

var lists = []order.List{order.Requests, order.Postbacks}

func TestAWalkVisitsEveryRecordOnceInItsOrder(t *testing.T) {
	f := serve(t, 200, demo.ServerOptions{})
	for _, list := range lists {
		whole, _ := f.walk(list, ask("limit", 500), 0)
		for _, limit := range []int{7, 100, 500} {
			for _, desc := range []bool{false, true} {
				for _, changes := range []bool{false, true} {
					t.Run(fmt.Sprintf("%s, %d a page, desc %v, by change %v", list, limit, desc, changes), func(t *testing.T) {
						q, by := ask("limit", limit), received
						if desc {
							q.Set("order", "desc")
						}
						if changes {
							q.Set("updatedAfter", order.Millis(1).String())
							by = updated
						}
						got, _ := f.walk(list, q, 0)
						if !sorted(got, by, desc) {
							t.Error("not in order, or not each once")
						}
						if diff := cmp.Diff(ids(whole), ids(got)); diff != "" {
							t.Error(diff)
						}
					})
				}
			}
		}
	}
}

func TestOneRecordAPageIsEnough(t *testing.T) {
	f := serve(t, 20, demo.ServerOptions{})
	whole, _ := f.walk(order.Postbacks, ask(), 0)
	got, _ := f.walk(order.Postbacks, ask("limit", 1), 0)
	if diff := cmp.Diff(ids(whole), ids(got)); diff != "" {
		t.Error(diff)
	}
}

func TestWindowsAreHalfOpenAndShareNothing(t *testing.T) {
	f := serve(t, 400, demo.ServerOptions{})
	for _, list := range lists {
		whole, _ := f.walk(list, ask("limit", 500), 0)
		middle := whole[len(whole)/2].at
		before, _ := f.walk(list, ask("to", middle), 0)
		after, _ := f.walk(list, ask("from", middle, "order", "desc"), 0)
		if len(before) != len(whole)/2 || len(before)+len(after) != len(whole) {
			t.Errorf("%s: %d before and %d from %s on, of %d", list, len(before), len(after), middle, len(whole))
		}
		if none, _ := f.walk(list, ask("from", middle, "to", middle), 0); len(none) != 0 {
			t.Errorf("%s: %d records in an empty window", list, len(none))
		}
	}
}

func TestOnlyWhatChangedLaterIsAfter(t *testing.T) {
	f := serve(t, 400, demo.ServerOptions{})
	for _, list := range lists {
		changes, _ := f.walk(list, ask("limit", 500, "updatedAfter", order.Millis(1)), 0)
		n := len(changes) / 3
		got, _ := f.walk(list, ask("updatedAfter", changes[n].updated), 0)
		if len(got) != len(changes)-n-1 {
			t.Errorf("%s: %d changed after the %d. of %d", list, len(got), n+1, len(changes))
		}
	}
}

// What is there when a walk begins is visited once; what comes or changes meanwhile carries a later updatedAt.
func TestAWalkKeepsItsPromiseWhileTheHistoryGoesOn(t *testing.T) {
	for _, desc := range []string{"asc", "desc"} {
		for _, changes := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, by change %v", desc, changes), func(t *testing.T) {
				f := serve(t, 400, demo.ServerOptions{})
				whole, _ := f.walk(order.Postbacks, ask("limit", 500), 0)
				q := ask("limit", 40, "order", desc)
				if changes {
					q.Set("updatedAfter", order.Millis(1).String())
				}
				got, first := f.walk(order.Postbacks, q, 11*time.Minute)
				old := map[string]int{}
				for _, r := range got {
					if r.updated <= first {
						old[r.id]++
					}
				}
				changed := ids(got)
				for _, r := range whole {
					if old[r.id]+changed[r.id] == 0 || old[r.id] > 1 {
						t.Errorf("%s was visited %d times", r.id, changed[r.id])
					}
				}
				if len(old) > len(whole) {
					t.Errorf("%d records were not there when the walk began, and say they were", len(old)-len(whole))
				}
			})
		}
	}
}

func TestTheHistoryGrowsAndChangesAsTimeGoesOn(t *testing.T) {
	f := serve(t, 400, demo.ServerOptions{})
	for _, list := range lists {
		before, asOf := f.walk(list, ask("limit", 500), 0)
		f.pass(10 * time.Hour)
		news, _ := f.walk(list, ask("updatedAfter", asOf), 0)
		known := ids(before)
		fresh, changed := 0, 0
		for _, r := range news {
			if known[r.id] > 0 {
				changed++
			} else {
				fresh++
			}
		}
		if fresh == 0 || changed == 0 && list == order.Postbacks {
			t.Errorf("%s: %d new and %d changed within ten hours of a Monday", list, fresh, changed)
		}
		f.clock.Store(int64(present))
	}
}

func TestBeforeItsEndTheHistoryIsShorter(t *testing.T) {
	f := serve(t, 400, demo.ServerOptions{})
	f.pass(-72 * time.Hour)
	if got, _ := f.walk(order.Requests, ask("limit", 500), 0); len(got) == 0 || len(got) >= 400 {
		t.Errorf("%d requests three days before the end", len(got))
	}
}
