package demo_test

import (
	"cmp"
	"encoding/json"
	"io"
	"slices"
	"testing"
	"time"

	"ordertrail/backend/demo"
	"ordertrail/backend/feed"
	"ordertrail/backend/order"
)

// verdicts are all that domain.md section 5 has.
var verdicts = map[string][]string{
	"disappeared":       {"NOT_RECEIVED", "REJECTED_AT_DOOR", "TEMPLATE_FAILED", "VALIDATION_REJECTED", "HANDOFF_FAILED", "DUPLICATE_ONLY", "DRAFT", "CANCELLED", "FAILED_LATER", "ACCEPTED_SILENT", "STALLED", "ON_TRACK", "COMPLETE"},
	"shipping_notice":   {"NOT_EXPECTED", "NOT_SHIPPED_YET", "NO_TRIGGER", "NOT_RENDERED", "SEND_FAILED", "RETRYING", "SENT_AFTER_RETRY", "SENT_OK", "SENT_BODY_ERROR", "ODD_TARGET", "MAIL_HANDED_OVER", "SENT_NO_TRACKING", "PARTIAL", "SENT_LATE", "NO_DATA"},
	"printer_never_got": {"CONFIRMED", "ACCEPTED_UNCONFIRMED", "CONFIRMED_AFTER_TIMEOUT", "NO_ANSWER", "PRINTER_REJECTED", "PRINTER_ERROR", "NEVER_SENT", "OTHER_PRINTER", "DRAFT", "CANCELLED", "NO_DATA"},
	"wrong_product":     {"AS_ORDERED", "CHANGED_BY_TEMPLATE", "CHANGED_BY_LOOKUP", "LOOKUP_DEFAULT", "AMENDED", "SPEC_MATCH", "NEVER_PRODUCED", "CANNOT_COMPARE", "NO_DATA"},
}

// orders reads the whole feed, by reference.
func (f *feedUnderTest) orders() map[string]*evidence {
	f.Helper()
	out := map[string]*evidence{}
	hosts := map[string]map[string]int{}
	of := func(ref string) *evidence {
		if out[ref] == nil {
			out[ref] = &evidence{now: order.Millis(f.clock.Load()), hosts: map[string]string{}}
		}
		return out[ref]
	}
	for _, list := range lists {
		for _, item := range f.items(list) {
			if list == order.Postbacks {
				p, _ := feed.ReadPostback(item) // read before
				of(p.OrderReferenceID).news = append(of(p.OrderReferenceID).news, p)
				continue
			}
			r, _ := feed.ReadRequest(item) // read before
			of(r.OrderReferenceID).requests = append(of(r.OrderReferenceID).requests, r)
			if r.Stages.Final != nil {
				if hosts[r.Customer.ReferenceID] == nil {
					hosts[r.Customer.ReferenceID] = map[string]int{}
				}
				hosts[r.Customer.ReferenceID][hostOf(r.Stages.Final)]++
			}
		}
	}
	for _, e := range out {
		for who, counts := range hosts {
			for host, n := range counts {
				if n > counts[e.hosts[who]] {
					e.hosts[who] = host
				}
			}
		}
		slices.SortFunc(e.news, func(a, b *order.Postback) int { return cmp.Compare(a.OccurredAt, b.OccurredAt) })
	}
	return out
}

func (f *feedUnderTest) items(list order.List) (items []feed.Item) {
	f.Helper()
	for q := ask("limit", 500); ; {
		body, err := io.ReadAll(f.get("/v1/" + string(list) + "?" + q.Encode()).Body)
		if err != nil {
			f.Fatal(err)
		}
		p, err := feed.ReadPage(body)
		if err != nil {
			f.Fatal(err)
		}
		for _, item := range p.Items {
			f.record(list, item)
		}
		if items = append(items, p.Items...); p.Next == "" {
			return items
		}
		q.Set("cursor", p.Next)
	}
}

func TestEachStoryEarnsItsVerdict(t *testing.T) {
	for _, requests := range []int{300, 2000} {
		f := serve(t, requests, demo.ServerOptions{})
		orders := f.orders()
		for _, s := range f.history.Stories(present) {
			e := orders[s.Order]
			if e == nil {
				e = &evidence{now: present}
			}
			if got := e.verdict(s.Scenario); got != s.Verdict {
				t.Errorf("%s %s: %s, and the story %q says %s", s.Scenario, s.Order, got, s.Says, s.Verdict)
			}
		}
	}
}

func TestEveryVerdictHasItsStories(t *testing.T) {
	for requests, least := range map[int]int{300: 1, 1000: 2} {
		f := serve(t, requests, demo.ServerOptions{})
		told := map[string]map[string]bool{}
		for _, s := range f.history.Stories(present) {
			if told[s.Scenario+" "+s.Verdict] == nil {
				told[s.Scenario+" "+s.Verdict] = map[string]bool{}
			}
			told[s.Scenario+" "+s.Verdict][s.Order] = true
		}
		known := 0
		for scenario, all := range verdicts {
			for _, verdict := range all {
				known++
				if n := len(told[scenario+" "+verdict]); n < least {
					t.Errorf("%d requests: %d orders tell of %s %s", requests, n, scenario, verdict)
				}
			}
		}
		if len(told) != known {
			t.Errorf("%d verdicts are told, and there are %d", len(told), known)
		}
	}
}

func TestMostOrdersAreHealthy(t *testing.T) {
	f := serve(t, 3000, demo.ServerOptions{})
	fine := map[string]bool{"COMPLETE": true, "ON_TRACK": true, "SENT_OK": true, "SENT_AFTER_RETRY": true, "MAIL_HANDED_OVER": true, "NOT_SHIPPED_YET": true, "SPEC_MATCH": true}
	well, all, seen := 0.0, 0.0, map[string]int{}
	for _, e := range f.orders() {
		if len(e.requests) == 0 {
			continue
		}
		a, b, c := e.verdict("disappeared"), e.verdict("shipping_notice"), e.verdict("wrong_product")
		seen[a]++
		seen[b]++
		seen[c]++
		all++
		if fine[a] && fine[b] && fine[c] {
			well++
		}
	}
	t.Log(seen, well/all)
	if share := well / all; share < .88 || share > .96 {
		t.Errorf("%.1f %% of the orders are well: %v", 100*share, seen)
	}
}

func TestStoriesAreToldAsTheContractHasIt(t *testing.T) {
	f := serve(t, 300, demo.ServerOptions{})
	text, err := json.Marshal(f.history.Stories(present)[0])
	if err != nil {
		t.Fatal(err)
	}
	var keys map[string]string
	if err := json.Unmarshal(text, &keys); err != nil || len(keys) != 4 || keys["order"] == "" || keys["scenario"] == "" || keys["verdict"] == "" || keys["says"] == "" {
		t.Errorf("%s, %v", text, err)
	}
}

func TestStoriesThatTimeOvertookAreNoLongerTold(t *testing.T) {
	f := serve(t, 300, demo.ServerOptions{})
	told := func(now order.Millis) (n int) {
		for _, s := range f.history.Stories(now) {
			if s.Verdict == "RETRYING" {
				n++
			}
		}
		return n
	}
	if told(present) == 0 || told(present+order.Millis((20*time.Hour).Milliseconds())) != 0 {
		t.Error("retrying now, and still a day later")
	}
}
