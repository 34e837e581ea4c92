package story_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/order"
	"ordertrail/backend/story"
)

func TestEventsAreToldAsTheyHappened(t *testing.T) {
	late := news("p1", "received", start+minute)
	late.Delivery.Attempts = []order.Attempt{try(1, start+minute, 503), try(2, start+9*hour, 200)}
	cancel := submit("r2", start+hour)
	cancel.Type = order.Cancel
	s := story.Tell(held(start+day, []*order.Request{cancel, submit("r1", start)}, news("p2", "shipped", start+2*hour), late))
	var got []string
	for _, e := range s.Events {
		got = append(got, e.ID+" "+e.What)
	}
	want := []string{"r1 request_submit", "p1 postback_received", "r2 request_cancel", "p2 postback_shipping"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	e := s.Events[1]
	if e.Late != story.Overtaken || e.ArrivedAt != start+9*hour || e.LateMs != int64(9*hour-minute) {
		t.Errorf("news that arrived after later ones: %+v", e)
	}
	if d := cmp.Diff([]story.Try{{1, start + minute, false, 503}, {2, start + 9*hour, true, 200}}, e.Tries); d != "" {
		t.Error(d)
	}
	if s.Events[2].GapMs != int64(59*minute) {
		t.Errorf("the cancel request came %d ms after what was before it", s.Events[2].GapMs)
	}
}

func TestWhatRepeatsAnotherSaysSo(t *testing.T) {
	payload := []byte(`{"status":"shipped"}`)
	first, second, other := news("p1", "shipped", start+hour), news("p2", "shipped", start+2*hour), news("p3", "shipped", start+3*hour)
	first.Payload, second.Payload, other.Payload = payload, payload, []byte(`{"status":"shipped","tracking":"x"}`)
	again := submit("r2", start+minute)
	*again.Stages.Response.Status = 409
	again.Stages.Response.Body = []byte(`{"code":"duplicate_order"}`)
	s := story.Tell(held(start+day, []*order.Request{submit("r1", start), again}, first, second, other))
	copies := map[string]string{}
	for _, e := range s.Events {
		copies[e.ID] = e.CopyOf
	}
	if d := cmp.Diff(map[string]string{"r1": "", "r2": "r1", "p1": "", "p2": "p1", "p3": ""}, copies); d != "" {
		t.Error(d)
	}
}

func TestNewsThatLagBehindThePrinterSaySo(t *testing.T) {
	printers := news("p1", "shipped", start+hour)
	printers.Direction = order.FromPrinter
	s := story.Tell(held(start+3*day, []*order.Request{submit("r1", start)}, printers, news("p2", "shipped", start+28*hour)))
	if e := s.Events[2]; e.Late != story.Lagging || e.LateMs != int64(27*hour) {
		t.Errorf("told 27 hours after the printer: %q %d", e.Late, e.LateMs)
	}
}

func TestParcelsAreTold(t *testing.T) {
	one, two, done := parcel(news("s1", "shipped", start+hour), "P1"), parcel(news("s2", "shipped", start+2*hour), "P2"), parcel(news("d", "delivered", start+day), "P1")
	one.ItemReferenceIDs, two.ItemReferenceIDs = []string{"a", "b"}, []string{"c"}
	one.Payload = []byte(`{"shipment":{"method":{"name":"PostNord Express"},"tracking":{"code":"UA55"}}}`)
	s := story.Tell(held(start+2*day, nil, done, two, one))
	want := []story.Parcel{{ID: "P1", Items: []string{"a", "b"}, State: "delivered"}, {ID: "P2", Items: []string{"c"}, State: "shipped"}}
	if d := cmp.Diff(want, s.Parcels); d != "" {
		t.Error(d)
	}
	if e := s.Events[0]; e.Parcel != 1 || e.Carrier != "PostNord Express" || e.Tracking != "UA55" {
		t.Errorf("the first parcel's news are %+v", e)
	}
}

func TestJoinsHaveAReason(t *testing.T) {
	named := func(id, reference, gelato string) *order.Postback {
		return &order.Postback{ID: id, OccurredAt: start, OrderReferenceID: reference, OrderID: gelato}
	}
	for _, c := range []struct {
		name     string
		requests []*order.Request
		news     []*order.Postback
		want     []story.Join
	}{
		{"one reference and one id need none", []*order.Request{submit("r", start)}, []*order.Postback{named("p", "nl-1 ", "g1")}, []story.Join{}},
		{"the id of the response stands in a postback", []*order.Request{submit("r", start)}, []*order.Postback{named("p", "", "g1")},
			[]story.Join{{Key: "id:g1", Why: story.ResponseAndNews, Value: "g1", IDs: []string{"p"}, Rests: []string{"r", "p"}}}},
		{"two postbacks have the same id", nil, []*order.Postback{named("p1", "NL-1", "g1"), named("p2", "", "g1")},
			[]story.Join{{Key: "id:g1", Why: story.SameNews, Value: "g1", IDs: []string{"p2"}, Rests: []string{"p1", "p2"}}}},
		{"another reference has the same id", []*order.Request{submit("r", start)}, []*order.Postback{named("p", "X-9", "g1")},
			[]story.Join{{Key: "reference:x-9", Why: story.ResponseAndNews, Value: "x-9", IDs: []string{"p"}, Rests: []string{"r", "p"}}}},
		{"two ids stand under one reference", []*order.Request{submit("r", start)}, []*order.Postback{named("p", "NL-1", "g2")},
			[]story.Join{{Key: "gelato:g1", Why: story.SameReference, Value: "g1", IDs: []string{"r"}, Rests: []string{}},
				{Key: "gelato:g2", Why: story.SameReference, Value: "g2", IDs: []string{"p"}, Rests: []string{}}}},
	} {
		got := story.Joins("NL-1", c.requests, c.news)
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s (-wanted +found):\n%s", c.name, d)
		}
		for i := range got {
			got[i].Cut = true
			left := story.Left(got)
			if !slices.ContainsFunc(got[i].IDs, func(id string) bool { return left[id] }) {
				t.Errorf("%s: cutting %s leaves nothing out", c.name, got[i].Key)
			}
		}
	}
}
