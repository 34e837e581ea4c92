package trail_test

import (
	"slices"
	"testing"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

// lastDays asks about days in UTC up to the end of today.
func lastDays(now order.Millis, n int) trail.OverviewQuery {
	q := trail.OverviewQuery{Language: "en", Zone: "UTC"}
	midnight := now - now%diagnose.Day
	for day := n - 1; day >= -1; day-- {
		q.Edges = append(q.Edges, int64(midnight-order.Millis(day)*diagnose.Day))
	}
	return q
}

func TestAnOverviewCountsAsTheListsDo(t *testing.T) {
	tr, _ := staged(t, 400, guideNow)
	o, err := tr.Overview(t.Context(), lastDays(guideNow, 30))
	if err != nil {
		t.Fatal(err)
	}
	sum := 0
	for _, day := range o.Days {
		sum += day.Total
	}
	page, err := tr.Requests(t.Context(), order.RequestFilter{Window: order.Window{From: o.Days[0].From}})
	if err != nil || page.Total != sum || len(o.Days) != 30 {
		t.Errorf("%d days with %d requests, the list has %d: %v", len(o.Days), sum, page.Total, err)
	}
	today := o.Days[29]
	if o.Requests.Now != today.Total || o.Requests.Week[6] != today.Total || o.Failed.Now > o.Requests.Now {
		t.Errorf("today %+v: %+v %+v", today, o.Requests, o.Failed)
	}
	if o.Held[0] || !o.Held[28] {
		t.Errorf("held: %v", o.Held)
	}
	if o.Requests.Usual <= 0 {
		t.Errorf("nothing is usual of two weeks: %+v", o.Requests)
	}
}

func TestWhatIsUsualIsNotSaidOfTooFewDays(t *testing.T) {
	tr, _, _ := gapped(t)
	q := lastDays(guideNow, 3)
	o, err := tr.Overview(t.Context(), q)
	if err == nil && slices.Contains(o.Held[:2], false) {
		t.Errorf("days that are held are not: %v", o.Held)
	}
	if err != nil || o.Requests.Usual != -1 || o.Failed.Usual != -1 {
		t.Errorf("of two days before today: %+v %v", o.Requests, err)
	}
}

func TestClustersAreWhatFailedForOneCause(t *testing.T) {
	tr, _ := staged(t, 2000, guideNow)
	o, err := tr.Overview(t.Context(), lastDays(guideNow, 30))
	if err != nil || len(o.Clusters) == 0 {
		t.Fatalf("%+v %v", o.Clusters, err)
	}
	for i, c := range o.Clusters {
		if i > 0 && c.Count > o.Clusters[i-1].Count {
			t.Errorf("%d stands after %d", c.Count, o.Clusters[i-1].Count)
		}
		same, err := tr.Requests(t.Context(), order.RequestFilter{Like: c.Latest, Window: order.Window{From: o.Days[23].From}})
		if err != nil || same.Total != c.Count {
			t.Errorf("%q counts %d, the list has %d: %v", c.Why, c.Count, same.Total, err)
		}
		week := 0
		for _, n := range c.Week {
			week += n
		}
		if week != c.Count || c.Why == "" || len(c.Customers) == 0 || c.Stage == "" {
			t.Errorf("cluster %+v", c)
		}
	}
}

func TestAttentionInWordsLeadsToItsOrders(t *testing.T) {
	tr, stories := staged(t, 400, guideNow)
	list, err := tr.ListAttention(t.Context(), lastDays(guideNow, 30))
	if err != nil {
		t.Fatal(err)
	}
	items, err := tr.Attention(t.Context())
	if err != nil || len(items) != len(list.Items) {
		t.Fatalf("%d items, %d in words: %v", len(items), len(list.Items), err)
	}
	for i, item := range list.Items {
		if item.Orders != items[i].Orders || item.Title == "" || item.Tally == "" || item.Since != items[i].Since {
			t.Errorf("%+v is %+v in words", items[i], item)
		}
		if item.Verdict != "" && (len(item.Of) != min(item.Orders, 50) || item.Scenario == "") {
			t.Errorf("leads to nothing: %+v", item)
		}
		if item.Like != "" {
			if _, err := tr.Request(t.Context(), item.Like); err != nil {
				t.Errorf("%s is like no request: %v", item.Title, err)
			}
		}
	}
	stalled := planted(t, stories, diagnose.Stalled).Order
	at := slices.IndexFunc(list.Silent, func(s trail.SilentOrder) bool { return s.Reference == stalled })
	if at < 0 || list.Silent[at].Kind == "" || list.Silent[at].Since >= guideNow-diagnose.Day {
		t.Errorf("%s is not silent: %+v", stalled, list.Silent)
	}
	for i, s := range list.Silent {
		if s.P90 < s.P50 || (s.P90 > 0) != (s.Known >= 10) {
			t.Errorf("usual of too few: %+v", s)
		}
		if i > 0 && s.Since == 0 {
			t.Errorf("silent since ever: %+v", s)
		}
	}
	if list.SilentOrders != len(list.Silent) || list.Undelivered == 0 || len(list.UndeliveredOf) == 0 {
		t.Errorf("%d silent, %d not delivered of %v", list.SilentOrders, list.Undelivered, list.UndeliveredOf)
	}
}

// BenchmarkOverview gives the time of the counts, clusters and figures.
func BenchmarkOverview(b *testing.B) {
	tr, _ := staged(b, *told, guideNow)
	for b.Loop() {
		if _, err := tr.Overview(b.Context(), lastDays(guideNow, 30)); err != nil {
			b.Fatal(err)
		}
	}
}
