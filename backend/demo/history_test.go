package demo

import (
	"bytes"
	"runtime"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/order"
)

// present is a Monday at 10:00 UTC.
const present = order.Millis(1794823200000)

func made(t testing.TB, o Options) *History {
	t.Helper()
	if o.Now == 0 {
		o.Now = present
	}
	h, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func small(t testing.TB) *History { return made(t, Options{Requests: 400, Seed: 1}) }

// all gives a whole list as of a moment, as JSON.
func all(h *History, list order.List, now order.Millis) []byte {
	w := h.begin(list, order.Window{}, 0, false, false, now)
	body, _ := h.page(nil, &w, 1<<30, now)
	return body
}

func requestsOf(h *History, now order.Millis) (out []*order.Request) {
	for p := range h.orders() {
		for i := range p.requests {
			if r := h.request(&p, i, now); r != nil {
				out = append(out, r)
			}
		}
	}
	return out
}

func TestEqualOptionsGiveEqualBytes(t *testing.T) {
	a, b := small(t), small(t)
	for _, list := range []order.List{order.Requests, order.Postbacks} {
		if !bytes.Equal(all(a, list, present), all(b, list, present)) {
			t.Errorf("%s differ between two histories of one seed", list)
		}
	}
}

func TestAnotherSeedSizeOrEndIsAnotherTenant(t *testing.T) {
	h := small(t)
	for name, o := range map[string]Options{
		"another seed": {Requests: 400, Seed: 2},
		"another size": {Requests: 401, Seed: 1},
		"another end":  {Requests: 400, Seed: 1, Now: present + 1},
	} {
		other := made(t, o)
		if other.Tenant().ID == h.Tenant().ID {
			t.Errorf("%s has the same tenant", name)
		}
		if bytes.Equal(all(other, order.Requests, present), all(h, order.Requests, present)) {
			t.Errorf("%s has the same requests", name)
		}
	}
}

func TestAHistoryHasAsManyRequestsAsAskedForAtItsEnd(t *testing.T) {
	for _, n := range []int{1, 2, 3, 7, 50, 300, 301, 999, 1000, 5003} {
		h := made(t, Options{Requests: n, Seed: uint64(n)})
		if got := len(requestsOf(h, present)); got != n {
			t.Errorf("%d requests instead of %d", got, n)
		}
	}
}

func TestOptionsThatMakeNoHistoryAreRefused(t *testing.T) {
	for name, o := range map[string]Options{
		"no requests":        {Now: present},
		"too many requests":  {Requests: MostRequests + 1, Now: present},
		"no end":             {Requests: 1},
		"less than a day":    {Requests: 1, Now: present, Span: time.Hour},
		"a span of 10 years": {Requests: 1, Now: present, Span: 87600 * time.Hour},
	} {
		if _, err := New(o); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}

func TestRecordsAreFoundByIDAndOnlyByTheirOwn(t *testing.T) {
	h := small(t)
	for _, want := range requestsOf(h, present) {
		if diff := cmp.Diff(want, h.Request(want.ID, present)); diff != "" {
			t.Fatal(diff)
		}
		if h.Postback(want.ID, present) != nil {
			t.Fatalf("%s is a postback too", want.ID)
		}
	}
	for _, id := range []string{"", "x", "00000000-0000-0000-0000-000000000000", h.Tenant().ID} {
		if h.Request(id, present) != nil {
			t.Errorf("%q was found", id)
		}
	}
}

func TestTheIndexTakesLessThan24BytesForARecordOfAWalk(t *testing.T) {
	before := heap()
	h := made(t, Options{Requests: 50_000, Seed: 3})
	taken := heap() - before
	entries := len(h.requestIndex.created) + len(h.newsIndex.created)
	if each := float64(taken) / float64(entries); each > 24 {
		t.Errorf("%.1f bytes for each of %d records", each, entries)
	}
	runtime.KeepAlive(h)
}

func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func TestEverybodyIsInvented(t *testing.T) {
	body := append(all(small(t), order.Requests, present), all(small(t), order.Postbacks, present)...)
	for _, host := range hosts.FindAllSubmatch(body, -1) {
		if !bytes.HasSuffix(host[1], []byte(".example")) {
			t.Fatalf("host %s", host[1])
		}
	}
}
